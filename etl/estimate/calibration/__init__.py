"""Calibrated weights: what the card declares, weights that add to the population, and every reason why they cannot."""
