"""The generated `dialwright_signalwire`, end to end: over real sockets, as its users use it."""
