"""What signs mean: of publishers, of a file, of a card."""
