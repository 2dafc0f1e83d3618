"""Kurzkontakte one by one: looked at without a person, and taken back also of a year handed in (P2, K7)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from intman_desktop.errors import ChangedMeanwhile, NotFound
from intman_desktop.models import tables as t
from intman_desktop.services.across import key_figures
from intman_desktop.services.across.brief_contacts import contacts_of, take_back_contact
from intman_desktop.services.casework.intake import note_brief_contact
from intman_desktop.services.closing.frozen_years import changed_since_frozen
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import BriefContact
from intman_desktop.values.figures import ChangeKind
from tests.opened import brief_contacts


def noted(desk: Desk, on: date, topic: str = "housing") -> int:
    return note_brief_contact(desk, BriefContact(on, "phone", topic)).value


def last_verb(desk: Desk) -> str:
    with desk.vault.reading() as connection:
        return str(connection.scalars(select(t.journal.c.verb).order_by(t.journal.c.seq.desc())).first())


def test_p2_the_contacts_of_a_year_stand_in_words_the_newest_first(desk: Desk) -> None:
    first, second = noted(desk, date(2026, 2, 1)), noted(desk, date(2026, 3, 1), "language")
    noted(desk, date(2025, 12, 31))
    found = contacts_of(desk, 2026)
    assert [(each.id, each.on) for each in found.rows] == [
        (second, date(2026, 3, 1)),
        (first, date(2026, 2, 1)),
    ]
    assert (found.rows[0].form, found.rows[0].topic) == ("telefonisch", "Sprache")
    assert not found.frozen


def test_p2_l6_one_that_was_counted_by_mistake_is_taken_back_and_journaled(desk: Desk) -> None:
    """And the taking back can be taken back as well."""
    wrong = noted(desk, date(2026, 2, 1))
    right = noted(desk, date(2026, 2, 1), "language")
    before = brief_contacts(desk, 2026)
    done = take_back_contact(desk, wrong)
    assert [each.id for each in contacts_of(desk, 2026).rows] == [right]
    assert last_verb(desk) == "brief_contact_removed"
    assert done.undo is not None
    done.undo()
    assert brief_contacts(desk, 2026) == before
    assert last_verb(desk) == "taken_back"
    take_back_contact(desk, wrong)
    with pytest.raises(NotFound):
        take_back_contact(desk, wrong)


def test_p2_one_whose_number_another_got_meanwhile_comes_back_beside_it(desk: Desk) -> None:
    """And the step that noted the one takes back neither the other nor anything else."""
    first = note_brief_contact(desk, BriefContact(date(2026, 2, 1), "phone", "housing"))
    gone = take_back_contact(desk, first.value)
    assert noted(desk, date(2026, 3, 1), "language") == first.value
    both = {date(2026, 2, 1), date(2026, 3, 1)}
    assert gone.undo is not None and first.undo is not None
    gone.undo()
    assert {each.on for each in contacts_of(desk, 2026).rows} == both
    with pytest.raises(ChangedMeanwhile):
        first.undo()
    assert {each.on for each in contacts_of(desk, 2026).rows} == both


def test_k7_one_of_a_year_that_was_handed_in_makes_a_version_two_with_its_difference(desk: Desk) -> None:
    """A wrong number that was handed in can be set right, as with a talk; taking that back leaves nothing."""
    old = noted(desk, date(2025, 5, 4))
    key_figures.freeze_year(desk, 2025)
    assert contacts_of(desk, 2025).frozen
    done = take_back_contact(desk, old)
    assert changed_since_frozen(desk, 2025) == (ChangeKind.BRIEF_CONTACT_CHANGED,)
    assert done.undo is not None
    done.undo()
    assert changed_since_frozen(desk, 2025) == ()
    take_back_contact(desk, old)
    again = key_figures.freeze_year(desk, 2025).value
    total = next(each for each in again.differences if (each.figure, each.cell) == ("brief_contacts", ""))
    assert (again.number, total.before, total.after) == (2, 1, 0)


def test_k7_one_noted_in_a_year_handed_in_goes_again_with_its_step(desk: Desk) -> None:
    """The year is what was handed in, then."""
    key_figures.freeze_year(desk, 2025)
    done = note_brief_contact(desk, BriefContact(date(2025, 5, 4), "phone", "housing"))
    assert changed_since_frozen(desk, 2025) == (ChangeKind.BRIEF_CONTACT_CHANGED,)
    assert done.undo is not None
    done.undo()
    assert (brief_contacts(desk, 2025), changed_since_frozen(desk, 2025)) == ((), ())
