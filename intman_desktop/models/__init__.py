"""The tables of the store and their migrations."""
