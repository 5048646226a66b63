"""What is said of the register and of forums: finding, dates, kinds, evidence, alternative texts."""
