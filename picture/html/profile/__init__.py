"""What the profile of a region is made of."""
