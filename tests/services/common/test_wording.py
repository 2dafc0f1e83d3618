"""Every fact has its sentence, every sentence only values that its fact has."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import date
from enum import Enum

import pytest

from intman_desktop.errors import NotFound, Refused
from intman_desktop.language import use_language
from intman_desktop.rules import gate
from intman_desktop.services.common import wording
from intman_desktop.services.common.words import names
from intman_desktop.services.common.words.kinds import Counted
from intman_desktop.values import codes
from intman_desktop.values.codes import Block, Light, StartEvidence
from intman_desktop.values.explanation import Explanation
from tests.services.common.fact_codes import FactCall, fact_calls

WORDED = wording._sentences("de")
# Places that hand on a fact made elsewhere; its code is read where it is made.
HANDED_ON = {
    ("cli/period_command.py", "Refused(unclear.explanation.code, **unclear.explanation.values)"),
    ("rules/chain.py", "Explanation(because)"),
    ("rules/dates.py", "Explanation(code, values)"),
    ("rules/folding.py", "Explanation(code, values)"),
    ("rules/dates.py", "UnclearDate(fault.code, **fault.values)"),
    ("services/common/admission.py", "Refused(fault.code, **fault.values)"),
    ("services/rights/consents.py", "Refused(fault.code, **fault.values)"),
    ("services/transfer/importing.py", "Explanation(fault.code, dict(fault.values))"),
    ("services/transfer/list_judging.py", "Explanation(fault.code, dict(fault.values))"),
    ("services/papers/paper_texts.py", "Explanation(fault.fact.code, values)"),
    ("services/papers/papers.py", "Refused(hindrance.code, **hindrance.values)"),
    ("services/keeping/upkeep.py", "Explanation(memory.rehearsal_fault)"),
    ("services/plans/plan_view.py", "Explanation(fact.code, {**fact.values, 'field': label})"),
    (
        "services/plans/plan_view.py",
        "Explanation(fact.code, {**fact.values, 'field': _label(profile, field.code, language)})",
    ),
    ("services/casework/several.py", "Explanation(why.code, why.values)"),
    ("services/common/saving.py", "Refused(fault.explanation.code, **fault.explanation.values)"),
    ("services/common/wording.py", "Explanation(trouble.code, trouble.values)"),
    ("services/common/wording.py", "Explanation(str(value))"),
    ("services/gate/checking_days.py", "Fault(place, code, texts({'on': day}))"),
    ("services/common/faults.py", "Fault(place, fact.code, texts(fact.values))"),
    ("reporting/plausibility.py", "Explanation(code, dict(row))"),
}
DIFFERENT_IN_SQL = {
    "question_talk_outside": {"case_id", "talk_id", "on", "start", "last_day"},
    "question_needs_outside": {"case_id", "on", "start", "last_day"},
    "question_agreement_missing": {"case_id", "on"},
    "question_plan_not_made": {"case_id", "plan_id", "begun_on"},
    "question_plan_without_talk": {"case_id", "plan_id", "begun_on"},
    "question_needs_without_talk": {"case_id", "on"},
    "question_open_plan_of_ended_case": {"case_id", "plan_id", "ended_on"},
    "question_date_in_future": {"case_id", "what", "on"},
    "question_brief_contacts_in_future": {"count"},
}


def templates(code: str) -> Iterator[str]:
    """Yield the texts a code can be worded with: one, or singular and plural."""
    text = WORDED[code]
    if isinstance(text, Counted):
        yield from (text.form(1), text.form(2))
    else:
        yield text


def placeholders(template: str) -> set[str]:
    """Return the names that a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_reader_of_codes_finds_them() -> None:
    codes_found = {call.code for call in fact_calls()[0]}
    assert {
        "period_rule",
        "two_digit_year",
        "name_too_long",
        "talk_outside_period",
        "step_after_agreement",
        "question_sex_missing",
        "wrong_type",
    } <= codes_found
    assert len(codes_found) > 150


def test_no_place_hides_its_code() -> None:
    assert {(each.place, each.source) for each in fact_calls()[1]} <= HANDED_ON


def test_every_fact_has_its_sentence() -> None:
    assert {call.code: call.place for call in fact_calls()[0] if call.code not in WORDED} == {}


def test_every_sentence_has_its_fact() -> None:
    assert set(WORDED) - {call.code for call in fact_calls()[0]} - set(DIFFERENT_IN_SQL) <= {
        "extension_months_out_of_bounds",
        "list_left_out",
        "list_perhaps_double",
        "passphrases_differ",
    }


def _asked_in_vain(call: FactCall) -> bool:
    """Return whether the sentence of a fact asks for a value that its fact does not have."""
    values = DIFFERENT_IN_SQL.get(call.code) if call.values is None else set(call.values)
    if values is None:
        return False
    text = WORDED[call.code]
    counts_nothing = isinstance(text, Counted) and call.values is not None and text.of not in values
    return counts_nothing or any(not placeholders(each) <= values for each in templates(call.code))


