"""E7, P10: what may be passed on, and what its entry in the register needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules import gate
from intman_desktop.rules.disclosures import (
    LONGEST,
    acts_under,
    asks_for_entry,
    consent_to,
    declined_recipients,
    disclosure_faults,
    passing_on_refusal,
    recipients_untold,
    still_open_for,
    still_opening,
)
from intman_desktop.rules.recipients import is_named
from intman_desktop.values.case_file import Consent, Disclosure
from intman_desktop.values.codes import (
    ConsentDecision,
    ConsentScope,
    DisclosureGround,
    DisclosureWay,
    SpecialKind,
)

TODAY = date(2026, 11, 20)
GIVEN_ON = date(2026, 11, 2)
BASIC = Consent(ConsentScope.BASIC, ConsentDecision.GIVEN, GIVEN_ON)
HEALTH = replace(BASIC, scope=ConsentScope.SPECIAL, kind=SpecialKind.HEALTH)
JOBCENTER = replace(
    BASIC, scope=ConsentScope.PASSING_ON, recipient="Jobcenter Musterstadt", purpose="Antrag", id=7
)
CONSENTS = (BASIC, JOBCENTER)
ENTRY = Disclosure(TODAY, "Jobcenter Musterstadt", "Stand des Antrags")
BY_LAW = replace(
    ENTRY,
    recipient="Jugendamt Musterstadt",
    ground=DisclosureGround.CHILD_WELFARE,
    reason="Gewichtige Anhaltspunkte",
    told_on=TODAY,
)


def codes(entry: Disclosure, consents: tuple[Consent, ...] = CONSENTS) -> list[str]:
    return [fault.code for fault in disclosure_faults(entry, consents, TODAY)]


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, []),
        ({"on": GIVEN_ON}, []),
        ({"on": date(2026, 11, 1)}, ["disclosure_without_consent"]),
        ({"on": date(2026, 11, 21)}, ["disclosure_in_future"]),
        ({"recipient": "  jobcenter   MUSTERSTADT "}, []),
        ({"recipient": "Jobcenter"}, ["disclosure_without_consent"]),
        ({"recipient": "Jugendamt"}, ["disclosure_without_consent"]),
        ({"recipient": " "}, ["disclosure_recipient_missing"]),
        ({"what": " "}, ["disclosure_what_missing"]),
        ({"what": "a" * LONGEST}, []),
        ({"what": "a" * (LONGEST + 1)}, ["disclosure_too_long"]),
        ({"kind": SpecialKind.HEALTH}, ["disclosure_kind_closed"]),
        ({"told_on": date(2026, 11, 21)}, ["disclosure_told_in_future"]),
    ],
)
def test_e7_by_consent(details: dict[str, Any], faults: list[str]) -> None:
    assert codes(replace(ENTRY, **details)) == faults


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, []),
        ({"kind": SpecialKind.HEALTH}, []),
        ({"reason": " "}, ["disclosure_reason_missing"]),
        ({"told_on": None}, ["disclosure_person_not_told"]),
        ({"told_on": None, "not_told_reason": "Schutz des Kindes"}, []),
        ({"what": ""}, ["disclosure_what_missing"]),
        ({"recipient": "", "reason": ""}, ["disclosure_recipient_missing", "disclosure_reason_missing"]),
    ],
)
@pytest.mark.parametrize("ground", [each for each in DisclosureGround if each != DisclosureGround.CONSENT])
def test_e7_without_consent_a_ground_needs_its_reason_and_the_person_is_told(
    ground: DisclosureGround, details: dict[str, Any], faults: list[str]
) -> None:
    assert codes(replace(BY_LAW, **{"ground": ground, **details}), ()) == faults


COURSE = replace(JOBCENTER, purpose="Kurs", id=8)


@pytest.mark.parametrize(
    ("withdrawn", "act", "is_touched"),
    [
        (JOBCENTER, 1, True),
        (COURSE, 1, False),
        (JOBCENTER, 2, False),
        (COURSE, 2, True),
        (COURSE, None, True),
    ],
)
def test_e7_the_withdrawal_of_one_purpose_touches_what_rested_on_it(
    withdrawn: Consent, act: int | None, is_touched: bool
) -> None:
    """Art. 19: a recipient is told of the withdrawal of that by which it got something."""
    consents = (BASIC, JOBCENTER, COURSE)
    entry = replace(ENTRY, consent=act)
    assert acts_under(withdrawn, (entry,), consents) == ((entry,) if is_touched else ())
    gone = tuple(replace(each, withdrawn_on=TODAY) if each is withdrawn else each for each in consents)
    assert bool(recipients_untold((entry,), gone, ())) is is_touched


def test_e4_what_stays_open_to_a_recipient_is_named_by_its_purpose() -> None:
    consents = (BASIC, JOBCENTER, COURSE)
    assert still_open_for(JOBCENTER, consents, TODAY) == ("Kurs",)
    assert still_open_for(COURSE, (BASIC, replace(JOBCENTER, withdrawn_on=TODAY), COURSE), TODAY) == ()
    assert still_open_for(BASIC, consents, TODAY) == ()


def test_e1_a_renewed_purpose_is_not_told_as_open_once_it_is_withdrawn() -> None:
    """Rules E1, E4: what a withdrawal ends is said before as the gate is after it."""
    anew = replace(JOBCENTER, id=9, decided_on=TODAY)
    consents = (BASIC, JOBCENTER, COURSE, anew)
    for withdrawn in (anew, replace(anew, withdrawn_on=TODAY)):
        assert still_open_for(withdrawn, consents, TODAY) == ("Kurs",)


@pytest.mark.parametrize(
    ("consents", "because"),
    [
        ((BASIC,), "never_asked"),
        ((BASIC, replace(JOBCENTER, decision=ConsentDecision.REFUSED)), "refused"),
        ((BASIC, replace(JOBCENTER, decision=ConsentDecision.LATER)), "put_off"),
        ((BASIC, replace(JOBCENTER, withdrawn_on=date(2026, 11, 19))), "withdrawn"),
        ((BASIC, replace(JOBCENTER, valid_until=date(2026, 11, 19))), "expired"),
        ((JOBCENTER,), "never_asked"),
        ((replace(BASIC, withdrawn_on=TODAY), JOBCENTER), "withdrawn"),
    ],
)
def test_p10_a_refusal_says_why(consents: tuple[Consent, ...], because: str) -> None:
    (fault,) = disclosure_faults(ENTRY, consents, TODAY)
    assert fault.code == "disclosure_without_consent"
    assert (fault.values["because"], fault.values["recipient"]) == (because, "Jobcenter Musterstadt")


def test_e3_a_kind_that_is_open_may_be_passed_on_by_consent() -> None:
    assert codes(replace(ENTRY, kind=SpecialKind.HEALTH), (*CONSENTS, HEALTH)) == []


def test_e7_a_talk_with_others_asks_for_its_entry_until_there_is_one_of_that_day() -> None:
    assert asks_for_entry("third_party", TODAY, [replace(ENTRY, on=GIVEN_ON)])
    assert not asks_for_entry("third_party", TODAY, [ENTRY])
    assert not asks_for_entry("phone", TODAY, [])


def test_art_19_the_acts_that_the_withdrawal_of_a_consent_touches() -> None:
    moved = replace(BASIC, scope=ConsentScope.RELOCATION)
    consents = (*CONSENTS, HEALTH, moved)
    of_health = replace(ENTRY, kind=SpecialKind.HEALTH)
    by_move = replace(ENTRY, recipient="IM Beispielstadt", consent=3)
    every = (ENTRY, of_health, by_move, replace(BY_LAW, kind=SpecialKind.HEALTH))
    assert acts_under(HEALTH, every, consents) == (of_health,)
    assert acts_under(JOBCENTER, every, consents) == (ENTRY, of_health)
    assert acts_under(moved, every, consents) == (by_move,)
    assert codes(by_move, consents) == []
    withdrawn = (*consents[:3], replace(moved, withdrawn_on=TODAY))
    assert codes(by_move, withdrawn) == ["disclosure_without_consent"]


EARLY, HEALTH_ON, ENDED = date(2026, 11, 5), date(2026, 11, 10), date(2026, 11, 17)
BETWEEN, CLOSED, WORDLESS = date(2026, 11, 12), ["disclosure_kind_closed"], ["disclosure_kind_ended"]


@pytest.mark.parametrize(
    ("health", "on", "today", "faults"),
    [
        # not open on the day of the act: whatever today says, it was not allowed
        (replace(HEALTH, decided_on=HEALTH_ON), EARLY, TODAY, CLOSED),
        (replace(HEALTH, decided_on=HEALTH_ON), EARLY, EARLY, CLOSED),
        (replace(HEALTH, withdrawn_on=HEALTH_ON), BETWEEN, TODAY, CLOSED),
        (replace(HEALTH, decision=ConsentDecision.REFUSED), BETWEEN, TODAY, CLOSED),
        (None, BETWEEN, TODAY, CLOSED),
        # open on the day of the act and today
        (HEALTH, EARLY, TODAY, []),
        (replace(HEALTH, decided_on=HEALTH_ON), HEALTH_ON, TODAY, []),
        (replace(HEALTH, withdrawn_on=ENDED), BETWEEN, BETWEEN, []),
        # open on the day of the act and closed today: entered, but without its words
        (replace(HEALTH, withdrawn_on=ENDED), BETWEEN, TODAY, WORDLESS),
        (replace(HEALTH, valid_until=HEALTH_ON), EARLY, TODAY, WORDLESS),
    ],
)
def test_e3_a_kind_is_judged_by_the_day_of_the_act_and_its_words_by_today(
    health: Consent | None, on: date, today: date, faults: list[str]
) -> None:
    consents = (*CONSENTS, *([health] if health else []))
    entry = replace(ENTRY, on=on, kind=SpecialKind.HEALTH)
    assert [each.code for each in disclosure_faults(entry, consents, today)] == faults
    wordless = [each.code for each in disclosure_faults(replace(entry, what=""), consents, today)]
    assert wordless == {"": ["disclosure_what_missing"], "disclosure_kind_ended": []}.get(
        "".join(faults), ["disclosure_what_missing", *faults]
    )
    by_law = replace(BY_LAW, on=on, told_on=None, not_told_reason="Schutz", kind=SpecialKind.HEALTH)
    assert disclosure_faults(by_law, consents, today) == ()


def test_e1_the_consent_that_counts_is_the_latest_one_in_whatever_letters() -> None:
    later = replace(JOBCENTER, decided_on=date(2026, 11, 10), recipient="JOBCENTER Musterstadt", id=9)
    need = gate.passing_on_to("Jobcenter musterstadt")
    assert consent_to(need, (*CONSENTS, later), TODAY) == later
    assert consent_to(need, (*CONSENTS, later), date(2026, 11, 9)) == JOBCENTER
    assert consent_to(gate.passing_on_to("Jugendamt"), CONSENTS, TODAY) is None
    with pytest.raises(ValueError, match="no such need"):
        passing_on_refusal(" ", CONSENTS, TODAY)


def test_e1_after_the_end_the_consents_without_a_day_are_left_out_unless_there_is_no_other() -> None:
    need = gate.passing_on_to("Jobcenter Musterstadt")
    until = replace(JOBCENTER, purpose="Kurs", valid_until=date(2027, 3, 1), id=6)
    newest = replace(JOBCENTER, decided_on=TODAY, id=8)
    both, ended_on = (BASIC, until, newest), TODAY - timedelta(days=1)
    assert still_opening(need, both, TODAY, None) == (newest, until)
    assert still_opening(need, both, TODAY, TODAY) == (newest, until)
    assert still_opening(need, both, TODAY, ended_on) == (until,)
    assert still_opening(need, (BASIC, newest), TODAY, ended_on) == (newest,)
    assert still_opening(need, (BASIC,), TODAY, ended_on) == ()


def test_p10_who_is_declined_is_said_once_and_a_later_yes_ends_it() -> None:
    no = replace(JOBCENTER, decision=ConsentDecision.REFUSED)
    put_off = replace(JOBCENTER, recipient="Sprachschule", decision=ConsentDecision.LATER)
    ((recipient, fact),) = declined_recipients((BASIC, no, replace(no, id=8), put_off), TODAY)
    assert (recipient, fact.code) == ("Jobcenter Musterstadt", "refused")
    yes = replace(JOBCENTER, decided_on=TODAY, id=9)
    assert declined_recipients((BASIC, no, put_off, yes), TODAY) == ()
    ended = replace(JOBCENTER, withdrawn_on=TODAY)
    assert [fact.code for _name, fact in declined_recipients((BASIC, ended), TODAY)] == ["withdrawn"]


@pytest.mark.parametrize(
    ("recipient", "service", "named"),
    [
        ("Jobcenter", "Jobcenter Musterstadt", True),
        ("Jobcenter Musterstadt", "jobcenter", True),
        ("Jobcenter", "Job-Center Musterstadt", True),
        ("Auslaenderbehörde", "Ausländerbehörde", True),
        ("Jobcenter Musterstadt", "JC Musterstadt", True),
        ("jc", "Jobcenter Musterstadt", True),
        ("Jobcenter Musterstadt", "JC Beispielhausen", False),
        ("Jobcenter", "JMD", False),
        ("Arzt", "Amt", False),
        ("Jobcenter", "Jugendamt", False),
        ("", "Jugendamt", False),
        ("Jobcenter", " ", False),
    ],
)
def test_p10_an_anlaufstelle_is_known_by_a_part_of_its_name(
    recipient: str, service: str, named: bool
) -> None:
    assert is_named(recipient, service) is named


def test_p10_a_name_like_one_that_was_declined_is_refused_with_that_no() -> None:
    no = replace(JOBCENTER, decision=ConsentDecision.REFUSED)
    (fault,) = disclosure_faults(replace(ENTRY, recipient="Job-Center"), (BASIC, no), TODAY)
    assert fault.code == "disclosure_declined_alike"
    assert fault.values["declined"] == "Jobcenter Musterstadt"
    assert (fault.values["because"], fault.values["on"]) == ("refused", GIVEN_ON)
    (other,) = disclosure_faults(replace(ENTRY, recipient="Sprachschule"), (BASIC, no), TODAY)
    assert (other.code, other.values["because"]) == ("disclosure_without_consent", "never_asked")


@given(
    st.builds(
        Disclosure,
        st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=3)),
        st.sampled_from(["Jobcenter Musterstadt", "Jugendamt", "", "JOBCENTER musterstadt"]),
        st.sampled_from(["Stand", "", " "]),
        st.sampled_from(list(DisclosureWay)),
        st.sampled_from(list(DisclosureGround)),
        st.sampled_from(["", "Grund"]),
        kind=st.sampled_from([None, SpecialKind.HEALTH, SpecialKind.RELIGION]),
    ),
    st.lists(
        st.builds(
            replace,
            st.sampled_from([BASIC, JOBCENTER, HEALTH]),
            decision=st.sampled_from(list(ConsentDecision)),
            decided_on=st.dates(TODAY - timedelta(days=40), TODAY),
        ),
        max_size=5,
    ).map(tuple),
)
def test_e7_nothing_passes_without_a_consent_of_that_day_or_a_ground_with_its_reason(
    entry: Disclosure, consents: tuple[Consent, ...]
) -> None:
    """Whatever has no fault rests on an open gate, or on the law with a reason."""
    if disclosure_faults(entry, consents, TODAY):
        return
    assert entry.recipient.strip()
    assert entry.on <= TODAY
    if entry.ground is DisclosureGround.CONSENT:
        need = gate.passing_on_to(entry.recipient)
        assert gate.is_open(need, consents, entry.on)
        assert entry.kind is None or gate.is_open(entry.kind.value, consents, entry.on)
        assert entry.kind is None or gate.is_open(entry.kind.value, consents, TODAY) or not entry.what.strip()
    else:
        assert entry.reason.strip()
