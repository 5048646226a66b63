"""What an operator sees of a running server: health, measurements, log."""
