"""A fault at any point of any act on a disk is told, and loses nothing that was acknowledged."""

from __future__ import annotations

import errno
import json
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.cli.files import new_file, write_bytes
from intman_desktop.errors import Trouble
from intman_desktop.exchange.case_format import write_document
from intman_desktop.exchange.scanned import prepare_scan
from intman_desktop.models.reading import read_case_files
from intman_desktop.sample import invented_office
from intman_desktop.services.casework.scans import attach_scan, delete_scan
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.common.wording import told
from intman_desktop.services.keeping import stores
from intman_desktop.services.keeping.backups import back_up, restore, verify_store
from intman_desktop.services.keeping.rescue import rescue
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.services.transfer.exporting import export_cases, export_parcel
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.ui import machine
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, ScanKind
from intman_desktop.values.scans import NewScan
from intman_desktop.vault import layout
from intman_desktop.vault.backup import look_at_backup
from intman_desktop.vault.backup_file import check_body
from intman_desktop.vault.key_file import read_key_file, write_key_file
from intman_desktop.vault.migrating import Schema
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import DiskFull, VaultNewer
from tests import builders as a
from tests.opened import FAST, PASSPHRASE, TODAY, moment, open_desk
from tests.papers_scanned import a_picture
from tests.promises.faults import Disk, failing, how_much
from tests.vault.schemas import NEXT, later_schema

ERRORS = (errno.ENOSPC, errno.EIO, errno.ENODEV, errno.ENOENT, errno.EROFS, errno.EACCES)
"""A full disk, a broken one, a pulled stick (twice), a read-only disk, a right that was taken away."""

SEVERAL = 50
"""Of so many faults one at least is told; of a few all may have met something that can be done without."""

HowMany = Callable[[str, int, int], int]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Path:
    """Return a folder: a closed store with people and a scan, a stick with its backup, a later program."""
    place = tmp_path_factory.mktemp("office")
    desk = open_desk(empty_store, place / "tresor")
    import_cases(desk, write_document(invented_office(6)))
    attach_scan(desk, some_case(desk).id, NewScan(ScanKind.OTHER), prepare_scan(a_picture()))
    (place / "stick").mkdir()
    back_up(desk, place / "stick" / "gut.imb")
    desk.vault.close()
    later_schema(place / "later", 'op.execute("CREATE TABLE more (x TEXT)")')
    return place


def some_case(desk: Desk, *, ended: bool = False) -> v.Case:
    with desk.vault.reading() as connection:
        return next(
            file.case
            for file in read_case_files(connection)
            if (file.case.state is CaseState.ENDED) == ended and file.case.hold_since is None and file.plan
        )


@contextmanager
def opened(place: Path) -> Iterator[Desk]:
    vault = stores.open_store(place / "tresor", PASSPHRASE)
    try:
        yield stores.desk_of(vault, lambda: TODAY, moment)
    finally:
        vault.close()


def content(place: Path) -> Any:
    """Return what the store holds, after it was opened and found sound."""
    with opened(place) as desk:
        assert verify_store(desk).sound
        plain = json.loads(export_cases(desk))
        plain.pop("generated_at")
        plain.pop("office")
        for talk in plain["talks"]:
            talk.pop("key")  # drawn by chance
        return plain, [(draft.form, draft.content) for draft in open_drafts(desk)]


def on_desk(act: Callable[[Desk, Path], object]) -> Callable[[Path], None]:
    def done(place: Path) -> None:
        with opened(place) as desk:
            act(desk, place)

    done.__name__ = act.__name__
    return done


@on_desk
def a_talk(desk: Desk, _place: Path) -> None:
    person = v.Participant(some_case(desk).key, "Ein Gespräch. " * 50)
    note_talk(desk, v.Talk(TODAY, "in_person", "language", participants=(person,)), confirm_outside=True)


@on_desk
def a_plan(desk: Desk, _place: Path) -> None:
    hand_out_plan(desk, some_case(desk).id)


@on_desk
def a_draft(desk: Desk, _place: Path) -> None:
    save_draft(desk, "talk", some_case(desk).id, json.dumps({"note": "angefangen"}))


@on_desk
def a_scan(desk: Desk, _place: Path) -> None:
    attach_scan(desk, some_case(desk).id, NewScan(ScanKind.OTHER), prepare_scan(a_picture()))


@on_desk
def a_deleted_scan(desk: Desk, _place: Path) -> None:
    with desk.vault.reading() as connection:
        case = next(each for each in read_case_files(connection) if each.scans)
    delete_scan(desk, case.case.id, case.scans[0].id)


@on_desk
def an_erasure(desk: Desk, _place: Path) -> None:
    erase_case(desk, some_case(desk, ended=True).id)


@on_desk
def a_backup(desk: Desk, place: Path) -> None:
    back_up(desk, place / "stick")


@on_desk
def a_backup_over_the_last_one(desk: Desk, place: Path) -> None:
    back_up(desk, place / "stick" / "gut.imb")


@on_desk
def an_export(desk: Desk, place: Path) -> None:
    with new_file(place / "stick" / "faelle.zip") as target:
        export_parcel(desk, target)


@on_desk
def a_case_file(desk: Desk, place: Path) -> None:
    write_bytes(place / "stick" / "faelle.json", export_cases(desk))


