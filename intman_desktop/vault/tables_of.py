"""What tables a store holds, and how many rows."""

from __future__ import annotations

from intman_desktop.vault.driver import Driver


def row_counts(driver: Driver) -> dict[str, int]:
    """Return the number of rows of every ordinary table, by name, sorted.

    Left out: SQLite's own tables, the full-text index with its shadows, Alembic's mark.
    """
    names = [
        name
        for (name,) in driver.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite%' AND name <> 'alembic_version' ORDER BY name"
        )
    ]
    return {name: driver.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
