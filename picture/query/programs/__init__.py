"""What programs ask beside what pages ask: a part of one indicator, and the code lists of a build."""
