"""Pictures that leave as SVG and PNG: wide, square or upright, with title, source and marks inside."""
