"""The verbs of the daily work: they alone open a transaction; frozen values in and out."""
