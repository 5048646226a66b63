"""What is said of one figure at its permanent address: its state, its name, its citation."""
