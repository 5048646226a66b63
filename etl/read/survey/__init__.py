"""What stands beside the respondents of a survey: its population and its sample, counted by groups."""
