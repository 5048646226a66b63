"""The page of plans: cards of goals, their progress as pictures, and where there are none."""
