"""Art. 19: whoever got something by a withdrawn consent is told, and a deadline reminds until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.models import tables as t
from intman_desktop.rules.disclosures import recipients_untold
from intman_desktop.services.across.due.settled import settled_of
from intman_desktop.services.across.overview import deadlines_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.disclosure_papers import withdrawal_notice
from intman_desktop.services.rights.disclosures import record_disclosure, write_office_letter
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values.case_file import CaseFile, Consent, Disclosure
from intman_desktop.values.codes import ConsentScope, DisclosureGround, DisclosureWay, SpecialKind
from intman_desktop.values.deadline_views import DeadlineKind, DeadlineRow
from intman_desktop.values.ending_views import Ending
from tests import builders as a
from tests.opened import TODAY, on_day, put_in

MARCH, MAY, JUNE = date(2026, 3, 2), date(2026, 5, 4), date(2026, 6, 1)
ACT = a.a_disclosure(on=MARCH, kind=SpecialKind.HEALTH, consent=2, id=7)
NOTICE = a.a_disclosure(on=MAY, ground=DisclosureGround.STATUTORY_DUTY, what="Widerruf", id=9)


def gone(**details: Any) -> tuple[Consent, ...]:
    """Return consents of which that on health was withdrawn in May."""
    return a.a_consent(), a.a_health_consent(withdrawn_on=MAY, id=4, **details), a.a_passing_on()


@pytest.mark.parametrize(
    ("acts", "notices", "open_since"),
    [
        ((ACT,), (), MAY),
        ((replace(ACT, kind=None),), (), None),  # nothing of that kind
        ((replace(ACT, ground=DisclosureGround.COURT_ORDER),), (), None),  # rests on the law
        ((replace(ACT, on=JUNE),), (), MAY),  # withdrawn in May, written down later
        ((replace(ACT, on=JUNE),), (NOTICE,), MAY),  # what went out after the notice
        ((ACT,), (NOTICE,), None),
        ((ACT,), (replace(NOTICE, on=date(2026, 4, 1)),), MAY),  # tells of an earlier one
        ((ACT,), (replace(NOTICE, recipient=" jobcenter  MUSTERSTADT"),), None),
        ((ACT,), (replace(NOTICE, recipient="Sozialamt"),), MAY),
    ],
)
def test_art_19_who_waits_for_a_notice(
    acts: tuple[Disclosure, ...], notices: tuple[Disclosure, ...], open_since: date | None
) -> None:
    found = recipients_untold((*acts, *notices), gone(), notices)
    assert [each.since for each in found] == ([] if open_since is None else [open_since])
    if found:
        assert (found[0].recipient, found[0].consent_id, found[0].disclosure_id) == (
            "Jobcenter Musterstadt",
            4,
            7,
        )


def test_art_19_what_a_consent_given_anew_opened_needs_no_notice() -> None:
    """Its recipient was told nothing that had ended; what went out in between was (Rule E5)."""
    anew = a.a_health_consent(decided_on=JUNE, id=6)
    for day, open_since in ((JUNE, []), (date(2026, 5, 18), [MAY])):
        found = recipients_untold((replace(ACT, on=day),), (*gone(), anew), ())
        assert [each.since for each in found] == open_since


def test_art_19_one_recipient_waits_once_since_the_earliest_withdrawal() -> None:
    consents = (*gone()[:2], a.a_passing_on(withdrawn_on=JUNE, id=5))
    acts = (ACT, replace(ACT, on=date(2026, 3, 9), id=8))
    (found,) = recipients_untold(acts, consents, ())
    assert (found.since, found.consent_id, found.disclosure_id) == (MAY, 4, 8)
    (later,) = recipients_untold(acts, consents, (NOTICE,))
    assert (later.since, later.consent_id) == (JUNE, 5)
    assert recipients_untold(acts, consents, (NOTICE,), (replace(NOTICE, on=JUNE),)) == ()


LATER = date(2026, 5, 18)


@pytest.mark.parametrize(
    ("notice", "known", "still"),
    [
        (replace(NOTICE, on=LATER, told_on=MARCH), JUNE, True),  # tells of the first, the second came later
        (replace(NOTICE, on=JUNE, told_on=MARCH), JUNE, False),  # both were known: it tells of all before it
        (replace(NOTICE, on=LATER, told_on=MAY), JUNE, False),  # names the day of the second
        (replace(NOTICE, on=LATER, told_on=MARCH), LATER, False),
        (replace(NOTICE, on=LATER, told_on=MARCH), None, False),  # nothing tells that it was known later
    ],
)
def test_art_19_a_late_notice_of_one_withdrawal_tells_nothing_of_one_written_down_after_it(
    notice: Disclosure, known: date | None, still: bool
) -> None:
    """Health was withdrawn in March, given anew, and withdrawn again in May, which is told here in June."""
    first = a.a_health_consent(withdrawn_on=MARCH, withdrawal_known_from=MARCH, id=4)
    again = a.a_health_consent(
        decided_on=date(2026, 4, 1), withdrawn_on=MAY, withdrawal_known_from=known, id=6
    )
    acts = (ACT, replace(ACT, on=date(2026, 4, 20), id=8))
    found = recipients_untold(acts, (a.a_consent(), first, again), (notice,))
    assert [each.since for each in found] == ([MAY] if still else [])
    alone = recipients_untold(acts, (a.a_consent(), again), (notice,))
    assert alone == (), "there is nothing else that it could have told of"
    other = replace(first, kind=SpecialKind.RELIGION)
    assert recipients_untold(acts, (a.a_consent(), other, again), (notice,)) == (), "they got nothing of that"


def test_art_19_a_withdrawal_entered_with_an_earlier_day_waits_for_a_notice_of_its_own(desk: Desk) -> None:
    """The first was told late; the next is entered afterwards, as of a day before that notice."""
    religion = a.a_consent(ConsentScope.SPECIAL, kind=SpecialKind.RELIGION)
    acts = (replace(ACT, id=0), replace(ACT, kind=SpecialKind.RELIGION, id=0))
    consents = (a.a_consent(), a.a_health_consent(), a.a_passing_on(), religion)
    file = a_file(consents=consents, disclosures=acts)
    case_id = put_in(desk, [file])[file.case.key]
    entry, letter = withdrawal_notice("Jobcenter Musterstadt", MAY, JUNE, (), of_kind=True)
    earlier = on_day(desk, JUNE)
    withdraw_kind(earlier, case_id, open_case(desk, case_id).file.consents[1].id, MAY)
    write_office_letter(earlier, case_id, entry, letter)
    assert waiting(desk, case_id) == []
    withdraw_kind(desk, case_id, open_case(desk, case_id).file.consents[3].id, LATER)
    (row,) = waiting(desk, case_id)
    assert row.due == LATER
    entry, letter = withdrawal_notice("Jobcenter Musterstadt", LATER, TODAY, (), of_kind=True)
    write_office_letter(desk, case_id, entry, letter)
    assert waiting(desk, case_id) == []


def test_art_19_a_notice_of_a_kind_tells_nothing_of_another_consent() -> None:
    consents = (*gone()[:2], a.a_passing_on(withdrawn_on=MAY, id=5))
    (still,) = recipients_untold((ACT,), consents, (NOTICE,))
    assert (still.since, still.consent_id) == (MAY, 5)
    (other,) = recipients_untold((ACT,), consents, (), (NOTICE,))
    assert (other.since, other.consent_id) == (MAY, 4)


def test_art_19_e4_the_basic_consent_has_notices_of_its_own_whatever_else_was_withdrawn() -> None:
    consents = (a.a_consent(withdrawn_on=MARCH), *gone()[1:2], a.a_passing_on(withdrawn_on=JUNE, id=5))
    assert [each.since for each in recipients_untold((ACT,), consents, ())] == [MAY]
    assert recipients_untold((ACT,), consents[:1], ()) == ()


def a_file(**details: Any) -> CaseFile:
    """Return a case that passed something on health on to the Jobcenter."""
    consents = (a.a_consent(), a.a_health_consent(), a.a_passing_on())
    return a.a_case_file(**{"consents": consents, "disclosures": (replace(ACT, id=0),), **details})


def waiting(desk: Desk, case_id: int) -> list[DeadlineRow]:
    """Return the lines that remind of a recipient."""
    rows = deadlines_of(desk, case_id)
    return [row for row in rows if row.kind is DeadlineKind.RECIPIENT_UNTOLD]


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return such a case, from which health was withdrawn today."""
    file = a_file()
    case_id = put_in(desk, [file])[file.case.key]
    withdraw_kind(desk, case_id, open_case(desk, case_id).file.consents[1].id, TODAY)
    return case_id


