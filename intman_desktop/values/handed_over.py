"""What is asked before a case that another office hands over is kept here (U3, P2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from intman_desktop.values.case_file import Client


@dataclass(frozen=True)
class OwnConsent:
    """That a person consented to this office in writing, and was told that she can withdraw it (E2).

    ``number`` is that of the case in the file, ``on`` the day, ``filing_place`` where the sheet is filed.
    ``health`` says that the sheet allows to keep data on health as well, ``contact`` that it allows e-mails
    and messages (E1). ``representative`` is who consented for her, which a minor needs.
    """

    number: str
    on: date
    filing_place: str
    health: bool = False
    contact: bool = False
    representative: str = ""


@dataclass(frozen=True)
class HandedOver:
    """Whose case is in a file of another office: its number there, name and birth in words.

    ``client`` says whether she was a minor on the day of her consent (E2).
    """

    number: str
    name: str
    birth: str = ""
    client: Client = field(default_factory=Client)
