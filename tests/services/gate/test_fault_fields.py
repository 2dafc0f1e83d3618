"""A fault of a file names row and field, whatever rule finds it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from textwrap import dedent
from typing import Any

import pytest

from intman_desktop.rules.consents import consent_faults
from intman_desktop.rules.corrections import correction_faults
from intman_desktop.rules.decisions import kept_faults
from intman_desktop.rules.disclosures import LONGEST, disclosure_faults
from intman_desktop.rules.goals import course_faults
from intman_desktop.rules.intake import notice_day_faults
from intman_desktop.rules.plan import plan_faults
from intman_desktop.rules.requests import request_faults
from intman_desktop.rules.retention import deletion_faults, hold_faults
from intman_desktop.rules.talks import LONGEST_NOTE, person_faults, talk_faults
from intman_desktop.services.common.saving import member_faults, needs_faults
from intman_desktop.services.gate import fault_fields as ff
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Block, RequestKind
from intman_desktop.values.declarations import Consent, Disclosure
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.requests import Correction, Request
from tests.builders import a_disclosure, a_participant, a_talk

TODAY = date(2026, 11, 20)
OF_A_WHOLE_PLAN = {**ff.OF_A_PLAN, **ff.OF_A_SPAN, **ff.OF_A_BLOCK_REASON}
RULES: tuple[tuple[Callable[..., Any], ff.Fields], ...] = (
    (talk_faults, ff.OF_A_TALK),
    (person_faults, ff.OF_A_PARTICIPANT),
    (member_faults, ff.OF_A_MEMBER),
    (needs_faults, ff.OF_NEEDS),
    (plan_faults, OF_A_WHOLE_PLAN),
    (consent_faults, ff.OF_A_CONSENT),
    (disclosure_faults, ff.OF_A_DISCLOSURE),
    (request_faults, ff.OF_A_REQUEST),
    (correction_faults, ff.OF_A_CORRECTION),
    (course_faults, ff.OF_A_GOAL),
    (notice_day_faults, ff.OF_A_NOTICE),
    (hold_faults, ff.OF_A_HOLD),
    (deletion_faults, ff.OF_A_DELETION),
    (kept_faults, ff.OF_A_DECISION),
)
ENTRIES: tuple[tuple[ff.Fields, type], ...] = (
    ({code: name for code, name in ff.OF_A_TALK.items() if name != "note"}, v.Talk),
    ({"note_too_long": ff.OF_A_TALK["note_too_long"], **ff.OF_A_PARTICIPANT}, v.Participant),
    (ff.OF_A_MEMBER, v.HouseholdMember),
    (ff.OF_NEEDS, v.NeedsAssessment),
    (ff.OF_A_PLAN, v.Plan),
    (ff.OF_A_SPAN, v.PlanSpan),
    (ff.OF_A_BLOCK_REASON, v.BlockReason),
    (ff.OF_A_CONSENT, Consent),
    (ff.OF_A_DISCLOSURE, Disclosure),
    (ff.OF_A_REQUEST, Request),
    (ff.OF_A_CORRECTION, Correction),
    (ff.OF_A_GOAL, v.Goal),
    (ff.OF_A_NOTICE, v.NoticeGiven),
    (ff.OF_A_HOLD, v.Case),
    (ff.OF_A_DELETION, v.Case),
    (ff.OF_A_DECISION, v.Decision),
)


def codes_of(rule: Callable[..., Any]) -> set[str]:
    """Return the codes of every fact that a rule can tell, by its source and that of what it calls there."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(dedent(inspect.getsource(rule)))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        called = rule.__globals__.get(node.func.id)
        if node.func.id == "Explanation":
            found |= {
                each.value
                for each in ast.walk(node.args[0])
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }
        elif inspect.isfunction(called) and called.__module__ == rule.__module__:
            found |= codes_of(called)
    return found


