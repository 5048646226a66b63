"""Two successive tables of the same wave: who differs, which cells keep their figure, and an audit of both."""
