"""The variance of estimates: Taylor linearisation or replicate weights, both with the covariance of domains."""
