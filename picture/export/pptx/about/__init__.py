"""What a deck says of itself: its properties, its sections, and for programs what each slide shows."""
