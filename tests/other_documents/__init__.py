"""Small documents as others write them, and the clients that come of them, at work."""
