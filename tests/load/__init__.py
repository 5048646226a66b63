"""Many readers at once, and strangers: how many one process holds, and that nobody is made to wait."""
