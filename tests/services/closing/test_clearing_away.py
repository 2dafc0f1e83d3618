"""L3, L4: what was erased is overwritten and listed, at once or else at the next opening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from intman_desktop.services.casework.scans import attach_scan, delete_scan
from intman_desktop.services.closing import erased_list
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.keeping.stores import open_store
from intman_desktop.services.rights.holding import hold_case, lift_hold
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.values.case_file import Answer
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.vault import layout
from intman_desktop.vault.erased import digest_of, read_erased
from intman_desktop.vault.troubles import DiskFull, Interrupted
from intman_desktop.vault.vault import Vault
from tests.builders import a_case_file
from tests.opened import PASSPHRASE, TODAY, cleared, put_in, set_office, stored
from tests.papers_scanned import a_pdf


def shrinking_fails_once(monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]) -> list[Vault]:
    """Let the next store that is overwritten fail with ``trouble``; return the list of every time it is."""
    whole = Vault.shrink
    times: list[Vault] = []

    def fails_once(vault: Vault) -> None:
        times.append(vault)
        if len(times) == 1:
            raise trouble
        whole(vault)

    monkeypatch.setattr(Vault, "shrink", fails_once)
    return times


def assert_cleared_by_the_next_opening(desk: Desk, times: list[Vault]) -> None:
    """Close the store, of which something was left, and see one opening overwrite it and the next none."""
    assert not cleared(desk.vault)
    folder = desk.vault.folder
    desk.vault.close()
    for _opening in range(2):
        vault = open_store(folder, PASSPHRASE)
        assert cleared(vault)
        vault.close()
    assert len(times) == 2


def on_lifting(desk: Desk) -> Callable[[], object]:
    """Return the lifting of a hold under which a consent was withdrawn."""
    file = a_case_file(answers=(Answer("health_remark", "Brille"),))
    case_id = put_in(desk, [file])[file.case.key]
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    withdraw_kind(desk, case_id, stored(desk, case_id).consents[1].id, TODAY)
    return partial(lift_hold, desk, case_id)


def on_deleting(desk: Desk) -> Callable[[], object]:
    """Return the deleting of a scan."""
    file = a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    scan = attach_scan(desk, case_id, NewScan(ScanKind.OTHER, "Blatt"), ScanContent(PDF, a_pdf())).value
    return partial(delete_scan, desk, case_id, scan.id)


@pytest.mark.parametrize("made_ready", [on_lifting, on_deleting])
@pytest.mark.parametrize("trouble", [DiskFull, Interrupted])
def test_l3_what_a_lifted_hold_or_a_deleted_scan_leaves_is_overwritten_at_the_next_opening_as_well(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    trouble: type[Exception],
    made_ready: Callable[[Desk], Callable[[], object]],
) -> None:
    act = made_ready(desk)
    times = shrinking_fails_once(monkeypatch, trouble)
    act()
    assert_cleared_by_the_next_opening(desk, times)


@pytest.mark.parametrize("trouble", [DiskFull, Interrupted])
def test_l3_what_could_not_be_overwritten_is_at_the_next_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    first, second = a_case_file(), a_case_file()
    ids = put_in(desk, [first, second])
    erase_case(desk, ids[first.case.key], "other")
    assert cleared(desk.vault)
    times = shrinking_fails_once(monkeypatch, trouble)
    record = erase_case(desk, ids[second.case.key], "other").value
    assert record.reason == "other"
    assert_cleared_by_the_next_opening(desk, times)


class Killed(BaseException):
    """The program ends here."""


def killed(*_args: object) -> None:
    raise Killed


def test_l4_a_kill_behind_the_commit_leaves_the_lists_to_the_next_opening(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with desk.vault.reading() as connection:
        office = office_in(connection)
    set_office(desk, replace(office, backup_places=(str(stick), str(tmp_path / "fort"))))
    case, folder = a_case_file(), desk.vault.folder
    ids = put_in(desk, [case])
    with monkeypatch.context() as patch:
        patch.setattr(erased_list, "spread", killed)
        with pytest.raises(Killed):
            erase_case(desk, ids[case.case.key], "other")
    lists = [folder / layout.ERASED, stick / layout.ERASED]
    assert not any(digest_of(case.case.key) in read_erased(path).digests for path in lists)
    desk.vault.close()
    open_store(folder, PASSPHRASE).close()
    assert all(digest_of(case.case.key) in read_erased(path).digests for path in lists)


@pytest.mark.parametrize("readable", [True, False])
def test_l4_a_list_that_is_gone_from_beside_the_store_is_there_again_after_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, readable: bool
) -> None:
    case, beside = a_case_file(), desk.vault.folder / layout.ERASED
    ids = put_in(desk, [case])
    erase_case(desk, ids[case.case.key], "other")
    desk.vault.close()
    beside.unlink()

    def fails(_path: Path) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        if not readable:
            patch.setattr(erased_list, "read_erased", fails)
        open_store(beside.parent, PASSPHRASE).close()
    assert digest_of(case.case.key) in read_erased(beside).digests
