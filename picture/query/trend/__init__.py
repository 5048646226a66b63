"""What stands beside the chosen line of a trend: other areas and groups, events, all regions."""
