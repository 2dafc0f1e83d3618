"""What is due, as one list over everything."""
