"""Disclosure control of published counts: small ones, and those that the publisher has hidden."""
