"""Local collections and what was heard, on the page of their place."""
