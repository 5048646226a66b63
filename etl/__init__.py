"""How we come to know it: from files of sources to a database that may be published."""
