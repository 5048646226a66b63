"""The methods page as HTML."""
