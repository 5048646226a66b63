"""Workbooks: one module per format, each giving sheets of the same shape."""
