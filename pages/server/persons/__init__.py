"""Whom a preview process lets in: persons, their roles, and one layer that decides on everything that is asked."""
