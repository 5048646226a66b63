"""The action plan of an area in its report and meeting brief."""
