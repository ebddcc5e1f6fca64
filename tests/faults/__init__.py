"""What the clients do when the network or the service fails: one table, which is tested and printed.

`server` is a service that fails as it is told, `answers` and `steps` are the ways to do so, `actions` what a
client is asked to do meanwhile, and `cases` the table: what must come of which fault.
"""
