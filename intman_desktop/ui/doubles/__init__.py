"""Cases that may belong to one person."""
