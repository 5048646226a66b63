"""The goals of plans as tables."""
