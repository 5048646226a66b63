"""Decks of ours that somebody kept: the same slides with the figures that are published now."""
