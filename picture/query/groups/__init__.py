"""Population groups as they stand beside each other."""
