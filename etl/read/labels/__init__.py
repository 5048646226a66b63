"""The second witness of what a code means: the words that a file itself gives it, held against ours."""
