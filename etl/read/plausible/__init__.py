"""Edits: numbers that cannot be, or should be looked at: by their marks, over time, beside their parts."""
