"""E1, E2, E5, L5, P4: what is wrong with a consent is said in a sentence, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.errors import NotFound, Refused
from intman_desktop.rules.consents import consent_faults, consent_hints, interpreted_by
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.doubles import alike_to, keep_as_two
from intman_desktop.services.casework.family import family_of, link_files
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case, look_before_erasing
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import missing_for_papers, put_office, read_office
from intman_desktop.services.common.wording import sentence, told
from intman_desktop.services.keeping.settings import read_settings
from intman_desktop.services.papers.paper_kinds import PRIVACY_NOTICE
from intman_desktop.services.papers.papers import paper
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import ConsentDecision, ConsentForm, ConsentScope, Sex
from intman_desktop.values.ending_views import Ending
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, black_out

CHILD = a.a_client(birth_date=date(2012, 5, 5), given_name="Minamuster")


@pytest.fixture
def desk(opened: Callable[[str], Desk]) -> Desk:
    return opened("a")


def nothing_changed(desk: Desk, act: Callable[[], object]) -> str:
    """Return the sentence by which ``act`` is refused, after looking that nothing changed."""
    before = export_cases(desk)
    with pytest.raises(Refused) as refused:
        act()
    assert without_moment(export_cases(desk)) == without_moment(before)
    return told(refused.value)


def without_moment(document: bytes) -> bytes:
    return document.split(b'"cases"', 1)[1]


@pytest.mark.parametrize(
    ("client", "details", "said"),
    [
        (CHILD, {}, "Bei Minderjährigen fehlt, wer sie bei der Einwilligung vertreten hat."),
        (
            a.a_client(),
            {"form": ConsentForm.MARK_WITH_WITNESS},
            "Es fehlt, wer als Zeugin oder Zeuge dabei war. Ohne Unterschrift ist das der Nachweis.",
        ),
        (
            a.a_client(),
            {"form": ConsentForm.ORAL_WITH_WITNESS},
            "Es fehlt, wer als Zeugin oder Zeuge dabei war. Ohne Unterschrift ist das der Nachweis.",
        ),
        (a.a_client(), {"told_withdrawable": False}, "jederzeit widerrufen kann"),
    ],
)
def test_evidence_that_does_not_hold_is_refused_with_its_sentence(
    desk: Desk, client: v.Client, details: dict[str, Any], said: str
) -> None:
    intake = a.an_intake(client=client, consents=(a.a_consent(**details),))
    assert said in nothing_changed(desk, lambda: take_in(desk, intake))


@pytest.mark.parametrize(
    ("client", "details"),
    [
        (CHILD, {"representative": "Amtsvormund Muster"}),
        (a.a_client(), {"form": ConsentForm.MARK_WITH_WITNESS, "witness": "Vera Zeugin"}),
        (a.a_client(), {"form": ConsentForm.ORAL_WITH_WITNESS, "witness": "Vera Zeugin", "filing_place": ""}),
    ],
)
def test_with_its_evidence_the_same_consent_is_kept_word_for_word(
    desk: Desk, client: v.Client, details: dict[str, Any]
) -> None:
    given = a.a_consent(**details)
    case = take_in(desk, a.an_intake(client=client, consents=(given,))).value
    kept = open_case(desk, case.case_id).file.consents[0]
    same = ("form", "witness", "representative", "filing_place", "explained_by", "language", "decided_on")
    assert [getattr(kept, name) for name in same] == [getattr(given, name) for name in same]


def test_a_thumbprint_needs_the_sheet_as_well_as_the_witness() -> None:
    given = a.a_consent(form=ConsentForm.MARK_WITH_WITNESS, witness="Vera Zeugin", filing_place="")
    assert [fault.code for fault in consent_faults(given, a.a_client(), TODAY)] == [
        "consent_filing_place_missing"
    ]


def test_a_consent_through_a_relative_is_kept_and_looked_at_twice() -> None:
    given = a.a_consent(interpreter=interpreted_by("Omar Musterfrau", relative=True))
    assert consent_faults(given, a.a_client(), TODAY) == ()
    [hint] = consent_hints(given)
    assert sentence(hint) == (
        "Eine angehörige Person hat gedolmetscht. Bitte prüfen Sie, ob die Einwilligung frei war."
    )


def test_where_the_law_wants_writing_another_form_is_pointed_out_and_not_refused() -> None:
    given = a.a_consent(form=ConsentForm.ELECTRONIC)
    assert consent_faults(given, a.a_client(), TODAY) == ()
    [hint] = consent_hints(given, form_law="§ 8 KDG")
    assert "§ 8 KDG" in sentence(hint)
    assert consent_hints(given, form_law="") == ()
    assert consent_hints(a.a_consent(), form_law="§ 8 KDG") == ()


def test_a_withdrawal_dated_before_the_consent_is_refused(desk: Desk) -> None:
    case = take_in(desk, a.an_intake()).value
    health = open_case(desk, case.case_id).file.consents[1]
    early = date(2026, 1, 11)
    for act in (
        lambda: withdraw_kind(desk, case.case_id, health.id, early),
        lambda: withdraw_basic(desk, case.case_id, early),
    ):
        assert nothing_changed(desk, act) == "Der Widerruf (11.01.2026) liegt vor der Einwilligung."


def test_without_the_offices_data_no_paper_is_printed_and_the_settings_say_what_is_missing(
    desk: Desk,
) -> None:
    office = replace(read_office(desk), supervisory_authority=" ", recipients="")
    with desk.vault.transaction() as connection:
        put_office(connection, office)
    with pytest.raises(OfficeDataMissing) as missing:
        paper(desk, PRIVACY_NOTICE)
    assert told(missing.value).startswith("Das Papier kann noch nicht gedruckt werden")
    assert set(missing.value.fields) == {"supervisory_authority", "recipients"}
    assert missing_for_papers(desk) == read_settings(desk).lacking
    # the consent itself is not lost for it: it was given on another sheet, which is filed
    case = take_in(desk, a.an_intake()).value
    assert "basic" in open_case(desk, case.case_id).open_needs


def test_a_lost_sheet_is_signed_anew_and_the_old_evidence_stays(desk: Desk) -> None:
    case = take_in(desk, a.an_intake()).value
    basic = open_case(desk, case.case_id).file.consents[0]
    said = nothing_changed(desk, lambda: record_consent(desk, case.case_id, replace(basic, filing_place="")))
    assert "Ist das Blatt verloren, lassen Sie es neu unterschreiben" in said
    record_consent(desk, case.case_id, a.a_consent(decided_on=TODAY, filing_place="Ordner 9"))
    kept = [
        (each.decided_on, each.filing_place)
        for each in open_case(desk, case.case_id).file.consents
        if each.scope is ConsentScope.BASIC
    ]
    assert kept == [(a.OPENED_ON, "Ordner Muster 1"), (TODAY, "Ordner 9")]
    assert "basic" in open_case(desk, case.case_id).open_needs


def test_a_no_to_what_was_allowed_is_a_withdrawal_and_says_so(desk: Desk) -> None:
    case = take_in(desk, a.an_intake()).value
    no = a.a_health_consent(decision=ConsentDecision.REFUSED, decided_on=TODAY)
    said = nothing_changed(desk, lambda: record_consent(desk, case.case_id, no))
    assert "ist das ein Widerruf" in said
    earlier = replace(no, decided_on=date(2026, 1, 2))  # an older No, entered late, closes nothing
    record_consent(desk, case.case_id, earlier)
    assert "health" in open_case(desk, case.case_id).open_needs


def test_whoever_is_client_and_relative_leaves_the_other_file_as_it_is(desk: Desk) -> None:
    mother = take_in(desk, a.an_intake(household=(v.HouseholdMember("spouse", True),))).value
    omar = a.a_client(given_name="Omarxyz", family_name="Eigenmuster", sex=Sex.MALE)
    father = take_in(desk, a.an_intake(client=omar)).value
    link_files(desk, mother.case_id, father.case_id, "spouse")
    health = open_case(desk, father.case_id).file.consents[1]
    before = open_case(desk, mother.case_id).file
    withdraw_kind(desk, father.case_id, health.id, TODAY)
    assert open_case(desk, mother.case_id).file == before
    assert "Omarxyz" not in text_of(access_report(desk, mother.case_id).value.content)
    withdraw_basic(desk, father.case_id, TODAY)
    assert [member.name for member in family_of(desk, mother.case_id)] == [""]
    erase_case(desk, father.case_id)
    after = open_case(desk, mother.case_id).file
    assert [(each.relationship, each.linked_case) for each in after.household] == [("spouse", "")]
    assert (after.client, after.consents) == (before.client, before.consents)


def test_twins_stay_two_files_and_one_is_erased_alone(desk: Desk) -> None:
    first = a.a_client(given_name="Hassan", family_name="Zwillingmuster")
    second = a.a_client(given_name="Hasan", family_name="Zwillingmuster")
    one = take_in(desk, a.an_intake(client=first)).value
    assert [pair.one.case_id for pair in alike_to(desk, second)] == [one.case_id]
    other = take_in(desk, a.an_intake(client=second)).value
    keep_as_two(desk, one.case_id, other.case_id)
    withdraw_basic(desk, one.case_id, TODAY)
    erase_case(desk, one.case_id)
    assert [row.case_id for row in find_people(desk, "Zwillingmuster")] == [other.case_id]
    assert open_case(desk, other.case_id).file.client.given_name == "Hasan"


def test_a_name_that_is_a_common_word_is_blacked_out_only_where_it_is_said_so(desk: Desk) -> None:
    gone = take_in(desk, a.an_intake(client=a.a_client(family_name="Sommer", given_name="Kim"))).value
    stays = take_in(desk, a.an_intake(client=a.a_client(family_name="Bleibtmuster"))).value
    notes = ("Der Sommer war heiß. Es ging um Wohnung.", "Frau Sommer hat übersetzt.", "Im Winter weiter.")
    for number, words in enumerate(notes, start=1):
        part = v.Participant(stays.key, words)
        note_talk(desk, v.Talk(date(2026, 2, number), "in_person", "housing", participants=(part,)))
    found = look_before_erasing(desk, gone.case_id).mentions
    assert [each.sentences for each in found] == ["Der Sommer war heiß.", "Frau Sommer hat übersetzt."]
    black_out(desk, gone.case_id, found[1])
    end_case(desk, gone.case_id, Ending(TODAY, "relocation"))
    erase_case(desk, gone.case_id)
    left = [part.note for talk in open_case(desk, stays.case_id).file.talks for part in talk.participants]
    assert left == [
        "Der Sommer war heiß. Es ging um Wohnung.",
        "Frau █████ hat übersetzt.",
        "Im Winter weiter.",
    ]


def test_a_consent_for_a_case_that_is_being_erased_is_refused(desk: Desk) -> None:
    case = take_in(desk, a.an_intake()).value
    anew = a.a_consent(decided_on=TODAY)
    withdraw_basic(desk, case.case_id, TODAY)
    said = nothing_changed(desk, lambda: record_consent(desk, case.case_id, anew))
    assert said == "Dieser Fall ist seit dem 20.11.2026 beendet."
    erase_case(desk, case.case_id)
    said = nothing_changed(desk, lambda: record_consent(desk, case.case_id, anew))
    assert said.startswith("Diese Akte ist inzwischen gelöscht; es wurde nichts gespeichert.")
    with pytest.raises(NotFound):
        open_case(desk, case.case_id)
