"""The tests that the generator makes: for a small API of every kind of method, and what they say of it."""
