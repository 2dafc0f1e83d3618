"""The advisory period of a case: shown, moved, extended (C1 to C9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, delete, select, update

from intman_desktop.documents.wording import day_text
from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row, unused_id
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import extensions as extending
from intman_desktop.rules import gate
from intman_desktop.rules import period as clock
from intman_desktop.rules.corrections import EARLIER, overwritten
from intman_desktop.rules.decisions import DecisionKind, first_talk_unnoted
from intman_desktop.rules.earlier import start_day_faults
from intman_desktop.services.across.clock_view import outdated_papers, show_period
from intman_desktop.services.common.admission import note, refuse_first, usable_case, whole_case
from intman_desktop.services.common.corrections import keep_corrections, keep_rectified
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.undoing import corrections_part, period_parts, read_rows, step_back
from intman_desktop.values.case_file import CaseFile, Decision, EarlierCounselling, Extension
from intman_desktop.values.codes import StartEvidence, StartOrigin, YesNoUnknown
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.work_views import PeriodView, StartChange

CHANGED = frozenset({Change.PERIODS, Change.CASES, Change.DEADLINES, Change.FIGURES})
"""What a changed clock changes."""


@dataclass(frozen=True)
class _Told:
    """What is told of the start: the day, and of a counselling elsewhere its evidence and the office.

    It is the one that is known already, ``further`` one that was not, or none at all, ``by_mistake``. Of the
    office None says nothing, and "" that it is not known. ``row`` is the id of the one that is meant, None
    for the one that the start came from.
    """

    start: date | None
    evidence: StartEvidence | None
    office: str | None
    by_mistake: bool
    further: bool
    row: int | None = None


def read_period(connection: Connection, desk: Desk, case_id: int) -> PeriodView:
    """Return the clock of a case inside an open transaction (Rules C1 to C9). Raises ``NotFound``."""
    return show_period(desk, whole_case(connection, case_id), office_in(connection))


def extend(desk: Desk, case_id: int, extension: Extension) -> Outcome[PeriodView]:
    """Record the decision to go on after three years, until a date (Rules C2, C3, C4, C8).

    Raises ``Refused``: ``period_not_begun``, the first fault of the rules, ``extension_place_unknown`` where
    the list has no such kind of place that proved it, and what ``admission.usable_case`` refuses;
    ``NotFound``.
    """
    parts = period_parts(case_id)
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        before = read_rows(connection, parts)
        running = clock.case_period(file.case, file.extensions)
        if running is None:
            raise Refused("period_not_begun")
        refuse_first(extension_faults(desk, file, running, extension))
        # it is blacked out by its id where a backup brings it back, and no other extension is
        add_row(connection, t.extensions, extension, case_id=case_id, id=unused_id(connection, t.extensions))
        note(connection, desk, Verb.EXTENSION_RECORDED, file.case.key)
        view = read_period(connection, desk, case_id)
        after = read_rows(connection, parts)
    return Outcome(view, CHANGED, step_back(desk, [file.case.key], parts, before, after))


def extension_faults(
    desk: Desk, file: CaseFile, running: clock.Period, extension: Extension, *, reason_stays: bool = False
) -> tuple[Explanation, ...]:
    """Return why ``running`` cannot be extended so (Rules C2, C3, C4).

    Of a reason that ``reason_stays`` as it is recorded, and of its proof, nothing is refused.
    """
    health = gate.is_open(gate.HEALTH, file.consents, desk.today())
    faults = extending.check_extension(
        running, extension, desk.today(), has_health_consent=health, reason_stays=reason_stays
    )
    place = extension.evidence_place_kind
    if not reason_stays and place and desk.profile.item(ListName.EVIDENCE_PLACES, place) is None:
        return (*faults, Explanation("extension_place_unknown", {"place": place}))
    return faults


def change_start(
    desk: Desk,
    case_id: int,
    start: date | None,
    reason: str,
    *,
    evidence: StartEvidence | None = None,
    office: str | None = None,
    by_mistake: bool = False,
    further: bool = False,
    row: int | None = None,
) -> Outcome[StartChange]:
    """Take another start over, with a reason (Rules C1, C7).

    ``start`` is the one that follows from the talks (None where none is left), or one brought along from
    ``office`` with its ``evidence``. Told with its evidence it takes the place of the one brought along
    before, whether earlier or later, or the same one whose evidence or office came later; then the start
    stays and the reason may be left out. An ``office`` of "" takes the one that is known out, None leaves it.
    ``further`` says that it was at another office before that one, or from the same day on.
    ``by_mistake`` says that there was no such counselling: what follows without it is the start, whatever
    ``start`` is. Where several are known, or the start is not that of any, ``row`` is the id of the one that
    is told of. So is a day entered that nobody knew: where the start stays, none is taken over, and only what
    was wrong is kept with the reason (Rule L8).
    Raises ``Refused``: ``start_reason_missing``, ``start_in_future``, ``start_after_first_talk``,
    ``start_before_birth``, ``start_too_long_ago``, and what ``admission.usable_case`` refuses; ``NotFound``.
    """
    parts = (
        *period_parts(case_id),
        (t.earlier_counselling, t.earlier_counselling.c.case_id == case_id),
        corrections_part(case_id),
    )
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        before = read_rows(connection, parts)
        reason = reason.strip()
        same_start = file.case.start_origin is StartOrigin.BROUGHT and start == file.case.period_start
        told = _Told(start, evidence, office, by_mistake, further, row)
        settled = _settled(connection, case_id, file, told, desk.today())
        start = settled.on if settled else None
        fact = clock.compare_start(file.case.period_start, start)
        completed = row is not None and fact is None and not by_mistake
        if not reason and not completed and not (same_start and evidence):
            raise Refused("start_reason_missing")
        named = row is not None or by_mistake
        if fact is not None or not named:
            _keep_start(connection, case_id, file, settled, reason or file.case.start_reason)
            moved = Decision(DecisionKind.START_CHANGED, desk.today(), reason, start)
            add_row(connection, t.decisions, moved, case_id=case_id)
        else:  # of two from one day the better evidence may be another one now
            _keep_start(connection, case_id, file, settled, file.case.start_reason)
        _keep_what_was_wrong(connection, desk, file, told, reason)
        note(connection, desk, Verb.START_CHANGED, file.case.key)
        after = read_rows(connection, parts)
    unchanged = Explanation("start_unchanged", {"start": start})
    change = _change(case_id, file, start, fact or unchanged, taken_over=True)
    return Outcome(change, CHANGED, step_back(desk, [file.case.key], parts, before, after))


def _keep_what_was_wrong(
    connection: Connection, desk: Desk, file: CaseFile, told: _Told, reason: str
) -> None:
    """Keep that something was wrong; with its reason what was told of one counselling elsewhere (Rule L8)."""
    keep_corrections(connection, desk, file)
    after = whole_case(connection, file.case.id)
    if not reason or (told.row is None and not told.by_mistake):
        return
    if EARLIER in {place for place, _on in overwritten(file, after)}:
        was = next((each for each in file.earlier_counselling if each.id == told.row), EarlierCounselling())
        words = (was.office.strip(), day_text(was.since, "de") if was.since is not None else "")
        wrong = ", ".join(filter(None, words)) or "ja"
        keep_rectified(connection, desk, file.case.id, EARLIER, wrong=(wrong,), because=reason)


def _settled(
    connection: Connection, case_id: int, file: CaseFile, told: _Told, today: date
) -> clock.Start | None:
    """Write what is ``told`` of the counselling elsewhere; return the start that is kept then (C1, C7)."""
    refuse_first(start_day_faults(told.start, file.client, today))
    if told.row is not None and all(each.id != told.row for each in file.earlier_counselling):
        raise NotFound(what=told.row)
    if told.by_mistake:
        return _without_earlier(connection, case_id, file, told.row)
    row, told = _told_of(connection, case_id, file, told, today)
    if row is not None:
        of_start = row == _row_of_start(connection, case_id, file)
        derived = _corrected(connection, case_id, row, told)
        if not of_start and told.row is not None:
            return _earlier_or_kept(file, derived)
        if derived is not None and derived.origin is StartOrigin.BROUGHT:
            return derived  # that one, or another office's that began before it
    else:
        derived = clock.start_of(file)
    start = told.start
    _refuse_start(start, derived.on if derived else None, today)
    known = derived is not None and start == derived.on and (row is not None or told.evidence is None)
    if start is None or known:
        return derived
    brought = EarlierCounselling(
        (told.office or "").strip(), start, evidence=told.evidence or StartEvidence.UNKNOWN
    )
    add_row(connection, t.earlier_counselling, brought, case_id=case_id)
    _tell_counselled_before(connection, case_id, YesNoUnknown.YES)
    return clock.start_of(whole_case(connection, case_id))


def _told_of(
    connection: Connection, case_id: int, file: CaseFile, told: _Told, today: date
) -> tuple[int | None, _Told]:
    """Return the row of the counselling elsewhere that is told anew, None for none, and what is known then.

    It is the one that the start came from. Where that is a day of here, and the day told is the start that
    follows now and that of a counselling elsewhere, it is that one: no form showed it, so it keeps its office
    where none is told, and its evidence where that is better. Another office is another one (C7).
    """
    start, evidence = told.start, told.evidence
    if told.further or evidence is None or start is None or start > today:
        return None, told
    if told.row is not None:
        return told.row, told
    if file.case.start_origin is StartOrigin.BROUGHT:
        row = _row_of_start(connection, case_id, file)
        if row is not None:
            return row, told
    office = (told.office or "").strip()
    derived = clock.start_of(file)
    if derived is not None and derived.on == start:
        for each in file.earlier_counselling:
            if each.since == start and (not office or each.office.strip() in ("", office)):
                better = min(evidence, each.evidence, key=list(StartEvidence).index)
                return each.id, replace(told, evidence=better, office=office or None)
    return None, told


def _row_of_start(connection: Connection, case_id: int, file: CaseFile) -> int | None:
    """Return the row of the counselling elsewhere that the start came from, one of several of that day."""
    e = t.earlier_counselling.c
    rows = connection.execute(
        select(e.id, e.evidence).where(e.case_id == case_id, e.since == file.case.period_start).order_by(e.id)
    ).all()
    proven = [row.id for row in rows if row.evidence == file.case.start_evidence]
    return next(iter((*proven, *(row.id for row in rows))), None)


def _tell_counselled_before(connection: Connection, case_id: int, told: YesNoUnknown) -> None:
    connection.execute(update(t.cases).where(t.cases.c.id == case_id).values(counselled_before=told))


def _without_earlier(
    connection: Connection, case_id: int, file: CaseFile, row: int | None
) -> clock.Start | None:
    """Take out the counselling elsewhere in ``row``, else the one that the start came from (Rule C7).

    Returns the start that follows. Where none is left, she was not counselled before.
    """
    of_start = _row_of_start(connection, case_id, file)
    gone = of_start if row is None else row
    if gone is None and file.earlier_counselling:
        raise NotFound(what=case_id)
    connection.execute(delete(t.earlier_counselling).where(t.earlier_counselling.c.id == gone))
    left = whole_case(connection, case_id)
    if not left.earlier_counselling:
        _tell_counselled_before(connection, case_id, YesNoUnknown.NO)
    brought = file.case.start_origin is StartOrigin.BROUGHT
    follows = clock.start_of(left)
    return follows if brought and gone == of_start else _earlier_or_kept(file, follows)


def _earlier_or_kept(file: CaseFile, derived: clock.Start | None) -> clock.Start | None:
    """Return the start that follows where it is the first one or an earlier one, else the kept one (C1)."""
    case = file.case
    on = clock.settled_start(case.period_start, derived.on if derived else None)
    if on is None or (derived is not None and derived.on == on):
        return derived
    return clock.Start(on, case.start_origin, case.start_evidence)


def _corrected(connection: Connection, case_id: int, row: int, told: _Told) -> clock.Start | None:
    """Write what is known now over the counselling elsewhere in that row (C1, C7).

    An end that was told before this begin is not known any more.
    """
    e = t.earlier_counselling.c
    its_row = e.id == row
    now_wrong = its_row & (e.until < told.start)
    connection.execute(update(t.earlier_counselling).where(now_wrong).values(until=None))
    values: dict[str, object] = {"since": told.start, "evidence": told.evidence}
    if told.office is not None:
        values["office"] = told.office.strip()
    connection.execute(update(t.earlier_counselling).where(its_row).values(values))
    return clock.start_of(whole_case(connection, case_id))


def refresh_start(connection: Connection, desk: Desk, case_id: int) -> StartChange | None:
    """Follow a change of talks: take an earlier start over, name a later one (Rule C1).

    Called inside the transaction that changed talks, the needs assessment or the earlier counselling.
    Returns None where the start stays the same.
    """
    file = whole_case(connection, case_id)
    derived = clock.start_of(file)
    found = derived.on if derived else None
    fact = clock.compare_start(file.case.period_start, found)
    if fact is not None and fact.code in clock.LATER_STARTS and first_talk_unnoted(file):
        return None
    if fact is None:
        if derived and (file.case.start_origin, file.case.start_evidence) != (
            derived.origin,
            derived.evidence,
        ):
            _keep_start(connection, case_id, file, derived, file.case.start_reason)
        return None
    taken_over = clock.settled_start(file.case.period_start, found) == found
    if taken_over:
        _keep_start(connection, case_id, file, derived, "")
        if found is not None and file.extensions:
            # An extension stands as it was decided, by the start of its day: it is neither late nor too long
            # by the new one, and this tells every reader so, an import among them.
            moved = Decision(DecisionKind.START_CHANGED, desk.today(), until=found)
            add_row(connection, t.decisions, moved, case_id=case_id)
        note(connection, desk, Verb.START_FOLLOWED, file.case.key)
    return _change(case_id, file, found, fact, taken_over=taken_over)


def _refuse_start(start: date | None, derived: date | None, today: date) -> None:
    if start is not None and start > today:
        raise Refused("start_in_future", start=start)
    if derived is not None and (start is None or start > derived):
        raise Refused("start_after_first_talk", derived=derived)


def _keep_start(
    connection: Connection, case_id: int, file: CaseFile, start: clock.Start | None, reason: str
) -> None:
    """Write the start over the kept one; the version goes on counting."""
    connection.execute(
        update(t.cases)
        .where(t.cases.c.id == case_id)
        .values(
            period_start=start.on if start else None,
            start_origin=start.origin if start else StartOrigin.HERE,
            start_evidence=start.evidence if start else None,
            start_reason=reason,
            version=file.case.version + 1,
        )
    )


def _change(
    case_id: int, file: CaseFile, found: date | None, fact: Explanation, *, taken_over: bool
) -> StartChange:
    kept = file.case.period_start
    moved = found if taken_over else kept
    return StartChange(
        case_id,
        file.case.key,
        kept,
        found,
        taken_over,
        fact,
        extensions=extending.recheck_extensions(moved, file.extensions) if moved else (),
        outdated_papers=outdated_papers(file, moved),
    )
