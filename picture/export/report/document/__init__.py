"""A document as frozen values, and the programs that write it: as PDF and as a Word file."""
