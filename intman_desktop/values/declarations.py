"""What a person was told and declared, and what was passed on of her, as evidence (E1, E2, E7, B1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intman_desktop.values.codes import (
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    DisclosureGround,
    DisclosureWay,
    SpecialKind,
)


@dataclass(frozen=True)
class NoticeGiven:
    """The privacy notice was handed out and explained (P1 step 1)."""

    handed_out_on: date
    explained_on: date
    explained_by: str = ""
    interpreter: str = ""
    language: str = "de"
    text_fingerprint: str = ""
    id: int = 0


@dataclass(frozen=True)
class Consent:
    """One declaration with its evidence (E1, E2).

    That to interpreters carries who signed the undertaking, on which day, and where it is filed. What is
    scanned from ``withdrawal_known_from`` on was scanned by somebody who knew of its withdrawal (I9), and
    from ``end_known_from`` on by somebody who knew that it had run out, where its end was set back. Where
    its beginning was moved later, ``held_from`` is the day from which on it was held for given. One that ran
    out carries on which day what it had opened was emptied (``emptied_on``, E3).
    """

    scope: ConsentScope
    decision: ConsentDecision
    decided_on: date
    kind: SpecialKind | None = None
    recipient: str = ""
    purpose: str = ""
    data_kinds: str = ""
    valid_until: date | None = None
    form: ConsentForm = ConsentForm.WRITTEN
    language: str = "de"
    text_fingerprint: str = ""
    explained_by: str = ""
    interpreter: str = ""
    witness: str = ""
    representative: str = ""
    told_withdrawable: bool = False
    copy_handed_out: bool = False
    filing_place: str = ""
    undertaking_by: str = ""
    undertaking_on: date | None = None
    undertaking_place: str = ""
    withdrawal_known_from: date | None = None
    end_known_from: date | None = None
    held_from: date | None = None
    withdrawn_on: date | None = None
    emptied_on: date | None = None
    id: int = 0
    version: int = 1

    @property
    def stands(self) -> bool:
        """Whether it was given and not withdrawn, so that it can be withdrawn (E4)."""
        return self.decision is ConsentDecision.GIVEN and self.withdrawn_on is None


@dataclass(frozen=True)
class Agreement:
    """The counselling agreement with both signatures, or oral with the signature to come (B1)."""

    client_name: str = ""
    worker_name: str = ""
    client_signed_on: date | None = None
    worker_signed_on: date | None = None
    oral_on: date | None = None
    copy_handed_out: bool = False
    filing_place: str = ""
    language: str = "de"
    text_fingerprint: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class Disclosure:
    """An act of passing on: to whom, what, when, how, and by which consent or on what other ground (E7).

    ``consent`` is the place, among the consents of the case, of the one it rests on. ``kind`` marks what
    belongs to a special category. On another ground than consent, ``reason`` says why, and the person is
    told on ``told_on`` or, where that would defeat the purpose, ``not_told_reason`` says so.
    """

    on: date
    recipient: str
    what: str
    way: DisclosureWay = DisclosureWay.LETTER
    ground: DisclosureGround = DisclosureGround.CONSENT
    reason: str = ""
    kind: SpecialKind | None = None
    told_on: date | None = None
    not_told_reason: str = ""
    worker: str = ""
    consent: int | None = None
    id: int = 0
    version: int = 1
