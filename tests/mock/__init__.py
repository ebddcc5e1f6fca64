"""The local server: each of its parts, and the generated clients against it."""
