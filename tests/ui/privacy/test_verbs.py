"""Every verb that the program writes to the journal can be read in words (L6)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import intman_desktop
from intman_desktop.gdpr import verbs as named_verbs
from intman_desktop.rules.decisions import AT_DISCRETION, REST, RESUME
from intman_desktop.services.words.journal import journal_words

ROOMS = ("services", "gdpr", "jobs", "cli", "sample")
BY_DECISION = {f"case_{kind}" for kind in (REST, RESUME)} | {f"decided_{kind}" for kind in AT_DISCRETION}
"""What ``services.ending`` and ``services.decisions`` compose of the kind of a decision."""


def trees() -> list[ast.Module]:
    root = Path(intman_desktop.__file__).parent
    return [
        ast.parse(file.read_text("utf-8")) for room in ROOMS for file in sorted((root / room).rglob("*.py"))
    ]


def takers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the functions and records that take a verb, with its place among what they are given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [each.arg for each in (*node.args.args, *node.args.kwonlyargs)]
        elif isinstance(node, ast.ClassDef):
            fields = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
            names = [each.id for each in fields if isinstance(each, ast.Name)]
        else:
            continue
        if "verb" in names:
            yield node.name, names.index("verb")


def given(call: ast.Call, places: dict[str, int]) -> ast.expr | None:
    """Return what a call gives as the verb, None for a call that takes none."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in places:
        return None
    named = [each.value for each in call.keywords if each.arg == "verb"]
    return (named or list(call.args[places[name] :]))[0]


def written() -> set[str]:
    """Return every verb that stands in the code."""
    found = trees()
    places = dict(each for tree in found for each in takers(tree))
    verbs = BY_DECISION | {verb for name, verb in vars(named_verbs).items() if name.isupper()}
    for tree in found:
        for node in ast.walk(tree):
            verb = given(node, places) if isinstance(node, ast.Call) else None
            if verb is not None and not isinstance(verb, ast.JoinedStr):
                texts = [each.value for each in ast.walk(verb) if isinstance(each, ast.Constant)]
                verbs |= {text for text in texts if isinstance(text, str)}
    return verbs


@pytest.mark.parametrize("verb", sorted(written()))
def test_l6_every_verb_of_the_journal_has_words(verb: str) -> None:
    assert journal_words(verb) != verb


def test_l6_the_verbs_are_found_wherever_they_are_given() -> None:
    assert {"goal_saved", "talk_noted", "needs_saved", "store_created", "step_settled"} <= written()