def test_art_19_the_deadline_names_whom_until_the_letter_is_made(desk: Desk, case_id: int) -> None:
    (row,) = waiting(desk, case_id)
    said = "Empfänger über den Widerruf vom 20.11.2026 unterrichten: Jobcenter Musterstadt."
    assert (sentence(row.matter), row.due) == (said, TODAY)
    entry, letter = withdrawal_notice("Jobcenter Musterstadt", TODAY, TODAY, (), of_kind=True)
    outcome = write_office_letter(desk, case_id, entry, letter)
    assert waiting(desk, case_id) == []
    assert "settled_recipient" in [each.matter.code for each in settled_of(desk, case_id)]
    assert outcome.undo is not None
    outcome.undo()
    assert len(waiting(desk, case_id)) == 1


def test_art_19_who_got_something_before_a_withdrawal_was_written_down_is_told_all_the_more(
    desk: Desk,
) -> None:
    """The person withdrew in May; the letter went out in June, when nobody here knew of it yet."""
    file = a_file(disclosures=(replace(ACT, on=JUNE, id=0),))
    case_id = put_in(desk, [file])[file.case.key]
    withdraw_kind(desk, case_id, open_case(desk, case_id).file.consents[1].id, MAY)
    (row,) = waiting(desk, case_id)
    said = "Empfänger über den Widerruf vom 04.05.2026 unterrichten: Jobcenter Musterstadt."
    assert (sentence(row.matter), row.due) == (said, MAY)
    register = open_case(desk, case_id).file.disclosures
    entry, letter = withdrawal_notice("Jobcenter Musterstadt", MAY, TODAY, register, of_kind=True)
    assert "01.06.2026" in letter.text
    write_office_letter(desk, case_id, entry, letter)
    assert waiting(desk, case_id) == []


