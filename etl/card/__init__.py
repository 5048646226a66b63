"""Propose a card for a new file: what was found in it, what fits it, and what must still be said."""
