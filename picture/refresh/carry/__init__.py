"""What of a slide takes new figures and words, and keeps the look that its reader gave it."""
