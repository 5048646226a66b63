"""Frozen versions of an older schema, as copies that today's server reads."""
