"""XML documents: what carries them, the classes that the spec's markup becomes, and what they print."""