def test_a_sentence_asks_only_for_what_its_fact_has() -> None:
    assert [f"{call.code}@{call.place}" for call in fact_calls()[0] if _asked_in_vain(call)] == []


def _is_whole(template: str) -> bool:
    said = template.format(**dict.fromkeys(placeholders(template), "x"))
    return bool(said) and template.strip() == template and "!" not in template  # no exclamation marks


def test_every_sentence_is_whole() -> None:
    broken = {code: each for code in WORDED for each in templates(code) if not _is_whole(each)}
    assert broken == {}


def test_days_and_codes_are_shown_as_people_write_them() -> None:
    said = wording.sentence(
        Explanation("period_start_brought", {"start": date(2024, 3, 5), "evidence": StartEvidence.PLAN_SEEN})
    )
    assert said == "Erstes Beratungsgespräch an anderer Stelle am 05.03.2024 (Integrationsplan gesehen)."


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "noch 1 Tag"),
        (115, "noch 115 Tage"),
        ("2", "noch 2 Tage"),
        (1096, "noch 1\u202f096 Tage"),  # as the list of cases writes it
    ],
)
def test_one_and_many_differ(days: object, said: str) -> None:
    fact = Explanation("period_days_left", {"days": days, "last_day": date(2027, 3, 15)})
    assert wording.sentence(fact) == said


def test_a_day_that_a_file_wrote_is_shown_like_any_other() -> None:
    assert wording.shown("2026-11-20") == "20.11.2026"
    assert wording.shown("B1 2026-11-20") == "B1 2026-11-20"


def test_several_values_stand_with_commas_and_none_is_a_dash() -> None:
    assert wording.shown((Block.LANGUAGE, Light.COMPLETE, 3)) == "Sprachkompetenz, vollständig, 3"
    assert wording.shown(None) == "–"


@pytest.mark.parametrize("need", [*sorted(gate.FIXED_NEEDS), gate.passing_on_to("Jobcenter Muster")])
def test_e3_every_need_has_a_word(need: str) -> None:
    assert names.need(need)
    assert "passing_on" not in names.need(need)


@pytest.mark.parametrize(
    "code", ["never_asked", "refused", "put_off", "withdrawn", "expired", "basic_missing"]
)
def test_e1_every_reason_of_the_gate_has_words(code: str) -> None:
    said = wording.sentence(Explanation("basic_missing", {"need": "basic", "because": code}))
    assert code not in said


def test_e1_a_decision_put_off_is_not_told_as_one_that_was_wanted_for_later_that_day() -> None:
    put_off = Explanation("put_off", {"need": "contact", "on": date(2026, 11, 20)})
    assert wording.sentence(put_off).endswith(": Am 20.11.2026 wollte die Person noch nicht entscheiden.")


@pytest.mark.parametrize("day", [date(2026, 1, 12), "2026-01-12"])
def test_p2_a_consent_that_came_after_the_day_says_when_it_came(day: object) -> None:
    """As a day, and as the text that a fault of a file carries."""
    values = {"on": date(2026, 1, 11), "because": day}
    said = wording.sentence(Explanation("talk_without_consent", values))
    assert "(sie wurde erst am 12.01.2026 erteilt); für den 11.01.2026" in said


@pytest.mark.parametrize("code", sorted(code for code in WORDED if "eighteen" in code))
def test_p4_who_turns_18_is_announced_with_a_consent_a_plan_and_a_period_of_her_own(code: str) -> None:
    said = "eigene Einwilligung, eigener Plan, eigener Zeitraum."
    assert [each for each in templates(code) if said not in each] == []


@pytest.mark.parametrize("kind", sorted(names._NAMES, key=str))
def test_every_code_of_a_closed_set_has_a_word(kind: type[Enum]) -> None:
    assert [member for member in kind if not names.word(member)] == []


def test_every_closed_set_that_facts_can_name_has_words() -> None:
    shown = {value for value in vars(codes).values() if isinstance(value, type) and issubclass(value, Enum)}
    unworded = {kind.__name__ for kind in shown - set(names._NAMES)} - {"StrEnum"}
    assert unworded == {
        "BirthPrecision",
        "StartOrigin",
        "TalkSetting",
        "TextKind",
        "ProviderLaw",
        "Secrecy",
    }


def test_a_refusal_and_any_other_trouble_are_told() -> None:
    assert wording.told(Refused("plan_not_begun")) == "Der Integrationsplan ist noch nicht begonnen."
    assert wording.told(NotFound(what="IM-2026-0001")).startswith("„IM-2026-0001“")


def test_a_value_with_braces_changes_nothing() -> None:
    said = wording.sentence(Explanation("due_goal_review", {"goal": "{on} {x}"}))
    assert said == "Ziel „{on} {x}“ überprüfen."


def test_the_language_of_the_screen_is_asked_each_time() -> None:
    fact = Explanation("plan_not_begun")
    use_language("en")
    english = wording.sentence(fact)
    use_language("de")
    assert wording.sentence(fact) == "Der Integrationsplan ist noch nicht begonnen."
    assert english
