"""E3, P10: whatever leaves the store is asked for its consent, shown on every verb that gives something out.

The verbs are found in the program itself: a new one that is not proved here fails.
"""

from __future__ import annotations

import inspect
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from sqlalchemy import select, update

from intman_desktop import services
from intman_desktop.errors import Refused
from intman_desktop.models import tables as t
from intman_desktop.services.across import key_figures
from intman_desktop.services.across.office_calendar import office_calendar
from intman_desktop.services.casework.erasing_several import gather_for_clients, gather_to_destroy
from intman_desktop.services.casework.scans import attach_scan, show_scan
from intman_desktop.services.casework.several_papers import PapersGathered, gather_letters, gather_papers
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_pages import journal_out
from intman_desktop.services.keeping import new_sheet, privacy
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.papers import paper_kinds, papers, privacy_papers
from intman_desktop.services.papers.list_papers import rest_paper
from intman_desktop.services.papers.paper_texts import preview_text
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.disclosures import (
    record_recipients_told,
    withdrawal_notices,
    write_office_letter,
)
from intman_desktop.services.rights.requests import write_request_letter
from intman_desktop.services.transfer.exporting import export_cases, export_own, export_parcel
from intman_desktop.values.codes import (
    ConsentScope,
    DisclosureGround,
    DisclosureWay,
    IdentityCheck,
    RequestAnswer,
    ScanKind,
    TextKind,
)
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.journal_views import JournalFilter
from intman_desktop.values.lists import ListSheet
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.values.work_views import Paper
from tests import builders as a
from tests.documents.reading import text_of
from tests.listed_out import all_columns_out
from tests.opened import TODAY, put_in
from tests.papers_scanned import a_pdf

NAME = "Ausgangsmuster"
LETTER = OfficeLetter("Antrag vom 3.11.", f"Was fehlt Frau {NAME} noch?", "Beispielweg 3\n70000 Musterstadt")

_GIVES_OUT = re.compile(
    r"\b(bytes|Paper|PapersGathered|PapersMade|ExportReport|ListSheet)\b"
    r"|Outcome\[BackupView\]|dict\[str, Any\]"
)


@dataclass(frozen=True)
class Made:
    """A store with one case that has something for every way out, and all consents."""

    desk: Desk
    case_id: int
    place: Path

    def scan_id(self) -> int:
        """Return the id of the case's scan."""
        with self.desk.vault.reading() as connection:
            return int(connection.scalars(select(t.scans.c.id)).one())

    def request_id(self) -> int:
        """Return the id of the case's request."""
        with self.desk.vault.reading() as connection:
            return int(connection.scalars(select(t.requests.c.id)).one())

    def withdraw(self, scope: ConsentScope) -> None:
        """Close one consent, as a withdrawal leaves it until the case is erased; empty nothing."""
        c = t.consents.c
        with self.desk.vault.transaction() as connection:
            withdrawn = update(t.consents).where(c.scope == scope).values(withdrawn_on=TODAY)
            assert connection.execute(withdrawn).rowcount == 1


@pytest.fixture
def made(opened: Callable[[str], Desk], tmp_path: Path) -> Made:
    desk = opened("a")
    file = a.a_case_file(
        client=a.a_client(family_name=NAME),
        consents=(a.a_consent(), a.a_passing_on()),
        plan=a.a_plan(goals=(a.a_goal(next_review=TODAY + timedelta(days=3)),)),
        disclosures=(a.a_disclosure(consent=1),),
        requests=(
            a.a_request(
                identity=IdentityCheck.KNOWN, answered_on=a.OPENED_ON, answer=RequestAnswer.HANDED_OVER
            ),
        ),
    )
    case_id = put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]
    attach_scan(desk, case_id, NewScan(ScanKind.OTHER, NAME), ScanContent(PDF, a_pdf()))
    papers.hand_out_plan(desk, case_id)
    place = tmp_path / "place"
    place.mkdir()
    return Made(desk, case_id, place)


def written(verb: Callable[..., object], made: Made, *arguments: object) -> str:
    """Return what a verb writes into a file, unpacked."""
    target = BytesIO()
    verb(made.desk, target, *arguments)
    with zipfile.ZipFile(target) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


Way = Callable[[Made], object]

