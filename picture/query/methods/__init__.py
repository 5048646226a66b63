"""What the methods page asks of the published database."""
