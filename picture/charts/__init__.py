"""Results -> figures of screen and image: colours, axes, dots, lines."""
