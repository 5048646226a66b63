"""Dataset -> the map page: the map and its legend, the years, areas as dots, the table."""