def a_new_store(place: Path) -> None:
    made = stores.create_store(place / "neu" / "tresor", PASSPHRASE, a.an_office(), parameters=FAST)
    made.vault.close()


def an_opening(place: Path) -> None:
    with opened(place):
        pass


def a_migration(place: Path) -> None:
    schema = Schema(place / "later", NEXT)
    open_vault(place / "tresor", PASSPHRASE, schema=schema, clock=moment).close()


def a_restore(place: Path) -> None:
    restore(place / "stick" / "gut.imb", PASSPHRASE, place / "tresor", today=lambda: TODAY, now=moment)


def a_rescue(place: Path) -> None:
    rescue(place / "tresor", PASSPHRASE, today=lambda: TODAY, now=moment)


def a_key_file(place: Path) -> None:
    keys = read_key_file(place / "tresor" / layout.KEY_FILE)
    write_key_file(place / "tresor" / layout.KEY_FILE, keys)


def settings_of_the_machine(place: Path) -> None:
    machine.remember(look="dark", vault=str(place / "tresor"))


ACTS = (
    *(a_talk, a_plan, a_draft, a_scan, a_deleted_scan, an_erasure, a_backup, a_backup_over_the_last_one),
    *(an_export, a_case_file, a_new_store, an_opening, a_migration, a_restore, a_rescue, a_key_file),
    settings_of_the_machine,
)
"""Every way in which the program writes; a further one is one function more."""

BARE = (a_key_file,)
"""What stands inside other acts: the errors of the system pass through it."""


def nothing_half_done(place: Path) -> None:
    """See that every file that has its name is whole, and that what a fault left behind is swept."""
    for backup in place.glob("**/*.imb"):
        check_body(backup, look_at_backup(backup))
    if (place / "stick" / "faelle.zip").exists():
        assert zipfile.ZipFile(place / "stick" / "faelle.zip").testzip() is None
    if (place / "stick" / "faelle.json").exists():
        json.loads((place / "stick" / "faelle.json").read_bytes())
    for state in place.glob("home/**/*.json"):
        json.loads(state.read_bytes())
    if (place / "neu" / "tresor").exists():
        open_vault(place / "neu" / "tresor", PASSPHRASE).close()
    assert not list((place / "tresor").rglob(f"{layout.UNFINISHED}*"))


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_whatever_fails_wherever_it_fails(
    office: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[Path], None],
    how_many: HowMany,
) -> None:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path / "0" / "home"))
    name = act.__name__.replace("_", " ")
    first = Path(shutil.copytree(office, tmp_path / "0"))
    before = content(first)
    steps = how_much(first, lambda: act(first))
    after = reached(first)
    every = in_turn(len(steps), random.Random(name))
    shutil.rmtree(first)
    told_of = 0
    for turn, (at, error, stays) in enumerate(every[: how_many(f"faults: {name}", 2, 300)], 1):
        place = Path(shutil.copytree(office, tmp_path / str(turn)))
        monkeypatch.setenv("INTMAN_HOME", str(place / "home"))
        with failing(Disk(place, at, error, stays)):
            told_of += tried(act, place)
        assert reached(place) in (before, after), (steps[at], error, stays)
        nothing_half_done(place)
        shutil.rmtree(place)
    assert told_of or turn < SEVERAL or act is settings_of_the_machine


def in_turn(steps: int, draw: random.Random) -> list[tuple[int, int, bool]]:
    """Return every step with every fault in a drawn order, each step once before any comes again."""
    kinds = [(error, stays) for error in ERRORS for stays in (False, True)]
    rounds = []
    for turn in range(len(kinds)):
        one = [(at, *kinds[(at + turn) % len(kinds)]) for at in range(steps)]
        draw.shuffle(one)
        rounds += one
    return rounds


def tried(act: Callable[[Path], None], place: Path) -> bool:
    """Do it, and return whether the person was told that it failed: by a sentence, never by a bug."""
    try:
        act(place)
    except Trouble as trouble:
        assert told(trouble).endswith((".", "?"))
        return True
    except OSError:
        assert act in BARE
        return True
    return False


def reached(place: Path) -> Any:
    """Return what the store holds, wherever a restore had come to; a migrated one is told by that."""
    if not (place / "tresor").exists():
        (aside,) = place.glob("tresor-beiseite-*")
        aside.rename(place / "tresor")
    try:
        return content(place)
    except VaultNewer:
        schema = Schema(place / "later", NEXT)
        open_vault(place / "tresor", PASSPHRASE, schema=schema, clock=moment).close()
        return "migrated"


def test_a_database_that_may_not_grow_is_told_as_a_full_disk(office: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(office, tmp_path / "ort"))
    before = content(place)
    with opened(place) as desk:
        pages = desk.vault.driver.execute("PRAGMA page_count").fetchone()[0]
        desk.vault.driver.execute(f"PRAGMA max_page_count = {pages}").fetchone()
        person = v.Participant(some_case(desk).key, "Zwanzig Zeilen. " * 1000)
        talk = v.Talk(TODAY, "in_person", "language", participants=(person,))
        with pytest.raises(DiskFull):
            note_talk(desk, talk, confirm_outside=True)
    assert content(place) == before
