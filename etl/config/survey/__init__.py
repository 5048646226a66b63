"""What a card says of a survey: its fieldwork, and the place of a local collection."""
