"""E1, E2, U5, Art. 13, 30: papers name who is responsible for the person, and who else can open the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.models.rows import read_all
from intman_desktop.services.casework.decisions import take_over
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import put_office
from intman_desktop.services.keeping.keyring import add_substitute, read_keyring, take_away
from intman_desktop.services.papers.paper_texts import shown_then
from intman_desktop.services.papers.papers import consent_sheet, hand_out_plan, paper
from intman_desktop.services.papers.privacy_papers import PROCESSING_RECORD, privacy_paper
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.consents import record_notice
from intman_desktop.values.case_file import Decision, NoticeGiven
from intman_desktop.values.codes import Secrecy
from intman_desktop.values.office import TextVersion, Worker
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, put_in, set_office

pytestmark = pytest.mark.unmeasured

ERIKA = Worker("EB", "Erika Beispiel", Secrecy.SOCIAL_WORKER, substitute="Vera Vertretung")
ZOE = Worker("ZZ", "Zoe Zweig")


@pytest.fixture
def handed_over(desk: Desk) -> int:
    """Return a case that went from Erika to Zoe, who is bound by no secrecy of § 203 StGB."""
    with desk.vault.transaction() as connection:
        put_office(connection, a.an_office(workers=(ERIKA, ZOE)))
    file = a.a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    take_over(desk, case_id, Decision("take_over", TODAY, worker="ZZ", told_on=TODAY))
    return case_id


@pytest.mark.parametrize("name", ["integration_plan", "period_certificate"])
def test_u5_the_papers_of_a_case_name_who_goes_on_with_it(desk: Desk, handed_over: int, name: str) -> None:
    text = text_of(paper(desk, name, handed_over).content)
    assert "Zoe Zweig" in text
    assert "Erika Beispiel" not in text


def test_e1_no_secrecy_and_no_substitute_of_a_colleague_is_promised(desk: Desk, handed_over: int) -> None:
    text = text_of(paper(desk, "privacy_notice", handed_over).content)
    assert "Ihre Ansprechperson Zoe Zweig" in text
    assert "§ 203" not in text and "Vera Vertretung" not in text
    sheet = consent_sheet(desk, handed_over, a.a_passing_on()).content
    assert "Schweigepflicht" not in text_of(sheet)


def test_u5_plan_handed_out_and_report_name_who_goes_on(desk: Desk, handed_over: int) -> None:
    for made in (hand_out_plan(desk, handed_over).value, access_report(desk, handed_over).value):
        assert "Zoe Zweig" in text_of(made.content)


def test_e2_the_text_kept_as_shown_names_who_is_responsible(desk: Desk, handed_over: int) -> None:
    given = record_notice(desk, handed_over, NoticeGiven(TODAY, TODAY, "Zoe Zweig", language="de")).value
    with desk.vault.reading() as connection:
        texts = read_all(connection, TextVersion, t.text_versions)
        file = read_case_file(connection, handed_over)
    assert file is not None and file.notices[-1].text_fingerprint == given.text_fingerprint
    body = next(text.body for text in texts if text.fingerprint == given.text_fingerprint)
    assert "§ 203" not in body and "Vera Vertretung" not in body


@pytest.mark.parametrize("code", ["", "??"])
def test_e2_the_text_kept_as_shown_names_who_acts_where_the_office_knows_nobody_responsible(
    desk: Desk, code: str
) -> None:
    """A case from another office names no worker of this one: paper and kept text name the same (E1)."""
    set_office(desk, a.an_office(workers=(ERIKA, ZOE)))
    file = a.a_case_file(case=a.a_case(worker=code))
    case_id, of_zoe = put_in(desk, [file])[file.case.key], replace(desk, worker="ZZ")
    printed = text_of(paper(of_zoe, "privacy_notice", case_id).content)
    given = record_notice(of_zoe, case_id, NoticeGiven(TODAY, TODAY, "Zoe Zweig", language="de")).value
    kept = shown_then(of_zoe, given.text_fingerprint).body
    for text in (printed, kept):
        assert "Zoe Zweig" in text
        assert "§ 203" not in text and "Vera Vertretung" not in text


def test_a_paper_of_nobody_in_particular_names_who_acts(desk: Desk, handed_over: int) -> None:
    assert "Ihre Ansprechperson Erika Beispiel" in text_of(paper(desk, "privacy_notice").content)


def test_e1_whoever_has_a_way_of_her_own_stands_in_notice_and_record(desk: Desk) -> None:
    """The free text of the settings may name nobody, or another one; the keys tell who can open the store."""
    with desk.vault.transaction() as connection:
        put_office(connection, a.an_office(workers=(ERIKA, ZOE)))
    file = a.a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    for name in ("Vera Kern", "zoe  zweig", "vera vertretung"):
        add_substitute(desk, name, "eine lange Passphrase")
    notice = text_of(paper(desk, "privacy_notice", case_id).content)
    assert "Vertretung Vera Vertretung, Vera Kern" in notice
    assert "Hier beraten auch Zoe Zweig" in notice
    record = text_of(privacy_paper(desk, PROCESSING_RECORD).content)
    assert "Zugriff im Tresor Erika Beispiel, Zoe Zweig" in record
    assert "Vertretung Vera Vertretung, Vera Kern" in record
    given = record_notice(desk, case_id, NoticeGiven(TODAY, TODAY, "Erika Beispiel", language="de")).value
    assert "Vera Kern" in shown_then(desk, given.text_fingerprint).body, "it is kept as it was shown (E2)"
    take_away(desk, next(way.slot_id for way in read_keyring(desk).ways if way.name == "Vera Kern"))
    assert "Vera Kern" not in text_of(paper(desk, "privacy_notice", case_id).content)


@pytest.mark.parametrize(
    ("workers", "says"),
    [
        ((ERIKA,), "Ihre Daten sehen nur Ihre Ansprechperson und, wenn nötig, die Vertretung. Wer"),
        ((ERIKA, ZOE), "und, wenn nötig, die Vertretung und wer hier noch berät. Wer"),
    ],
)
def test_e1_who_sees_the_data_is_told_as_it_is(desk: Desk, workers: tuple[Worker, ...], says: str) -> None:
    with desk.vault.transaction() as connection:
        put_office(connection, a.an_office(workers=workers))
    assert says in text_of(paper(desk, "privacy_notice").content)
