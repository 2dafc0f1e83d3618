"""Random small offices around the turn of two years, with the awkward states among them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from intman_desktop.models import tables as t
from intman_desktop.models.rows import to_row
from intman_desktop.models.writing import add_case_files, add_row
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    Actor,
    BirthPrecision,
    CaseState,
    GoalState,
    Sex,
    StartOrigin,
    YesNoUnknown,
)
from intman_desktop.values.document import Counter
from intman_desktop.values.office import Service

FIRST = date(2024, 11, 1)
EDGES = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1), date(2026, 6, 1)]
FORMS = ("in_person", "phone", "no_show", "smoke_signal")
TOPICS = ("work", "health", "personal", "other", "weather")
REASONS = ("relocation", "deceased", "", "no such reason")
AREAS = ("work", "personal", "health", "own_area")
OUTCOMES = ("", "no_offer", "no_offer", "helped", "no such outcome")
SERVICES = (
    Service("jobcenter", "jobcenter", "Jobcenter Musterstadt"),
    Service("club", "chess", "Schachklub"),
)


@dataclass(frozen=True)
class Small:
    """A small office as plain values."""

    files: tuple[v.CaseFile, ...] = ()
    talks: tuple[v.Talk, ...] = ()
    brief_contacts: tuple[v.BriefContact, ...] = ()
    counters: tuple[Counter, ...] = field(default=())


def store(connection: Connection, office: Small) -> dict[str, int]:
    """Write the office into an empty store and return the ids of its cases by key."""
    for service in SERVICES:
        add_row(connection, t.services, service)
    for contact in office.brief_contacts:
        add_row(connection, t.brief_contacts, contact)
    if office.counters:
        connection.execute(insert(t.counters), [to_row(each, t.counters) for each in office.counters])
    return add_case_files(connection, office.files, office.talks)


days = st.one_of(st.sampled_from(EDGES), st.integers(0, 850).map(lambda n: FIRST + timedelta(n)))
maybe_days = st.one_of(st.none(), days)


@st.composite
def clients(draw: st.DrawFn) -> v.Client:
    born = draw(
        st.one_of(
            st.none(),
            st.dates(date(1940, 1, 1), date(2012, 12, 31)),
            st.dates(date(2006, 1, 1), date(2009, 12, 31)),
        )
    )
    precisions = list(BirthPrecision) if born else [BirthPrecision.UNKNOWN]
    return v.Client(
        family_name="Muster",
        birth_date=born,
        birth_precision=draw(st.sampled_from(precisions)),
        birth_uncertain=draw(st.booleans()),
        adult=draw(st.sampled_from((None, True, False))),
        sex=draw(st.one_of(st.none(), st.sampled_from(Sex))),
        nationality=draw(st.sampled_from(("", "150", "997", "120", "XX"))),
        second_nationality=draw(st.sampled_from(("", "000"))),
        section_24=draw(st.sampled_from((None, True, False))),
    )


@st.composite
def statuses(draw: st.DrawFn) -> v.Answer:
    since = draw(maybe_days)
    until = draw(maybe_days)
    return v.Answer(
        draw(st.sampled_from(("residence_status", "residence_status", "housing"))),
        draw(st.sampled_from(("AG", "D60a", "", "made up"))),
        since,
        until if until and (since is None or since <= until) else None,
    )


@st.composite
def goals(draw: st.DrawFn) -> v.Goal:
    changes = draw(st.lists(st.builds(v.GoalChange, st.sampled_from(GoalState), days), max_size=3))
    measures = st.builds(
        v.Measure,
        st.just("Kurs suchen"),
        st.sampled_from(Actor),
        outcome=st.sampled_from(OUTCOMES),
        done_on=maybe_days,
    )
    return v.Goal(
        draw(st.sampled_from(AREAS)),
        "Ich möchte arbeiten.",
        state=draw(st.sampled_from(GoalState)),
        agreed_on=draw(maybe_days),
        measures=tuple(draw(st.lists(measures, max_size=2))),
        history=tuple(changes),
    )


@st.composite
def plans(draw: st.DrawFn) -> v.Plan:
    spans = draw(
        st.lists(st.builds(v.PlanSpan, days, maybe_days, st.sampled_from(REASONS)), min_size=0, max_size=3)
    )
    first = min((span.opened_on for span in spans), default=None)
    sentence = draw(st.booleans())
    return v.Plan(
        begun_on=draw(st.one_of(st.just(first), maybe_days)),
        brought_along=draw(st.booleans()),
        no_goal_reason="noch im Ankommen" if sentence else draw(st.sampled_from(("", " "))),
        no_goal_until=draw(maybe_days) if sentence else None,
        spans=tuple(spans),
        goals=tuple(draw(st.lists(goals(), max_size=2))),
    )


@st.composite
def files(draw: st.DrawFn, number: int) -> v.CaseFile:
    ended = draw(maybe_days)
    earlier = draw(st.lists(st.just(v.EarlierCounselling("LRA Musterkreis")), max_size=1))
    needs = draw(st.one_of(st.none(), st.builds(v.NeedsAssessment, days, is_first_talk=st.booleans())))
    extension = st.builds(
        v.Extension, days.map(lambda day: day.replace(year=2029, day=1)), days, st.just("other")
    )
    return v.CaseFile(
        case=v.Case(
            f"IM-{number}",
            FIRST,
            CaseState.ENDED if ended else CaseState.ACTIVE,
            key=f"{number:032x}",
            counselled_before=draw(st.sampled_from(YesNoUnknown)),
            from_list_on=draw(st.sampled_from((None, date(2025, 2, 3), date(2026, 2, 3)))),
            period_start=draw(st.one_of(st.none(), st.dates(date(2022, 1, 1), date(2026, 3, 1)))),
            start_origin=draw(st.sampled_from((StartOrigin.HERE, StartOrigin.BROUGHT))),
            ended_on=ended,
            hold_since=draw(st.sampled_from((None, None, None, FIRST))),
        ),
        client=draw(clients()),
        earlier_counselling=tuple(earlier),
        answers=tuple(draw(st.lists(statuses(), max_size=3))),
        needs_assessment=needs,
        plan=draw(st.one_of(st.none(), plans())),
        extensions=tuple(draw(st.lists(extension, max_size=2))),
    )


@st.composite
def talks(draw: st.DrawFn, number: int, keys: list[str]) -> v.Talk:
    people = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
    referred = st.lists(
        st.builds(
            v.Referral,
            st.sampled_from(("jobcenter", "club", "elsewhere", "")),
            st.sampled_from(OUTCOMES),
            maybe_days,
        ),
        max_size=2,
    )
    return v.Talk(
        draw(days),
        draw(st.sampled_from(FORMS)),
        draw(st.sampled_from(TOPICS)),
        tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True))),
        participants=tuple(
            v.Participant(key, counts=draw(st.booleans()), referrals=tuple(draw(referred))) for key in people
        ),
        key=f"{number:032x}",
    )


@st.composite
def offices(draw: st.DrawFn) -> Small:
    found = tuple(draw(files(number)) for number in range(1, draw(st.integers(1, 5)) + 1))
    keys = [file.case.key for file in found]
    held = tuple(draw(talks(number, keys)) for number in range(draw(st.integers(0, 8))))
    contacts = st.builds(v.BriefContact, days, st.sampled_from(FORMS), st.sampled_from(TOPICS))
    return Small(found, held, tuple(draw(st.lists(contacts, max_size=3))))


def without(office: Small, key: str) -> Small:
    """Return the office after the case with this key was erased: joint talks stay with the others."""
    left = (
        replace(talk, participants=tuple(each for each in talk.participants if each.case_key != key))
        for talk in office.talks
    )
    return replace(
        office,
        files=tuple(file for file in office.files if file.case.key != key),
        talks=tuple(talk for talk in left if talk.participants),
    )
