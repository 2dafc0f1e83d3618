"""What the pages of the directory, of data protection and of the settings are shown: frozen views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intman_desktop.values.codes import ProviderLaw
from intman_desktop.values.form_views import Options
from intman_desktop.values.office import Office, Service
from intman_desktop.values.views import BackupView


@dataclass(frozen=True)
class Directory:
    """The services that a text leaves, how many there are in all, and the kinds on offer (code, label)."""

    services: tuple[Service, ...]
    total: int
    kinds: Options


@dataclass(frozen=True)
class OfficeSettings:
    """The office, the fields that papers still lack (E8), and what its choices offer (code, label).

    ``laws`` names the data-protection law of each kind of provider; ``usual_topics`` stand on the number
    keys where the office has chosen none.
    """

    office: Office
    lacking: tuple[str, ...]
    topics: Options
    kreise: Options
    laws: Mapping[ProviderLaw, str]
    usual_topics: tuple[str, ...] = ()
    last_backup: BackupView | None = None
