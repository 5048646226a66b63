"""What pages show, made once for all readers of a build, kept by its size, and made ahead for the usual views."""
