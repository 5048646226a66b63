"""Respondents beyond memory: an engine sums them where they lie, and the estimator goes on from the sums."""
