"""Mutated sources and cards of every kind: nothing but refusals or right numbers."""
