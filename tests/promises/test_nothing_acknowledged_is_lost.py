"""A program killed at any moment loses nothing acknowledged and leaves no half file behind."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from intman_desktop.exchange.case_format import write_document
from intman_desktop.gdpr.erasure import kept_digests
from intman_desktop.models.reading import read_case_files
from intman_desktop.sample import invented_office
from intman_desktop.services.keeping.stores import open_store
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.codes import CaseState
from intman_desktop.vault import layout
from intman_desktop.vault.aside import put_back
from intman_desktop.vault.backup import back_up, look_at_backup
from intman_desktop.vault.backup_file import check_body
from intman_desktop.vault.erased import digest_of, read_erased
from intman_desktop.vault.migrating import CURRENT, Schema
from intman_desktop.vault.scans import scan_files
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import VaultNewer
from intman_desktop.vault.verify import verify
from tests.opened import PASSPHRASE as OPENED_BY
from tests.opened import open_desk
from tests.promises.killing import FURTHER, SLOWER, Hits, said_by
from tests.promises.storekeeping import CASE
from tests.vault.making import NOON, PASSPHRASE, make_store, setting_names, write_setting
from tests.vault.schemas import later_schema

pytestmark = [pytest.mark.linux, pytest.mark.timeout(3600)]
HowMany = Callable[[str, int, int], int]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a store that holds the row "before", and an empty stick."""
    make_store(tmp_path / "tresor")
    (tmp_path / "stick").mkdir()
    with open_vault(tmp_path / "tresor", PASSPHRASE) as vault:
        write_setting(vault, "before", "x" * 300_000)
    return tmp_path


def _rows(folder: Path, schema: Schema = CURRENT) -> list[str]:
    with open_vault(folder, PASSPHRASE, schema=schema) as vault:
        assert verify(vault).sound
        return setting_names(vault)


@pytest.mark.slow
def test_a_kill_while_saving_loses_nothing_that_was_acknowledged(
    checkout: Path, place: Path, how_many: HowMany
) -> None:
    draw = random.Random(500)
    acknowledged, number = 0, how_many("kills while saving", 5, 500)
    for turn in range(number + FURTHER):
        if turn >= number and acknowledged > 100:
            break
        copy = shutil.copytree(place / "tresor", place / "copy" / "tresor")
        milliseconds = draw.randrange(20, 250 if turn < number else SLOWER * 250)
        rows = said_by(checkout, "save", copy.parent, milliseconds)
        found = _rows(copy)
        # one more may be there: committed, and killed before it could say so
        assert found[: len(rows)] == rows
        assert found[-1] == "before"
        assert len(found) - 1 - len(rows) in (0, 1)
        acknowledged += len(rows)
        shutil.rmtree(copy)
    assert acknowledged > 100


def test_a_kill_while_taking_in_scans_loses_none_and_leaves_no_file_without_its_row(
    checkout: Path, place: Path, how_many: HowMany
) -> None:
    draw = random.Random(503)
    acknowledged = 0
    with open_vault(place / "tresor", PASSPHRASE) as vault, vault.transaction() as connection:
        connection.execute(text(CASE))
    for _ in range(how_many("kills while taking in scans", 4, 200)):
        copy = shutil.copytree(place / "tresor", place / "copy" / "tresor")
        made = said_by(checkout, "take scans", copy.parent, draw.randrange(20, 400))
        with open_vault(copy, PASSPHRASE) as vault:
            kept = scan_files(vault.driver)
            assert verify(vault).sound
        assert set(made) <= {scan.sha256 for scan in kept}
        assert len(kept) - len(made) in (0, 1)
        folder = copy / layout.SCANS
        assert {scan.name for scan in kept} == {file.name for file in (folder.iterdir() if kept else ())}
        acknowledged += len(made)
        shutil.rmtree(copy)
    assert acknowledged > 5


def test_a_kill_while_backing_up_leaves_whole_backups_only(
    checkout: Path, place: Path, how_many: HowMany
) -> None:
    draw, hits = random.Random(501), Hits()
    for milliseconds in hits.times(draw, how_many("kills while backing up", 3, 100), 20, 250):
        made = said_by(checkout, "back up", place, milliseconds)
        hits.note(place, f"{layout.UNFINISHED}*", made)
        found = {path.name for path in (place / "stick").glob("*.imb")}
        assert set(made) <= found
        for name in found:
            check_body(place / "stick" / name, look_at_backup(place / "stick" / name))
            (place / "stick" / name).unlink()
        assert _rows(place / "tresor") == ["before"]
        assert not list((place / "tresor").glob(f"{layout.UNFINISHED}*"))
    assert hits.interrupted > 0
    assert hits.made > 0


