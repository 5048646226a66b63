"""One reader per kind of source: a card in, a tidy frame out, or a refusal that names file, row and column."""
