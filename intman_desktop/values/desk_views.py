"""What the pages of the directory, of data protection and of the settings are shown: frozen views."""

from __future__ import annotations

from dataclasses import dataclass

from intman_desktop.values.form_views import Options
from intman_desktop.values.office import Service


@dataclass(frozen=True)
class Directory:
    """The services that a text leaves, how many there are in all, and the kinds on offer (code, label)."""

    services: tuple[Service, ...]
    total: int
    kinds: Options
