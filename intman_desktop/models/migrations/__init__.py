"""Alembic's steps from one schema to the next; each is self-contained."""
