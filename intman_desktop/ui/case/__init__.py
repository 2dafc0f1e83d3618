"""One case on one page: the legal chain as its spine, the clock, what is next, and its parts."""
