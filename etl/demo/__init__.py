"""The demonstration survey: answers that nobody gave, so that every part of the house has something to work on."""
