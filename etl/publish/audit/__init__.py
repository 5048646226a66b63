"""The report on disclosure, of the surveys of the country and of places, and for which build it was made."""
