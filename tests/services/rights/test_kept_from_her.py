"""E7: what a person was deliberately not told of stands in none of her papers, and the worker sees why."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from intman_desktop.errors import Refused
from intman_desktop.rules.disclosures import is_withheld
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.notices import told_to_her
from intman_desktop.services.papers import papers
from intman_desktop.services.papers.request_papers import correction_notice
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.disclosures import (
    record_disclosure,
    record_recipients_told,
    withdrawal_notices,
)
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.services.transfer.exporting import export_cases, export_own
from intman_desktop.values.case_file import Disclosure
from intman_desktop.values.codes import DisclosureGround, DisclosureWay
from intman_desktop.values.requests import Correction
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, put_in, stored

pytestmark = pytest.mark.unmeasured

SECRET = a.a_disclosure(
    on=date(2026, 10, 2),
    recipient="Jugendamt Musterstadt",
    what="Sorge um das jüngste Kind (Beispiel)",
    ground=DisclosureGround.CHILD_WELFARE,
    reason="Gewichtige Anhaltspunkte (Beispiel)",
    not_told_reason="Schutz des Kindes (Beispiel)",
    way=DisclosureWay.PHONE,
)
HERS = ("withdrawal", "disclosures")


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return a case with one act that its person knows and one that she is kept from."""
    file = a.a_case_file(
        consents=(a.a_consent(), a.a_passing_on()), disclosures=(a.a_disclosure(consent=1), SECRET)
    )
    return put_in(desk, [file])[file.case.key]


def hers(desk: Desk, case_id: int) -> list[str]:
    """Return the texts of everything that the person gets of passing on."""
    with zipfile.ZipFile(_own(desk, case_id)) as parcel:
        plain = parcel.read("cases.json").decode()
    texts = [text_of(papers.paper(desk, name, case_id).content) for name in HERS]
    return [*texts, text_of(access_report(desk, case_id).value.content), plain]


def _own(desk: Desk, case_id: int) -> BytesIO:
    target = BytesIO()
    export_own(desk, target, case_id)
    return target


def test_e7_no_paper_for_her_names_what_she_is_kept_from(desk: Desk, case_id: int) -> None:
    withdraw_basic(desk, case_id, TODAY)
    for text in hers(desk, case_id):
        assert "Jobcenter Musterstadt" in text
        assert "Jugendamt" not in text
        assert "Sorge um" not in text


def test_e7_once_she_was_told_it_stands_in_her_papers(desk: Desk, case_id: int) -> None:
    secret = next(each for each in open_case(desk, case_id).file.disclosures if is_withheld(each))
    record_disclosure(desk, case_id, replace(secret, told_on=TODAY, not_told_reason=""))
    withdraw_basic(desk, case_id, TODAY)
    assert all("Jugendamt Musterstadt" in text for text in hers(desk, case_id))


def test_e7_art_19_the_notice_to_that_recipient_is_kept_from_her_as_well(desk: Desk, case_id: int) -> None:
    withdraw_basic(desk, case_id, TODAY)
    assert "Jugendamt Musterstadt" in text_of(withdrawal_notices(desk, case_id).content)
    record_recipients_told(desk, case_id, DisclosureWay.PHONE)
    assert all("Jugendamt" not in text for text in hers(desk, case_id))


NOTICE, _LETTER = correction_notice(SECRET.recipient, "Telefon", date(2026, 11, 1), date(2026, 11, 2))
"""Of Art. 19: it may be told to nobody who does not know that its recipient got something."""
WRITTEN_OTHERWISE = (
    "Jugendamt",
    "Jugend-Amt Musterstadt",
    "Jugendamt Musterstadt, ASD",
    "Jugendamt (ASD)",
    "Stadt Musterstadt, Jugendamt",
    "Jugendamt der Stadt Musterstadt",
    "JA Musterstadt",
    "ASD Musterstadt",
    "Frau Beispiel vom Jugendamt",
)
"""By these a worker may mean ``SECRET.recipient``; most are by no rule the same name."""


def test_e7_art_19_a_notice_to_that_recipient_is_kept_from_her_however_its_name_is_written(
    desk: Desk,
) -> None:
    """Neither the Auskunft nor her own file nor the register on paper tells of it (E7, Art. 15)."""
    notices = [replace(NOTICE, recipient=each) for each in WRITTEN_OTHERWISE]
    file = a.a_case_file(
        consents=(a.a_consent(), a.a_passing_on()),
        disclosures=(a.a_disclosure(consent=1), SECRET, *notices),
    )
    case_id = put_in(desk, [file])[file.case.key]
    withdraw_basic(desk, case_id, TODAY)
    for text in hers(desk, case_id):
        assert "Jobcenter Musterstadt" in text
        for part in ("Jugend", "ASD", "JA Musterstadt", NOTICE.what):
            assert part not in text


@pytest.mark.parametrize("recipient", WRITTEN_OTHERWISE)
def test_e7_beside_a_secret_act_a_notice_is_told_only_where_exactly_its_recipient_is_known(
    recipient: str,
) -> None:
    """A longer name is another recipient (P10), so a known office elsewhere opens none of its kind."""
    notice, hers = replace(NOTICE, recipient=recipient), a.a_disclosure()
    known = replace(hers, recipient=recipient)
    assert told_to_her((hers, SECRET, notice)) == (hers,)
    assert told_to_her((replace(hers, recipient="Jugendamt Beispielhausen"), SECRET, notice))[1:] == ()
    assert told_to_her((known, SECRET, notice)) == (known, notice)
    assert told_to_her((hers, replace(SECRET, told_on=TODAY), notice))[2:] == (notice,)


