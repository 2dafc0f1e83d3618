"""L6: the journal is read with filters, counted in the store, and given out without a name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from intman_desktop.documents.case_list_xlsx import case_list_xlsx
from intman_desktop.gdpr import journal
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.erasure import confirm_clock, erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_kinds import VERBS, kind_of
from intman_desktop.services.common.journal_pages import access_of, case_words, journal_out, journal_page
from intman_desktop.services.common.words.journal import journal_words
from intman_desktop.services.common.words.names import word
from intman_desktop.values.codes import HeldReason
from intman_desktop.values.journal_views import Access, ActKind, JournalFilter, Whose
from tests.builders import a_case, a_case_file, a_client
from tests.opened import on_day, put_in

pytestmark = pytest.mark.unmeasured

TODAY = date(2026, 11, 20)


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """Return a desk after three days of work on two cases."""
    files = [
        a_case_file(case=a_case(number=f"T-{name}"), client=a_client(family_name=name)) for name in ("A", "B")
    ]
    ids = put_in(desk, files)
    for back, file in ((2, files[0]), (1, files[1]), (0, files[0])):
        open_case(on_day(desk, TODAY - timedelta(days=back)), ids[file.case.key])
    return desk


def verbs(desk: Desk, **chosen: object) -> list[str]:
    return [row.verb for row in journal_page(desk, JournalFilter(**chosen)).rows]  # type: ignore[arg-type]


def test_l6_the_newest_entries_come_first_with_their_case(worked: Desk) -> None:
    page = journal_page(worked, limit=3)
    assert [(row.verb, row.number, row.access) for row in page.rows] == [
        ("case_read", "T-A", Access.OWNER),
        ("case_read", "T-B", Access.OWNER),
        ("case_read", "T-A", Access.OWNER),
    ]
    assert (page.total, page.everything) == (4, 4)
    assert page.begins == datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_l6_each_filter_narrows_and_counts(worked: Desk) -> None:
    assert verbs(worked, kind=ActKind.READ) == ["case_read"] * 3
    assert verbs(worked, kind=ActKind.STORE) == ["store_created"]
    assert verbs(worked, kind=ActKind.CHANGED) == []
    assert verbs(worked, number=" t-b ") == ["case_read"]
    assert verbs(worked, since=TODAY - timedelta(days=1)) == ["case_read", "case_read", "store_created"]
    assert verbs(worked, until=TODAY - timedelta(days=1)) == ["case_read", "case_read"]
    assert verbs(worked, access=Access.EMERGENCY) == verbs(worked, access=Access.FORMER) == []
    assert len(verbs(worked, access=Access.OWNER)) == 4
    narrowed = journal_page(worked, JournalFilter(number="T-A"))
    assert (narrowed.total, narrowed.everything) == (2, 4)


def test_l6_a_number_without_a_case_is_told(worked: Desk) -> None:
    page = journal_page(worked, JournalFilter(number="T-Z"))
    assert (page.rows, page.number_unknown, page.everything) == ((), True, 4)


def test_l6_an_erased_case_is_told_as_such_and_found_by_nothing(worked: Desk) -> None:
    confirm_clock(worked)
    erase_case(worked, 1, "relocation")
    read = journal_page(worked, JournalFilter(kind=ActKind.READ)).rows
    assert [case_words(row) for row in read] == ["gelöschte Akte", "T-B", "gelöschte Akte"]
    (erased,) = journal_page(worked, JournalFilter(kind=ActKind.ERASED)).rows
    assert (erased.verb, erased.whose) == ("case_erased", Whose.ERASED)
    assert journal_page(worked, JournalFilter(number="T-A")).number_unknown
    assert case_words(journal_page(worked, JournalFilter(kind=ActKind.STORE)).rows[0]) == ""


def test_l2_a_case_on_hold_shows_no_number(worked: Desk) -> None:
    with worked.vault.transaction() as connection:
        held = update(t.cases).where(t.cases.c.id == 2).values(hold_since=TODAY)
        connection.execute(held)
    words = [case_words(row) for row in journal_page(worked, JournalFilter(kind=ActKind.READ)).rows]
    assert words == ["T-A", "Akte mit Löschsperre", "T-A"]
    assert journal_page(worked, JournalFilter(number="T-B")).number_unknown


def test_l6_each_slot_has_its_word(worked: Desk) -> None:
    slots = {each.kind.value: each.id for each in worked.vault.keys.slots}
    assert access_of(worked.vault, slots["owner"]) is Access.OWNER
    assert access_of(worked.vault, slots["emergency"]) is Access.EMERGENCY
    assert access_of(worked.vault, "0" * 32) is Access.FORMER
    with worked.vault.transaction() as connection:
        for slot in (slots["emergency"], "0" * 32):
            journal.record(connection, at=worked.now(), slot=slot, verb=Verb.STORE_OPENED)
    assert verbs(worked, access=Access.EMERGENCY) == ["store_opened"]
    assert verbs(worked, access=Access.FORMER) == ["store_opened"]


def test_l6_every_verb_is_of_one_kind_and_has_words() -> None:
    every = [verb for named in VERBS.values() for verb in named]
    assert len(every) == len(set(every))
    assert all(journal_words(verb) != verb for verb in every)
    assert kind_of("talk_noted") is ActKind.CHANGED
    assert {kind_of(f"held_case_opened_{reason.value}") for reason in HeldReason} == {ActKind.READ}
    assert kind_of("papers_before_erasure") is ActKind.PRINTED
    assert kind_of("access_given") is ActKind.PRINTED, "made, perhaps only to be looked at"
    assert kind_of("marked_redacted") is ActKind.ERASED
    assert {kind_of(verb) for verb in ("clock_confirmed", "text_checked", "text_saved")} == {ActKind.STORE}
    assert {kind_of(verb) for verb in every} == set(ActKind) - {ActKind.CHANGED}


def test_l6_the_word_of_a_kind_is_true_of_each_of_its_verbs() -> None:
    """A paper may only have been shown, and a recipient's address is no part of the vault."""
    assert word(kind_of("paper_made")) == word(kind_of("plan_printed")) == "Papiere"
    words = {word(kind_of(verb)) for verb in ("store_opened", "service_saved", "figures_frozen")}
    assert words == {"Tresor und Beratungsstelle"}
    assert journal_words("access_given") == "Auskunft erstellt"


