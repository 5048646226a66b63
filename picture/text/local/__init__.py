"""What is said of local collections and of what was heard in a place."""
