"""What is to be done and what was done for data protection, over all cases (E1, E6, L2, L3, L6, K8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, select

from intman_desktop.gdpr.retention import clock_doubt
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.rules import gate
from intman_desktop.rules.requests import due_on
from intman_desktop.services.across.case_terms import sheet_to_renew, text_to_renew
from intman_desktop.services.across.due.asking import Asked
from intman_desktop.services.across.due.papers import consents_running_out
from intman_desktop.services.across.due.people import own_coming_of_age
from intman_desktop.services.closing.erasure import due_for_erasure
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_pages import journal_page
from intman_desktop.services.common.naming import name_in, named_cases
from intman_desktop.services.common.office import office_in
from intman_desktop.services.keeping.backups import last_backup
from intman_desktop.services.papers.papers import erasure_protocol
from intman_desktop.values.case_file import Consent
from intman_desktop.values.codes import OPEN_STATES
from intman_desktop.values.desk_views import ConsentLine, HoldLine, PrivacyView
from intman_desktop.values.ending_views import ErasureRecord
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.requests import Request
from intman_desktop.values.work_views import Paper

_ASKED_AT_FIRST = (gate.HEALTH, gate.CONTACT, gate.INTERPRETER)
_ENTRIES = 8


def privacy_view(desk: Desk, entries: int = _ENTRIES) -> PrivacyView:
    """Return the page of data protection with the newest ``entries`` of the journal."""
    due, backup, today = due_for_erasure(desk), last_backup(desk), desk.today()
    journal = journal_page(desk, limit=entries)
    with desk.vault.reading() as connection:
        office = office_in(connection)
        asked = Asked(today, office, desk.profile)
        consents = _consents(connection, _open_cases())
        missing = [
            _Found(case_id, fact, fact.values.get("on")) for case_id, fact in _missing(consents, today)
        ]
        closed = {each.case_id for each in missing}
        renewing = [
            *(
                _Found(
                    due.case_id,
                    (due.needs and due.hidden) or due.matter,
                    due.on,
                    due.row_id if due.matter.code == "due_consent_hidden" else 0,
                )
                for due in consents_running_out(connection, asked)
            ),
            *(
                _Found(due.case_id, due.matter, due.on)
                for due in own_coming_of_age(connection, asked)
                if due.on <= asked.until()
            ),
            *(_Found(case_id, Explanation("consent_to_renew")) for case_id in _to_renew(connection)),
            *(_Found(case_id, Explanation("consent_sheet_silent")) for case_id in _sheet_silent(connection)),
        ]
        waiting = _put_off(consents, today)
        lines = _Lines(connection, {each.case_id for each in (*missing, *renewing, *waiting)})
        return PrivacyView(
            lines.of(missing),
            lines.of([each for each in renewing if each.case_id not in closed]),
            lines.of([each for each in waiting if each.case_id not in closed]),
            due,
            _holds(connection, today),
            _erasures(connection),
            journal,
            backup,
            office.counters_with_breakdowns,
            office.backup_max_age_days,
            office.journal_years,
            clock_doubt(connection, today),
        )


def protocol(desk: Desk, year: int, language: str = "de") -> Paper:
    """Return the protocol of a year's erasures as a paper; nothing on it points to a person (Rule L3)."""
    with desk.vault.reading() as connection:
        records = [each for each in _erasures(connection) if each.erased_on.year == year]
    return erasure_protocol(desk, tuple(reversed(records)), language)


class _Found(NamedTuple):
    """What is to be said of a case, the day of it if there is one, and the consent where its data wait."""

    case_id: int
    fact: Explanation
    on: object = None
    consent_id: int = 0


