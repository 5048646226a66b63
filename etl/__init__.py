"""From files of sources to a database that may be published."""
