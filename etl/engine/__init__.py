"""DuckDB within limits of memory and disk: for tables that are larger than the memory of the machine that builds."""
