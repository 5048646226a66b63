"""Action plans: their goals, how far each is, and where there are none."""
