"""What people see: one script for each view; the name of the file is the address."""
