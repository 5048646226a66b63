"""What an intruder can work out: how far a table may be from the true one and still fit what is known."""
