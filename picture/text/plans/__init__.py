"""What plans and their goals say, in sentences."""
