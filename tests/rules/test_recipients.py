"""Art. 30, P10: of which kind a recipient is, by the name under which it stands in the register."""

from __future__ import annotations

import pytest

from intman_desktop.profiles import load_profile
from intman_desktop.rules.recipients import kind_named, recipient_key

KINDS = {item.code: item.labels["de"] for item in load_profile("bw").list("service_kinds")}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Jobcenter Musterstadt", "jobcenter"),
        ("Job-Center Musterkreis", "jobcenter"),
        ("Stadt Musterstadt, Jugendamt", "youth_office"),
        ("AGENTUR FÜR ARBEIT Musterstadt", "employment_agency"),
        ("Grundschule/VKL Musterstadt", "school"),
        ("Amtsgericht Musterstadt", "local_court"),
        ("Arzt Dr. Beispiel", "doctor"),
        ("Mieterverein Musterstadt e. V.", "tenants_association"),
        ("Sprachschule Muster", None),
        ("Tante Emma", None),
        ("Für Arbeit", None),
        ("", None),
    ],
)
def test_art_30_a_recipient_is_of_the_kind_that_its_name_says_in_whole_words(
    name: str, kind: str | None
) -> None:
    assert kind_named(name, KINDS) == kind


def test_art_30_the_kind_with_most_words_in_the_name_is_meant() -> None:
    kinds = {"office": "Amt", "housing": "Amt für Wohnen"}
    assert kind_named("Amt für Wohnen Musterstadt", kinds) == "housing"
    assert kind_named("Amt Musterstadt", kinds) == "office"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Job-Center Musterstadt", " jobcenter  MUSTERSTADT", True),
        ("Sachgebiet 32-1", "Sachgebiet 32 – 1", True),
        ("Sachgebiet 32-1", "Sachgebiet 3-21", False),
        ("Team 11", "Team 1 1", False),
        ("Team 11", "Team-11", True),
        ("Amt 5 a", "Amt 5a", True),
        ("Jobcenter", "Jobcenter Musterstadt", False),
    ],
)
def test_p10_e7_hyphens_and_blanks_make_no_other_recipient_but_they_part_numbers(
    one: str, other: str, same: bool
) -> None:
    assert (recipient_key(one) == recipient_key(other)) is same
