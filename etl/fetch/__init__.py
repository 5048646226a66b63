"""The official sources, live: fetch, keep every raw answer, and hand the ordinary readers a table with its card."""
