"""K7, K8: what changes a year that was handed in is noted with its kind, and sums up cell by cell."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, insert, select, update

from intman_desktop.errors import NotFound
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_talk
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.reporting.freezing import since_frozen
from intman_desktop.reporting.frozen import frozen_sheets, last_frozen
from intman_desktop.reporting.keeping import sheet_cells
from intman_desktop.services.across.figure_papers import sheet_paper
from intman_desktop.services.across.key_figures import freeze_year, sheet_pdf, sheet_view, sheet_xlsx
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.talks import note_talk, remove_talk
from intman_desktop.services.closing.erasure import erase_case, erase_mistakes
from intman_desktop.services.closing.frozen_years import changed_since_frozen
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import BirthPrecision, CaseState, GoalState, Sex
from intman_desktop.values.figures import CellChange, ChangeKind, FrozenSheet
from tests import builders as a
from tests.opened import TODAY, on_day, put_in
from tests.saving import save_client
from tests.services.closing.test_erasure import random_office

K = ChangeKind
YEAR = 2025
MAY = date(YEAR, 5, 5)
EARLY = {"opened_on": date(2024, 1, 8), "period_start": date(2024, 1, 8)}


def since(desk: Desk, year: int = YEAR) -> dict[tuple[str, str], CellChange]:
    """Return what differs from the version handed in last, by figure and cell."""
    definition = desk.profile.sheet(year)
    with desk.vault.reading() as connection:
        frozen = last_frozen(connection, year, definition.code)
        assert frozen is not None
        changes = since_frozen(connection, frozen, count_sheet(connection, definition, year))
    return {(each.figure, each.cell): each for each in changes}


def kinds(desk: Desk) -> set[ChangeKind]:
    """Return the kinds of event behind all that differs."""
    return {kind for each in since(desk).values() for kind in each.kinds}


def handed_in(desk: Desk, people: int = 4) -> dict[str, int]:
    """Hand in a year with women who had a talk in it; return their ids by key."""
    files = [
        a.a_case_file(
            case=a.a_case(**EARLY),
            client=a.a_client(sex=Sex.FEMALE),
            consents=(a.a_consent(decided_on=date(2024, 1, 8)),),
        )
        for _ in range(people)
    ]
    ids = put_in(desk, files, [a.a_talk(file.case.key, on=MAY) for file in files])
    freeze_year(desk, YEAR)
    return ids


def test_k7_a_talk_noted_later_is_told_as_such(desk: Desk) -> None:
    key = next(iter(handed_in(desk)))
    noted = note_talk(desk, a.a_talk(key, on=date(YEAR, 6, 2)))
    assert since(desk)["talks", ""] == CellChange("talks", "", 4, 5, (((K.TALK_ADDED,), 1),))
    assert kinds(desk) == {K.TALK_ADDED}
    assert changed_since_frozen(desk, YEAR) == (K.TALK_ADDED,)
    remove_talk(desk, noted.value.talk_id)
    assert since(desk) == {}, "what came and went is no difference"


def test_k7_what_is_taken_back_leaves_no_difference(desk: Desk) -> None:
    key = next(iter(handed_in(desk)))
    noted = note_talk(desk, a.a_talk(key, on=date(YEAR, 6, 2)))
    assert noted.undo is not None
    noted.undo()
    assert (since(desk), changed_since_frozen(desk, YEAR)) == ({}, ())


def test_k7_nothing_is_counted_for_work_on_this_year(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    key = next(iter(handed_in(desk)))

    def counted(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("intman_desktop.reporting.noting.count_sheet", counted)
    noted = note_talk(desk, a.a_talk(key, on=TODAY))
    assert noted.value.talk_id


@pytest.mark.parametrize(
    ("change", "kind", "cell"),
    [
        (update(t.clients).values(sex=Sex.DIVERSE), K.PERSON_CHANGED, ("persons_by_sex", "d")),
        (
            update(t.clients).values(birth_precision=BirthPrecision.UNKNOWN),
            K.PERSON_CHANGED,
            ("persons_by_age", "unknown"),
        ),
        (update(t.talks).values(form="phone"), K.TALK_CHANGED, ("talks_by_form", "phone")),
        (update(t.talks).values(on=date(2026, 1, 5)), K.TALK_CHANGED, ("talks", "")),
        (update(t.participants).values(counts=False), K.TALK_CHANGED, ("persons", "")),
        (update(t.plan_spans).values(opened_on=MAY), K.PLAN_CHANGED, ("plans_begun", "")),
        (
            insert(t.extensions).values(case_id=1, until=date(2028, 1, 1), decided_on=MAY, reason="other"),
            K.EXTENSION_CHANGED,
            ("extensions", ""),
        ),
        (
            insert(t.brief_contacts).values(on=MAY, form="phone", topic="work"),
            K.BRIEF_CONTACT_CHANGED,
            ("brief_contacts", ""),
        ),
        (
            insert(t.referrals).values(participant_id=1, service="jobcenter"),
            K.REFERRAL_CHANGED,
            ("referrals_by_service", "jobcenter"),
        ),
    ],
)
def test_k7_each_change_has_its_kind(
    desk: Desk, change: Any, kind: ChangeKind, cell: tuple[str, str]
) -> None:
    handed_in(desk)
    with desk.vault.transaction() as connection:
        connection.execute(change)
    assert since(desk)[cell].kinds == (kind,)
    assert kinds(desk) == {kind}
    version = freeze_year(desk, YEAR).value
    assert version.number == 2
    assert {each.kinds for each in version.differences} == {(kind,)}
    assert since(desk) == {}


def test_k7_several_kinds_stand_behind_one_number(desk: Desk) -> None:
    handed_in(desk)
    for change in (
        update(t.participants).where(t.participants.c.id == 1).values(counts=False),
        update(t.clients).where(t.clients.c.case_id == 2).values(sex=Sex.MALE),
    ):
        with desk.vault.transaction() as connection:
            connection.execute(change)
    women = since(desk)["persons_by_sex", "w"]
    assert (women.before, women.after) == (4, 2)
    assert dict(women.causes) == {(K.TALK_CHANGED,): -1, (K.PERSON_CHANGED,): -1}


def test_k7_another_way_of_counting_is_told_where_no_event_explains_it(desk: Desk) -> None:
    handed_in(desk)
    with desk.vault.transaction() as connection:  # as no verb of the program does
        row = {"year": YEAR, "definition": "bw-standard", "definition_version": 1, "figure": "talks"}
        connection.execute(insert(t.counters).values(row | {"cell": "", "value": 3}))
    assert since(desk)["talks", ""].kinds == (K.COUNTING_CHANGED,)


def test_k8_an_erased_case_is_never_a_change_of_a_cell(desk: Desk) -> None:
    ids = handed_in(desk)
    erase_case(desk, ids[next(iter(ids))], "deceased")
    assert (since(desk), changed_since_frozen(desk, YEAR)) == ({}, ())
    assert freeze_year(desk, YEAR).value.number == 1
    view = sheet_view(desk, YEAR)
    assert (view.changed_since_freeze, view.frozen[-1].changes) == ((), ())
    assert next(each for each in view.groups if each.code == "persons").total.erased == 1


def test_k8_where_only_totals_are_kept_the_erased_move_and_still_change_nothing(desk: Desk) -> None:
    change_office(desk, {"counters_with_breakdowns": False})
    ids = handed_in(desk)
    erase_case(desk, ids[next(iter(ids))], "deceased")
    moved = since(desk)
    assert moved["persons_by_sex", "w"] == CellChange("persons_by_sex", "w", 4, 3, (((K.CASE_ERASED,), -1),))
    assert all(each.is_erasure for each in moved.values())
    assert changed_since_frozen(desk, YEAR) == ()
    view = sheet_view(desk, YEAR)
    assert view.changed_since_freeze == ()
    (gone,) = [
        row for each in view.groups if each.code == "persons_by_sex" for row in each.rows if row.erased
    ]
    assert (gone.number, gone.opens_cases) == (1, False)
    assert freeze_year(desk, YEAR).value.number == 1
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, YEAR, "de")
    assert (paper.frozen_on, paper.number, paper.changes) == (TODAY, 1, ()), "the sheet that was handed in"
    by_sex = next(each for each in paper.groups if each.title.endswith("nach Geschlecht"))
    assert [(each.label, each.number) for each in by_sex.rows] == [("weiblich", 4)]


def test_k8_what_the_erased_outweigh_is_still_told(desk: Desk) -> None:
    change_office(desk, {"counters_with_breakdowns": False})
    ids = handed_in(desk)
    erase_case(desk, ids[next(iter(ids))], "deceased")
    file = a.a_case_file(client=a.a_client(sex=Sex.FEMALE))
    put_in(desk, [file], [a.a_talk(file.case.key, on=MAY)])
    women = since(desk)["persons_by_sex", "w"]
    assert (women.before, women.after, set(women.kinds)) == (4, 4, {K.TALK_ADDED, K.CASE_ERASED})
    assert changed_since_frozen(desk, YEAR) == (K.TALK_ADDED,)
    second = freeze_year(desk, YEAR).value
    assert (second.number, women in second.differences) == (2, True)
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, YEAR, "de")
    assert paper.erased_moved
    told = {each.label: (each.before, each.after, each.kinds) for each in paper.changes}
    kinds_behind = (K.TALK_ADDED, K.CASE_ERASED)
    assert told["Beratene Personen nach Geschlecht: weiblich"] == (4, 4, kinds_behind)


def test_k8_an_erased_case_has_its_own_row_on_the_paper_and_is_no_change_of_others(desk: Desk) -> None:
    change_office(desk, {"counters_with_breakdowns": False})
    gone, key, *_rest = handed_in(desk, 5).items()
    erase_case(desk, gone[1], "deceased")
    note_talk(desk, a.a_talk(key[0], on=MAY, topic="housing"))
    assert freeze_year(desk, YEAR).value.number == 2
    with desk.vault.reading() as connection:
        paper = sheet_paper(connection, desk, YEAR, "de")
    assert paper.erased_moved
    rows = {
        each.title: {row.label: row.number for row in each.rows if "elöschte" in row.label}
        for each in paper.groups
        if each.title in ("Beratene Personen nach Geschlecht", "Beratungsgespräche nach Hauptthema")
    }
    assert [*rows.values()] == [{"gelöschte Akten ohne Aufschlüsselung": 1}] * 2
    told = {each.label: (each.before, each.after, each.kinds) for each in paper.changes}
    assert told["Beratungsgespräche nach Hauptthema: andere (kleine Werte)"] == (0, 1, (K.TALK_ADDED,))
    assert not any("gelöschte" in label or "Arbeit" in label for label in told)
    assert any(
        each.startswith("Gelöschte Akten ohne Aufschlüsselung sind nicht darin") for each in paper.notes
    )


def test_k7_k8_a_birth_known_more_closely_is_told_though_a_case_is_erased_after_it(desk: Desk) -> None:
    """The same date typed in a form tells how closely it is known, where a file did not."""
    first, second, *_rest = handed_in(desk).values()
    with desk.vault.transaction() as connection:
        connection.execute(update(t.clients).values(birth_precision=BirthPrecision.UNKNOWN))
    handed = freeze_year(desk, YEAR).value.number
    client = open_case(desk, first).file.client
    save_client(desk, first, replace(client, birth_precision=BirthPrecision.DAY))
    erase_case(desk, second, "deceased")
    assert kinds(desk) == {K.PERSON_CHANGED}
    assert freeze_year(desk, YEAR).value.number == handed + 1


@pytest.mark.parametrize("together", [False, True])
def test_k8_a_mistake_or_a_double_changes_the_year_and_is_told(desk: Desk, together: bool) -> None:
    ids = handed_in(desk)
    (case_id, *_rest) = ids.values()
    if together:
        with desk.vault.transaction() as connection:
            (key,) = connection.scalars(select(t.cases.c.key).where(t.cases.c.id == case_id))
            erase_mistakes(connection, desk, [a.a_case(id=case_id, key=key)])
    else:
        erase_case(desk, case_id, "mistake_or_duplicate")
    assert kinds(desk) == {K.MISTAKE_ERASED}
    assert since(desk)["persons", ""] == CellChange("persons", "", 4, 3, (((K.MISTAKE_ERASED,), -1),))


def test_k8_what_closes_with_an_erased_case_is_a_change_of_its_own(desk: Desk) -> None:
    day = date(YEAR, 9, 30)
    ended = a.a_case(
        **EARLY, state=CaseState.ENDED, ended_on=day, ending_reason="relocation", deletion_due=TODAY
    )
    case_id = put_in(desk, [a.a_case_file(case=ended)])[ended.key]
    with desk.vault.transaction() as connection:
        connection.execute(update(t.plan_spans).values(opened_on=date(2024, 2, 1), closed_on=None))
        connection.execute(update(t.plans).values(begun_on=date(2024, 2, 1)))
    freeze_year(desk, YEAR)
    erase_case(desk, case_id)
    assert since(desk)["plans_ended", ""].kinds == (K.PLAN_CHANGED,)


def test_k7_an_import_that_brings_talks_of_a_frozen_year_is_told(desk: Desk) -> None:
    ids = handed_in(desk)
    document = export_cases(desk, list(ids.values())[:1])
    erase_case(desk, next(iter(ids.values())), "deceased")
    assert import_cases(desk, document).value.cases == 1
    assert since(desk)["persons", ""].kinds == (K.TALK_ADDED,)
    assert b"frozen" not in export_cases(desk), "a sheet that was handed in belongs to its store"


def test_k7_every_version_is_printed_again_as_it_was(desk: Desk) -> None:
    ids = handed_in(desk)
    first = printed(desk, 0)
    assert (first.number, first.fingerprint) == (1, frozen(desk)[0].fingerprint)
    later = on_day(desk, TODAY + timedelta(days=9))
    note_talk(later, a.a_talk(next(iter(ids)), on=date(YEAR, 6, 2)))
    freeze_year(later, YEAR)
    again = printed(later, 1)
    assert (again.groups, again.balance) == (first.groups, first.balance)
    assert (again.number, again.issued_on, again.fingerprint) == (1, TODAY, first.fingerprint)
    second = printed(later, 2)
    assert (second.number, second.before_number) == (2, 1)
    assert {each.kinds for each in second.changes} == {(K.TALK_ADDED,)}
    with pypdfium2.PdfDocument(sheet_pdf(later, YEAR, "de", 2)) as document:
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "bisher 4, jetzt 5 – Gespräch nachgetragen oder zurückdatiert" in text
    cells = [row[0].value for row in load_workbook(BytesIO(sheet_xlsx(later, YEAR, "de", 2))).worksheets[0]]
    assert "Beratungsgespräche – Gespräch nachgetragen oder zurückdatiert" in cells
    with pytest.raises(NotFound):
        sheet_pdf(later, YEAR, "de", 3)


def test_k7_the_year_before_stands_beside_a_version_as_it_was_handed_in(desk: Desk) -> None:
    consent = a.a_consent(decided_on=date(2024, 1, 8))
    file = a.a_case_file(case=a.a_case(**EARLY), consents=(consent,))
    talks = [a.a_talk(file.case.key, on=date(2024, 5, 5)), a.a_talk(file.case.key, on=MAY)]
    put_in(desk, [file], talks)
    freeze_year(desk, 2024)
    freeze_year(desk, YEAR)
    note_talk(desk, a.a_talk(file.case.key, on=date(2024, 6, 3)))
    freeze_year(on_day(desk, TODAY + timedelta(days=1)), 2024)
    rows = {each.label: each.previous for each in printed(desk, 1).groups[0].rows}
    assert rows["Beratungsgespräche"] == 1


def printed(desk: Desk, number: int) -> Any:
    """Return the paper of the year, or of one version of it."""
    with desk.vault.reading() as connection:
        return sheet_paper(connection, desk, YEAR, "de", number)


def frozen(desk: Desk, year: int = YEAR) -> tuple[FrozenSheet, ...]:
    """Return the versions of the year."""
    with desk.vault.reading() as connection:
        return frozen_sheets(connection, year)


# Random work


def _any_day(draw: random.Random) -> date:
    return date(2024, 1, 5) + timedelta(days=draw.randrange(1040))


def _any_id(connection: Any, table: Any, draw: random.Random) -> int:
    ids = connection.scalars(select(table.c.id if "id" in table.c else table.c.case_id)).all()
    return draw.choice(ids) if ids else 0


def _new_person(desk: Desk, draw: random.Random) -> None:
    files, talks = random_office(draw.randrange(10**6))
    file = files[0]
    own = [
        a.a_talk(file.case.key, on=each.on, form=each.form, topic=each.topic)
        for each in talks
        if any(part.case_key == file.case.key for part in each.participants)
    ]
    put_in(desk, [file], own)


def _new_talk(desk: Desk, draw: random.Random) -> None:
    with desk.vault.transaction() as connection:
        people = dict(connection.execute(select(t.cases.c.key, t.cases.c.id)).all())
        if people:
            chosen = draw.sample(sorted(people), min(len(people), draw.choice([1, 2])))
            parts = tuple(a.a_participant(key, referrals=(v.Referral("jobcenter"),)) for key in chosen)
            add_talk(connection, a.a_talk(on=_any_day(draw), participants=parts), people)


def _change(*tables: Any) -> Callable[[Desk, random.Random], None]:
    def act(desk: Desk, draw: random.Random) -> None:
        with desk.vault.transaction() as connection:
            for table in tables:
                row_id = _any_id(connection, table, draw)
                key = table.c.id if "id" in table.c else table.c.case_id
                values = {name: choose(draw) for name, choose in _VALUES[table.name].items()}
                wanted = dict(draw.sample(sorted(values.items(), key=lambda pair: pair[0]), 1))
                connection.execute(update(table).where(key == row_id).values(wanted))

    return act


def _remove(table: Any) -> Callable[[Desk, random.Random], None]:
    def act(desk: Desk, draw: random.Random) -> None:
        with desk.vault.transaction() as connection:
            connection.execute(delete(table).where(table.c.id == _any_id(connection, table, draw)))

    return act


def _add(table: Any, parent: Any, name: str, **values: Callable[[random.Random], Any]) -> Any:
    def act(desk: Desk, draw: random.Random) -> None:
        with desk.vault.transaction() as connection:
            parent_id = _any_id(connection, parent, draw)
            if parent_id:
                chosen = {column: choose(draw) for column, choose in values.items()}
                connection.execute(insert(table).values({name: parent_id, **chosen}))

    return act


def _erase(desk: Desk, draw: random.Random) -> None:
    with desk.vault.reading() as connection:
        case_id = _any_id(connection, t.cases, draw)
    if case_id:
        with desk.vault.transaction() as connection:
            ending = {"state": "ended", "ended_on": _any_day(draw), "ending_reason": "relocation"}
            connection.execute(update(t.cases).where(t.cases.c.id == case_id).values(ending))
        erase_case(desk, case_id, draw.choice(["deceased", "deceased", "mistake_or_duplicate"]))


def _turn_breakdowns(desk: Desk, draw: random.Random) -> None:
    del draw
    change_office(desk, {"counters_with_breakdowns": not read_office(desk).counters_with_breakdowns})


def _freeze(desk: Desk, draw: random.Random) -> None:
    freeze_year(desk, draw.choice([2024, 2025]))


_STATES = list(GoalState)
_VALUES: dict[str, dict[str, Callable[[random.Random], Any]]] = {
    "clients": {
        "sex": lambda draw: draw.choice(list(Sex)),
        "nationality": lambda draw: draw.choice(["475", "423", ""]),
        "section_24": lambda draw: draw.choice([True, False, None]),
        "birth_date": lambda draw: draw.choice([None, date(draw.randrange(1950, 2007), 1, 1)]),
    },
    "answers": {
        "value": lambda draw: draw.choice(["settlement", "toleration"]),
        "valid_from": _any_day,
        "valid_to": _any_day,
    },
    "talks": {
        "on": _any_day,
        "form": lambda draw: draw.choice(["in_person", "phone"]),
        "topic": lambda draw: draw.choice(["work", "health"]),
        "further_topics": lambda draw: tuple(draw.sample(["family", "debts"], draw.randrange(3))),
    },
    "participants": {"counts": lambda draw: draw.choice([True, False])},
    "referrals": {"service": lambda draw: draw.choice(["jobcenter", "social_office"])},
    "plan_spans": {
        "opened_on": _any_day,
        "closed_on": lambda draw: draw.choice([None, _any_day(draw)]),
        "reason": lambda draw: draw.choice(["relocation", "deceased"]),
    },
    "plans": {
        "begun_on": lambda draw: draw.choice([None, _any_day(draw)]),
        "brought_along": lambda draw: draw.choice([True, False]),
        "no_goal_until": lambda draw: draw.choice([None, TODAY]),
        "no_goal_reason": lambda draw: draw.choice(["", "noch offen"]),
    },
    "goals": {
        "state": lambda draw: draw.choice(_STATES),
        "agreed_on": lambda draw: draw.choice([None, _any_day(draw)]),
        "area": lambda draw: draw.choice(["language", "work"]),
    },
    "goal_changes": {"on": _any_day, "state": lambda draw: draw.choice(_STATES)},
    "extensions": {"decided_on": _any_day, "reason": lambda draw: draw.choice(["other", "illiteracy"])},
    "brief_contacts": {"on": _any_day, "topic": lambda draw: draw.choice(["work", "health"])},
}
_ACTS: tuple[Callable[[Desk, random.Random], None], ...] = (
    _new_person,
    _new_talk,
    _new_talk,
    *(_change(t.metadata.tables[name]) for name in _VALUES),
    _change(t.talks, t.clients),
    *map(
        _remove, (t.talks, t.participants, t.referrals, t.plan_spans, t.goals, t.goal_changes, t.extensions)
    ),
    _add(t.plan_spans, t.plans, "plan_id", opened_on=_any_day),
    _add(
        t.goals,
        t.plans,
        "plan_id",
        area=lambda _draw: "work",
        state=lambda draw: draw.choice(_STATES),
        agreed_on=lambda draw: draw.choice([None, _any_day(draw)]),
    ),
    _add(t.goal_changes, t.goals, "goal_id", on=_any_day, state=lambda draw: draw.choice(_STATES)),
    _add(t.referrals, t.participants, "participant_id", service=lambda _draw: "jobcenter"),
    _add(t.extensions, t.cases, "case_id", decided_on=_any_day, until=_any_day, reason=lambda _draw: "other"),
    _add(
        t.answers,
        t.cases,
        "case_id",
        field=lambda _draw: "residence_status",
        value=lambda _draw: "settlement",
        valid_from=_any_day,
    ),
    _erase,
    _erase,
    _turn_breakdowns,
    _freeze,
)


@pytest.mark.unmeasured
def test_k7_after_random_work_every_cell_that_differs_has_its_kinds_and_its_sum(
    desk: Desk, how_many: Callable[[str, int, int], int]
) -> None:
    for seed in range(how_many("random works after a freeze", 3, 60)):
        draw = random.Random(seed)
        with desk.vault.transaction() as connection:
            for table in (t.frozen_sheets, t.noted_changes, t.counters, t.talks, t.cases, t.brief_contacts):
                connection.execute(delete(table))
            connection.execute(insert(t.brief_contacts).values(on=MAY, form="phone", topic="work"))
        files, talks = random_office(seed)
        put_in(desk, files, talks)
        for year in (2024, 2025):
            freeze_year(desk, year)
        for _step in range(25):
            act = draw.choice(_ACTS)
            act(desk, draw)
            for year in (2024, 2025):
                _compare(desk, year, (seed, _step, act))


def _compare(desk: Desk, year: int, told: object) -> None:
    definition = desk.profile.sheet(year)
    with desk.vault.reading() as connection:
        last = last_frozen(connection, year, definition.code)
        assert last is not None
        had, has = sheet_cells(last.sheet), sheet_cells(count_sheet(connection, definition, year))
        touched = connection.execute(select(t.touched_years)).all()
    changes = since(desk, year)
    assert touched == [], told
    differing = {cell for cell in {**had, **has} if had.get(cell, 0) != has.get(cell, 0)}
    assert differing <= set(changes), told
    for cell, change in changes.items():
        assert change.kinds, told
        assert K.COUNTING_CHANGED not in change.kinds, (told, change)
        assert sum(value for _kinds, value in change.causes) == change.after - change.before, told
        assert (change.before, change.after) == (had.get(cell, 0), has.get(cell, 0)), told
