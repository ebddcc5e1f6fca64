"""Tests of the way from a document to the IR."""
