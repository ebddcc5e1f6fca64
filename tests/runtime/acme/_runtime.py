"""Stands where a generated package has its copy of the runtime."""

from dialwright.python.runtime import *  # noqa: F403
