"""Contributions of those who act (data/actions): read, checked, and given to the tables of the database."""
