"""What makes committed files."""
