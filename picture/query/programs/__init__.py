"""What programs ask beside what pages ask: a part of one indicator, code lists of a build, the key of a cell."""
