"""Results -> database: written beside, checked, then swapped; editions and their releases."""
