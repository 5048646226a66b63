"""What a server shows comes from a store: asked for, fetched, proven and put in place by a process of its own."""