def test_l6_tens_of_thousands_are_read_in_stretches(worked: Desk) -> None:
    with worked.vault.transaction() as connection:
        key = connection.scalar(select(t.cases.c.key).where(t.cases.c.id == 2))
        journal.record_all(
            connection,
            at=worked.now(),
            slot=worked.vault.slot_id,
            verb=Verb.TALK_NOTED,
            case_keys=[str(key)] * 20_000,
        )
        assert journal.verify_chain(connection).length == 20_004
    page = journal_page(worked, JournalFilter(kind=ActKind.CHANGED), offset=19_950, limit=100)
    assert (len(page.rows), page.total, page.everything) == (50, 20_000, 20_004)
    assert page.rows[-1].seq == 5


def test_l6_what_is_given_out_has_numbers_and_no_name_and_is_an_entry(worked: Desk) -> None:
    listed = journal_out(worked, JournalFilter(kind=ActKind.READ), "gelesen").value
    assert "gelesen · 3 Einträge" in listed.below
    assert [row[3:5] for row in listed.rows] == [
        ("Akte geöffnet", "T-A"),
        ("Akte geöffnet", "T-B"),
        ("Akte geöffnet", "T-A"),
    ]
    assert "Samira" not in repr(listed)
    assert case_list_xlsx(listed).startswith(b"PK")
    assert journal_out(worked, JournalFilter(number="T-Z"), "T-Z").value.rows == ()
    with worked.vault.reading() as connection:
        given = select(func.count()).where(t.journal.c.verb == "journal_given_out")
        assert connection.scalar(given) == 2
