"""What stands for a value, or beside one, and what it says: of each publisher, of the file itself, and of the card."""
