"""Areas by level and day: sets of municipalities, their changes and their boundaries."""