@pytest.mark.parametrize("scope", [ConsentScope.PASSING_ON, ConsentScope.RELOCATION])
def test_art_19_so_is_who_got_something_by_another_consent_that_had_ended(
    desk: Desk, scope: ConsentScope
) -> None:
    """One consent for a recipient, or that from office to office at a move (Rules E1, U1)."""
    recipient = "Jobcenter Musterstadt"
    ended = a.a_passing_on(recipient) if scope is ConsentScope.PASSING_ON else a.a_consent(scope)
    act = a.a_disclosure(recipient=recipient, on=JUNE, consent=1)
    file = a_file(consents=(a.a_consent(), ended), disclosures=(act,))
    case_id = put_in(desk, [file])[file.case.key]
    withdraw_kind(desk, case_id, open_case(desk, case_id).file.consents[1].id, MAY)
    (row,) = waiting(desk, case_id)
    assert (row.matter.values["recipient"], row.due) == (recipient, MAY)


def test_art_19_an_entry_on_its_day_settles_it_as_well(desk: Desk, case_id: int) -> None:
    entry, _letter = withdrawal_notice("Jobcenter Musterstadt", TODAY, TODAY, (), of_kind=True)
    record_disclosure(desk, case_id, replace(entry, way=DisclosureWay.PHONE))
    assert waiting(desk, case_id) == []


def test_art_19_an_end_of_the_case_puts_nothing_off(desk: Desk, case_id: int) -> None:
    end_case(desk, case_id, Ending(TODAY, "relocation"))
    assert len(waiting(desk, case_id)) == 1


def test_l2_of_a_held_case_the_recipient_is_not_named(desk: Desk, case_id: int) -> None:
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    (row,) = waiting(desk, case_id)
    assert (row.matter.code, row.person) == ("due_recipient_hidden", "")


def test_e4_with_the_basic_consent_gone_its_own_notices_come_first(desk: Desk, case_id: int) -> None:
    withdraw_basic(desk, case_id, TODAY)
    assert waiting(desk, case_id) == []


def test_e3_a_recipient_whose_kind_tells_of_health_is_not_named_without_that_consent(desk: Desk) -> None:
    with desk.vault.transaction() as connection:
        connection.execute(t.services.insert().values(code="dr_muster", kind="doctor", name="Praxis Muster"))
    act = a.a_disclosure(recipient="Praxis Muster", consent=1)
    passing = a.a_passing_on("Praxis Muster", withdrawn_on=MAY)
    file = a_file(consents=(a.a_consent(), passing), disclosures=(act,))
    (row,) = waiting(desk, put_in(desk, [file])[file.case.key])
    assert sentence(row.matter) == "Einen Empfänger über den Widerruf vom 04.05.2026 unterrichten."


def test_u1_art_19_what_went_to_another_office_at_a_move_is_told_too(desk: Desk) -> None:
    moved = a.a_consent(ConsentScope.RELOCATION, withdrawn_on=MAY)
    act = a.a_disclosure(recipient="IM Beispielstadt", consent=1)
    file = a_file(consents=(a.a_consent(), moved), disclosures=(act,))
    (row,) = waiting(desk, put_in(desk, [file])[file.case.key])
    assert row.matter.values["recipient"] == "IM Beispielstadt"