def test_e7_beside_a_secret_act_a_notice_to_a_recipient_she_knows_is_told() -> None:
    hers = a.a_disclosure()
    for recipient in ("Jobcenter Musterstadt", "Job-Center Musterstadt"):
        notice = replace(NOTICE, recipient=recipient)
        assert told_to_her((hers, SECRET, notice)) == (hers, notice)


def test_e7_l8_a_correction_of_such_a_notice_does_not_give_it_away(desk: Desk) -> None:
    """The notice itself rests on a duty and counts as told, and yet stands in none of her papers."""
    file = a.a_case_file(disclosures=(SECRET, NOTICE))
    case_id = put_in(desk, [file])[file.case.key]
    _secret, notice = stored(desk, case_id).disclosures
    record_disclosure(desk, case_id, replace(notice, way=DisclosureWay.PHONE))
    assert stored(desk, case_id).corrections == ()
    report = text_of(access_report(desk, case_id).value.content)
    assert "Hier ist keine Weitergabe zu nennen." in report
    assert "Eintrag einer Weitergabe" not in report


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (replace(NOTICE, recipient="Jobcenter Musterstadt"), {"recipient": SECRET.recipient}),
        (NOTICE, {"recipient": "Jobcenter Musterstadt"}),
        (replace(NOTICE, recipient="Jugendamt"), {"way": DisclosureWay.PHONE}),
        (replace(NOTICE, recipient="Jobcenter Musterstadt"), {"recipient": "Stadt Musterstadt, Jugendamt"}),
        (NOTICE, {"what": "Auskunft an das Gericht"}),
    ],
)
def test_e7_l8_a_correction_is_kept_only_where_she_is_told_of_the_entry_before_and_after(
    desk: Desk, was: Disclosure, becomes: dict[str, Any]
) -> None:
    file = a.a_case_file(
        consents=(a.a_consent(), a.a_passing_on()), disclosures=(a.a_disclosure(consent=1), SECRET, was)
    )
    case_id = put_in(desk, [file])[file.case.key]
    known, _secret, entry = stored(desk, case_id).disclosures
    record_disclosure(desk, case_id, replace(entry, **becomes))
    assert stored(desk, case_id).corrections == ()
    record_disclosure(desk, case_id, replace(known, what="Stand des Kurses"))
    assert [each.place for each in stored(desk, case_id).corrections] == ["disclosure"]


def test_e7_l8_beside_a_secret_act_no_correction_of_the_register_is_told_whichever_it_was_of(
    desk: Desk,
) -> None:
    """Of which entry it was stands nowhere, and one that came out of a file may be of any."""
    corrections = (Correction(TODAY, "disclosure"), Correction(TODAY, "field.phone"))
    told = {}
    for name, acts in (("secret", (a.a_disclosure(), SECRET)), ("known", (a.a_disclosure(),))):
        file = a.a_case_file(disclosures=acts, corrections=corrections)
        case_id = put_in(desk, [file])[file.case.key]
        report = text_of(access_report(desk, case_id).value.content)
        with zipfile.ZipFile(_own(desk, case_id)) as parcel:
            (case,) = json.loads(parcel.read("cases.json"))["cases"]
        (whole,) = json.loads(export_cases(desk, [case_id]))["cases"]
        assert [each["place"] for each in whole["corrections"]] == ["disclosure", "field.phone"]
        told[name] = "Eintrag einer Weitergabe" in report, [each["place"] for each in case["corrections"]]
    assert told == {"secret": (False, ["field.phone"]), "known": (True, ["disclosure", "field.phone"])}


def test_e7_l6_the_journal_of_the_report_does_not_give_it_away(desk: Desk, case_id: int) -> None:
    record_disclosure(desk, case_id, replace(SECRET, on=TODAY))
    assert "Weitergabe eingetragen" not in text_of(access_report(desk, case_id).value.content)


def test_l8_nothing_false_is_said_where_she_is_kept_from_all(desk: Desk) -> None:
    file = a.a_case_file(disclosures=(SECRET,))
    case_id = put_in(desk, [file])[file.case.key]
    with pytest.raises(Refused, match="nothing_told_passed_on"):
        papers.paper(desk, "disclosures", case_id)
    report = text_of(access_report(desk, case_id).value.content)
    assert "Hier ist keine Weitergabe zu nennen." in report
    assert "nach dem Gesetz geheim bleiben muss, steht hier nicht" in report
    withdraw_basic(desk, case_id, TODAY)
    told = text_of(papers.paper(desk, "withdrawal", case_id).content)
    assert "Mit Ihrer Einwilligung haben wir nichts über Sie an andere Stellen weitergegeben." in told


def test_u5_a_file_within_the_office_keeps_the_whole_register(desk: Desk, case_id: int) -> None:
    (case,) = json.loads(export_cases(desk, [case_id]))["cases"]
    assert [each["recipient"] for each in case["disclosures"]] == [
        "Jobcenter Musterstadt",
        "Jugendamt Musterstadt",
    ]


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        ((SECRET,), 0),
        ((replace(SECRET, told_on=TODAY),), 1),
        ((SECRET, replace(SECRET, told_on=TODAY)), 1),
        ((a.a_disclosure(),), 1),
    ],
)
def test_e7_what_she_may_see(acts: tuple[Disclosure, ...], told: int) -> None:
    assert len(told_to_her(acts)) == told
