"""Tests of reports and meeting briefs."""
