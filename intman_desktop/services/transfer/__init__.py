"""Cases and lists out of foreign files into the store, and out of it."""
