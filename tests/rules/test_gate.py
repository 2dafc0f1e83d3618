"""E1, E3, E5, P2: what consents open, and why the rest is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as property_test
from hypothesis import strategies as st

from intman_desktop.rules.gate import (
    FIXED_NEEDS,
    as_known_on,
    dated,
    given,
    given_to_herself,
    is_need,
    is_open,
    need_of,
    opening,
    passing_on_to,
    refusal,
)
from intman_desktop.values.case_file import Consent
from intman_desktop.values.codes import ConsentDecision, ConsentScope, SpecialKind
from intman_desktop.values.explanation import Explanation

DAY, TODAY = date(2026, 3, 1), date(2026, 11, 20)
GIVEN, REFUSED, LATER = ConsentDecision.GIVEN, ConsentDecision.REFUSED, ConsentDecision.LATER


def basic(
    decision: ConsentDecision = GIVEN, on: date = DAY, withdrawn_on: date | None = None, entry: int = 0
) -> Consent:
    return Consent(ConsentScope.BASIC, decision, on, withdrawn_on=withdrawn_on, id=entry)


def health(
    decision: ConsentDecision = GIVEN,
    on: date = DAY,
    withdrawn_on: date | None = None,
    valid_until: date | None = None,
    entry: int = 0,
) -> Consent:
    return Consent(
        ConsentScope.SPECIAL,
        decision,
        on,
        SpecialKind.HEALTH,
        withdrawn_on=withdrawn_on,
        valid_until=valid_until,
        id=entry,
    )


def jobcenter(recipient: str = "Jobcenter Musterstadt") -> Consent:
    return Consent(ConsentScope.PASSING_ON, GIVEN, DAY, recipient=recipient, purpose="Antrag")


@pytest.mark.parametrize(
    ("consent", "need"),
    [
        (basic(), "basic"),
        (health(), "health"),
        (Consent(ConsentScope.SPECIAL, GIVEN, DAY, SpecialKind.RELIGION), "religion"),
        (Consent(ConsentScope.SPECIAL, GIVEN, DAY), "none"),
        (Consent(ConsentScope.CONTACT, GIVEN, DAY), "contact"),
        (Consent(ConsentScope.INTERPRETER, GIVEN, DAY), "interpreter"),
        (Consent(ConsentScope.RELOCATION, GIVEN, DAY), "relocation"),
        (jobcenter(), "passing_on:Jobcenter Musterstadt"),
        (jobcenter("  Jobcenter   Musterstadt "), "passing_on:Jobcenter Musterstadt"),
        (jobcenter(" "), "none"),
    ],
)
def test_e1_each_declaration_answers_one_need(consent: Consent, need: str) -> None:
    assert need_of(consent) == need


@pytest.mark.parametrize(
    ("consents", "code"),
    [
        ([], "never_asked"),
        ([basic()], None),
        ([basic(REFUSED)], "refused"),
        ([basic(LATER)], "put_off"),
        ([basic(withdrawn_on=date(2026, 4, 1))], "withdrawn"),
        ([basic(withdrawn_on=date(2026, 5, 1))], "withdrawn"),
        ([basic(withdrawn_on=date(2026, 5, 2))], None),
        ([basic(on=date(2026, 5, 2))], "never_asked"),
        ([basic(on=date(2026, 5, 1))], None),
        ([basic(REFUSED), basic(on=date(2026, 4, 1))], None),
        ([basic(on=date(2026, 4, 1)), basic(REFUSED)], None),
        ([basic(), basic(REFUSED, date(2026, 4, 1))], "refused"),
        ([basic(), basic(LATER, date(2026, 4, 1))], "put_off"),
        ([basic(), basic(REFUSED, date(2026, 5, 2))], None),
        ([basic(withdrawn_on=date(2026, 3, 9)), basic(on=date(2026, 4, 1))], None),
        ([basic(withdrawn_on=date(2026, 4, 1)), basic(on=date(2026, 4, 1))], None),
        ([basic(withdrawn_on=date(2026, 4, 2)), basic(on=date(2026, 4, 1))], "withdrawn"),
        ([basic(entry=2), basic(REFUSED, entry=1)], None),
        ([basic(REFUSED, entry=2), basic(entry=1)], "refused"),
        ([basic(REFUSED), basic(entry=7)], "refused"),
        ([health()], "never_asked"),
    ],
)
def test_e1_the_latest_declaration_counts(consents: list[Consent], code: str | None) -> None:
    found = refusal("basic", consents, date(2026, 5, 1))
    assert (found.code if found else None) == code
    assert is_open("basic", consents, date(2026, 5, 1)) is (code is None)


@pytest.mark.parametrize(
    ("valid_until", "on", "code"),
    [
        (date(2026, 5, 1), date(2026, 5, 1), None),
        (date(2026, 4, 30), date(2026, 5, 1), "expired"),
        (None, date(2036, 5, 1), None),
    ],
)
def test_e1_a_consent_with_an_end_is_open_through_its_last_day(
    valid_until: date | None, on: date, code: str | None
) -> None:
    found = refusal("health", [basic(), health(valid_until=valid_until)], on)
    assert (found.code if found else None) == code


NEED = "passing_on:Jobcenter Musterstadt"


def to_jobcenter(
    purpose: str = "Antrag", decision: ConsentDecision = GIVEN, on: date = DAY, **more: date | int
) -> Consent:
    """Return a declaration on passing on to the Jobcenter for a purpose."""
    recipient = "Jobcenter Musterstadt"
    declared = Consent(ConsentScope.PASSING_ON, decision, on, recipient=recipient, purpose=purpose)
    return replace(declared, **more)  # type: ignore[arg-type]


LATER_DAY = date(2026, 4, 1)
GONE = date(2026, 4, 30)


@pytest.mark.parametrize(
    ("declared", "code", "purposes"),
    [
        ([to_jobcenter(), to_jobcenter("Kurs", on=LATER_DAY)], None, ["Kurs", "Antrag"]),
        ([to_jobcenter(), to_jobcenter("Kurs", on=LATER_DAY, valid_until=GONE)], None, ["Antrag"]),
        ([to_jobcenter(), to_jobcenter("Kurs", on=LATER_DAY, withdrawn_on=GONE)], None, ["Antrag"]),
        ([to_jobcenter(withdrawn_on=GONE), to_jobcenter("Kurs", on=LATER_DAY)], None, ["Kurs"]),
        ([to_jobcenter(withdrawn_on=LATER_DAY), to_jobcenter("Kurs", on=LATER_DAY)], None, ["Kurs"]),
        ([to_jobcenter(), to_jobcenter("Kurs", REFUSED, LATER_DAY)], None, ["Antrag"]),
        ([to_jobcenter(), to_jobcenter(" antrag ", REFUSED, LATER_DAY)], "refused", []),
        ([to_jobcenter(), to_jobcenter("", REFUSED, LATER_DAY)], "refused", []),
        ([to_jobcenter("", REFUSED), to_jobcenter("Kurs", on=LATER_DAY)], None, ["Kurs"]),
        ([to_jobcenter(), to_jobcenter("antrag", on=LATER_DAY)], None, ["antrag"]),
        ([to_jobcenter(withdrawn_on=GONE), to_jobcenter("Antrag", on=LATER_DAY)], "withdrawn", []),
        ([to_jobcenter(withdrawn_on=GONE), to_jobcenter("Kurs", REFUSED, LATER_DAY)], "refused", []),
        ([], "never_asked", []),
    ],
)
def test_e1_each_purpose_of_a_recipient_is_a_matter_of_its_own(
    declared: list[Consent], code: str | None, purposes: list[str]
) -> None:
    """Rules E1, E7: passing on is open while one purpose is, and rests on what opens it, the newest first."""
    consents, on = [basic(), *declared], date(2026, 5, 1)
    found = refusal(NEED, consents, on)
    assert (found.code if found else None) == code
    assert [each.purpose for each in opening("passing_on:JOBCENTER  Musterstadt", consents, on)] == purposes
    assert opening(NEED, declared, on) == (), "nothing is open without the basic consent"


def test_e1_every_refusal_says_when() -> None:
    on = date(2026, 5, 1)
    gone = date(2026, 4, 1)
    assert refusal("health", [basic()], on) == Explanation("never_asked", {"need": "health"})
    assert refusal("health", [basic(), health(REFUSED)], on) == Explanation(
        "refused", {"need": "health", "on": DAY}
    )
    assert refusal("health", [basic(), health(withdrawn_on=gone)], on) == Explanation(
        "withdrawn", {"need": "health", "on": gone}
    )
    assert refusal("health", [basic(), health(valid_until=gone)], on) == Explanation(
        "expired", {"need": "health", "on": gone}
    )


@pytest.mark.parametrize(
    "need", [*sorted(FIXED_NEEDS - {"none", "basic"}), "passing_on:Jobcenter Musterstadt"]
)
def test_e1_basic_blocks_everything_else(need: str) -> None:
    everything = [
        health(),
        jobcenter(),
        *(Consent(ConsentScope.SPECIAL, GIVEN, DAY, kind) for kind in SpecialKind),
        *(
            Consent(scope, GIVEN, DAY)
            for scope in (ConsentScope.CONTACT, ConsentScope.INTERPRETER, ConsentScope.RELOCATION)
        ),
    ]
    assert refusal(need, everything, DAY) == Explanation(
        "basic_missing", {"need": need, "because": "never_asked"}
    )
    withdrawn = basic(withdrawn_on=DAY)
    assert refusal(need, [withdrawn, *everything], DAY) == Explanation(
        "basic_missing", {"need": need, "because": "withdrawn"}
    )
    assert refusal(need, [basic(), *everything], DAY) is None
    assert given(everything, DAY) == {"none"}


def test_e1_what_needs_nothing_is_always_open() -> None:
    assert refusal("none", [], DAY) is None
    assert given([], DAY) == {"none"}


def test_p10_passing_on_is_open_to_the_named_recipient_only() -> None:
    consents = [basic(), jobcenter()]
    assert refusal(passing_on_to("Jobcenter  Musterstadt"), consents, DAY) is None
    assert refusal("passing_on: Jobcenter Musterstadt", consents, DAY) is None
    other = refusal(passing_on_to("Jobcenter Beispielstadt"), consents, DAY)
    assert other == Explanation("never_asked", {"need": "passing_on:Jobcenter Beispielstadt"})


def test_u1_e4_her_own_papers_stay_open_after_a_withdrawal_save_for_what_she_closed() -> None:
    over = basic(withdrawn_on=DAY)
    assert given([over, health()], DAY) == {"none"}
    assert given_to_herself([over, health()], DAY) == {"none", "basic", "health"}
    assert given_to_herself([over, health(withdrawn_on=DAY)], DAY) == {"none", "basic"}
    assert given_to_herself([], DAY) == {"none", "basic"}
    standing = [basic(), health(REFUSED), jobcenter()]
    assert given_to_herself(standing, DAY) == given(standing, DAY)


def test_e3_given_names_what_is_open() -> None:
    consents = [basic(), health(), Consent(ConsentScope.CONTACT, REFUSED, DAY), jobcenter(), jobcenter("")]
    assert given(consents, DAY) == {"none", "basic", "health", "passing_on:Jobcenter Musterstadt"}
    assert given(consents, DAY - timedelta(days=1)) == {"none"}


@pytest.mark.parametrize(
    ("consent", "days", "known"),
    [
        (health(), 30, True),
        (health(REFUSED), 30, False),
        (health(), -1, False),
        (health(withdrawn_on=DAY + timedelta(days=10)), 10, True),
        (health(withdrawn_on=DAY + timedelta(days=10)), 11, False),
        (replace(health(withdrawn_on=DAY), withdrawal_known_from=DAY + timedelta(days=20)), 20, True),
        (replace(health(withdrawn_on=DAY), withdrawal_known_from=DAY + timedelta(days=20)), 21, False),
        (health(valid_until=DAY + timedelta(days=10)), 11, False),
        (replace(health(valid_until=DAY), end_known_from=DAY + timedelta(days=20)), 20, True),
        (replace(health(valid_until=DAY), end_known_from=DAY + timedelta(days=20)), 21, False),
    ],
)
def test_e3_what_was_right_by_what_was_known_then_stays_right(
    consent: Consent, days: int, known: bool
) -> None:
    """An end counts from the day after it; one entered later from the day after it was known."""
    on = DAY + timedelta(days=days)
    assert is_open("health", as_known_on([basic(), consent], on, TODAY), on) is known


@pytest.mark.parametrize(("ahead", "believed"), [(0, True), (1, True), (2, False), (25_000, False)])
def test_e3_what_is_said_to_be_known_from_a_day_ahead_is_not_believed(ahead: int, *, believed: bool) -> None:
    """Days are counted from that of judging; what is entered today may be known from the next day on."""
    told = TODAY + timedelta(days=ahead)
    withdrawn = replace(health(withdrawn_on=DAY), withdrawal_known_from=told)
    ended = replace(health(valid_until=DAY), end_known_from=told)
    on = DAY + timedelta(days=10)
    for consent in (withdrawn, ended):
        assert is_open("health", as_known_on([basic(), consent], on, TODAY), on) is believed
        assert is_open("health", as_known_on([basic(), consent], DAY, TODAY), DAY)


@pytest.mark.parametrize(
    ("consents", "code", "on"),
    [
        ([basic(on=DAY)], "given_later", DAY),
        ([basic(REFUSED, on=DAY)], "never_asked", None),
        ([basic(on=DAY - timedelta(days=9), withdrawn_on=DAY - timedelta(days=5))], "withdrawn", None),
    ],
)
def test_p2_what_was_given_only_later_names_its_day(
    consents: list[Consent], code: str, on: date | None
) -> None:
    """Asked about two days before ``DAY``: "never asked" would be untrue of what was given since."""
    closed = refusal("basic", consents, DAY - timedelta(days=2))
    assert closed is not None
    told = dated(closed, consents)
    assert told.code == code
    assert on is None or told.values["on"] == on


@pytest.mark.parametrize(
    "need", ["", "helth", "passing_on", "passing_on:", "passing_on:  ", "special", "BASIC"]
)
def test_a_typing_error_opens_nothing(need: str) -> None:
    assert not is_need(need)
    with pytest.raises(ValueError, match="no such need"):
        refusal(need, [basic()], DAY)


decisions = st.builds(
    health,
    st.sampled_from(ConsentDecision),
    st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    st.integers(0, 5),
)


@property_test(st.lists(decisions, max_size=5), st.dates(date(2026, 1, 1), date(2026, 6, 30)))
def test_e5_nothing_is_presumed(consents: list[Consent], on: date) -> None:
    everything = [basic(on=date(2026, 1, 1)), *consents]
    if "health" in given(everything, on):
        assert any(
            each.decision is GIVEN
            and each.decided_on <= on
            and (each.withdrawn_on is None or each.withdrawn_on > on)
            and (each.valid_until is None or each.valid_until >= on)
            for each in consents
        )
    assert "health" not in given(consents, on)


@property_test(st.lists(decisions, max_size=5), st.dates(date(2026, 1, 1), date(2026, 6, 30)))
def test_e4_a_withdrawal_today_closes_whatever_was_declared_before(consents: list[Consent], on: date) -> None:
    before = [each for each in consents if each.decided_on < on]
    last = health(GIVEN, on, withdrawn_on=on)
    assert "health" not in given([basic(on=date(2026, 1, 1)), *before, last], on)
