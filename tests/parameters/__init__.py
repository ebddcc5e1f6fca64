"""Parameters on the wire: the bytes that the standard prints for each style."""
