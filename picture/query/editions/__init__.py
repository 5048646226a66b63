"""What differs between two versions that were released."""
