"""Who may see what before it is published, and the trail of what persons did."""
