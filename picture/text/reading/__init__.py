"""How to read a picture, in two sentences made of its own numbers."""