DAILY_WORK: Mapping[str, Way] = {
    "exporting.export_cases": lambda made: export_cases(made.desk),
    "exporting.export_parcel": lambda made: written(export_parcel, made),
    "list_export.list_cases_out": lambda made: all_columns_out(made.desk),
    "office_calendar.office_calendar": lambda made: office_calendar(made.desk),
    # the paper is the person's own, but a version that is kept goes on with the case (C10)
    "papers.hand_out_plan": lambda made: papers.hand_out_plan(made.desk, made.case_id),
    "several_papers.gather_papers": lambda made: gather_papers(
        made.desk, [made.case_id], paper_kinds.INTEGRATION_PLAN
    ),
    "several_papers.gather_letters": lambda made: gather_letters(
        made.desk, [made.case_id], "Termin", "Guten Tag"
    ),
    # the sheet of a consent beyond the first one: of whoever gave the basic consent
    "papers.consent_sheet": lambda made: papers.consent_sheet(made.desk, made.case_id, a.a_passing_on()),
    # by the kind of the scan: a signed consent is its proof, the others are the case's own (E2)
    "scans.show_scan": lambda made: show_scan(made.desk, made.case_id, made.scan_id()),
}
"""What is work on a case: with the basic consent alone (E4, P2)."""

HER_OWN: Mapping[str, Way] = {
    "exporting.export_own": lambda made: written(export_own, made, made.case_id),
    "access_report.access_report": lambda made: access_report(made.desk, made.case_id),
    "requests.write_request_letter": lambda made: write_request_letter(
        made.desk, made.case_id, made.request_id()
    ),
    "papers.paper": lambda made: papers.paper(made.desk, paper_kinds.INTEGRATION_PLAN, made.case_id),
    "papers.papers_of": lambda made: papers.papers_of(made.desk, made.case_id),
    "papers.issued_plan": lambda made: papers.issued_plan(made.desk, made.case_id, 1),
    "erasing_several.gather_for_clients": lambda made: gather_for_clients(made.desk, [made.case_id]),
    "erasing_several.gather_to_destroy": lambda made: gather_to_destroy(made.desk, [made.case_id]),
}
"""What the person gets of her own, to whom nothing is closed, and what ends her case (L8, U1, E4)."""

TO_OTHERS: Mapping[str, Way] = {
    "disclosures.write_office_letter": lambda made: write_office_letter(
        made.desk, made.case_id, a.a_disclosure(on=TODAY), LETTER
    ),
}
"""What goes to a recipient: with a consent for that one, or a ground of the law (E7, P10)."""

OF_NOBODY: Mapping[str, Way] = {
    "papers.erasure_protocol": lambda made: papers.erasure_protocol(made.desk, ()),
    "papers.emergency_sheet": lambda made: papers.emergency_sheet(made.desk, "ABCD-EFGH-JKLM"),
    "new_sheet.issue_sheet": lambda made: new_sheet.issue_sheet(made.desk).value,
    "privacy.protocol": lambda made: privacy.protocol(made.desk, 2026),
    "privacy_papers.privacy_paper": lambda made: privacy_papers.privacy_paper(
        made.desk, privacy_papers.PROCESSING_RECORD
    ),
    "privacy_papers.privacy_papers": lambda made: privacy_papers.privacy_papers(made.desk),
    "paper_texts.preview_text": lambda made: preview_text(made.desk, TextKind.PRIVACY_NOTICE, "de", {}),
    "journal_pages.journal_out": lambda made: journal_out(made.desk, JournalFilter(), "Alle"),
    "list_papers.rest_paper": lambda made: rest_paper(made.desk, [(1, "Neu", "Nora", "Einwilligung fehlt")]),
    "key_figures.sheet_pdf": lambda made: key_figures.sheet_pdf(made.desk, 2026),
    "key_figures.sheet_xlsx": lambda made: key_figures.sheet_xlsx(made.desk, 2026),
    "key_figures.sheet_json": lambda made: key_figures.sheet_json(made.desk, 2026),
    # the store itself, sealed
    "backups.back_up": lambda made: (back_up(made.desk, made.place), sealed(made.place)),
}
"""What tells of no case that is in the store, or is sealed: no consent is asked."""

OTHERS_PROVE = {
    "old_backups.note_replacement": "a backup, encrypted as the store is, in the place of one before",
    "disclosures.withdrawal_notices": "below: it rests on the law alone (Art. 19)",
    "papers.value_of": "what ``paper`` and ``gather_papers`` ask the gate with",
    "papers.finished": "sets the values of a paper that was asked for",
    "papers.bundled": "sets the values of papers that were asked for",
    "several_papers.make_papers": "sets what was gathered, away from the store",
}
"""What is no way of its own, each with what proves it."""


def sealed(place: Path) -> str:
    """Return the bytes of every file of a place, as letters."""
    return "".join(path.read_bytes().decode("latin-1") for path in place.rglob("*") if path.is_file())


def said(given: object) -> str:
    """Return the text of whatever came out."""
    if isinstance(given, Outcome):
        return said(given.value)
    if isinstance(given, Paper):
        return f"{given.title} {text_of(given.content)}"
    if isinstance(given, tuple):
        return "\n".join(map(said, given))
    if isinstance(given, bytes):
        return said_of_file(given)
    if isinstance(given, dict):
        return json.dumps(given, ensure_ascii=False)
    if isinstance(given, PapersGathered):
        # whom a paper cannot be made for is said on the screen, and goes nowhere
        return repr(given.papers)
    return repr(given.rows) if isinstance(given, ListSheet) else str(given)


