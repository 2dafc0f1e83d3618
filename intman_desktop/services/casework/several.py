"""Acts on several cases at once: one transaction, one step back, and per case what was not possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, select, update

from intman_desktop.errors import Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.rules.goals import RUNNING_STATES
from intman_desktop.rules.plan import open_span
from intman_desktop.services.closing.ending import end_in
from intman_desktop.services.common.admission import note, refuse_unusable
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.common.undoing import Part, plans_of, read_rows, step_back
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.views import NotPossible, SeveralDone

_REVIEWED = frozenset({Change.PLANS, Change.CASES, Change.DEADLINES})
_ENDED = frozenset({Change.CASES, Change.PLANS, Change.DEADLINES, Change.FIGURES})


def set_next_review(desk: Desk, case_ids: Sequence[int], on: date) -> Outcome[SeveralDone]:
    """Set the next review of every running goal of these cases (Rule Z2).

    Raises ``Refused`` with ``review_not_ahead`` for a day that is not after today. Per case:
    ``plan_not_begun``, ``plan_not_open``, ``no_running_goal`` and what closes the case to use.
    """
    if on <= desk.today():
        raise Refused("review_not_ahead", on=on)

    def settle(connection: Connection, file: CaseFile) -> None:
        refuse_unusable(file, desk.today())
        if file.plan is None or file.plan.begun_on is None:
            raise Refused("plan_not_begun")
        if open_span(file.plan) is None:
            raise Refused("plan_not_open")
        running = [goal.id for goal in file.plan.goals if goal.state in RUNNING_STATES]
        if not running:
            raise Refused("no_running_goal")
        goals = update(t.goals).where(t.goals.c.id.in_(running))
        connection.execute(goals.values(next_review=on, version=t.goals.c.version + 1))
        note(connection, desk, Verb.REVIEWS_SET, file.case.key)

    return _each(desk, case_ids, plans_of(case_ids), settle, _REVIEWED)


def end_cases(desk: Desk, case_ids: Sequence[int], ending: Ending) -> Outcome[SeveralDone]:
    """End these cases with one reason and day, as ``end_case`` does with one (Rules L1, L2, K4).

    Per case what ``end_case`` refuses.
    """
    own = ((t.cases, t.cases.c.id.in_(case_ids)), (t.decisions, t.decisions.c.case_id.in_(case_ids)))

    def settle(connection: Connection, file: CaseFile) -> None:
        end_in(connection, desk, file, ending)

    return _each(desk, case_ids, (*own, *plans_of(case_ids)), settle, _ENDED)


def cases_in_order(connection: Connection, case_ids: Sequence[int]) -> Iterable[CaseFile]:
    """Yield these cases, whole, by name as the list shows them; those that are gone are left out."""
    named = select(t.clients.c.case_id).where(t.clients.c.case_id.in_(case_ids))
    order = connection.scalars(named.order_by(t.clients.c.sort_name, t.clients.c.case_id)).all()
    return cases_as_listed(connection, order)


def cases_as_listed(connection: Connection, case_ids: Sequence[int]) -> Iterable[CaseFile]:
    """Yield these cases, whole, as the list stands that they were taken from; without those that are gone."""
    files = {file.case.id: file for file in read_case_files(connection, case_ids)}
    return (files[case_id] for case_id in case_ids if case_id in files)


def not_possible(file: CaseFile, why: Refused) -> NotPossible:
    """Return the case with why an act was not possible; a case without consent goes by its number (E4)."""
    name = "" if why.code == "basic_missing" else name_of(file)
    return NotPossible(file.case.id, file.case.number, name, Explanation(why.code, why.values))


def _each(
    desk: Desk,
    case_ids: Sequence[int],
    parts: tuple[Part, ...],
    settle: Callable[[Connection, CaseFile], None],
    changed: frozenset[Change],
) -> Outcome[SeveralDone]:
    """Settle every case that can be, in one transaction; a refusal of one leaves the others."""
    done: list[str] = []
    refused: list[NotPossible] = []
    with desk.vault.transaction() as connection:
        before = read_rows(connection, parts)
        for file in cases_in_order(connection, case_ids):
            try:
                settle(connection, file)
            except Refused as why:
                refused.append(not_possible(file, why))
            else:
                done.append(file.case.key)
        after = read_rows(connection, parts)
    undo = step_back(desk, done, parts, before, after) if done else None
    return Outcome(SeveralDone(tuple(done), tuple(refused)), changed if done else frozenset(), undo)
