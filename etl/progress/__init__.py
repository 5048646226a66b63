"""Goals of action plans -> how far they are, from published figures and the tests of our own surveys."""
