"""Areas and indicators in one table of verdicts."""
