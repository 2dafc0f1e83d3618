"""An act on a full disk is done wholly or not at all, and the last good backup stays (L3, L4)."""

from __future__ import annotations

import errno
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.exchange.case_format import write_document
from intman_desktop.models.reading import read_case_files
from intman_desktop.sample import invented_office
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.keeping.backups import back_up, verify_store
from intman_desktop.services.keeping.stores import open_store
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState
from intman_desktop.vault import files
from intman_desktop.vault.backup import look_at_backup
from intman_desktop.vault.backup_file import check_body
from intman_desktop.vault.layout import UNFINISHED
from intman_desktop.vault.troubles import DiskFull, StorageFailed
from tests import builders as a
from tests.clear_pages import clear_pages, files_beside
from tests.opened import PASSPHRASE, TODAY, open_desk
from tests.vault.making import files_at_most

pytestmark = pytest.mark.linux
HowMany = Callable[[str, int, int], int]
LARGEST = 700_000
"""Bytes that suffice for each of the acts here."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Path:
    """Return the folder of a closed store with fourteen invented people."""
    folder = tmp_path_factory.mktemp("office") / "tresor"
    desk = open_desk(empty_store, folder)
    import_cases(desk, write_document(invented_office(14)))
    desk.vault.close()
    return folder


def first_case(desk: Desk, *, ended: bool = False) -> v.Case:
    """Return the first case that runs and has a plan, or has ended."""
    with desk.vault.reading() as connection:
        return next(
            file.case
            for file in read_case_files(connection)
            if (file.case.state is CaseState.ENDED) == ended and file.case.hold_since is None and file.plan
        )


def take_somebody_in(desk: Desk) -> None:
    take_in(desk, a.an_intake(client=a.a_client(family_name="Vollermuster")))


def note_a_long_talk(desk: Desk) -> None:
    person = v.Participant(first_case(desk).key, "Zwanzig Zeilen. " * 500)
    note_talk(desk, v.Talk(TODAY, "in_person", "language", participants=(person,)), confirm_outside=True)


def keep_a_draft(desk: Desk) -> None:
    save_draft(desk, "talk", first_case(desk).id, json.dumps({"note": "angefangen " * 2000}))


def hand_a_plan_out(desk: Desk) -> None:
    hand_out_plan(desk, first_case(desk).id)


def bring_six_in(desk: Desk) -> None:
    import_cases(desk, write_document(invented_office(6, seed=7)))


def erase_somebody(desk: Desk) -> None:
    erase_case(desk, first_case(desk, ended=True).id)


ACTS = (take_somebody_in, note_a_long_talk, keep_a_draft, hand_a_plan_out, bring_six_in, erase_somebody)


def content(desk: Desk) -> tuple[Any, ...]:
    """Return everything a store holds but its journal."""
    plain = json.loads(export_cases(desk))
    plain.pop("generated_at")
    return plain, open_drafts(desk)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_a_full_disk_is_done_wholly_or_not_at_all(
    office: Path, tmp_path: Path, act: Callable[[Desk], None], how_many: HowMany
) -> None:
    draw = random.Random(act.__name__)
    number = how_many(f"full disks: {act.__name__.replace('_', ' ')}", 4, 150)
    rooms = [0, *(draw.randrange(LARGEST) for _ in range(number - 2)), LARGEST]
    failed = 0
    for turn, room in enumerate(rooms):
        desk = open_desk(office, tmp_path / f"{turn}" / "tresor")
        before = content(desk)
        desk.vault.checkpoint()
        told = None
        with files_at_most(room):
            try:
                act(desk)
            except (DiskFull, StorageFailed) as trouble:
                told = trouble
        if told is not None:
            failed += 1
            assert content(desk) == before
        else:
            assert content(desk) != before
        assert verify_store(desk).sound
        if told is not None:
            act(desk)
            assert content(desk) != before
        desk.vault.close()
        again = open_desk(tmp_path / f"{turn}" / "tresor", tmp_path / f"{turn}" / "kopie")
        assert verify_store(again).sound
        again.vault.close()
        assert not list((tmp_path / f"{turn}").rglob(f"{UNFINISHED}*"))
        shutil.rmtree(tmp_path / f"{turn}")
    assert 0 < failed < len(rooms)


def test_what_was_erased_on_a_full_disk_is_gone_all_the_same(office: Path, tmp_path: Path) -> None:
    done = 0
    for room in range(330_000, 560_000, 30_000):
        folder = tmp_path / f"{room}" / "tresor"
        desk = open_desk(office, folder)
        case = first_case(desk, ended=True)
        with desk.vault.reading() as connection:
            name = next(each.client for each in read_case_files(connection, [case.id])).phone
        data_key = desk.vault.data_key
        assert case.key.encode() in clear_pages(folder, data_key)
        with files_at_most(room):
            try:
                erase_case(desk, case.id)
            except (DiskFull, StorageFailed):
                desk.vault.close()
                continue
        done += 1
        held = clear_pages(folder, data_key) + files_beside(folder)
        assert not name or name.encode() not in held
        desk.vault.close()
        # what the file could not be written anew for, as a moved row of the journal, the next opening does
        open_store(folder, PASSPHRASE).close()
        assert case.key.encode() not in clear_pages(folder, data_key) + files_beside(folder)
    assert done


def test_a_list_of_the_erased_that_cannot_be_written_is_named_and_caught_up(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(office, tmp_path / "tresor")

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_whole", full)
        record = erase_case(desk, first_case(desk, ended=True).id).value
    assert record.places_missing == (str(desk.vault.folder),)
    beside = desk.vault.folder / "erased.txt"
    assert beside.read_text() == ""
    back_up(desk, tmp_path)
    assert len(beside.read_text().split()) == 4
    assert (tmp_path / "erased.txt").read_text() == beside.read_text()
    desk.vault.close()


def test_a_full_stick_leaves_the_last_good_backup_and_no_half_one(
    office: Path, tmp_path: Path, how_many: HowMany
) -> None:
    desk = open_desk(office, tmp_path / "tresor")
    stick = tmp_path / "stick"
    stick.mkdir()
    good = back_up(desk, stick / "gut.imb").value
    before = {path.name: path.read_bytes() for path in stick.iterdir()}
    state = content(desk)
    draw = random.Random(3)
    for _ in range(how_many("full sticks", 6, 200)):
        for target in (stick, good.file):
            with files_at_most(draw.randrange(good.size)), pytest.raises((DiskFull, StorageFailed)):
                back_up(desk, target)
            assert {path.name: path.read_bytes() for path in stick.iterdir()} == before
    assert content(desk) == state
    check_body(good.file, look_at_backup(good.file))
    desk.vault.close()
    open_store(tmp_path / "tresor", PASSPHRASE).close()
