"""Fields in which one types to choose."""
