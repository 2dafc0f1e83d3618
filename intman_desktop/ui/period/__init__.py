"""The clock explained, extended, moved."""
