"""Every verb that the program writes to the journal can be read in words (L6)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import intman_desktop
from intman_desktop.gdpr.verbs import HELD_CASE_OPENED, Verb
from intman_desktop.services.common.words.journal import journal_words
from intman_desktop.values.codes import HeldReason

ROOMS = ("services", "gdpr", "jobs", "cli", "sample")
TELLING = {"journal_kinds.py", "journal.py"}
"""The modules that read the verbs, rather than write them."""
OLDER = {Verb.HELD_CASE_OPENED}
"""What no version writes any more; old journals hold it."""


def written() -> set[Verb]:
    """Return every verb that stands in the code which writes them."""
    root = Path(intman_desktop.__file__).parent
    files = (file for room in ROOMS for file in sorted((root / room).rglob("*.py")))
    trees = (ast.parse(file.read_text("utf-8")) for file in files if file.name not in TELLING)
    return {
        Verb[node.attr]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Verb"
    } | set(HELD_CASE_OPENED.values())


@pytest.mark.parametrize("verb", Verb)
def test_l6_every_verb_of_the_journal_has_words(verb: Verb) -> None:
    assert journal_words(verb) != verb


def test_l6_every_verb_is_written_somewhere_or_was_once() -> None:
    assert set(Verb) - written() == OLDER


def test_l6_a_case_on_hold_is_opened_with_a_verb_of_its_own_for_every_reason() -> None:
    assert {f"held_case_opened_{reason}": reason for reason in HeldReason} == {
        verb: reason for reason, verb in HELD_CASE_OPENED.items()
    }
