"""The packages as they are built and published, and what keeps a release from going wrong."""
