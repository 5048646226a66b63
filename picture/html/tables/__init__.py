"""Tables of one kind of number each, beside the table behind every picture."""
