"""What a report says that no page says: its finding in a sentence, what to discuss, what is not known."""
