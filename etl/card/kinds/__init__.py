"""One module for each kind of file: what was found in it -> the lines of its card."""
