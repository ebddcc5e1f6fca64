"""Tests of the Python target: names, layout, and a generated package that is type-checked and run."""
