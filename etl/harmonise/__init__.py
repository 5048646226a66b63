"""Counts on the newest division of areas, and sums of areas."""
