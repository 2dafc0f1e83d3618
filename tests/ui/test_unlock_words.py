"""The words of the way in: how strong a passphrase is, and why the store is locked."""

from __future__ import annotations

import pytest

from intman_desktop.ui.parts.state import State
from intman_desktop.ui.unlock.reasons import LockReason, lock_sentence
from intman_desktop.ui.unlock.strength import advice, guesses


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("passwort", State.OVERDUE),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", State.OVERDUE),
        ("12345678901234567890", State.OVERDUE),
        ("qwertzuiop", State.OVERDUE),
        ("Schmetterling", State.WARNING),
        ("Regen7Baum!", State.WARNING),
        ("pferd heft klammer", State.GOING),
        ("pferd heft klammer baum", State.DONE),
        ("pferd heft klammer baum regen", State.DONE),
        (" pferd heft klammer baum regen", State.WARNING),
        ("", State.WARNING),
    ],
)
def test_the_word_on_strength(typed: str, state: State) -> None:
    assert advice(typed)[0] is state


def test_a_blank_at_an_end_is_pointed_out_and_counts() -> None:
    for typed in (" pferd heft klammer baum regen", "pferd heft klammer baum regen ", " "):
        assert "Leerzeichen" in advice(typed)[1]


def test_of_a_thousand_signs_the_first_hundred_are_looked_at() -> None:
    begun = "pferd heft klammer baum regen " * 4
    assert guesses(begun[:100]) == guesses(begun * 10)


@pytest.mark.parametrize(
    ("reason", "kept", "memory", "words"),
    [
        (LockReason.ASKED, False, False, "Gesperrt."),
        (
            LockReason.IDLE,
            True,
            False,
            "Gesperrt nach 5 Minuten ohne Eingabe. Ihr angefangener Text ist gesichert.",
        ),
        (LockReason.SLEEP, False, False, "Gesperrt, weil der Rechner in den Ruhezustand ging."),
        (LockReason.SCREEN, False, False, "Gesperrt, weil der Bildschirm gesperrt wurde."),
    ],
)
def test_the_lock_screen_says_why(reason: LockReason, kept: bool, memory: bool, words: str) -> None:
    assert lock_sentence(reason, 5, draft_kept=kept, draft_in_memory=memory) == words


def test_what_was_typed_before_consent_is_said_to_end_with_the_program() -> None:
    said = lock_sentence(LockReason.IDLE, 1, draft_kept=False, draft_in_memory=True)
    assert "nach 1 Minute ohne" in said
    assert "Arbeitsspeicher" in said


def test_a_paper_whose_entry_is_missing_still_is_told_of() -> None:
    said = lock_sentence(LockReason.ASKED, 5, draft_kept=False, draft_in_memory=False, entry_missing=True)
    assert said.startswith("Gesperrt. Ein Papier ist ausgegeben")
    assert "solange das Programm läuft" in said
