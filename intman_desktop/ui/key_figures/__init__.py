"""The year's Kennzahlen: the figures, what is behind them, what to look at, and how they are handed in."""
