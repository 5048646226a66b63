"""Local collections: surveys of one place, estimated and protected by themselves."""
