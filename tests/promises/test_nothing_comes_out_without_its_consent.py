"""E3, E4, P10: with a consent closed, nothing that needs it comes out of any list, paper, file or search.

The declarations are closed in the store itself, so that all is still there: the gate alone keeps it in.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select, update

from intman_desktop.documents.case_list_xlsx import case_list_xlsx
from intman_desktop.errors import Refused
from intman_desktop.models import tables as t
from intman_desktop.services.across.case_facets import case_facets
from intman_desktop.services.across.due.settled import settled
from intman_desktop.services.across.key_figures import behind
from intman_desktop.services.across.office_calendar import office_calendar
from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.casework.cases import case_page, cases_by_id, open_case
from intman_desktop.services.casework.plan_form import plan_form
from intman_desktop.services.casework.scans import attach_scan, show_scan
from intman_desktop.services.casework.search import find_all
from intman_desktop.services.casework.several_papers import gather_letters, make_papers
from intman_desktop.services.casework.talk_form import talk_form
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import put_office, read_office
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.gate.field_forms import filled_fields
from intman_desktop.services.papers.papers import papers_of
from intman_desktop.services.transfer.exporting import export_cases, export_own, export_parcel
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import ConsentScope, GoalState, ScanKind, SpecialKind
from intman_desktop.values.office import ListEntry, OwnBlock
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.values.views import CaseChip, CaseFilter
from tests import builders as a
from tests.documents.reading import text_of
from tests.listed_out import all_columns_out
from tests.opened import TODAY, put_in
from tests.papers_scanned import a_pdf

HELD_ON = date(2026, 3, 3)
CLIENT = a.a_client(
    family_name="Offenmuster",
    given_name="Namira",
    phone="0711 9182736455",
    email="geheimcontact@muster.example",
    street="Geheimbasicgasse 1",
    town="Geheimbasicort",
    birth_date=date(1987, 6, 5),
)
SECRETS = {
    "basic": ("Geheimbasic", "9182736455"),
    "health": ("Geheimhealth",),
    "contact": ("geheimcontact", "Geheimcontact"),
    "religion": ("Geheimreligion",),
}
"""What stands in the case only under each need, as it would be read."""


@dataclass(frozen=True)
class Made:
    """A case with a secret in every place that a need can open."""

    desk: Desk
    case_id: int
    key: str
    number: str


@pytest.fixture
def made(opened: Callable[[str], Desk]) -> Made:
    desk = opened("a")
    office = read_office(desk)
    with desk.vault.transaction() as connection:
        blocks = (OwnBlock("own_faith", "Glaube", need="religion"),)
        entries = (ListEntry("topics", "own_prayer", "Gebet", own=True, need="religion"),)
        put_office(connection, replace(office, own_blocks=blocks, list_entries=entries))
        connection.execute(t.services.insert().values(code="dr_x", kind="doctor", name="Praxis Musterdorf"))
    kinds = (SpecialKind.HEALTH, SpecialKind.RELIGION)
    file = a.a_case_file(
        client=CLIENT,
        consents=(
            a.a_consent(),
            *(a.a_consent(ConsentScope.SPECIAL, kind=kind) for kind in kinds),
            a.a_consent(ConsentScope.CONTACT),
            a.a_consent(ConsentScope.INTERPRETER),
            a.a_passing_on(),
        ),
        answers=(
            v.Answer("health_remark", "Geheimhealthbemerkung"),
            v.Answer("messenger", "Geheimcontactname"),
            v.Answer("own_faith", "Geheimreligionsangabe"),
            v.Answer("work_as", "Geheimbasicberuf"),
        ),
        plan=a.a_plan(
            steps="Geheimbasicschritte",
            goals=(
                goal("health", "Geheimhealthziel", "Geheimhealthmaß", "Geheimhealthverlauf"),
                goal("work", "Geheimbasicziel", "Geheimbasicmaß", "Geheimbasicverlauf"),
            ),
        ),
        extensions=(
            v.Extension(date(2029, 3, 31), HELD_ON, "other", "Geheimhealtheinzelfall"),
            v.Extension(date(2029, 6, 30), HELD_ON, "disability", "Geheimhealthgrund", HELD_ON, "clinic"),
        ),
        disclosures=(
            a.a_disclosure(what="Geheimhealthbericht", kind=SpecialKind.HEALTH, consent=5),
            a.a_disclosure(what="Geheimbasicstand", consent=5),
        ),
    )
    key = file.case.key
    talks = [
        talk(key, "health", "Geheimhealthnotiz", "Geheimhealthtermin", referrals=(v.Referral("dr_x"),)),
        talk(key, "work", "Geheimbasicnotiz", "Geheimbasictermin"),
        *(
            talk(
                key,
                "health",
                f"Geheimreligion{word}notiz",
                f"Geheimreligion{word}termin",
                further=("own_prayer",),
                next_step_done_on=done_on,
            )
            for word, done_on in (("offen", None), ("erledigt", TODAY))
        ),
    ]
    case_id = put_in(desk, [file], talks)[key]
    for kind, word in ((SpecialKind.HEALTH, "Geheimhealthscan"), (None, "Geheimbasicscan")):
        attach_scan(desk, case_id, NewScan(ScanKind.OTHER, word, kind), ScanContent(PDF, a_pdf()))
    return Made(desk, case_id, key, file.case.number)


def goal(area: str, wording: str, measure: str, course: str) -> v.Goal:
    return a.a_goal(
        area=area,
        wording=wording,
        measures=(a.a_measure(what=measure),),
        history=(
            v.GoalChange(GoalState.AGREED, a.OPENED_ON, course),
            v.GoalChange(GoalState.AGREED, HELD_ON, course, reviewed=True),
        ),
        next_review=TODAY,
    )


def talk(
    key: str, topic: str, note: str, step: str, *, further: tuple[str, ...] = (), **details: object
) -> v.Talk:
    part = a.a_participant(key, note=note, next_step=step, next_step_due=TODAY, **details)
    return a.a_talk(topic=topic, further_topics=further, on=HELD_ON, participants=(part,))


# What comes out


def lists(made: Made) -> Iterator[str]:
    """Yield what lists of cases, deadlines and what was done say of the case."""
    desk = made.desk
    for chips in (frozenset[CaseChip](), *(frozenset({chip}) for chip in CaseChip)):
        yield repr(case_page(desk, CaseFilter(chips)).rows)
    for chosen, told in (
        (CaseFilter(town=CLIENT.town), "Geheimbasicgefunden"),
        (CaseFilter(text="9182736455"), "Geheimbasicgefunden"),
        (CaseFilter(topic="health"), "Geheimhealthgefunden"),
        (CaseFilter(service="dr_x"), "Geheimhealthgefunden"),
    ):
        yield from (told for _row in case_page(desk, chosen).rows)
    yield repr(cases_by_id(desk, [made.case_id]))
    yield repr(case_facets(desk).towns)
    yield from (sentence(row.matter) + row.person for row in deadlines(desk))
    yield from (sentence(row.matter) + row.person for row in settled(desk, None))


def searches(made: Made) -> Iterator[str]:
    """Yield what the one search field says, asked for every secret, by phone and by birth."""
    for word in ("Geheimhealth", "Geheimbasic", "Geheimreligion", "9182736455", "05.06.1987", "Offenmuster"):
        for found in find_all(made.desk, word):
            yield repr(found)
            yield "Geheimbasicgefunden" if word in ("9182736455", "05.06.1987") else ""


def figures(made: Made) -> Iterator[str]:
    """Yield who stands behind the numbers, marked with what the number tells of her."""
    telling = {
        "persons": "", "talks_by_topic": "health", "goals_agreed_by_area": "health",
        "referrals_by_service_kind": "doctor", "referrals_by_service": "dr_x",
    }  # fmt: skip
    for figure, cell in telling.items():
        for row in behind(made.desk, 2026, figure, cell).cases:
            yield f"{row} Geheim{'health' if cell else 'basic'}gezählt"


def papers(made: Made) -> Iterator[str]:
    """Yield the text of every paper of the daily work and of every scan that opens."""
    desk = made.desk
    for each in papers_of(desk, made.case_id):
        yield text_of(each.content)
    letters = make_papers(
        gather_letters(desk, [made.case_id], "Termin", "Guten Tag {Name}").value, progress=lambda *_: None
    )
    yield text_of(letters.paper.content) if letters.paper is not None else ""
    with desk.vault.reading() as connection:
        scans = connection.execute(select(t.scans.c.id, t.scans.c.designation)).all()
    for scan_id, designation in scans:
        try:
            show_scan(desk, made.case_id, scan_id)
        except Refused:
            continue
        yield designation


def files(made: Made) -> Iterator[str]:
    """Yield the content of every file that leaves the program for somebody else."""
    desk = made.desk
    for chosen in ([made.case_id], None):
        try:
            document = export_cases(desk, chosen).decode()
        except Refused:
            continue
        yield document
        # the whole directory is the office's own and goes along in a whole export
        yield "Geheimhealthvermittlung" if chosen and "dr_x" in document else ""
    target = BytesIO()
    export_parcel(desk, target)
    yield from unpacked(target)
    workbook = case_list_xlsx(all_columns_out(desk))
    yield from unpacked(BytesIO(workbook))
    yield office_calendar(desk, None).decode()


def unpacked(target: BytesIO) -> Iterator[str]:
    with zipfile.ZipFile(target) as archive:
        yield from (archive.read(name).decode(errors="replace") for name in archive.namelist())


def screens(made: Made) -> Iterator[str]:
    """Yield the fields, reasons, scans and register of the case's page.

    Notes and goals marked with a kind stay to be seen there until they are taken out (Rule E3).
    """
    file = open_case(made.desk, made.case_id).file
    shown = (file.client, file.answers, file.extensions, file.scans, file.disclosures, file.household)
    yield repr(shown)
    yield repr([field.answers for field in filled_fields(made.desk, made.case_id)])
    yield repr([block.answer for block in plan_form(made.desk, made.case_id).view.own_blocks])


WAYS = (lists, searches, figures, papers, files, screens)


def out_of(made: Made) -> dict[str, str]:
    """Return everything that comes out, by its way."""
    return {way.__name__: "\n".join(way(made)) for way in WAYS}


def close(made: Made, need: str, how: str) -> None:
    """Close a need in the store, as a withdrawal, a run-out or a later No leaves it; empty nothing."""
    c = t.consents.c
    kinds = tuple(SpecialKind)
    own = c.kind == SpecialKind(need) if need in kinds else c.scope == ConsentScope(need)
    changed: dict[str, Any] = {
        "withdrawn": {"withdrawn_on": TODAY},
        "expired": {"valid_until": TODAY - timedelta(days=1)},
        "refused": {"decision": "refused", "decided_on": TODAY, "id": None},
        "put_off": {"decision": "later", "decided_on": TODAY, "id": None},
    }
    with made.desk.vault.transaction() as connection:
        row = connection.execute(select(t.consents).where(c.case_id == made.case_id, own)).mappings().one()
        if how in ("refused", "put_off"):  # a declaration of its own: what was given stays in the store
            connection.execute(t.consents.insert().values(dict(row) | changed[how]))
        else:
            connection.execute(update(t.consents).where(c.id == row["id"]).values(changed[how]))


def test_with_every_consent_each_secret_comes_out_somewhere(made: Made) -> None:
    # the counter-proof: what is looked for below can be seen
    found = out_of(made)
    for need, words in SECRETS.items():
        for word in words:
            assert any(word in text for text in found.values()), (need, word)
    for way in ("lists", "searches", "figures", "papers", "files", "screens"):
        assert "Geheimhealth" in found[way], way
    notes = ("ziel", "maß", "verlauf", "notiz", "termin")
    for part in (*notes, "grund", "einzelfall", "bericht", "scan", "bemerkung"):
        assert any(f"Geheimhealth{part}" in text for text in found.values()), part


@pytest.mark.parametrize(
    ("need", "how"),
    [
        *(("health", how) for how in ("withdrawn", "expired", "refused", "put_off")),
        ("contact", "refused"),
        ("religion", "expired"),
    ],
)
def test_with_a_scope_closed_nothing_that_needs_it_comes_out(made: Made, need: str, how: str) -> None:
    close(made, need, how)
    found = out_of(made)
    told = {way: word for way, text in found.items() for word in SECRETS[need] if word in text}
    assert told == {}
    others = [word for other, words in SECRETS.items() if other != need for word in words]
    text = "".join(found.values())
    assert [word for word in others if word not in text] == []


@pytest.mark.parametrize("how", ["withdrawn", "put_off"])
def test_without_the_basic_consent_nothing_comes_out_but_what_names_the_case(made: Made, how: str) -> None:
    close(made, "basic", how)
    her_own = ("Integrationsplan", "Bescheinigung")
    found = out_of(made)
    # her own papers need no consent (U1) and are printed in the sitting of the withdrawal (E4)
    assert found.pop("papers").count("Geheim") > 0, her_own
    told = {
        (way, word)
        for way, text in found.items()
        for words in SECRETS.values()
        for word in words
        if word in text
    }
    # what the register says outside the closed kinds is the proof of passing on, as is its recipient (E7, E4)
    assert told == {("screens", "Geheimbasic")}
    file = open_case(made.desk, made.case_id).file
    assert [each.what for each in file.disclosures] == ["", "Geheimbasicstand"]
    assert file.scans == ()
    shown = repr(replace(file, disclosures=()))
    assert "Geheim" not in shown
    assert "9182736455" not in shown
    assert made.number in found["files"]
    assert "Offenmuster" in found["lists"]


def test_to_the_person_herself_nothing_is_closed(made: Made) -> None:
    close(made, "basic", "withdrawn")
    close(made, "health", "withdrawn")
    target = BytesIO()
    export_own(made.desk, target, made.case_id)
    text = "".join(unpacked(target))
    assert all(any(word in text for word in words) for words in SECRETS.values())


def test_without_the_interpreters_consent_nobody_to_interpret_is_offered_or_noted(made: Made) -> None:
    desk = made.desk
    offered = {code for code, _label in talk_form(desk, [made.case_id]).interpretations}
    assert {"none", "professional", "relative", "machine"} <= offered
    close(made, "interpreter", "withdrawn")
    form = talk_form(desk, [made.case_id])
    assert {code for code, _label in form.interpretations} == {"none", "machine"}
    assert "interpreter" in dict(form.people[0].closed)


def test_what_went_out_of_a_closed_kind_comes_in_again(made: Made, opened: Callable[[str], Desk]) -> None:
    # what is left out and blacked out makes no file that another program refuses
    from intman_desktop.services.transfer.importing import import_cases

    close(made, "health", "expired")
    document = export_cases(made.desk, [made.case_id])
    assert json.loads(document)["cases"]
    there = opened("b")
    assert import_cases(there, document).value.cases == 1
