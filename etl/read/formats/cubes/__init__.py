"""Files that hold a cube, a value for every combination of its dimensions: one module for each format."""
