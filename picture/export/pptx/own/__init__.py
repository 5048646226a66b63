"""A template of an office's own: its master with its look, and in it the layouts that our slides are made on."""
