"""Sentences of the methods page that are made from stored numbers."""
