"""Test a file before it is sent: which source it fits, what is wrong with it, what the picture would show."""
