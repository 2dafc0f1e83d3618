"""What a file of the case format holds (issue of ``exchange``): cases and, in a whole export, the office."""

from __future__ import annotations

from dataclasses import dataclass

from intman_desktop.values.case_file import BriefContact, CaseFile, Talk
from intman_desktop.values.office import ListEntry, Office, OwnBlock, Service, TextVersion
from intman_desktop.values.texts import PaperText, TextCheck
from intman_desktop.values.visible import visible


@dataclass(frozen=True)
class Counter:
    """One cell of the figures of erased cases (K8)."""

    year: int
    definition: str
    definition_version: int
    figure: str
    cell: str
    value: int


@dataclass(frozen=True)
class Document:
    """Any number of cases with their talks; a whole export also carries what figures depend on.

    ``whole`` says that the file is an export of a whole store; ``generated_at`` is a UTC moment.
    ``from_office`` names the office whose file it is, where another one may take it in: its consents open
    nothing there.
    ``own_blocks`` and ``list_entries`` are the office's own that the cases of a smaller export may name;
    in a whole one they stand in the ``office``. ``paper_texts`` and ``text_checks`` are the texts for persons
    as the office saved them, in the order of their saving, and that they were checked.
    """

    cases: tuple[CaseFile, ...] = ()
    talks: tuple[Talk, ...] = ()
    whole: bool = False
    generated_at: str = ""
    program: str = ""
    from_office: str = ""
    brief_contacts: tuple[BriefContact, ...] = ()
    counters: tuple[Counter, ...] = ()
    services: tuple[Service, ...] = ()
    text_versions: tuple[TextVersion, ...] = ()
    own_blocks: tuple[OwnBlock, ...] = ()
    list_entries: tuple[ListEntry, ...] = ()
    paper_texts: tuple[PaperText, ...] = ()
    text_checks: tuple[TextCheck, ...] = ()
    office: Office | None = None


@dataclass(frozen=True)
class Fault:
    """One fault of a file: ``place`` as in ``cases[3].client.birth_date``, ``code`` and its values.

    Place and values may be words of that file: what nobody sees in them is made visible.
    """

    place: str
    code: str
    values: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", visible(self.place))
        object.__setattr__(self, "values", tuple((name, visible(value)) for name, value in self.values))
