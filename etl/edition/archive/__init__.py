"""The archive: what an edition was made of, what readers see of it as one hash, and what differs from another."""
