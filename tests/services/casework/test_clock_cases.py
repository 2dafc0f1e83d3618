"""C1 to C9, P4: the hard cases of the clock, through the services (``docs/clock-cases.md``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.errors import Refused
from intman_desktop.rules.dates import add_months
from intman_desktop.services.across import overview
from intman_desktop.services.across.key_figures import sheet_view
from intman_desktop.services.casework import period, talks
from intman_desktop.services.casework.case_sheet import case_sheet, journal_of
from intman_desktop.services.casework.family import family_of, link_files
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.closing import ending
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers import papers
from intman_desktop.values.case_file import (
    CaseFile,
    Decision,
    EarlierCounselling,
    Extension,
    HouseholdMember,
    NeedsAssessment,
    Participant,
    PlanVersion,
    Talk,
)
from intman_desktop.values.codes import (
    BirthPrecision,
    CaseState,
    ConsentForm,
    StartEvidence,
    StartOrigin,
    YesNoUnknown,
)
from intman_desktop.values.deadline_views import DeadlineKind, Place
from intman_desktop.values.work_views import PeriodState
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, clock_of, on_day, put_in, stored

START, SECOND = date(2024, 3, 15), date(2024, 5, 2)
LAST_DAY, LATEST = date(2027, 3, 15), date(2028, 3, 15)
ELSEWHERE = date(2023, 9, 1)


def begun(**details: object) -> CaseFile:
    """Return a case that was opened with its first talk on 15.03.2024."""
    plain = {
        "case": a.a_case(period_start=START, opened_on=START),
        "consents": (a.a_consent(decided_on=START),),
        "needs_assessment": None,
    }
    return a.a_case_file(**{**plain, **details})


def put(desk: Desk, file: CaseFile, *days: date) -> int:
    """Write a case with counting talks on these days, the first two of 2024 unless told otherwise."""
    held = [a.a_talk(file.case.key, on=day) for day in days or (START, SECOND)]
    return put_in(desk, [file], held)[file.case.key]


def brought(evidence: StartEvidence = StartEvidence.TOLD, **details: object) -> CaseFile:
    """Return a case whose start was brought along from 01.09.2023."""
    case = a.a_case(
        period_start=ELSEWHERE,
        opened_on=START,
        start_origin=StartOrigin.BROUGHT,
        start_evidence=evidence,
        counselled_before=YesNoUnknown.YES,
    )
    earlier = (EarlierCounselling("LRA Musterkreis", ELSEWHERE, evidence=evidence),)
    return begun(**{"case": case, "earlier_counselling": earlier, **details})


def said(desk: Desk, case_id: int) -> str:
    """Return everything the clock says of a case."""
    view = clock_of(desk, case_id)
    return " ".join(sentence(fact) for fact in (*view.words, *view.notes))


def first(desk: Desk, case_id: int) -> Talk:
    return min(stored(desk, case_id).talks, key=lambda talk: talk.on)


def issued(on: date, first_talk: date) -> PlanVersion:
    content = f'{{"period": {{"first_talk": "{first_talk.isoformat()}"}}}}'
    return PlanVersion(1, on, "de", content, "f" * 64)


@pytest.mark.parametrize("act", ["deleted", "re-dated", "no longer counting"])
def test_c1_the_later_start_waits_for_a_reason(desk: Desk, act: str) -> None:
    plan = a.a_plan(versions=(issued(SECOND, START),))
    case_id = put(desk, begun(plan=plan))
    talk = first(desk, case_id)
    if act == "deleted":
        noted = talks.remove_talk(desk, talk.id)
        found = SECOND
    elif act == "re-dated":
        found = date(2024, 4, 2)
        noted = talks.change_talk(desk, replace(talk, on=found))
    else:
        silent = tuple(replace(part, counts=False) for part in talk.participants)
        noted = talks.change_talk(desk, replace(talk, participants=silent))
        found = SECOND
    (change,) = noted.value.start_changes
    assert (change.fact.code, change.kept, change.found, change.taken_over) == (
        "start_later",
        START,
        found,
        False,
    )
    view = clock_of(desk, case_id)
    assert (view.start, view.found_start, view.last_day) == (START, found, LAST_DAY)
    assert "nur mit einer Begründung" in said(desk, case_id)
    assert view.outdated_papers == ()
    period.change_start(desk, case_id, found, "Gespräch war mit einer anderen Person")
    view = clock_of(desk, case_id)
    assert (view.start, view.last_day) == (found, add_months(found, 36))
    assert view.outdated_papers == (SECOND,)
    assert f"Beginn {found:%d.%m.%Y}" in said(desk, case_id)
    assert "start_changed" in [line.verb for line in journal_of(desk, case_id)]


def test_c1_an_earlier_start_is_taken_over_at_once_and_checks_the_extension_again(desk: Desk) -> None:
    extension = Extension(LATEST, date(2024, 6, 1), "illiteracy")
    plan = a.a_plan(versions=(issued(SECOND, START),))
    case_id = put(
        desk, begun(extensions=(extension,), plan=plan, consents=(a.a_consent(decided_on=ELSEWHERE),))
    )
    earlier = START - timedelta(days=10)
    key = stored(desk, case_id).case.key
    (change,) = talks.note_talk(desk, a.a_talk(key, on=earlier)).value.start_changes
    assert (change.fact.code, change.taken_over) == ("start_earlier", True)
    assert [fact.code for fact in change.extensions] == ["extension_now_beyond_latest"]
    assert change.outdated_papers == (SECOND,)
    view = clock_of(desk, case_id)
    assert (view.start, view.last_day) == (earlier, date(2028, 3, 5))
    assert "geht nun über den letzten möglichen Tag (05.03.2028) hinaus" in said(desk, case_id)
    assert "start_followed" in [line.verb for line in journal_of(desk, case_id)]


def test_c1_without_any_counting_talk_the_clock_says_so(desk: Desk) -> None:
    case_id = put(desk, begun(), START)
    talks.remove_talk(desk, first(desk, case_id).id)
    assert clock_of(desk, case_id).start == START
    assert "Es gibt kein zählendes Gespräch mehr" in said(desk, case_id)
    period.change_start(desk, case_id, None, "Falsche Person")
    assert clock_of(desk, case_id).state is PeriodState.NOT_STARTED
    assert "kein Beginn" in said(desk, case_id)


def test_c6_resting_neither_stops_nor_resets_the_clock(desk: Desk) -> None:
    case_id = put(desk, begun())
    before = clock_of(desk, case_id)
    rest = Decision("", date(2026, 11, 2), "Reise, so vereinbart", date(2027, 5, 2))
    ending.rest_case(desk, case_id, rest)
    assert clock_of(desk, case_id).days_left == before.days_left
    assert "Der Fall ruht bis 02.05.2027 (Reise, so vereinbart). Der Zeitraum läuft weiter." in said(
        desk, case_id
    )
    later = on_day(desk, date(2027, 4, 20))
    due = {row.kind: row for row in overview.deadlines(later)}
    assert due[DeadlineKind.DORMANT_OVER].due == date(2027, 5, 2)
    assert due[DeadlineKind.DORMANT_OVER].place is Place.REST
    assert due[DeadlineKind.PERIOD_OVER].due == LAST_DAY
    ending.resume_case(later, case_id, date(2027, 4, 20))
    assert clock_of(later, case_id).last_day == LAST_DAY
    assert "Am 20.04.2027 fortgesetzt. Der Zeitraum war nicht angehalten." in said(later, case_id)


def test_p3_a_case_that_rests_needs_its_plan_as_well(desk: Desk) -> None:
    case = a.a_case(period_start=START, opened_on=START, state=CaseState.DORMANT)
    put(desk, begun(case=case, plan=None))
    (row,) = [row for row in overview.deadlines(desk) if row.kind is DeadlineKind.PLAN_MISSING]
    assert row.due == SECOND


def test_c6_a_case_is_not_resumed_before_it_rested(desk: Desk) -> None:
    case_id = put(desk, begun())
    ending.rest_case(desk, case_id, Decision("", date(2026, 11, 2), "Reise", date(2027, 5, 2)))
    with pytest.raises(Refused, match="resume_before_rest"):
        ending.resume_case(desk, case_id, date(2026, 11, 1))
    assert ending.resume_case(desk, case_id, date(2026, 11, 2)).value.state is CaseState.ACTIVE


def test_c6_a_resting_case_without_its_decision_is_asked_about_and_can_go_on(desk: Desk) -> None:
    case = a.a_case(period_start=START, opened_on=START, state=CaseState.DORMANT)
    case_id = put(desk, begun(case=case, decisions=(Decision("dormant", SECOND, "Ausland"),)))
    (row,) = [row for row in overview.deadlines(desk) if row.kind is DeadlineKind.DORMANT_OVER]
    assert row.due == TODAY
    assert "Am 02.05.2024 festgehalten: Ausland." in said(desk, case_id)
    assert ending.resume_case(desk, case_id, START).value.state is CaseState.ACTIVE


def test_c4_c8_partial_and_late_extensions_are_told_one_by_one(desk: Desk) -> None:
    case_id = put(desk, begun())
    period.extend(desk, case_id, Extension(date(2027, 6, 15), TODAY, "illiteracy", decided_by="EB"))
    late = on_day(desk, date(2027, 7, 1))
    again = Extension(date(2027, 12, 31), date(2027, 7, 1), "illiteracy", late_reason="Kontakt riss ab")
    period.extend(late, case_id, again)
    words = said(late, case_id)
    assert "Entschieden am 20.11.2026: verlängert bis 15.06.2027." in words
    assert "Nachträglich entschieden am 01.07.2027, als der letzte Tag (15.06.2027) vorbei war" in words
    assert clock_of(late, case_id).last_day == date(2027, 12, 31)
    with pytest.raises(Refused, match="extension_beyond_latest"):
        period.extend(late, case_id, replace(again, until=LATEST + timedelta(days=1)))
    shown = text_of(papers.paper(late, "extension", case_id).content)
    assert "Kontakt riss ab" in shown


@pytest.mark.parametrize(("health", "refused"), [(True, False), (False, True)])
def test_c3_a_health_reason_stands_only_with_its_consent(desk: Desk, health: bool, refused: bool) -> None:
    consents = (a.a_consent(decided_on=START), *((a.a_health_consent(decided_on=START),) if health else ()))
    case_id = put(desk, begun(consents=consents))
    chronic = Extension(date(2027, 9, 15), TODAY, "chronic_illness", evidence_seen_on=TODAY)
    if refused:
        with pytest.raises(Refused, match="extension_reason_needs_health_consent"):
            period.extend(desk, case_id, chronic)
        chronic = Extension(date(2027, 9, 15), TODAY, "other")
    assert period.extend(desk, case_id, chronic).value.last_day == date(2027, 9, 15)


def test_c7_of_several_offices_the_earliest_start_counts(desk: Desk) -> None:
    file = brought()
    offices = (*file.earlier_counselling, EarlierCounselling("Stadt Muster", date(2024, 1, 8)))
    case_id = put(desk, replace(file, earlier_counselling=offices))
    assert clock_of(desk, case_id).last_day == date(2026, 9, 1)
    assert "2 frühere Stellen sind eingetragen" in said(desk, case_id)


def test_c7_an_unproven_start_says_so_on_clock_and_papers(desk: Desk) -> None:
    case_id = put(desk, brought())
    assert "Der Beginn ist nicht belegt." in said(desk, case_id)
    for name in ("period_certificate", "integration_plan"):
        assert "nicht belegt" in text_of(papers.paper(desk, name, case_id).content)


def test_c7_counselling_elsewhere_of_unknown_beginning_is_told_on_clock_and_papers(desk: Desk) -> None:
    case = a.a_case(period_start=START, opened_on=START, counselled_before=YesNoUnknown.YES)
    case_id = put(desk, begun(case=case))
    assert clock_of(desk, case_id).start == START
    assert "Der Zeitraum kann früher begonnen haben" in said(desk, case_id)
    shown = " ".join(text_of(papers.paper(desk, "period_certificate", case_id).content).split())
    assert "Der Zeitraum kann früher begonnen haben." in shown


def test_c1_c7_a_start_brought_along_is_corrected_to_a_later_one_with_a_reason(desk: Desk) -> None:
    case_id = put(desk, brought())
    later = date(2023, 12, 4)
    with pytest.raises(Refused, match="start_reason_missing"):
        period.change_start(desk, case_id, later, " ", evidence=StartEvidence.CERTIFICATE_SEEN)
    done = period.change_start(
        desk, case_id, later, "Bescheinigung gesehen", evidence=StartEvidence.CERTIFICATE_SEEN
    )
    assert done.value.fact.code == "start_later"
    kept = stored(desk, case_id)
    assert [(each.office, each.since, each.evidence) for each in kept.earlier_counselling] == [
        ("LRA Musterkreis", later, StartEvidence.CERTIFICATE_SEEN)
    ]
    assert (kept.case.period_start, kept.case.start_evidence) == (later, StartEvidence.CERTIFICATE_SEEN)
    assert done.undo is not None
    done.undo()
    assert stored(desk, case_id).earlier_counselling[0].since == ELSEWHERE


def test_c7_a_correction_to_an_earlier_day_replaces_what_it_corrects(desk: Desk) -> None:
    """The one earlier office stays one, and the clock tells of one; undo brings the day back."""
    case_id = put(desk, brought())
    earlier = date(2023, 8, 1)
    told = StartEvidence.CERTIFICATE_SEEN
    done = period.change_start(desk, case_id, earlier, "Bescheinigung", evidence=told, office="Ulm")
    kept = stored(desk, case_id)
    assert [(each.office, each.since, each.evidence) for each in kept.earlier_counselling] == [
        ("Ulm", earlier, told)
    ]
    assert (kept.case.period_start, kept.case.start_evidence) == (earlier, told)
    assert "frühere Stellen" not in said(desk, case_id)
    assert [each.place for each in kept.corrections] == ["case.period_start", "earlier_counselling"]
    assert done.undo is not None
    done.undo()
    assert stored(desk, case_id).earlier_counselling[0].since == ELSEWHERE


def test_c7_the_office_alone_is_corrected_too(desk: Desk) -> None:
    """Another office on the same day, without another reason, is the same counselling."""
    case_id = put(desk, brought())
    period.change_start(desk, case_id, ELSEWHERE, "", evidence=StartEvidence.TOLD, office="Ulm")
    assert [each.office for each in stored(desk, case_id).earlier_counselling] == ["Ulm"]


def test_c7_a_further_office_before_is_added(desk: Desk) -> None:
    """Where she was at another office before that one, two are entered and the earlier counts."""
    case_id, since = put(desk, brought()), date(2023, 8, 1)
    told = StartEvidence.PLAN_SEEN
    period.change_start(desk, case_id, since, "Plan", evidence=told, office="Ulm", further=True)
    kept = stored(desk, case_id)
    assert (len(kept.earlier_counselling), kept.case.period_start) == (2, since)
    assert "2 frühere Stellen" in said(desk, case_id)


def test_c7_a_correction_names_its_office_and_stays_before_the_first_talk_here(desk: Desk) -> None:
    case_id = put(desk, brought())
    with pytest.raises(Refused, match="start_after_first_talk"):
        period.change_start(
            desk, case_id, SECOND, "anders erzählt", evidence=StartEvidence.TOLD, office="Stadt Muster"
        )
    period.change_start(
        desk,
        case_id,
        date(2023, 10, 2),
        "anders erzählt",
        evidence=StartEvidence.TOLD,
        office="Stadt Muster",
    )
    assert stored(desk, case_id).earlier_counselling[0].office == "Stadt Muster"


@pytest.mark.parametrize(
    ("days", "offices", "start", "before"),
    [
        ((START,), (), START, YesNoUnknown.NO),
        ((START,), (EarlierCounselling("Ulm", date(2023, 12, 4)),), date(2023, 12, 4), YesNoUnknown.YES),
    ],
)
def test_c7_counselling_elsewhere_that_was_a_mistake_is_taken_out(
    desk: Desk,
    days: tuple[date, ...],
    offices: tuple[EarlierCounselling, ...],
    start: date,
    before: YesNoUnknown,
) -> None:
    file = brought()
    file = replace(file, earlier_counselling=(*file.earlier_counselling, *offices))
    case_id = put(desk, file, *days)
    period.change_start(desk, case_id, None, "Verwechselt", by_mistake=True)
    kept = stored(desk, case_id)
    assert (kept.case.period_start, kept.case.counselled_before) == (start, before)
    assert len(kept.earlier_counselling) == len(offices)


def test_c7_without_any_talk_a_mistake_leaves_no_start(desk: Desk) -> None:
    file = brought()
    case_id = put_in(desk, [file])[file.case.key]
    done = period.change_start(desk, case_id, None, "Verwechselt", by_mistake=True)
    assert (done.value.fact.code, stored(desk, case_id).case.period_start) == ("start_gone", None)


@pytest.mark.parametrize(
    ("on", "asked"),
    [(LAST_DAY, False), (LAST_DAY + timedelta(days=1), True)],
    ids=["on the last day", "one day after"],
)
def test_c8_a_talk_outside_is_confirmed_and_stands_in_list_and_clock(
    desk: Desk, on: date, asked: bool
) -> None:
    case_id = put(desk, begun())
    later = on_day(desk, date(2027, 3, 20))
    talk = a.a_talk(stored(desk, case_id).case.key, on=on)
    if asked:
        with pytest.raises(Refused, match="talk_outside_period"):
            talks.note_talk(later, talk)
    talks.note_talk(later, talk, confirm_outside=asked)
    questions = [each.fact.code for each in sheet_view(later, 2027).questions]
    assert ("question_talk_outside" in questions) is asked
    assert ("Außerhalb des Zeitraums liegt 1 Gespräch: 16.03.2027." in said(later, case_id)) is asked


def test_c8_a_needs_assessment_outside_is_confirmed_and_stands_in_list_and_clock(desk: Desk) -> None:
    case_id = put(desk, begun(agreement=a.an_agreement()))
    later, needs = on_day(desk, date(2027, 3, 20)), NeedsAssessment(LAST_DAY + timedelta(days=1))
    with pytest.raises(Refused, match="talk_outside_period"):
        save_needs(later, case_id, needs, ())
    save_needs(later, case_id, needs, (), confirm_outside=True)
    assert "question_needs_outside" in [each.fact.code for each in sheet_view(later, 2027).questions]
    assert "Außerhalb des Zeitraums liegt 1 Gespräch: 16.03.2027." in said(later, case_id)


def test_c5_after_family_reunification_each_adult_has_a_period_of_her_own(desk: Desk) -> None:
    husband = begun()
    arrived = date(2026, 6, 1)
    wife = begun(
        case=a.a_case(period_start=None, opened_on=arrived),
        consents=(a.a_consent(decided_on=arrived),),
        plan=None,
    )
    ids = put_in(desk, [husband, wife], [a.a_talk(husband.case.key, on=START)])
    own, hers = ids[husband.case.key], ids[wife.case.key]
    link_files(desk, own, hers, "spouse")
    assert clock_of(desk, hers).state is PeriodState.NOT_STARTED
    both = (Participant(husband.case.key), Participant(wife.case.key))
    talks.note_talk(desk, replace(a.a_talk(), on=arrived, participants=both))
    assert clock_of(desk, hers).last_day == date(2029, 6, 1)
    assert clock_of(desk, own).last_day == LAST_DAY
    (seen,) = family_of(desk, own)
    assert seen.period is not None
    assert (seen.period.last_day, seen.period.notes) == (date(2029, 6, 1), ())


@pytest.mark.parametrize(
    ("member", "on", "words"),
    [
        (HouseholdMember("child", False, 2009, 2), date(2027, 2, 1), "Ein Kind wird 18 (02.2027)"),
        (HouseholdMember("child", False, 2009), date(2027, 1, 1), "bitte nach dem Geburtsdatum fragen"),
    ],
)
def test_p4_a_child_is_announced_before_it_turns_eighteen(
    desk: Desk, member: HouseholdMember, on: date, words: str
) -> None:
    put(desk, begun(household=(member,)))
    (row,) = [row for row in overview.deadlines(desk) if row.kind is DeadlineKind.TURNS_EIGHTEEN]
    assert row.due == on
    assert words in sentence(row.matter)


@pytest.mark.parametrize(
    ("born", "precision", "uncertain", "today", "on", "words"),
    [
        (date(2008, 2, 29), "day", False, date(2026, 1, 10), date(2026, 3, 1), "Wird am 01.03.2026 18:"),
        (
            date(2009, 1, 1),
            "year",
            False,
            TODAY,
            date(2027, 1, 1),
            "Wird 18 (im Jahr 2027); bitte nach",
        ),
        (date(2009, 1, 1), "day", True, TODAY, date(2027, 1, 1), "Wird 18 (im Jahr 2027); bitte nach"),
        (date(2009, 2, 1), "month", False, TODAY, date(2027, 2, 1), "Wird 18 (02.2027):"),
        (
            date(2008, 1, 1),
            "day",
            True,
            date(2027, 1, 1),
            date(2026, 1, 1),
            "Ist 18 geworden (im Jahr 2026); b",
        ),
        (date(2008, 2, 29), "day", False, date(2026, 3, 2), date(2026, 3, 1), "Ist am 01.03.2026 18 gew"),
        (date(2008, 2, 1), "month", False, date(2026, 3, 1), date(2026, 2, 1), "Ist 18 geworden (02.2026):"),
    ],
)
def test_p4_a_client_who_turns_eighteen_is_announced_by_the_law_and_by_the_year(
    desk: Desk, born: date, precision: str, uncertain: bool, today: date, on: date, words: str
) -> None:
    opened = date(2025, 6, 2)
    known = {"birth_precision": BirthPrecision(precision), "birth_uncertain": uncertain}
    minor = begun(
        case=a.a_case(period_start=opened, opened_on=opened),
        client=a.a_client(birth_date=born, adult=False, **known),
        consents=(a.a_consent(decided_on=opened, representative="Mutter", form=ConsentForm.WRITTEN),),
    )
    put(desk, minor, opened)
    rows = overview.deadlines(on_day(desk, today))
    (row,) = [row for row in rows if row.kind is DeadlineKind.OWN_EIGHTEEN]
    assert row.due == on
    assert sentence(row.matter).startswith(words)


@pytest.mark.parametrize(
    ("given_on", "by", "asked"),
    [
        (date(2026, 3, 2), "Mutter", True),
        (date(2026, 3, 2), "", False),
        (date(2026, 12, 30), "Mutter", True),
        (date(2026, 12, 31), "Betreuerin", False),
    ],
)
def test_p4_what_a_parent_consented_to_in_the_uncertain_year_is_not_her_own(
    desk: Desk, given_on: date, by: str, asked: bool
) -> None:
    opened = date(2025, 6, 2)
    before = a.a_consent(decided_on=opened, representative="Mutter", form=ConsentForm.WRITTEN)
    again = a.a_consent(decided_on=given_on, representative=by, form=ConsentForm.WRITTEN)
    young = begun(
        case=a.a_case(period_start=opened, opened_on=opened),
        client=a.a_client(birth_date=date(2008, 1, 1), adult=False, birth_uncertain=True),
        consents=(before, again),
        plan=None,
    )
    put(desk, young, opened, date(2027, 1, 4))
    kinds = {row.kind for row in overview.deadlines(on_day(desk, date(2027, 1, 5)))}
    assert (DeadlineKind.OWN_EIGHTEEN in kinds) is asked
    assert DeadlineKind.PLAN_MISSING in kinds


@pytest.mark.parametrize(
    ("born", "precision", "adult", "words"),
    [
        (date(2008, 1, 1), "year", False, ["Wird 18 (im Jahr 2026); bitte nach"]),
        (date(2008, 6, 1), "month", False, ["Wird 18 (06.2026):"]),
        (date(2008, 1, 1), "year", True, []),
        (date(2008, 6, 9), "day", False, []),
    ],
)
def test_p4_who_comes_as_a_minor_in_the_year_or_month_of_turning_eighteen_is_announced_too(
    desk: Desk, born: date, precision: str, adult: bool, words: list[str]
) -> None:
    opened = date(2026, 6, 10)
    young = begun(
        case=a.a_case(period_start=opened, opened_on=opened),
        client=a.a_client(birth_date=born, adult=adult, birth_precision=BirthPrecision(precision)),
        consents=(a.a_consent(decided_on=opened, representative="Mutter", form=ConsentForm.WRITTEN),),
    )
    put(desk, young, opened)
    rows = overview.deadlines(on_day(desk, date(2026, 6, 11)))
    said = [sentence(row.matter) for row in rows if row.kind is DeadlineKind.OWN_EIGHTEEN]
    assert [each[: len(word)] for each, word in zip(said, words, strict=True)] == words


def test_e4_without_the_basic_consent_the_clock_keeps_its_notes(desk: Desk) -> None:
    """What was decided is closed with the case; the days of the period stay readable for the certificate."""
    decided = Decision("return", SECOND, "aus Ulm zurück")
    withdrawn = a.a_consent(decided_on=START, withdrawn_on=TODAY)
    case_id = put(desk, begun(decisions=(decided,), consents=(withdrawn,)))
    view = case_sheet(desk, case_id).view.period
    assert (view.last_day, view.notes) == (LAST_DAY, ())
