"""Credentials and addresses of documents, in the clients that are generated from them."""
