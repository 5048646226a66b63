"""Who gave a command, and how many agree to a release."""
