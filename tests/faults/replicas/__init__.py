"""Receivers and senders that are killed, or find a full disk, at each single step."""
