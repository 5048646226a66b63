"""One module for each file format: file -> table or cube."""