def said_of_file(content: bytes) -> str:
    """Return the text of a file by its first bytes: a PDF, a workbook, or text."""
    if content.startswith(b"%PDF"):
        return text_of(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return content.decode()


def ways_out() -> Iterator[str]:
    """Yield every public verb whose value is a file, a paper or a list that leaves the program."""
    for found in walk_packages(services.__path__, f"{services.__name__}."):
        if found.ispkg:
            continue
        module = import_module(found.name)
        for name, verb in inspect.getmembers(module, inspect.isfunction):
            if verb.__module__ != module.__name__ or name.startswith("_"):
                continue
            writes = "BinaryIO" in str(inspect.signature(verb).parameters.get("target", ""))
            if writes or _GIVES_OUT.search(str(inspect.signature(verb).return_annotation)):
                yield f"{found.name.rpartition('.')[2]}.{name}"


def test_every_way_out_of_the_store_is_proved_here() -> None:
    proved: dict[str, Any] = {**DAILY_WORK, **HER_OWN, **TO_OTHERS, **OF_NOBODY, **OTHERS_PROVE}
    assert set(proved) == set(ways_out())


@pytest.mark.parametrize("way", DAILY_WORK)
def test_work_on_a_case_tells_of_nobody_without_the_basic_consent(made: Made, way: str) -> None:
    telling = "IM-2026" if way == "office_calendar.office_calendar" else NAME
    assert telling in said(DAILY_WORK[way](made))
    made.withdraw(ConsentScope.BASIC)
    try:
        told = said(DAILY_WORK[way](made))
    except Refused as refused:
        assert refused.code in {"basic_missing", "scan_kind_closed"}
    else:
        assert telling not in told


@pytest.mark.parametrize("way", HER_OWN)
def test_to_the_person_herself_nothing_is_closed(made: Made, way: str) -> None:
    open_to_her = said(HER_OWN[way](made))
    made.withdraw(ConsentScope.BASIC)
    made.withdraw(ConsentScope.PASSING_ON)
    assert said(HER_OWN[way](made)) != ""
    if NAME in open_to_her:
        assert NAME in said(HER_OWN[way](made))


@pytest.mark.parametrize("way", TO_OTHERS)
def test_to_others_nothing_goes_without_a_consent_for_them(made: Made, way: str) -> None:
    assert NAME in said(TO_OTHERS[way](made))
    made.withdraw(ConsentScope.PASSING_ON)
    with pytest.raises(Refused):
        TO_OTHERS[way](made)


@pytest.mark.parametrize("parcel", [False, True])
def test_u1_a_case_file_goes_to_another_office_by_the_relocation_consent_and_stands_in_the_register(
    made: Made, *, parcel: bool
) -> None:
    def sent() -> str:
        if parcel:
            export_parcel(made.desk, target := BytesIO(), [made.case_id], to="IM Beispielstadt")
            return said(target.getvalue())
        return said(export_cases(made.desk, [made.case_id], to="IM Beispielstadt"))

    with pytest.raises(Refused, match="relocation_missing"):
        sent()
    record_consent(made.desk, made.case_id, a.a_consent(ConsentScope.RELOCATION))
    assert NAME in sent()
    with made.desk.vault.reading() as connection:
        assert "IM Beispielstadt" in list(connection.scalars(select(t.disclosures.c.recipient)))
    made.withdraw(ConsentScope.RELOCATION)
    with pytest.raises(Refused, match="relocation_missing"):
        sent()


def test_notices_of_a_withdrawal_rest_on_the_law(made: Made) -> None:
    with pytest.raises(Refused, match="nothing_withdrawn"):
        withdrawal_notices(made.desk, made.case_id)
    made.withdraw(ConsentScope.BASIC)
    made.withdraw(ConsentScope.PASSING_ON)
    assert NAME in said(withdrawal_notices(made.desk, made.case_id))
    record_recipients_told(made.desk, made.case_id, DisclosureWay.LETTER)
    with made.desk.vault.reading() as connection:
        grounds = list(connection.scalars(select(t.disclosures.c.ground).order_by(t.disclosures.c.id)))
    assert grounds == [DisclosureGround.CONSENT, DisclosureGround.STATUTORY_DUTY]


@pytest.mark.parametrize("way", OF_NOBODY)
def test_what_asks_for_no_consent_tells_of_nobody(made: Made, way: str) -> None:
    told = said(OF_NOBODY[way](made))
    assert told != ""
    assert NAME not in told
