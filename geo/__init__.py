"""Which areas, and when: sets of municipalities and days."""
