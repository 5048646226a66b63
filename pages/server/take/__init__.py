"""Files at addresses of their own: what an address asks for, processes that make it, what is kept, the answer."""