@pytest.mark.parametrize(("rule", "table"), RULES)
def test_every_code_of_a_rule_has_its_field(rule: Callable[..., Any], table: Mapping[str, Any]) -> None:
    """A code without a field would name the row alone; a field without a code is dead."""
    assert codes_of(rule) == set(table)


@pytest.mark.parametrize(("table", "entry"), ENTRIES)
def test_every_field_is_one_of_its_entry(table: ff.Fields, entry: type) -> None:
    """A name that the format does not know would lead nowhere."""
    named = {name for each in table.values() for name in ((each,) if isinstance(each, str) else each)}
    assert named <= {field.name for field in fields(entry)}


@pytest.mark.parametrize(
    ("plan", "place"),
    [
        (
            {"spans": (v.PlanSpan(date(2026, 2, 2), date(2026, 3, 3), "other"), v.PlanSpan(TODAY, TODAY))},
            "spans[1].reason",
        ),
        (
            {
                "spans": (
                    v.PlanSpan(date(2026, 2, 2), date(2026, 3, 3), "other"),
                    v.PlanSpan(date(2026, 3, 3)),
                )
            },
            "spans[1].opened_on",
        ),
        (
            {"spans": (v.PlanSpan(date(2026, 2, 2), date(2026, 2, 1), "other"),)},
            "spans[0].closed_on",
        ),
        (
            {"spans": (v.PlanSpan(date(2026, 2, 2), date(2026, 11, 21), "other"),)},
            "spans[0].closed_on",
        ),
        ({"spans": (v.PlanSpan(date(2026, 2, 2)), v.PlanSpan(date(2026, 11, 21)))}, "spans[1].opened_on"),
        ({"spans": (v.PlanSpan(date(2026, 3, 2)), v.PlanSpan(date(2026, 2, 2)))}, "spans[1].closed_on"),
        ({"block_reasons": (v.BlockReason(Block.EDUCATION, "so"), v.BlockReason(Block.LANGUAGE, " "))}, None),
    ],
)
def test_i9_a_fault_of_a_plan_names_the_row_of_its_stretch(plan: dict[str, Any], place: str | None) -> None:
    """Of several stretches and reasons the one that is meant is named (I8, I9)."""
    held = v.Plan(**{"begun_on": date(2026, 2, 2), "spans": (v.PlanSpan(date(2026, 2, 2)),), **plan})
    told = [each.place for each in ff.of_plan(plan_faults(held, TODAY), held, TODAY, "plan")]
    assert f"plan.{place or 'block_reasons[1].reason'}" in told


def test_k5_a_note_that_is_too_long_names_whose_it_is() -> None:
    """Each person has a note of her own."""
    parts = (a_participant("a" * 32), a_participant("b" * 32, note="x" * (LONGEST_NOTE + 1)))
    talk = a_talk(participants=parts, on=TODAY)
    (fault,) = ff.of_talk(talk_faults(talk, TODAY), talk, "talks[0]")
    assert fault.place == "talks[0].participants[1].note"


def test_a_fact_of_no_table_is_one_of_its_whole_entry() -> None:
    """An import is never ended by a rule that got a new code."""
    (fault,) = ff.fields_of((Explanation("new_fact"),), ff.OF_A_REQUEST, None, "requests[0]")
    assert (fault.place, fault.code) == ("requests[0]", "new_fact")


def test_a_text_that_is_too_long_is_the_longest_of_its_entry() -> None:
    """One fact stands for several texts."""
    act = a_disclosure(on=TODAY, reason="x" * (LONGEST + 1))
    facts = [each for each in disclosure_faults(act, (), TODAY) if each.code == "disclosure_too_long"]
    (fault,) = ff.fields_of(facts, ff.OF_A_DISCLOSURE, act, "disclosures[0]")
    assert fault.place == "disclosures[0].reason"
    asked = Request(RequestKind.ACCESS, TODAY, note="x" * 301)
    (other,) = ff.fields_of(request_faults(asked, TODAY), ff.OF_A_REQUEST, asked, "requests[0]")
    assert other.place == "requests[0].note"
