"""Talks: one head, an own note for each person, and what they do to clock and plan (P3, P5, C8, K5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import Connection, delete, select

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.erasure import erase_heads
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_talks
from intman_desktop.models.writing import (
    add_participant,
    add_talk,
    new_key,
    replace_children,
    save_participant,
    save_row,
)
from intman_desktop.reporting.keeping import add_counters
from intman_desktop.rules import talks as spoken
from intman_desktop.rules.decisions import last_rest
from intman_desktop.rules.period import counting_days
from intman_desktop.services.casework.period import refresh_start
from intman_desktop.services.casework.talk_checks import outside_period, refuse_interpreter, tidied
from intman_desktop.services.closing.marked import rename_left
from intman_desktop.services.closing.standing_figures import figures_stay
from intman_desktop.services.common.admission import (
    is_withdrawn,
    note,
    refuse_held,
    whole_case,
)
from intman_desktop.services.common.corrections import keep_corrections
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.common.outcomes import refuse_outcomes
from intman_desktop.services.common.undoing import Rows, read_rows, step_back, talk_parts
from intman_desktop.values.case_file import CaseFile, Talk
from intman_desktop.values.codes import CaseState
from intman_desktop.values.document import Counter
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.work_views import PlanNeeded, StartChange, StillResting, TalkNoted

CHANGED = frozenset({Change.TALKS, Change.CASES, Change.PERIODS, Change.DEADLINES, Change.FIGURES})
"""What every change of a talk, or of a part in it, changes elsewhere."""
_NOT_YET = -1  # no talk has this id: the rows of one that is about to be added


@dataclass(frozen=True)
class _Done:
    """A change of one talk that is written: whom it touches, what was there before and what counts on."""

    talk_id: int
    files: Mapping[int, CaseFile]
    before: Rows
    verb: Verb
    outside: tuple[Explanation, ...] = ()
    kept: Sequence[Counter] = ()


def note_talk(desk: Desk, talk: Talk, *, confirm_outside: bool = False) -> Outcome[TalkNoted]:
    """Save a talk for all who took part, in one transaction (Rules P3, P5, C1, C8, K5).

    An earlier start is taken over, a later one is named in the value; a second counting talk without
    an open plan names the case in ``plan_needed`` unless it has ended or its participant says why there is
    none; one that goes on resting is named in ``resting`` (Rule C6).
    A topic that no consent of every person opens is kept as "Persönliches" (Rule E3).
    Raises ``Refused``: ``case_on_hold`` (Rule L2) of one who is named, the fault of the rules, or until
    ``confirm_outside`` ``talk_outside_period``; ``NotFound`` for a case key that is not in the store.
    """
    with desk.vault.transaction() as connection:
        files = cases_of(connection, {each.case_key for each in talk.participants})
        before = read_rows(connection, talk_parts(_NOT_YET, files))
        tidy = replace(
            tidied(desk.profile, talk, files, desk.today()),
            key=talk.key or new_key(),
            worker=talk.worker or desk.worker,
        )
        refuse_interpreter(desk.profile, tidy, files)
        refuse_outcomes(desk.profile, tidy)
        outside = outside_period(connection, desk, tidy, files, confirmed=confirm_outside)
        talk_id = add_talk(connection, tidy, {file.case.key: case_id for case_id, file in files.items()})
        return _settle(connection, desk, _Done(talk_id, files, before, Verb.TALK_NOTED, outside))


def change_talk(desk: Desk, talk: Talk, *, confirm_outside: bool = False) -> Outcome[TalkNoted]:
    """Write a talk over the one with its id; people left out are taken out, new ones come in (Rule K5).

    Whoever is on hold or has withdrawn is not named in the sheet of a talk with others: left out, she stays
    in with her part as it is while her case is there (Rules L2, E4); topics change for her too. The day does
    only where no case is on hold, else it is ``Refused`` with ``talk_day_held`` (Rules L2, C5).
    A topic or referral that stands there stays though its consent ended since: it is taken out by
    ``redact_place``, or by choosing another (Rules E3, K8). Raises as ``note_talk``, and ``ChangedMeanwhile``
    where head or participant is older.
    """
    with desk.vault.transaction() as connection:
        kept = talk_in(connection, talk.id)
        files = cases_of(connection, {each.case_key for each in talk.participants})
        left = cases_of(connection, {p.case_key for p in kept.participants} - _keys(files))
        held = _keys({id_: file for id_, file in left.items() if file.case.hold_since is not None})
        there_now = {id_: file for id_, file in left.items() if not is_withdrawn(file, desk.today())}
        gone = _keys(there_now) - held
        before = read_rows(connection, talk_parts(talk.id, files | left))
        tidy = replace(
            tidied(desk.profile, talk, files, desk.today(), kept),
            key=kept.key,
            worker=talk.worker or desk.worker,
        )
        if held and tidy.on != kept.on:
            raise Refused("talk_day_held")
        there = {part.case_key for part in kept.participants}
        same_kind = tidy.interpretation == kept.interpretation
        asked = {id_: file for id_, file in files.items() if not same_kind or file.case.key not in there}
        refuse_interpreter(desk.profile, tidy, asked)
        refuse_outcomes(desk.profile, tidy, kept)
        outside = outside_period(connection, desk, tidy, files, kept, confirmed=confirm_outside)
        save_row(connection, t.talks, tidy, talk.id)
        connection.execute(
            delete(t.participants).where(
                t.participants.c.id.in_([part.id for part in kept.participants if part.case_key in gone])
            )
        )
        _write_participants(connection, kept, tidy, files)
        counted = rename_left(connection, desk, [talk.id]) if gone else ()
        done = _Done(talk.id, files | left, before, Verb.TALK_CHANGED, outside, counted)
        return _settle(connection, desk, done)


def remove_talk(desk: Desk, talk_id: int) -> Outcome[TalkNoted]:
    """Take a talk out for everyone who took part; the clock follows (Rule C1).

    One that counted for somebody whose case was erased goes on counting as one talk (Rules K5, K8). Raises
    ``Refused`` with ``case_on_hold`` where one of them is (Rule L2); ``NotFound``.
    """
    with desk.vault.transaction() as connection:
        kept = talk_in(connection, talk_id)
        files = cases_of(connection, {each.case_key for each in kept.participants})
        refuse_held(*files.values())
        before = read_rows(connection, talk_parts(talk_id, files))
        counted = _take_out(connection, desk, talk_id)
        return _settle(connection, desk, _Done(talk_id, files, before, Verb.TALK_REMOVED, kept=counted))


def _take_out(connection: Connection, desk: Desk, talk_id: int) -> Sequence[Counter]:
    """Take a talk out and return what of it goes over into the counters (Rules K5, K8).

    Nothing does but of a talk that counted for somebody whose case was erased: what it counts for those who
    are left goes, its head leaves its sums behind, as nobody is left to be told it by.
    """
    head = t.talks.c
    if not connection.scalar(select(head.counted).where(head.id == talk_id)):
        connection.execute(delete(t.talks).where(head.id == talk_id))
        return ()
    connection.execute(delete(t.participants).where(t.participants.c.talk_id == talk_id))
    with figures_stay(connection, desk) as kept:
        erase_heads(connection, (talk_id,))
    return kept


def _count_back(connection: Connection, kept: Sequence[Counter]) -> None:
    """Take out of the counters what went over into them with a talk that is there again."""
    add_counters(connection, (replace(each, value=-each.value) for each in kept))


def talk_in(connection: Connection, talk_id: int) -> Talk:
    """Return a talk with all who took part. Raises ``NotFound``."""
    people = select(t.participants.c.case_id).where(t.participants.c.talk_id == talk_id)
    case_ids = connection.scalars(people).all()
    for talk in read_talks(connection, case_ids):
        if talk.id == talk_id:
            return talk
    raise NotFound(what=talk_id)


def _keys(files: Mapping[int, CaseFile]) -> set[str]:
    return {file.case.key for file in files.values()}


def cases_of(connection: Connection, keys: set[str]) -> dict[int, CaseFile]:
    """Return the cases with these keys, whole, by id. Raises ``NotFound``."""
    found = connection.execute(select(t.cases.c.key, t.cases.c.id).where(t.cases.c.key.in_(keys)))
    ids = dict(found.all())
    for missing in keys - ids.keys():
        raise NotFound(what=missing)
    return {case_id: whole_case(connection, case_id) for case_id in sorted(ids.values())}


def _write_participants(
    connection: Connection, kept: Talk, talk: Talk, files: Mapping[int, CaseFile]
) -> None:
    """Write the people of ``talk``; one stays the same row while she stays in."""
    ids = {file.case.key: case_id for case_id, file in files.items()}
    rows = {part.case_key: part.id for part in kept.participants}
    for part in talk.participants:
        if part.case_key in rows:
            part_id = rows[part.case_key]
            save_participant(connection, part, part_id)
        else:
            part_id = add_participant(connection, part, talk.id, ids[part.case_key])
        replace_children(connection, t.referrals, "participant_id", part_id, part.referrals)


def _settle(connection: Connection, desk: Desk, done: _Done) -> Outcome[TalkNoted]:
    """Let clock, plan and journal follow a change of a talk, and give back what came of it."""
    starts: list[StartChange] = []
    for case_id, file in done.files.items():
        moved = refresh_start(connection, desk, case_id)
        if moved is not None:
            starts.append(moved)
        keep_corrections(connection, desk, file)
        note(connection, desk, done.verb, file.case.key)
    parts = talk_parts(done.talk_id, done.files)
    after = read_rows(connection, parts)
    key = connection.scalar(select(t.talks.c.key).where(t.talks.c.id == done.talk_id)) or ""
    needed = _plans_needed(connection, desk, done.talk_id, done.files)
    resting = _resting(connection, done.talk_id, done.files)
    value = TalkNoted(done.talk_id, key, needed, tuple(starts), done.outside, resting)
    also = partial(_count_back, kept=done.kept) if done.kept else None
    undo = step_back(desk, _keys(done.files), parts, done.before, after, also=also)
    return Outcome(value, CHANGED, undo)


def _plans_needed(
    connection: Connection, desk: Desk, talk_id: int, files: Mapping[int, CaseFile]
) -> tuple[PlanNeeded, ...]:
    """Return who needs a plan now, or hers again, and has said nothing of why there is none (Rules P3, I9).

    A talk that a closed plan covers asks for nothing, though one after it may; one that is noted late in a
    case that has ended asks for nothing either, as no plan can be begun or taken up there any more.
    """
    needed = []
    for case_id in files:
        file = whole_case(connection, case_id)
        if file.case.state is CaseState.ENDED:
            continue
        closed_on, begin_on = spoken.plan_closed_on(file), spoken.plan_needed(file, desk.today())
        held = (each for each in file.talks if each.id == talk_id)
        lacking = (each for each in held if closed_on is None or each.on > closed_on)
        for part in (part for talk in lacking for part in talk.participants):
            if begin_on is not None and part.counts and not part.plan_missing_reason.strip():
                first_here = spoken.counselled_elsewhere(file) and begin_on == min(
                    counting_days(file.talks, file.needs_assessment)
                )
                may_bring = closed_on is None and spoken.counselled_elsewhere(file)
                needed.append(
                    PlanNeeded(
                        case_id, file.case.key, name_of(file), begin_on, part.id, first_here,
                        may_bring=may_bring, plan_seen=may_bring and spoken.plan_seen(file),
                        closed_on=closed_on,
                    )
                )  # fmt: skip
    return tuple(needed)


def _resting(connection: Connection, talk_id: int, files: Mapping[int, CaseFile]) -> tuple[StillResting, ...]:
    """Return who was counselled in this talk though her case rests and goes on resting (Rule C6)."""
    resting = []
    for case_id in files:
        file = whole_case(connection, case_id)
        held = [talk for talk in file.talks if talk.id == talk_id and spoken.held_in_rest(talk, file)]
        for talk in held:
            rest = last_rest(file)
            resting.append(StillResting(case_id, name_of(file), talk.on, rest.until if rest else None))
    return tuple(resting)
