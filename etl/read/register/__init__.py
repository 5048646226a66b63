"""Tables of registers that may be larger than memory: checked and read by DuckDB, never held as a whole."""
