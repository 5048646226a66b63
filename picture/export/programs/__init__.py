"""Numbers as programs read them: JSON-stat, and tables whose columns have one type in every language."""
