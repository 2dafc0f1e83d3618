"""What the papers for the data-protection officer are made of (Art. 30, 32, 35; L1 to L8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from intman_desktop.values.office import Office
from intman_desktop.values.paper_parts import Label


@dataclass(frozen=True)
class FieldGroup:
    """The fields of one block of the plan that ask for the same ``need`` of the gate: a category of data."""

    block: Label
    need: str
    fields: tuple[Label, ...]


@dataclass(frozen=True)
class KeyDerivation:
    """What one try at the passphrase of this store costs: ``memory`` in MiB."""

    passes: int
    memory: int
    lanes: int


@dataclass(frozen=True)
class PrivacyFacts:
    """What the program knows of itself and of this store; nothing in it points to a client.

    ``own_blocks`` are the office's own blocks that are asked, or hold answers still, with their needs;
    ``kinds_used`` the special kinds that one of them, a field or an entry of a list asks for. ``recipients``
    are the kinds of service in the directory, ``told`` those to which something was passed on. ``ways`` are
    the kinds of slots with their number. ``derivation`` and ``cases`` are None where there is no store to
    ask. ``smallest`` is the smallest number handed on, ``substitutes`` are the names of those whom a way of
    their own lets in.
    """

    fields: tuple[FieldGroup, ...]
    own_blocks: tuple[tuple[Label, str], ...] = ()
    kinds_used: tuple[str, ...] = ()
    recipients: tuple[Label, ...] = ()
    told: tuple[Label, ...] = ()
    ways: tuple[tuple[str, int], ...] = ()
    derivation: KeyDerivation | None = None
    cases: int | None = None
    smallest: int = 0
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcessingRecordPaper:
    """Verzeichnis von Verarbeitungstätigkeiten (Art. 30 (1))."""

    office: Office
    issued_on: date
    facts: PrivacyFacts
    language: str = "de"


@dataclass(frozen=True)
class SecurityMeasuresPaper:
    """Technische und organisatorische Maßnahmen (Art. 32): the program's, its limits, the provider's."""

    office: Office
    issued_on: date
    facts: PrivacyFacts
    language: str = "de"


@dataclass(frozen=True)
class DataFlowPaper:
    """Datenfluss: where data come from, where they lie, where they go."""

    office: Office
    issued_on: date
    language: str = "de"


@dataclass(frozen=True)
class ErasureConceptPaper:
    """Löschkonzept: when what is erased, how, what stays, what no program reaches (L1 to L7)."""

    office: Office
    issued_on: date
    language: str = "de"


@dataclass(frozen=True)
class ImpactAssessmentPaper:
    """Hilfe zur Datenschutz-Folgenabschätzung (Art. 35): it describes and asks, and answers for nobody."""

    office: Office
    issued_on: date
    facts: PrivacyFacts
    language: str = "de"


PrivacyPaper: TypeAlias = (
    ProcessingRecordPaper
    | SecurityMeasuresPaper
    | DataFlowPaper
    | ErasureConceptPaper
    | ImpactAssessmentPaper
)
