"""Plans as they leave: slide, section of a report, table."""
