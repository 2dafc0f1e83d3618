"""What is asked over all cases: lists, deadlines, searches, the clock, the key figures."""
