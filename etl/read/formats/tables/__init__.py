"""Rectangular files: one module for each format."""
