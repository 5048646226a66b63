"""Respondents -> estimates with their intervals."""
