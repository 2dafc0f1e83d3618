"""The office as the text that one row of the settings holds, and back."""

from __future__ import annotations

import json
from dataclasses import replace

import cattrs

from intman_desktop.values.office import Office

OFFICE_ROW = "office"
"""The name of the row."""

OFFICE_QUERY = f"SELECT value FROM settings WHERE name = '{OFFICE_ROW}'"  # noqa: S608 - a constant
"""How the text is looked up where no transaction is at hand."""


def office_from(content: str | None) -> Office:
    """Return the office that ``content`` tells of; one with only defaults where there is none."""
    return cattrs.structure(json.loads(content), Office) if content else Office()


def content_of(office: Office) -> str:
    """Return the office as text: equal offices give equal texts."""
    tidy = replace(office, backup_places=tuple(dict.fromkeys(office.backup_places)))
    text = json.dumps(cattrs.unstructure(tidy), ensure_ascii=False, sort_keys=True)
    # a place on an old stick may have a name that is no UTF-8: JSON escapes what the store cannot hold
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
