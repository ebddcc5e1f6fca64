"""Names that stay: the same things are called the same in clients of every version of a document."""
