"""One published figure by its key: what a version has of it, and what became of it since."""
