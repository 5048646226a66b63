"""What is said of editions beside their figures."""
