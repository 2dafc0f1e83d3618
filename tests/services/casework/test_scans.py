"""Scans: evidence that needs its consent, shown from memory, deleted for good (E2, E3, I9)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from intman_desktop.errors import FaultyInput, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.models.settings import setting
from intman_desktop.services.casework.case_sheet import case_sheet, journal_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan, delete_scan, prepare_file, show_scan
from intman_desktop.services.closing import erased_list
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case, look_before_erasing
from intman_desktop.services.closing.marked import keep_scan, redact_place
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.common.words.restoring import restored_words
from intman_desktop.services.keeping.backups import back_up, restore, verify_store
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.services.transfer.exporting import count_scans, export_cases, export_parcel
from intman_desktop.services.transfer.importing import fault_sentence, import_cases
from intman_desktop.values.case_file import Scan
from intman_desktop.values.codes import ConsentScope, HeldReason, ScanKind, SpecialKind
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.outcome import Change
from intman_desktop.values.scans import PDF, PNG, NewScan, ScanContent
from intman_desktop.values.views import CaseOpened
from intman_desktop.vault import layout
from intman_desktop.vault.scans import remove_scans
from intman_desktop.vault.troubles import ScanDamaged, ScanMissing
from tests import builders as a
from tests.opened import PASSPHRASE, TODAY, moment, newest_act, on_day, open_desk
from tests.papers_scanned import CONSENT, a_pdf, a_picture

PAPER = ScanContent(PDF, a_pdf())
ATTEST = NewScan(ScanKind.CERTIFICATE, "Attest Muster", SpecialKind.HEALTH)


@pytest.fixture
def case(desk: Desk) -> CaseOpened:
    return take_in(desk, a.an_intake()).value


def listed(desk: Desk, case: CaseOpened) -> tuple[Scan, ...]:
    """Return the scans as the page of the case lists them."""
    return open_case(desk, case.case_id).file.scans


def files_in(place: Path) -> int:
    """Return how many sealed files lie in a place."""
    folder = place / layout.SCANS
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def consent_ids(desk: Desk, case: CaseOpened) -> dict[ConsentScope, int]:
    return {each.scope: each.id for each in open_case(desk, case.case_id).file.consents}


# Taking in, showing, deleting


def test_e2_a_scan_is_kept_as_evidence_of_its_declaration(desk: Desk, case: CaseOpened) -> None:
    basic = consent_ids(desk, case)[ConsentScope.BASIC]
    new = replace(CONSENT, consent_id=basic, designation="  Einwilligung Muster ")
    outcome = attach_scan(desk, case.case_id, new, PAPER)
    scan = outcome.value
    assert outcome.changed == {Change.SCANS}
    assert outcome.undo is None
    assert listed(desk, case) == (scan,)
    assert (scan.what, scan.designation, scan.added_on) == (
        ScanKind.SIGNED_CONSENT,
        "Einwilligung Muster",
        TODAY,
    )
    assert open_case(desk, case.case_id).file.consents[scan.consent or 0].id == basic
    assert (scan.size, scan.sha256) == (len(PAPER.content), hashlib.sha256(PAPER.content).hexdigest())
    # the key stays in the store
    assert (scan.file, scan.file_key) == ("", "")
    assert next(line.verb for line in journal_of(desk, case.case_id)) == "scan_added"


def test_a_scan_is_shown_as_it_was_taken_in(desk: Desk, case: CaseOpened) -> None:
    scan = attach_scan(desk, case.case_id, CONSENT, PAPER).value
    paper = show_scan(desk, case.case_id, scan.id)
    assert (paper.content, paper.title) == (PAPER.content, "Einwilligung Muster")
    assert paper.file_name == f"{case.number}-scan-{scan.id}.pdf"


def test_a_picture_is_shown_as_a_page_and_named_by_what_it_is(
    desk: Desk, case: CaseOpened, tmp_path: Path
) -> None:
    (tmp_path / "foto.txt").write_bytes(a_picture(form="PNG"))
    prepared = prepare_file(tmp_path / "foto.txt")
    assert prepared.media_type == PNG
    scan = attach_scan(desk, case.case_id, NewScan(ScanKind.PLAN), prepared).value
    paper = show_scan(desk, case.case_id, scan.id)
    assert paper.content.startswith(b"%PDF-")
    assert paper.title == "Integrationsplan"


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        prepare_file(tmp_path / "fehlt.pdf")
    assert caught.value.code == "scan_file_unreachable"


def test_a_deleted_scan_is_gone_with_its_file(desk: Desk, case: CaseOpened) -> None:
    scan = attach_scan(desk, case.case_id, CONSENT, PAPER).value
    assert files_in(desk.vault.folder) == 1
    assert delete_scan(desk, case.case_id, scan.id).changed == {Change.SCANS}
    assert listed(desk, case) == ()
    assert files_in(desk.vault.folder) == 0
    for act in (show_scan, delete_scan):
        with pytest.raises(NotFound):
            act(desk, case.case_id, scan.id)


def test_e3_a_scan_on_health_needs_that_consent(desk: Desk) -> None:
    without = take_in(desk, a.an_intake(consents=(a.a_consent(),))).value
    with pytest.raises(Refused) as caught:
        attach_scan(desk, without.case_id, ATTEST, PAPER)
    assert caught.value.code == "scan_kind_closed"
    assert files_in(desk.vault.folder) == 0


def test_i9_the_scan_of_a_plan_from_under_a_withdrawn_kind_is_listed_and_goes_for_good(
    desk: Desk, tmp_path: Path
) -> None:
    consents = (a.a_consent(), a.a_health_consent())
    case = take_in(desk, a.an_intake(consents=consents)).value
    attach_scan(desk, case.case_id, NewScan(ScanKind.PLAN), PAPER)
    stick = tmp_path / "stick"
    stick.mkdir()
    back_up(desk, stick)
    later = on_day(desk, TODAY + timedelta(days=1))
    health = case_sheet(later, case.case_id).view.file.consents[1]
    left = withdraw_kind(later, case.case_id, health.id, later.today()).value.marked
    assert [(each.place, each.words, each.on) for each in left] == [("scan", "Integrationsplan", TODAY)]
    assert case_sheet(later, case.case_id).marked == left
    for exported in (export_cases(later), export_cases(later, [case.case_id])):  # the same Träger (U5)
        assert [each["what"] for each in json.loads(exported)["cases"][0]["scans"]] == ["plan"]
    redact_place(later, case.case_id, left[0].place, left[0].row_id)
    assert (listed(later, case), files_in(desk.vault.folder), files_in(stick)) == ((), 0, 0)
    # the blacked-out sheet, scanned again
    attach_scan(later, case.case_id, NewScan(ScanKind.PLAN), PAPER)
    assert case_sheet(later, case.case_id).marked == ()


@pytest.mark.parametrize("after", [0, 2])
def test_e3_i9_l4_a_withdrawal_of_an_earlier_day_lists_what_was_scanned_before_it_was_written_down(
    desk: Desk, tmp_path: Path, after: int
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    consents = (a.a_consent(), a.a_health_consent())
    case = take_in(desk, a.an_intake(consents=consents)).value
    attach_scan(desk, case.case_id, NewScan(ScanKind.PLAN), PAPER)
    made = back_up(desk, stick).value
    health = case_sheet(desk, case.case_id).view.file.consents[1]
    later = on_day(desk, TODAY + timedelta(days=after))
    left = withdraw_kind(later, case.case_id, health.id, TODAY - timedelta(days=1)).value.marked
    assert [(each.place, each.on) for each in left] == [("scan", TODAY)]
    assert case_sheet(later, case.case_id).marked == left
    if after:  # the same day nobody could tell which was looked at
        attach_scan(later, case.case_id, NewScan(ScanKind.PLAN), PAPER)  # with the words blacked out
        assert case_sheet(later, case.case_id).marked == left
    back = tmp_path / "zurück"
    restore(made.file, PASSPHRASE, back, today=later.today, now=later.now)
    vault = open_store(back, PASSPHRASE)
    again = desk_of(vault, today=later.today, now=later.now)
    assert [each.on for each in case_sheet(again, case.case_id).marked] == [TODAY]
    vault.close()


def test_e3_every_scan_of_the_consents_time_is_listed_and_kept_once_it_was_looked_at(
    desk: Desk, case: CaseOpened, tmp_path: Path
) -> None:
    for new in (CONSENT, NewScan(ScanKind.OTHER, "Brief Muster"), NewScan(ScanKind.CERTIFICATE)):
        attach_scan(desk, case.case_id, new, PAPER)
    later = on_day(desk, TODAY + timedelta(days=1))
    health = case_sheet(later, case.case_id).view.file.consents[1]
    left = withdraw_kind(later, case.case_id, health.id, later.today()).value.marked
    assert [(each.words, each.on) for each in left] == [
        ("Brief Muster · anderes Papier", TODAY),
        ("Bescheinigung oder Zeugnis", TODAY),
    ]
    letter, certificate = left
    kept = keep_scan(later, case.case_id, letter.row_id)
    assert kept.changed == {Change.SCANS}
    assert kept.value.shows_none == (SpecialKind.HEALTH,)
    assert case_sheet(later, case.case_id).marked == (certificate,)
    assert newest_act(later, case.case_id) == "scan_looked_through"
    (exported,) = json.loads(export_cases(later, [case.case_id]))["cases"]
    assert [each.get("shows_none") for each in exported["scans"]] == [None, ["health"], None]
    with pytest.raises(NotFound):
        keep_scan(later, case.case_id, letter.row_id)
    assert kept.undo is not None
    kept.undo()
    assert case_sheet(later, case.case_id).marked == left
    assert show_scan(later, case.case_id, letter.row_id).content == PAPER.content
    redact_place(later, case.case_id, certificate.place, certificate.row_id)
    assert case_sheet(later, case.case_id).marked == (letter,)


def test_e3_what_ran_out_lists_its_scans_as_well(desk: Desk) -> None:
    until = TODAY + timedelta(days=1)
    consents = (a.a_consent(), a.a_health_consent(valid_until=until))
    case = take_in(desk, a.an_intake(consents=consents)).value
    attach_scan(desk, case.case_id, NewScan(ScanKind.OTHER), PAPER)
    assert case_sheet(desk, case.case_id).marked == ()
    (place,) = case_sheet(on_day(desk, until + timedelta(days=1)), case.case_id).marked
    assert place.words == "anderes Papier"


def test_e3_a_scan_is_closed_while_its_consent_is_over(desk: Desk) -> None:
    until = TODAY + timedelta(days=1)
    consents = (a.a_consent(), a.a_health_consent(valid_until=until))
    case = take_in(desk, a.an_intake(consents=consents)).value
    scan = attach_scan(desk, case.case_id, ATTEST, PAPER).value
    later = on_day(desk, until + timedelta(days=1))
    assert listed(later, case) == ()
    with pytest.raises(Refused) as caught:
        show_scan(later, case.case_id, scan.id)
    assert caught.value.code == "scan_kind_closed"


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (replace(CONSENT, designation="x" * 201), "scan_designation_too_long"),
        (replace(CONSENT, consent_id=999), "NotFound"),
    ],
)
def test_what_does_not_fit_leaves_nothing_behind(
    desk: Desk, case: CaseOpened, new: NewScan, error: str
) -> None:
    with pytest.raises((Refused, NotFound)) as caught:
        attach_scan(desk, case.case_id, new, PAPER)
    assert getattr(caught.value, "code", type(caught.value).__name__) == error
    assert (files_in(desk.vault.folder), listed(desk, case)) == (0, ())


def test_an_ended_case_takes_no_scan_and_a_held_one_shows_none(desk: Desk, case: CaseOpened) -> None:
    scan = attach_scan(desk, case.case_id, CONSENT, PAPER).value
    end_case(desk, case.case_id, Ending(TODAY, "relocation"))
    with pytest.raises(Refused):
        attach_scan(desk, case.case_id, CONSENT, PAPER)
    assert show_scan(desk, case.case_id, scan.id).content == PAPER.content
    with desk.vault.transaction() as connection:
        connection.execute(t.cases.update().values(hold_since=TODAY, hold_reason="Streit"))
    for act in (show_scan, delete_scan):
        with pytest.raises(Refused) as caught:
            act(desk, case.case_id, scan.id)
        assert caught.value.code == "case_on_hold"


def test_l2_the_scans_of_a_held_case_are_shown_for_the_reason_it_was_opened_with(
    desk: Desk, case: CaseOpened
) -> None:
    """The signed proof is what a hold is for; it stays also where the counselling was withdrawn."""
    scan = attach_scan(desk, case.case_id, CONSENT, PAPER).value
    withdraw_basic(desk, case.case_id, TODAY)
    hold_case(desk, case.case_id, "Klage (Beispiel)", date(2027, 1, 1))
    assert show_scan(desk, case.case_id, scan.id, HeldReason.COURT).content == PAPER.content
    verbs = [line.verb for line in journal_of(desk, case.case_id)][:2]
    assert verbs == ["scan_shown", "held_case_opened_court"]


def test_a_missing_or_damaged_file_gives_its_sentence(desk: Desk, case: CaseOpened) -> None:
    one = attach_scan(desk, case.case_id, CONSENT, PAPER).value
    two = attach_scan(desk, case.case_id, CONSENT, PAPER).value
    with desk.vault.reading() as connection:
        names = dict(connection.execute(select(t.scans.c.id, t.scans.c.file)).all())
    remove_scans(desk.vault.folder, [names[one.id]])
    (desk.vault.folder / layout.SCANS / names[two.id]).write_bytes(b"kaputt")
    with pytest.raises(ScanMissing):
        show_scan(desk, case.case_id, one.id)
    with pytest.raises(ScanDamaged):
        show_scan(desk, case.case_id, two.id)
    found = verify_store(desk)
    missing, damaged = (sentence(fault) for fault in found.faults)
    assert missing.startswith(f"Die Datei von 1 Scan fehlt; er gehört zu {case.number}. Stecken Sie ein, ")
    assert damaged.startswith(f"Die Datei von 1 Scan ist beschädigt; er gehört zu {case.number}. Stecken ")


# Withdrawing, erasing, backing up


def test_e3_i9_a_withdrawal_deletes_the_scans_of_its_kind(
    desk: Desk, case: CaseOpened, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    stays = attach_scan(desk, case.case_id, CONSENT, PAPER).value
    attach_scan(desk, case.case_id, ATTEST, PAPER)
    made = back_up(desk, stick).value
    assert (files_in(desk.vault.folder), files_in(stick), made.scans_missing) == (2, 2, 0)
    done = withdraw_kind(desk, case.case_id, consent_ids(desk, case)[ConsentScope.SPECIAL], TODAY).value
    assert done.scans == 1
    assert listed(desk, case) == (stays,)
    assert (files_in(desk.vault.folder), files_in(stick)) == (1, 1)
    back = tmp_path / "zurück"
    restored = restore(made.file, PASSPHRASE, back, today=lambda: TODAY, now=lambda: moment())
    assert (restored.scans_missing, files_in(back)) == (0, 1)


def test_l3_l4_the_scans_of_an_erased_case_are_gone_everywhere(
    desk: Desk, case: CaseOpened, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    other = take_in(desk, a.an_intake(client=a.a_client(family_name="Bleibtmuster"))).value
    attach_scan(desk, case.case_id, CONSENT, PAPER)
    attach_scan(desk, other.case_id, CONSENT, PAPER)
    made = back_up(desk, stick).value
    assert dict(look_before_erasing(desk, case.case_id).removed)["scans"] == 1
    erase_case(desk, case.case_id, "relocation")
    assert (files_in(desk.vault.folder), files_in(stick)) == (1, 1)
    back = tmp_path / "zurück"
    restored = restore(made.file, PASSPHRASE, back, today=lambda: TODAY, now=lambda: moment())
    assert (restored.erased_again, restored.scans_missing, files_in(back)) == (1, 0, 1)


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("erased", [True, False])
def test_l4_a_kill_behind_the_commit_leaves_the_scans_to_the_next_opening(
    desk: Desk, case: CaseOpened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, erased: bool
) -> None:
    """Also where older backups name them: what may not come back is not kept for them."""

    def killed(*_arguments: object) -> None:
        raise Killed

    stick, folder = tmp_path / "stick", desk.vault.folder
    stick.mkdir()
    attach_scan(desk, case.case_id, CONSENT, PAPER)
    attach_scan(desk, case.case_id, ATTEST, PAPER)
    back_up(desk, stick)
    special = consent_ids(desk, case)[ConsentScope.SPECIAL]
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(erased_list, "clear_scans", killed)
        if erased:
            erase_case(desk, case.case_id, "relocation")
        else:
            withdraw_kind(desk, case.case_id, special, TODAY)
    assert files_in(stick) == 2
    desk.vault.close()
    for _opening in range(2):
        with open_store(folder, PASSPHRASE) as vault, vault.reading() as connection:
            assert setting(connection, "scans_to_clear") == ""
    left = 0 if erased else 1
    assert (files_in(folder), files_in(stick)) == (left, left)


def test_a_restore_says_which_scans_it_did_not_find(desk: Desk, case: CaseOpened, tmp_path: Path) -> None:
    attach_scan(desk, case.case_id, CONSENT, PAPER)
    stick, alone = tmp_path / "stick", tmp_path / "allein"
    stick.mkdir()
    alone.mkdir()
    made = back_up(desk, stick).value
    made.file.rename(alone / made.file.name)
    restored = restore(
        alone / made.file.name, PASSPHRASE, tmp_path / "zurück", today=lambda: TODAY, now=lambda: moment()
    )
    assert restored.scans_missing == 1
    assert any(words.startswith("1 Scan fehlt") for words in restored_words(restored))


def test_without_the_basic_consent_only_what_proves_it_is_listed(desk: Desk, case: CaseOpened) -> None:
    proof = attach_scan(desk, case.case_id, CONSENT, PAPER).value
    attach_scan(desk, case.case_id, NewScan(ScanKind.OTHER), PAPER)
    withdraw_basic(desk, case.case_id, TODAY)
    assert listed(desk, case) == (proof,)


# Leaving and arriving


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Desk:
    return open_desk(template, tmp_path / "other")


def filled(desk: Desk, case: CaseOpened) -> BytesIO:
    """Give the case three scans and return its whole export as a zip."""
    basic = consent_ids(desk, case)[ConsentScope.BASIC]
    attach_scan(desk, case.case_id, replace(CONSENT, consent_id=basic), PAPER)
    attach_scan(desk, case.case_id, ATTEST, ScanContent(PNG, a_picture(form="PNG")))
    attach_scan(desk, case.case_id, NewScan(ScanKind.OTHER), PAPER)
    target = BytesIO()
    report = export_parcel(desk, target)
    assert (report.cases, report.scans, report.scans_missing) == (1, 3, 0)
    target.seek(0)
    return target


def bare(scans: tuple[Scan, ...]) -> list[Scan]:
    return [replace(scan, id=0) for scan in scans]


def test_export_and_import_give_the_same_cases_and_scans(desk: Desk, case: CaseOpened, other: Desk) -> None:
    file = filled(desk, case)
    report = import_cases(other, file).value
    assert (report.cases, report.faults, report.notices) == (1, (), ())
    there = open_case(other, 1).file
    assert bare(there.scans) == bare(listed(desk, case))
    shown = [show_scan(other, 1, scan.id).content for scan in there.scans]
    assert shown[0] == shown[2] == PAPER.content
    assert (files_in(other.vault.folder), verify_store(other).faults) == (3, ())
    again = BytesIO()
    export_parcel(other, again)
    before, after = (json.loads(export_cases(each)) for each in (desk, other))
    for plain in (before, after):
        for name in ("key", "origin_key"):
            plain["cases"][0]["case"].pop(name, None)
    assert before["cases"] == after["cases"]
    other.vault.close()


def test_some_cases_alone_go_into_a_zip_too(desk: Desk, case: CaseOpened, other: Desk) -> None:
    filled(desk, case)
    more = take_in(desk, a.an_intake(client=a.a_client(family_name="Andersmuster"))).value
    attach_scan(desk, more.case_id, CONSENT, PAPER)
    assert (count_scans(desk), count_scans(desk, [more.case_id])) == (4, 1)
    target = BytesIO()
    assert export_parcel(desk, target, [more.case_id]).scans == 1
    target.seek(0)
    assert import_cases(other, target).value.cases == 1
    assert files_in(other.vault.folder) == 1
    other.vault.close()


def test_a_bare_document_brings_the_cases_and_says_what_it_lacks(
    desk: Desk, case: CaseOpened, other: Desk
) -> None:
    filled(desk, case)
    content = export_cases(desk)
    assert len(json.loads(content)["cases"][0]["scans"]) == 3
    assert "file_key" not in content.decode()
    report = import_cases(other, content).value
    assert [fault_sentence(notice) for notice in report.notices] == [
        "Der Inhalt von 3 Scans steht nur in einer Zip-Falldatei; sie wurden ausgelassen."
    ]
    assert open_case(other, 1).file.scans == ()
    other.vault.close()


def test_a_scan_whose_file_is_lost_stays_out_of_the_export(desk: Desk, case: CaseOpened, other: Desk) -> None:
    filled(desk, case)
    for file in (desk.vault.folder / layout.SCANS).iterdir():
        file.unlink()
    target = BytesIO()
    report = export_parcel(desk, target)
    assert (report.scans, report.scans_missing) == (0, 3)
    target.seek(0)
    assert import_cases(other, target).value.cases == 1
    other.vault.close()


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"sha256": "x"}, "cases[0].scans[0].sha256", "scan_value_impossible"),
        ({"size": 0}, "cases[0].scans[0].size", "scan_value_impossible"),
        ({"media_type": "text/html"}, "cases[0].scans[0].media_type", "scan_value_impossible"),
        ({"consent": 7}, "cases[0].scans[0].consent", "declaration_unknown"),
        ({"designation": "x" * 201}, "cases[0].scans[0].designation", "scan_value_impossible"),
        ({"added_on": "2030-01-01"}, "cases[0].scans[0].added_on", "history_in_future"),
        ({"kind": "religion"}, "cases[0].scans[0].kind", "field_closed"),
        ({"sha256": "0" * 64}, "cases[0].scans[0].sha256", "scan_content_missing"),
        ({"size": 5}, "cases[0].scans[0].size", "scan_content_differs"),
    ],
)
def test_a_faulty_scan_keeps_everything_out(
    desk: Desk, case: CaseOpened, other: Desk, change: dict[str, object], place: str, code: str
) -> None:
    import zipfile

    changed = BytesIO()
    with zipfile.ZipFile(filled(desk, case)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "cases.json":
                plain = json.loads(content)
                plain["cases"][0]["scans"][0].update(change)
                content = json.dumps(plain).encode()
            target.writestr(name, content)
    changed.seek(0)
    with pytest.raises(FaultyInput) as caught:
        import_cases(other, changed)
    assert place in [each[0] for each in caught.value.faults]
    changed.seek(0)
    report = import_cases(other, changed, partial=True).value
    assert report.cases == 0
    assert (place, code) in [(fault.place, fault.code) for fault in report.faults]
    assert files_in(other.vault.folder) == 0
    other.vault.close()


def test_an_import_that_fails_halfway_leaves_no_file(
    desk: Desk, case: CaseOpened, other: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = filled(desk, case)

    def fail(*_what: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("intman_desktop.services.transfer.importing.add_case_files", fail)
    with pytest.raises(ZeroDivisionError):
        import_cases(other, file)
    assert files_in(other.vault.folder) == 0
    other.vault.close()


def test_a_scan_that_cannot_be_noted_leaves_no_file(
    desk: Desk, case: CaseOpened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_what: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("intman_desktop.services.casework.scans.note", fail)
    with pytest.raises(ZeroDivisionError):
        attach_scan(desk, case.case_id, CONSENT, PAPER)
    assert (files_in(desk.vault.folder), listed(desk, case)) == (0, ())


def test_the_day_of_the_scan_is_that_of_the_desk(desk: Desk, case: CaseOpened) -> None:
    scan = attach_scan(on_day(desk, date(2026, 11, 25)), case.case_id, CONSENT, PAPER).value
    assert scan.added_on == date(2026, 11, 25)
