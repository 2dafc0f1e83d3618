"""The schema this program speaks; read before Alembic or any table is imported."""

from __future__ import annotations

HEAD = "0022"
"""Revision of the newest migration."""

APPLICATION_ID = 0x494D4442
"""SQLite's application_id of every store of ours ("IMDB")."""