class _Lines:
    """Makes lines of what was found, with the names that belong to the cases."""

    def __init__(self, connection: Connection, case_ids: set[int]) -> None:
        self._people = named_cases(connection, case_ids)

    def of(self, found: Iterable[_Found]) -> tuple[ConsentLine, ...]:
        lines = (
            ConsentLine(
                case_id,
                self._people[case_id]["number"],
                name_in(self._people[case_id]),
                fact,
                on if isinstance(on, date) else None,
                consent_id,
                self._people[case_id]["has_namesake"],
            )
            for case_id, fact, on, consent_id in found
        )
        return tuple(sorted(lines, key=lambda line: (line.on or date.max, line.person)))


def _open_cases() -> ColumnElement[bool]:
    running = t.cases.c.state.in_(OPEN_STATES)
    return and_(running, t.cases.c.hold_since.is_(None))


def _held_cases() -> ColumnElement[bool]:
    return t.cases.c.hold_since.is_not(None)


def _consents(connection: Connection, cases: ColumnElement[bool]) -> dict[int, list[Consent]]:
    """Return the declarations of every one of these cases, none for one without."""
    found: dict[int, list[Consent]] = defaultdict(list)
    for case_id in connection.scalars(select(t.cases.c.id).where(cases)):
        found[case_id] = []
    query = select(t.consents).join(t.cases, t.cases.c.id == t.consents.c.case_id).where(cases)
    for row in connection.execute(query).mappings():
        found[row["case_id"]].append(from_row(Consent, t.consents, row))
    return found


def _missing(consents: dict[int, list[Consent]], today: date) -> Iterator[tuple[int, Explanation]]:
    """Yield the cases that no basic consent opens, with why (Rules P2, C10)."""
    for case_id, declared in consents.items():
        fact = gate.refusal(gate.BASIC, declared, today)
        if fact is not None:
            yield case_id, fact


def _put_off(consents: dict[int, list[Consent]], today: date) -> list[_Found]:
    """Return what people wanted to decide later (Rule E1)."""
    found: list[_Found] = []
    for case_id, declared in consents.items():
        for need in _ASKED_AT_FIRST:
            fact = gate.refusal(need, declared, today)
            if fact is not None and fact.code == "put_off":
                found.append(_Found(case_id, fact, fact.values["on"]))
    return found


def _to_renew(connection: Connection) -> tuple[int, ...]:
    return tuple(connection.scalars(select(t.cases.c.id).where(_open_cases(), text_to_renew())))


def _sheet_silent(connection: Connection) -> tuple[int, ...]:
    return tuple(connection.scalars(select(t.cases.c.id).where(_open_cases(), sheet_to_renew())))


def _holds(connection: Connection, today: date) -> tuple[HoldLine, ...]:
    c = t.cases.c
    held = (c.id, c.number, c.hold_since, c.hold_review_on, c.deletion_due)
    query = select(*held).where(_held_cases())
    waiting = select(t.requests).join(t.cases).where(_held_cases(), t.requests.c.answered_on.is_(None))
    due: dict[int, date] = {}
    for row in connection.execute(waiting).mappings():
        last = due_on(from_row(Request, t.requests, row))
        due[row["case_id"]] = min(last, due.get(row["case_id"], last))
    holds = connection.execute(query.order_by(c.hold_review_on, c.id)).all()
    closed = dict(_missing(_consents(connection, _held_cases()), today))
    withdrawn = {
        case_id: on
        for case_id, fact in closed.items()
        if fact.code == "withdrawn" and isinstance(on := fact.values["on"], date)
    }
    return tuple(HoldLine(*row[:-1], due.get(row[0]), withdrawn.get(row[0]), row[-1]) for row in holds)


def _erasures(connection: Connection) -> tuple[ErasureRecord, ...]:
    """Return what remains of erased cases, the newest first, with the day its backups are gone (Rule L3)."""
    age = timedelta(days=office_in(connection).backup_max_age_days)
    c = t.erasures.c
    query = select(c.erased_on, c.reason).order_by(c.erased_on.desc(), c.id.desc())
    return tuple(
        ErasureRecord(on, reason, backups_gone_by=on + age) for on, reason in connection.execute(query)
    )
