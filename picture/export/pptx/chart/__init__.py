"""Native charts: the numbers behind them, and how they are drawn."""
