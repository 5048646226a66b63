"""The catalogue of indicators, scales and groups, and how it is read and checked."""
