"""Estimates -> differences, tests and verdicts."""
