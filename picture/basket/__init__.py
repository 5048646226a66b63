"""The basket: pictures that a reader keeps, what stands for each in an address, and whether it still shows the same."""
