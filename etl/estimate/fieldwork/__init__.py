"""How well the respondents of a survey stand for its population."""
