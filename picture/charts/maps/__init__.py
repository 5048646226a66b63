"""Results -> maps."""
