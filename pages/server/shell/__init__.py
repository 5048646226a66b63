"""What a browser gets before any page: the document that starts one, and the files that it needs."""
