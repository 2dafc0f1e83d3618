"""What the store keeps of itself under a name: a text each."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from intman_desktop.models import tables as t


def setting(connection: Connection, name: str) -> str:
    """Return what is kept under ``name``, an empty text where nothing is."""
    return connection.scalar(select(t.settings.c.value).where(t.settings.c.name == name)) or ""


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Keep ``value`` under ``name``, over what was kept there."""
    connection.execute(delete(t.settings).where(t.settings.c.name == name))
    connection.execute(insert(t.settings).values(name=name, value=value))
