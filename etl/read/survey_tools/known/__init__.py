"""What the export of each survey tool looks like, as data."""
