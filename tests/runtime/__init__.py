"""Tests of the hand-written core that every generated client carries."""
