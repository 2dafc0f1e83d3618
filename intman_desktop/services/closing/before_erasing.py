"""What a person gets and who is told before her case is gone, and what of it was done (E4, C11, L6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, func, select

from intman_desktop.gdpr.journal import start_of
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.services.common.admission import note_shown, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.ending_papers import has_papers, withdrawn_on
from intman_desktop.services.papers.paper_kinds import (
    INTEGRATION_PLAN,
    PAPERS_TO_DESTROY,
    PERIOD_CERTIFICATE,
    WITHDRAWAL,
)
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import PaperWay
from intman_desktop.values.ending_views import PaperBefore
from intman_desktop.values.outcome import Outcome

PRINTED: Final[Mapping[str, Verb]] = {
    WITHDRAWAL: Verb.WITHDRAWAL_PRINTED,
    PERIOD_CERTIFICATE: Verb.CERTIFICATE_PRINTED,
    INTEGRATION_PLAN: Verb.PLAN_PRINTED,
    PAPERS_TO_DESTROY: Verb.PAPERS_TO_DESTROY_PRINTED,
}
"""The papers that cannot be made any more once a case is gone, with the verb that says they were printed."""

SAVED: Final[Mapping[str, Verb]] = {
    WITHDRAWAL: Verb.WITHDRAWAL_SAVED,
    PERIOD_CERTIFICATE: Verb.CERTIFICATE_SAVED,
    INTEGRATION_PLAN: Verb.PLAN_SAVED,
    PAPERS_TO_DESTROY: Verb.PAPERS_TO_DESTROY_SAVED,
}
"""The same papers with the verb that says they were saved as a file."""

OF_SEVERAL: Final[Mapping[PaperWay, Verb]] = {
    PaperWay.PRINTED: Verb.PAPERS_BEFORE_ERASURE,
    PaperWay.SAVED: Verb.PAPERS_BEFORE_ERASURE_SAVED,
}
"""The verbs that say that all papers of the person went out with those of others, in one file."""


def papers_before(connection: Connection, file: CaseFile, today: date) -> tuple[PaperBefore, ...]:
    """Return the papers that come before the erasure, in order, each with how it went out.

    What went out while the case still ran does not tell how it ended, so it counts from its end on, a version
    of the plan as well, and after a withdrawal from the day on which that was entered: before it nobody knew
    (Rule E4). A case that still runs is erased on the day that it ends. Papers of several cases in one file
    count as all of them.
    """
    # a withdrawal that was entered on a clock that was ahead lies in no future
    entered = min(_withdrawal_entered(connection, file) or date.min, today)
    since = max(file.case.ended_on or today, entered)
    done = _done(connection, file, since)
    papers = [PaperBefore(name, _way(file, name, done, since)) for name in papers_for_client(file)]
    if has_papers(file):
        papers.append(PaperBefore(PAPERS_TO_DESTROY, _way(file, PAPERS_TO_DESTROY, done, since)))
    return tuple(papers)


def papers_for_client(file: CaseFile) -> tuple[str, ...]:
    """Return the papers that the person should have before her case is gone."""
    wanted = (
        (WITHDRAWAL, withdrawn_on(file) is not None),
        (PERIOD_CERTIFICATE, file.case.period_start is not None),
        (INTEGRATION_PLAN, file.plan is not None and file.plan.begun_on is not None),
    )
    return tuple(name for name, there in wanted if there)


def note_given_out(desk: Desk, case_id: int, name: str, way: PaperWay) -> Outcome[None]:
    """Journal that a paper of ``PRINTED`` was printed or saved; from then on it does not lack (Rule L6).

    Raises ``NotFound``.
    """
    with desk.vault.reading() as connection:
        key = whole_case(connection, case_id).case.key
    note_shown(desk, (SAVED if way is PaperWay.SAVED else PRINTED)[name], key)
    return Outcome(None)


def _way(file: CaseFile, name: str, done: Collection[str], since: date) -> PaperWay | None:
    """Return how a paper went out ``since`` that day, the surest way of several, None where it did not yet.

    ``done`` is what the journal says of it.
    """
    of_client = name != PAPERS_TO_DESTROY
    versions = file.plan.versions if file.plan is not None and name == INTEGRATION_PLAN else ()
    ways = {
        PaperWay.PRINTED: PRINTED[name] in done or (of_client and OF_SEVERAL[PaperWay.PRINTED] in done),
        PaperWay.HANDED_OUT: any(version.issued_on >= since for version in versions),
        PaperWay.SAVED: SAVED[name] in done or (of_client and OF_SEVERAL[PaperWay.SAVED] in done),
    }
    return next((way for way, went in ways.items() if went), None)


def _done(connection: Connection, file: CaseFile, since: date) -> frozenset[str]:
    """Return by their verbs what went out of this case since a day, by the journal (Rule L6)."""
    j, verbs = t.journal.c, (*PRINTED.values(), *SAVED.values(), *OF_SEVERAL.values())
    of_case = (j.case_key == file.case.key, j.at >= start_of(since), j.verb.in_(verbs))
    return frozenset(connection.scalars(select(j.verb).where(*of_case)))


def _withdrawal_entered(connection: Connection, file: CaseFile) -> date | None:
    """Return the day on which the withdrawal of the counselling was entered, by the journal (Rule L6)."""
    if withdrawn_on(file) is None:
        return None
    j = t.journal.c
    entered = select(func.max(j.at)).where(j.case_key == file.case.key, j.verb == Verb.BASIC_WITHDRAWN)
    at = connection.scalar(entered)
    return datetime.fromisoformat(at).astimezone().date() if at else None
