"""What a person asks for under her rights: received, extended, answered (L8, Art. 12 to 21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import delete, select

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.models.writing import add_row, save_row
from intman_desktop.rules.requests import due_on, is_late, request_faults
from intman_desktop.services.common.admission import note, opened_case, refuse_first, unheld_case, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_in, named_cases
from intman_desktop.services.common.undoing import Part, read_rows, step_back
from intman_desktop.services.papers.paper_kinds import REQUEST_LETTER
from intman_desktop.services.papers.papers import finished
from intman_desktop.services.papers.printing import printing
from intman_desktop.services.papers.request_papers import request_letter_paper
from intman_desktop.values.case_file import CaseFile, Request
from intman_desktop.values.codes import HeldReason, RequestAnswer, RequestKind
from intman_desktop.values.desk_views import RequestLine
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.work_views import Paper

_CHANGED = frozenset({Change.REQUESTS, Change.DEADLINES})


def record_request(
    desk: Desk, case_id: int, request: Request, opened_for: HeldReason | None = None
) -> Outcome[Request]:
    """Enter a request (``id`` 0), or write over the one that was read: extended, answered (Rule L8).

    Also of a case that is ended, whose consent was withdrawn, or that is on hold and was opened with the
    reason ``opened_for`` (Rule L2): the rights go on. Raises ``ChangedMeanwhile``, ``NotFound`` and
    ``Refused``: a fault of ``rules.requests.request_faults``, or ``case_on_hold``.
    """
    parts = _parts(case_id)
    with desk.vault.transaction() as connection:
        file = opened_case(connection, desk, case_id, opened_for)
        before = read_rows(connection, parts)
        tidy = _tidy(request)
        refuse_first(request_faults(tidy, desk.today()))
        if tidy.id:
            _request_in(file, tidy.id)
            save_row(connection, t.requests, tidy, tidy.id)
            kept = replace(tidy, version=tidy.version + 1)
        else:
            tidy = replace(tidy, worker=desk.worker)
            kept = replace(tidy, id=add_row(connection, t.requests, tidy, case_id=case_id))
        verb = Verb.REQUEST_ANSWERED if kept.answered_on else Verb.REQUEST_RECORDED
        note(connection, desk, verb, file.case.key)
        after = read_rows(connection, parts)
    return Outcome(kept, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


def remove_request(desk: Desk, case_id: int, request_id: int, version: int) -> Outcome[int]:
    """Take an entry out of the register that was made by mistake.

    Raises ``ChangedMeanwhile``, ``NotFound``, ``Refused`` (``case_on_hold``).
    """
    parts = _parts(case_id)
    with desk.vault.transaction() as connection:
        file = unheld_case(connection, case_id)
        before = read_rows(connection, parts)
        if _request_in(file, request_id).version != version:
            raise ChangedMeanwhile()
        connection.execute(delete(t.requests).where(t.requests.c.id == request_id))
        note(connection, desk, Verb.REQUEST_REMOVED, file.case.key)
        after = read_rows(connection, parts)
    return Outcome(request_id, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


def answer_request(desk: Desk, case_id: int, request_id: int, on: date) -> Outcome[Request]:
    """Enter that a request was answered on ``on``: handed over, a correction as carried out (Rule L8).

    That something was erased or is no longer used is entered in the request: until then it is promised.
    Raises as ``record_request``, and ``Refused`` (``due_gone``) where it is answered or gone.
    """
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
    request = next((each for each in file.requests if each.id == request_id), None)
    if request is None or request.answered_on is not None:
        raise Refused("due_gone")
    corrected = request.kind is RequestKind.RECTIFICATION
    way = RequestAnswer.CARRIED_OUT if corrected else RequestAnswer.HANDED_OVER
    return record_request(desk, case_id, replace(request, answered_on=on, answer=way))


def write_request_letter(
    desk: Desk, case_id: int, request_id: int, opened_for: HeldReason | None = None
) -> Outcome[Paper]:
    """Make the letter to the person: that it takes longer and why, or the answer (Art. 12 (3), (4)).

    ``opened_for`` is the reason a case on hold was opened with (Rule L2). Raises ``NotFound``, ``Refused``
    (``case_on_hold``, ``request_not_answered`` where there is neither), ``OfficeDataMissing`` (Rule E8).
    """
    with desk.vault.transaction() as connection:
        file = opened_case(connection, desk, case_id, opened_for)
        request = _request_in(file, request_id)
        if request.answered_on is None and request.extension_told_on is None:
            raise Refused("request_not_answered")
        value = request_letter_paper(printing(connection, desk, "de").of(file), file, request)
        made = finished(REQUEST_LETTER, value, file.case.number)
        note(connection, desk, Verb.LETTER_MADE, file.case.key)
    return Outcome(made)


def open_requests(desk: Desk) -> tuple[RequestLine, ...]:
    """Return the requests of all cases that are not answered, the most pressing first (Rules L8, L2).

    A hold stops no such time: of a case on hold the request is told, without a name.
    """
    today = desk.today()
    query = select(t.requests).where(t.requests.c.answered_on.is_(None))
    with desk.vault.reading() as connection:
        rows = connection.execute(query).mappings().all()
        people = named_cases(connection, {row["case_id"] for row in rows})
    lines = []
    for row in rows:
        request, person = from_row(Request, t.requests, row), people[row["case_id"]]
        name = name_in(person) if person["hold_since"] is None else ""
        lines.append(
            RequestLine(
                row["case_id"],
                person["number"],
                name,
                request,
                due_on(request),
                is_late(request, today),
                person["has_namesake"],
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.due, line.person)))


def _parts(case_id: int) -> tuple[Part, ...]:
    return ((t.requests, t.requests.c.case_id == case_id),)


def _request_in(file: CaseFile, request_id: int) -> Request:
    found = next((each for each in file.requests if each.id == request_id), None)
    if found is None:
        raise NotFound(what=request_id)
    return found


def _tidy(request: Request) -> Request:
    """Return the entry without blanks at the ends; a reason to refuse goes with a refusal only."""
    tidy = replace(
        request,
        what=request.what.strip(),
        extension_reason=request.extension_reason.strip(),
        refusal_reason=request.refusal_reason.strip(),
        note=request.note.strip(),
    )
    return tidy if tidy.answer is RequestAnswer.REFUSED else replace(tidy, refusal_reason="")