def test_a_kill_while_restoring_leaves_a_whole_store_under_its_name_or_beside_it(
    checkout: Path, place: Path, how_many: HowMany
) -> None:
    draw, hits = random.Random(502), Hits()
    with open_vault(place / "tresor", PASSPHRASE) as vault:
        back_up(vault, place / "stick" / "sicherung.imb", NOON)
    for milliseconds in hits.times(draw, how_many("kills while restoring", 3, 100), 20, 400):
        made = said_by(checkout, "restore", place, milliseconds)
        hits.note(place, f"{layout.UNFINISHED}*", made)
        stores = sorted(place.glob("tresor*"))
        assert stores
        for store in stores:
            assert _rows(store) == ["before"]
        put_back(place / "tresor")
        for store in place.glob("tresor-*"):
            shutil.rmtree(store)
        assert _rows(place / "tresor") == ["before"]
        assert not list(place.glob(f"{layout.UNFINISHED}*"))
    assert hits.interrupted > 0
    assert hits.made > 0


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Path:
    """Return the folder of a closed store in which many cases have ended."""
    folder = tmp_path_factory.mktemp("ended") / "tresor"
    desk = open_desk(empty_store, folder)
    import_cases(desk, write_document(invented_office(40)))
    desk.vault.close()
    return folder


def held(folder: Path) -> tuple[set[str], set[str]]:
    """Return the keys of the ended and of all other cases of a sound store that may be erased.

    Once it is open, whatever it knows to be erased stands beside it as well, where a restore looks (Rule L4).
    """
    vault = open_store(folder, OPENED_BY)
    try:
        assert verify(vault).sound
        with vault.reading() as connection:
            assert kept_digests(connection) <= read_erased(folder / layout.ERASED).digests
            cases = [file.case for file in read_case_files(connection)]
    finally:
        vault.close()
    ended = {case.key for case in cases if case.state is CaseState.ENDED and case.hold_since is None}
    return ended, {case.key for case in cases} - ended


def test_a_kill_while_erasing_brings_nobody_back_and_takes_nobody_else(
    checkout: Path, place: Path, ended: Path, how_many: HowMany
) -> None:
    draw, hits = random.Random(505), Hits()
    before, others = held(Path(shutil.copytree(ended, place / "before")))
    for milliseconds in hits.times(draw, how_many("kills while erasing", 2, 100), 150, 600):
        copy = Path(shutil.copytree(ended, place / "copy" / "tresor"))
        erased = said_by(checkout, "erase", copy.parent, milliseconds)
        hits.made += len(erased)
        hits.interrupted += len(erased) < len(before)
        beside = read_erased(copy / layout.ERASED).digests
        left, all_others = held(copy)
        assert all_others == others
        assert left <= before - set(erased)
        # one more may be gone: committed, and killed before it could say so
        assert len(before) - len(left) - len(erased) in (0, 1)
        assert {digest_of(key) for key in erased} <= beside
        shutil.rmtree(copy.parent)
    assert hits.made > 0


def test_a_kill_while_migrating_leaves_the_old_or_the_new_store(
    checkout: Path, place: Path, how_many: HowMany
) -> None:
    draw, hits = random.Random(503), Hits()
    later = later_schema(
        place / "later",
        'op.execute("CREATE TABLE more (x TEXT)")\n'
        "for number in range(200):\n"
        '    op.execute("INSERT INTO more VALUES (hex(zeroblob(2000)))")\n'
        'op.add_column("settings", sa.Column("changed_at", sa.Text(), nullable=True))',
    )
    for milliseconds in hits.times(draw, how_many("kills while migrating", 3, 100), 40, 900):
        copy = shutil.copytree(place / "tresor", place / "copy" / "tresor")
        shutil.copytree(later.folder, copy.parent / "later")
        said = said_by(checkout, "migrate", copy.parent, milliseconds)
        hits.note(copy, "*-wal", said)
        try:
            rows = _rows(copy)
            assert said == []
        except VaultNewer:
            rows = _rows(copy, later)
        assert rows == ["before"]
        shutil.rmtree(copy.parent)
    assert hits.interrupted > 0
    assert hits.made > 0


def test_a_kill_while_a_store_is_made_leaves_no_half_store(
    checkout: Path, place: Path, how_many: HowMany
) -> None:
    draw, hits = random.Random(504), Hits()
    for milliseconds in hits.times(draw, how_many("kills while making a store", 3, 50), 50, 900):
        made = said_by(checkout, "make", place, milliseconds)
        hits.note(place, f"{layout.UNFINISHED}*", made)
        found = sorted(place.glob("neu-*"))
        assert set(made) <= {store.name for store in found}
        for store in found:
            assert _rows(store) == []
            shutil.rmtree(store)
    assert hits.interrupted > 0
    assert hits.made > 0
