"""What the sheets of a single consent, beyond the four of the first talk, need to know (E1, E2).

The undertaking that whoever interprets signs stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from intman_desktop.values.codes import SpecialKind
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.paper_parts import PaperClient
from intman_desktop.values.texts import TextInForce


@dataclass(frozen=True)
class _Sheet:
    """What every sheet of a single consent needs.

    ``client`` is None for a form to be filled by hand, and so is what is empty. Neither Yes nor No is ever
    ticked: a consent is not presumed (E5).
    """

    office: Office
    worker: Worker
    issued_on: date
    client: PaperClient | None = None
    valid_until: date | None = None
    explained_by: str = ""
    interpreter_name: str = ""
    representative: str = ""
    language: str = "de"
    wording: TextInForce = field(default_factory=TextInForce)


@dataclass(frozen=True)
class PassingOnConsentPaper(_Sheet):
    """Passing on to one recipient: to whom, for what, which data, until when (E1)."""

    recipient: str = ""
    purpose: str = ""
    data_kinds: str = ""


@dataclass(frozen=True)
class RelocationConsentPaper(_Sheet):
    """What office gives to office when a person moves (E1, U1)."""


@dataclass(frozen=True)
class SpecialConsentPaper(_Sheet):
    """One kind of Art. 9 (1) other than health (E1).

    Without a ``kind`` all of them stand on the form, one to be ticked.
    """

    kind: SpecialKind | None = None


SingleConsentPaper: TypeAlias = PassingOnConsentPaper | RelocationConsentPaper | SpecialConsentPaper
"""The sheets that ask one declaration each."""


@dataclass(frozen=True)
class InterpreterUndertakingPaper:
    """What whoever interprets undertakes (E1); it tells of no client."""

    office: Office
    worker: Worker
    issued_on: date
    language: str = "de"
