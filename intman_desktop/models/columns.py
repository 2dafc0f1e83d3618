"""The columns that most tables have, and the one list that every table enters itself in."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, MetaData, Text, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table of the store."""


def row_id() -> Column[int]:
    """Return the id of a row, which the store gives."""
    return Column("id", Integer, primary_key=True)


def version() -> Column[int]:
    """Return the number of times a row was saved: saving over a newer one is refused."""
    return Column("version", Integer, nullable=False, server_default=text("1"))


def words(name: str) -> Column[str]:
    """Return a column for a text, empty where there is none."""
    return Column(name, Text, nullable=False, server_default=text("''"))


def flag(name: str, default: int) -> Column[bool]:
    """Return a column for yes or no."""
    return Column(name, Boolean, nullable=False, server_default=text(str(default)))


def day(name: str, *, required: bool = False) -> Column[object]:
    """Return a column for a calendar date."""
    return Column(name, Date, nullable=not required)


def of_case(*, unique: bool = False) -> Column[int]:
    """Return the column by which a row goes with its case; ``unique`` where a case has one such row."""
    return Column(
        "case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, unique=unique, index=not unique
    )


def of(parent: str, name: str) -> Column[int]:
    """Return the column ``name`` by which a row goes with its row of ``parent``."""
    return Column(name, ForeignKey(f"{parent}.id", ondelete="CASCADE"), nullable=False, index=True)
