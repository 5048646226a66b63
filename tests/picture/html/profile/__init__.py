"""The table of a profile."""
