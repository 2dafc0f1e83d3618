"""The domain without I/O, clock or database: dates come as arguments, facts go out."""
