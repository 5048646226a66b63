"""The cells of a contribution: texts that may be shown, dates, and values by the kind of their column."""
