"""What is known of one place alone: its own collections, and what was heard there."""
