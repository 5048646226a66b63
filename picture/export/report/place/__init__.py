"""Local collections and what was heard, in documents."""
