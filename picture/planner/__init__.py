"""How many answers a place needs, and whether a survey can give them: pure functions."""
