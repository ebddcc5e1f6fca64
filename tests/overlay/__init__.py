"""Overlays, and the settings that name them."""
