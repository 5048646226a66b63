"""Results -> HTML tables, cards and small pictures."""
