"""What the documents of a collection kit say: letters, notices, guides and plans, with blanks to fill in."""
