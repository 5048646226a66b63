"""Permanent addresses of figures: reads one figure from what is served and from the versions in the archive."""
