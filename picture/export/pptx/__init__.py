"""Results -> native PowerPoint slides."""
