"""Figures -> SVG without a browser."""
