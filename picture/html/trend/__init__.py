"""What stands around the picture of a trend: its lines as chips, its tests as a table, its events, all regions."""
