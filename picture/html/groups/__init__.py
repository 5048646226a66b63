"""What the page of population groups shows: the groups as dots with their differences, the figures as a table."""
