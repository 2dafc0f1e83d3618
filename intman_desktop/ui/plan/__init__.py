"""The plan of a case: blocks, goals, reviews."""
