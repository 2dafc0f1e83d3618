"""What is asked when something is passed on, beside its entry in the register (E7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OfficeLetter:
    """What is typed of a letter to another office; ``address`` are the lines below its name."""

    subject: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class UntoldRecipient:
    """Who got something by a consent that was withdrawn ``since``, and was not told of it yet (Art. 19).

    ``consent_id`` is that consent, ``disclosure_id`` the last act by which the recipient got something.
    """

    recipient: str
    since: date
    consent_id: int
    disclosure_id: int
