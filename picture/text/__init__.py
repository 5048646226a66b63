"""Results -> words, numbers and sentences in three languages."""
