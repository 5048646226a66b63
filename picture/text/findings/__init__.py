"""Findings in words: headlines and leads of pages, which say no more than the stored verdicts."""
