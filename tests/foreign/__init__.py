"""Documents as well-known tools write them: generated, checked, and called over a real socket."""
