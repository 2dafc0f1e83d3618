"""What was typed before the consent stays readable for the program that typed it, also under another key."""

from __future__ import annotations

from pathlib import Path

from intman_desktop.services.keeping.keyring import renew
from intman_desktop.ui.draft_texts import seal, unseal
from tests.opened import make_template, open_desk

TYPED = [("new_person", "Angefangen, bevor eingewilligt wurde")]


def test_a_text_sealed_before_a_renewal_comes_back_after_it(tmp_path: Path) -> None:
    desk = open_desk(make_template(tmp_path / "vorlage"), tmp_path / "tresor")
    sealed = seal(desk, TYPED)
    renew(desk)
    assert unseal(desk, sealed) == (TYPED, [])
    assert unseal(desk, seal(desk, TYPED)) == (TYPED, [])
    desk.vault.close()


def test_a_text_of_another_store_or_of_a_key_that_is_not_known_is_kept_for_it(tmp_path: Path) -> None:
    template = make_template(tmp_path / "vorlage")
    copy = open_desk(template, tmp_path / "kopie")
    renew(copy)
    sealed = seal(copy, TYPED)
    other = open_desk(make_template(tmp_path / "andere"), tmp_path / "anderer")
    desk = open_desk(template, tmp_path / "tresor")
    sealed = [*sealed, *seal(other, TYPED)]
    assert unseal(desk, sealed) == ([], sealed)
    renew(desk)  # as after a restore: another key has the same number
    assert unseal(desk, sealed) == ([], sealed)
    for each in (copy, other, desk):
        each.vault.close()
