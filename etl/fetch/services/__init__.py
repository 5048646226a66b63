"""How official statistical services are asked, and what is kept of their responses."""
