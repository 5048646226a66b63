"""The published edition as a static site, of the same rooms as the dashboard."""
