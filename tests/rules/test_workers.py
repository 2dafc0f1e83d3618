"""E1: who works here is known by name, however the name was typed."""

from __future__ import annotations

import pytest

from intman_desktop.rules.workers import folded_name, worker_named
from intman_desktop.values.codes import Secrecy
from intman_desktop.values.office import Office, Worker

ERIKA = Worker("eb", "Erika Beispiel", Secrecy.SOCIAL_WORKER)
OFFICE = Office(workers=(Worker("x", ""), ERIKA))


@pytest.mark.parametrize("name", ["Erika Beispiel", "  erika   BEISPIEL ", "Erika\tBeispiel"])
def test_e1_blanks_and_capitals_make_no_other_person(name: str) -> None:
    assert worker_named(OFFICE, name) is ERIKA
    assert folded_name(name) == folded_name(ERIKA.name)


@pytest.mark.parametrize("name", ["Erika", "Erika Beispielmann", "", "  "])
def test_e1_another_name_or_none_is_nobody_who_works_here(name: str) -> None:
    """Nor is a worker whose name is not entered yet found by none."""
    assert worker_named(OFFICE, name) is None
