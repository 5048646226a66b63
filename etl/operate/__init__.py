"""What an operator asks and does: the state of a data folder, going back, backup and restore."""
