"""Unfinished forms, as the store keeps them and the screens are told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StoredDraft:
    """How a draft stands in the vault now; ``hidden`` while its case is on hold (Rule L2)."""

    id: int
    content: str
    hidden: bool = False


SETTINGS_FORM = "settings"
"""The form of drafts of the settings: they are the office's, and nobody counselled is looked for there."""


@dataclass(frozen=True)
class Draft:
    """An unfinished form, kept in the vault; ``content`` is the form's own JSON."""

    id: int
    form: str
    case_id: int | None
    content: str
    saved_at: datetime
    name: str = ""
