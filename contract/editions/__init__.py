"""What versions of editions have to do with each other."""
