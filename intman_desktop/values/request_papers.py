"""The letter to a person about her request (L8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intman_desktop.values.codes import Sex
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.requests import Request


@dataclass(frozen=True)
class RequestLetterPaper:
    """That a request takes longer and why, or its answer (Art. 12 (3), (4) DS-GVO).

    ``due`` is the day by which it is answered, as extended; ``address`` are the lines below the name;
    ``family_name`` is empty where the person has none; ``held`` says that the case is on hold (L2).
    """

    office: Office
    worker: Worker
    issued_on: date
    name: str
    request: Request
    due: date
    address: tuple[str, ...] = ()
    family_name: str = ""
    sex: Sex | None = None
    case_number: str = ""
    language: str = "de"
    held: bool = False
