"""Everything that leaves is made as the server makes it, read again, and compared with the database by own SQL."""
