"""Small servers on the loopback that answer as the official services are documented to, and fail on order."""
