"""Benchmarks: what the clients and the generator cost, beside bare httpx2 and other people's packages.

`make bench` runs all of it and writes `report.md` and `report.svg`. CPU time of the measuring process is what
counts, and its ratio to another subject of the same run: wall-clock time on a shared machine says little.
Nothing here is run by the tests but the parts that measure nothing.
"""
