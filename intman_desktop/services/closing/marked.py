"""What is marked with a kind of data that no consent opens, listed until it is taken out (E3, L4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, delete, select, update

from intman_desktop.errors import NotFound
from intman_desktop.gdpr import withdrawal
from intman_desktop.gdpr.retention import clock_doubt
from intman_desktop.gdpr.shared_drafts import drop_drafts_of
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_talks
from intman_desktop.models.writing import save_participant
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.goals import CLOSED_STATES, CONSENT_WITHDRAWN
from intman_desktop.rules.redaction import BLACK, STAND_IN, is_black, without_words
from intman_desktop.rules.scans import unmarked_under
from intman_desktop.rules.talks import with_topics
from intman_desktop.services.closing.erased_list import (
    KnownSince,
    follow_through,
    keep_digest,
    keep_once_more,
    owe_scans,
)
from intman_desktop.services.closing.standing_figures import figures_stay
from intman_desktop.services.common import erased_names
from intman_desktop.services.common.admission import note, refuse_first, unheld_case, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import Part, read_rows, step_back
from intman_desktop.services.common.wording import shown
from intman_desktop.services.gate.marks import marked_codes
from intman_desktop.services.plans.goals import drop_goal
from intman_desktop.services.plans.plan_changes import refresh_lights
from intman_desktop.values.case_file import CaseFile, Scan, Talk
from intman_desktop.values.codes import SpecialKind
from intman_desktop.values.document import Counter
from intman_desktop.values.ending_views import MarkedKind, MarkedPlace
from intman_desktop.values.outcome import Change, Outcome

_LISTS = {MarkedKind.NOTE: ListName.TOPICS, MarkedKind.GOAL: ListName.GOAL_AREAS}
_CHANGED = frozenset(
    {Change.TALKS, Change.PLANS, Change.PERIODS, Change.CASES, Change.DEADLINES, Change.FIGURES}
)


def places_of_need(
    connection: Connection, profile: Profile, file: CaseFile, need: str, on: date
) -> tuple[MarkedPlace, ...]:
    """Return the places of a case that are marked with ``need`` and not blacked out yet (Rule E3).

    With them the scans that may show it on the day ``on``, which carry no mark (Rule I9).
    """
    case_id = file.case.id
    found = withdrawal.marked_places(
        connection,
        case_id,
        topics=marked_codes(profile, ListName.TOPICS, need),
        areas=marked_codes(profile, ListName.GOAL_AREAS, need),
        services=withdrawal.services_of_kinds(
            connection, marked_codes(profile, ListName.SERVICE_KINDS, need)
        ),
    )
    if need == gate.HEALTH:
        found += withdrawal.extensions_told_under_health(connection, case_id)
    found += tuple(
        MarkedPlace(MarkedKind.SCAN, scan.id, scan.added_on, words=_called(scan))
        for scan in file.scans
        if need in unmarked_under(scan, file.consents, on)
    )
    names = dict(connection.execute(select(t.services.c.code, t.services.c.name)).all())

    def words(place: MarkedPlace) -> str:
        if place.place in _LISTS:
            return profile.label(_LISTS[place.place], place.code, current_language())
        if place.place in (MarkedKind.EXTENSION, MarkedKind.SCAN):
            return place.words
        return str(names.get(place.code, place.code))

    return tuple(replace(each, need=need, words=words(each)) for each in found)


def _called(scan: Scan) -> str:
    """Return what a scan is called, with what it is."""
    return " · ".join(filter(None, (scan.designation, shown(scan.what))))


def marked_places(connection: Connection, desk: Desk, file: CaseFile) -> tuple[MarkedPlace, ...]:
    """Return everything in a case that is marked with a kind which no consent opens today (Rule E3).

    A case without basic consent, or on hold, is closed as a whole: there is nothing to take out one by one.
    """
    found = _closed_places(connection, desk, file)
    return tuple({(each.place, each.row_id): each for each in found}.values())


def _closed_places(connection: Connection, desk: Desk, file: CaseFile) -> Iterator[MarkedPlace]:
    """Yield what is marked with each kind that no consent opens today; a place may be found for several."""
    needs = gate.given(file.consents, desk.today())
    if gate.BASIC in needs and file.case.hold_since is None:
        for need in sorted(desk.profile.needs_beside_basic() - needs):
            yield from places_of_need(connection, desk.profile, file, need, desk.today())


def redact_place(
    desk: Desk, case_id: int, place: MarkedKind, row_id: int, end_goal: bool = False
) -> Outcome[MarkedPlace]:
    """Take out what one marked place says, for good and from every backup (Rules E3, L4).

    The words of a note and of a goal are blacked out, their topic and area become "Persönliches"; a
    referral goes, and so does a scan with its file (Rule I9); an extension stands without its reason (Rule
    C3). Every figure of every year stays as it was (Rule K8). With ``end_goal`` a goal that is still running
    is dropped today, so that nobody is asked to look at it again (Rule Z3). There is no way back. Raises
    ``NotFound`` where it is not marked (any more), and ``Refused``: ``case_on_hold``, or, where the consent
    to it ran out, what makes the laptop's day doubtful, until ``confirm_clock`` (Rule L7).
    """
    with desk.vault.transaction() as connection:
        file = unheld_case(connection, case_id)
        found = marked_places(connection, desk, file)
        meant = next((each for each in found if (each.place, each.row_id) == (place, row_id)), None)
        if meant is None:
            raise NotFound(what=row_id)
        _refuse_doubted_end(connection, desk, file, meant.need)
        name = _names(file)[place, row_id]
        keep_once_more(connection, file.case.key, name)
        _redact(connection, desk, file, place, row_id)
        owe_scans(connection, (s.file for s in file.scans if (place, row_id) == (MarkedKind.SCAN, s.id)))
        if end_goal and meant.running:
            keep_digest(connection, file.case.key, erased_names.ended_with(name))
            _end_goal(connection, desk, file, row_id)
        note(connection, desk, Verb.MARKED_REDACTED, file.case.key)
    follow_through(desk.vault)
    return Outcome(replace(meant, words="") if place is MarkedKind.EXTENSION else meant, _CHANGED)


def _refuse_doubted_end(connection: Connection, desk: Desk, file: CaseFile, need: str) -> None:
    """Raise ``Refused`` where only the day says that a consent ran out, and that day is doubted (Rule L7)."""
    closed = gate.refusal(need, file.consents, desk.today())
    if closed is not None and closed.code == "expired":
        doubt = clock_doubt(connection, desk.today())
        refuse_first((doubt,) if doubt else ())


def keep_scan(desk: Desk, case_id: int, scan_id: int) -> Outcome[Scan]:
    """Keep a scan that somebody looked through: it shows nothing of the kinds it is listed for (E3, I9).

    It is not listed for these again, whatever is declared later. Raises ``NotFound`` where it is not listed
    (any more), and ``Refused`` (``case_on_hold``).
    """
    parts: tuple[Part, ...] = ((t.scans, t.scans.c.id == scan_id),)
    with desk.vault.transaction() as connection:
        file = unheld_case(connection, case_id)
        found = _closed_places(connection, desk, file)
        needs = {each.need for each in found if (each.place, each.row_id) == (MarkedKind.SCAN, scan_id)}
        scan = next((each for each in file.scans if each.id == scan_id), None)
        if not needs or scan is None:
            raise NotFound(what=scan_id)
        before = read_rows(connection, parts)
        kept = replace(scan, shows_none=tuple(sorted({*scan.shows_none, *map(SpecialKind, needs)})))
        own = update(t.scans).where(t.scans.c.id == scan_id)
        connection.execute(own.values(shows_none=kept.shows_none))
        note(connection, desk, Verb.SCAN_LOOKED_THROUGH, file.case.key)
        after = read_rows(connection, parts)
    undo = step_back(desk, [file.case.key], parts, before, after)
    return Outcome(replace(kept, file="", file_key=""), frozenset({Change.SCANS}), undo)


def redact_marked_again(connection: Connection, desk: Desk, file: CaseFile, since: KnownSince) -> None:
    """Take out what a backup brought back of a redaction, inside an open transaction (Rule L4)."""
    key = file.case.key
    for (place, row_id), name in _names(file).items():
        if since.times(key, name):
            whole = whole_case(connection, file.case.id)
            _redact(connection, desk, whole, place, row_id)
            if since.names(key, erased_names.ended_with(name)):
                _end_goal(connection, desk, whole, row_id)


def rename_left(connection: Connection, desk: Desk, talk_ids: Collection[int]) -> Sequence[Counter]:
    """Take out of talks that somebody left the topic that stood there by her consent alone (Rules E3, K5).

    It stays as long as anything said to those who are left is not blacked out: that is listed, and takes the
    topic along. Every figure stays as it was (Rule K8); returns what of it went over into the counters.
    Called inside an open transaction, once she is out of the talks.
    """
    renamed = _renamed(connection, desk, _all_black(connection, talk_ids))
    if not renamed:
        return ()
    with figures_stay(connection, desk) as kept:
        _write_topics(connection, renamed)
    return kept


def _all_black(connection: Connection, talk_ids: Collection[int]) -> list[Talk]:
    """Return those of the talks that somebody is in and in which all that was said is blacked out."""
    parts = t.participants.c
    people = connection.scalars(select(parts.case_id).where(parts.talk_id.in_(talk_ids)).distinct()).all()
    return [
        talk
        for talk in (read_talks(connection, people) if people else ())
        if talk.id in talk_ids and all(is_black(part) for part in talk.participants)
    ]


def _names(file: CaseFile) -> dict[tuple[MarkedKind, int], str]:
    """Return what each place of a case goes by on the list that restores apply."""
    return dict(_named(file))


def _named(file: CaseFile) -> Iterator[tuple[tuple[MarkedKind, int], str]]:
    for goal in file.plan.goals if file.plan else ():
        yield (MarkedKind.GOAL, goal.id), erased_names.goal(goal.id)
    for extension in file.extensions:
        yield (MarkedKind.EXTENSION, extension.id), erased_names.extension(extension.id)
    for scan in file.scans:
        yield (MarkedKind.SCAN, scan.id), erased_names.scan(scan.file)
    for talk in file.talks:
        for part in talk.participants:
            yield (MarkedKind.NOTE, part.id), erased_names.talk_note(talk.key)
            for referral in part.referrals:
                yield (MarkedKind.REFERRAL, referral.id), erased_names.referral(talk.key, referral.service)


def _redact(connection: Connection, desk: Desk, file: CaseFile, place: MarkedKind, row_id: int) -> None:
    """Take out one place; what it counted stays in the sums, for a withdrawal acts for the future (K8)."""
    with figures_stay(connection, desk):
        if place is MarkedKind.REFERRAL:
            connection.execute(delete(t.referrals).where(t.referrals.c.id == row_id))
        elif place is MarkedKind.SCAN:
            connection.execute(delete(t.scans).where(t.scans.c.id == row_id))
        elif place is MarkedKind.EXTENSION:
            extension = next(each for each in file.extensions if each.id == row_id)
            withdrawal.clear_extension_reason(connection, extension)
        elif place is MarkedKind.GOAL:
            _redact_goal(connection, row_id)
        else:
            _redact_note(connection, desk, file, row_id)
    if place is MarkedKind.GOAL:
        refresh_lights(connection, desk, file.case.id, desk.today())
    drop_drafts_of(connection, file.case.id)


def _redact_goal(connection: Connection, goal_id: int) -> None:
    g = t.goals.c
    black = {"area": STAND_IN, "wording": BLACK, "seen_by": "", "version": g.version + 1}
    connection.execute(update(t.goals).where(g.id == goal_id).values(black))
    connection.execute(delete(t.measures).where(t.measures.c.goal_id == goal_id))
    of_goal = t.goal_changes.c.goal_id == goal_id
    connection.execute(update(t.goal_changes).where(of_goal).values(note=""))


def _end_goal(connection: Connection, desk: Desk, file: CaseFile, goal_id: int) -> None:
    """Drop a goal today that has not ended."""
    goals = file.plan.goals if file.plan else ()
    if goal_id in {goal.id for goal in goals if goal.state not in CLOSED_STATES}:
        drop_goal(connection, file, goal_id, desk.today(), CONSENT_WITHDRAWN)
        refresh_lights(connection, desk, file.case.id, desk.today())


def _redact_note(connection: Connection, desk: Desk, file: CaseFile, participant_id: int) -> None:
    talk, part = next(
        (talk, part) for talk in file.talks for part in talk.participants if part.id == participant_id
    )
    black = without_words(part)
    said_nothing = black == part  # the place is done with all the same
    save_participant(connection, replace(part, note=BLACK) if said_nothing else black, participant_id)
    whole = (each for each in read_talks(connection, [file.case.id]) if each.id == talk.id)
    _write_topics(connection, _renamed(connection, desk, whole))


def _write_topics(connection: Connection, talks: Iterable[Talk]) -> None:
    """Write the topics of the talks over those that are stored; the versions go on counting."""
    for talk in talks:
        topics = {"topic": talk.topic, "further_topics": talk.further_topics}
        own = update(t.talks).where(t.talks.c.id == talk.id)
        connection.execute(own.values(topics | {"version": talk.version + 1}))


def _renamed(connection: Connection, desk: Desk, talks: Iterable[Talk]) -> list[Talk]:
    """Return those of the talks with a topic that nobody in them opens any more, renamed (Rules E3, K5).

    "Persönliches" stands in its place then.
    """
    pairs = ((talk, _with_open_topics(connection, desk, talk)) for talk in talks)
    return [renamed for talk, renamed in pairs if renamed != talk]


def _with_open_topics(connection: Connection, desk: Desk, talk: Talk) -> Talk:
    people = select(t.participants.c.case_id).where(t.participants.c.talk_id == talk.id)
    files = [whole_case(connection, case_id) for case_id in connection.scalars(people)]
    open_needs = frozenset().union(*(gate.given(file.consents, desk.today()) for file in files))

    def shown(topic: str) -> str:
        return topic if desk.profile.need_of_item(ListName.TOPICS, topic) in open_needs else STAND_IN

    return with_topics(talk, shown)
