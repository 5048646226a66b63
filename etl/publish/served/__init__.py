"""What was served, and which later changes of it were declared: every build that was served counts as published."""
