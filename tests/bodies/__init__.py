"""Bodies and answers of documents that are not ours: generated, imported, and sent over a real socket."""
