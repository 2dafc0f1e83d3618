"""What a person asked for under her rights, and what was corrected about her, as held values (L8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intman_desktop.values.codes import IdentityCheck, RequestAnswer, RequestForm, RequestKind


@dataclass(frozen=True)
class Request:
    """A request of the person with what became of it (Art. 12, 15 to 21 DS-GVO).

    ``what`` says in a few words what is meant, as which value is wrong. A longer time needs
    ``extension_reason`` and ``extension_told_on``, the day the person heard of it. ``answer`` and
    ``answered_on`` stand together; a refusal has its ``refusal_reason``.
    """

    kind: RequestKind
    received_on: date
    form: RequestForm = RequestForm.IN_PERSON
    what: str = ""
    identity: IdentityCheck | None = None
    extension_reason: str = ""
    extension_told_on: date | None = None
    answered_on: date | None = None
    answer: RequestAnswer | None = None
    refusal_reason: str = ""
    note: str = ""
    worker: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class Correction:
    """That a value was overwritten, and when (Art. 16 DS-GVO).

    ``place`` is where it stands, as ``field.phone`` (a field of the catalogue), ``talk.on``, ``talk.note``,
    ``case.period_start``, ``plan.begun_on``, ``extension.until``, ``household`` or
    ``needs_assessment``; ``talk_on`` the day of the talk meant.
    ``rectified`` says that the value was wrong, and not only out of date. ``old_value`` is the wrong value
    as it was stored, kept only with its ``reason``.
    """

    on: date
    place: str
    talk_on: date | None = None
    rectified: bool = False
    old_value: str = ""
    reason: str = ""
    worker: str = ""
    id: int = 0


@dataclass(frozen=True)
class CorrectionLine:
    """A correction as a person reads it: ``place`` and ``old_value`` in words of one language (L8)."""

    on: date
    place: str
    talk_on: date | None = None
    rectified: bool = False
    old_value: str = ""
    reason: str = ""
    worker: str = ""
    id: int = 0
