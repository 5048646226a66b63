"""How sure an estimate is: Taylor linearisation or replicate weights, both with the covariance of domains."""
