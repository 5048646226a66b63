"""The official sources, live: fetch, keep every raw response, and hand the ordinary readers a table with its card."""
