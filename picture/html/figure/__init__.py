"""The page of one figure: what it is, whether it still stands, in which versions it stood, how it is cited."""
