"""The widgets that every page shares, one per file."""
