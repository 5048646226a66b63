"""A place's own figures and what was heard there as tables: apart from the figures of the country, in every file."""
