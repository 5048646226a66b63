"""Decks and workbooks of ours that somebody kept: whether their numbers are still the published ones."""
