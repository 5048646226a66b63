"""What is said to persons who may see a draft, and to those who may not."""
