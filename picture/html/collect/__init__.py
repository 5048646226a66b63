"""The page of a local collection: how many answers a place needs, and what to collect them with."""
