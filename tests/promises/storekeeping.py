"""A program that works on a store until it is killed: started by the promises about kills.

``python -m tests.promises.storekeeping WORK FOLDER MILLISECONDS`` says "ready", then one line for each
thing that is done for good; the operating system ends it after the given time, without a goodbye.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import text

from intman_desktop.vault.backup import back_up
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.known_answers import prove_encryption
from intman_desktop.vault.migrating import Schema
from intman_desktop.vault.renewing import renew
from intman_desktop.vault.rescuing import rescue_into
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.scans import seal_scan
from intman_desktop.vault.store import open_vault
from tests.vault.faults import FaultAt
from tests.vault.making import FAST, NOON, PASSPHRASE, write_setting
from tests.vault.schemas import NEXT


def save(folder: Path) -> None:
    """Commit row after row."""
    with open_vault(folder / "tresor", PASSPHRASE) as vault:
        number = 0
        while True:
            write_setting(vault, f"{number:06}", "x" * (number * 37 % 5000))
            done(f"{number:06}")
            number += 1


def back_up_again_and_again(folder: Path) -> None:
    """Make backup after backup."""
    with open_vault(folder / "tresor", PASSPHRASE) as vault:
        while True:
            done(back_up(vault, folder / "stick", NOON).file.name)


def restore_again_and_again(folder: Path) -> None:
    """Restore the backup over the store, again and again."""
    while True:
        restore_backup(
            folder / "stick" / "sicherung.imb",
            PASSPHRASE,
            folder / "tresor",
            forget=lambda _vault, _digests: frozenset(),
            now=NOON,
        )
        done("restored")


def take_scans(folder: Path) -> None:
    """Take scan after scan into the one case; each is acknowledged by its SHA-256."""
    with open_vault(folder / "tresor", PASSPHRASE) as vault:
        number = 0
        while True:
            content = f"{number:06}".encode() * (number * 37_000 % 400_000 + 1)
            made = seal_scan(vault.folder, content)
            with vault.transaction() as connection:
                connection.execute(text(SCAN), vars(made))
            done(made.sha256)
            number += 1


def erase(folder: Path) -> None:
    """Erase case after case; each is acknowledged by its key."""
    from intman_desktop.models.reading import read_case_files
    from intman_desktop.services.closing.erasure import erase_case
    from intman_desktop.services.keeping.stores import desk_of, open_store
    from intman_desktop.values.codes import CaseState
    from tests.opened import PASSPHRASE as OPENED_BY
    from tests.opened import TODAY, moment

    desk = desk_of(open_store(folder / "tresor", OPENED_BY), lambda: TODAY, moment)
    with desk.vault.reading() as connection:
        cases = [file.case for file in read_case_files(connection) if file.case.hold_since is None]
    for case in cases:
        if case.state is CaseState.ENDED:
            erase_case(desk, case.id)
            done(case.key)
    desk.vault.close()


def migrate(folder: Path) -> None:
    """Open the store with a later program."""
    open_vault(
        folder / "tresor", PASSPHRASE, schema=Schema(folder / "later", NEXT), clock=lambda: NOON
    ).close()
    done("migrated")


def renew_again_and_again(folder: Path) -> None:
    """Commit a row and renew the data key, again and again."""
    with open_vault(folder / "tresor", PASSPHRASE) as vault:
        number = 0
        while True:
            write_setting(vault, f"{number:06}", "x" * 20_000)
            done(f"{number:06}")
            renew(vault)
            done("renewed")
            number += 1


def renew_and_die(folder: Path) -> None:
    """Renew copies of the store, each in a process that ends itself at another operation of the renewal.

    Says how many copies there are, ``0`` being the first; at the last one, nothing ended the process.
    """
    number = 0
    while True:
        for late in (False, True):
            copy = shutil.copytree(folder / "tresor", folder / f"{number}-{'after' if late else 'before'}")
            child = os.fork()
            if child == 0:
                vault = open_vault(copy, PASSPHRASE)
                with pytest.MonkeyPatch.context() as patched:
                    FaultAt(number + 1, late, end_at_once).patch(patched)
                    renew(vault)
                os._exit(0)
            ended = os.waitpid(child, 0)[1]
        if ended == 0:
            return
        done(f"{number}")
        number += 1


def end_at_once() -> BaseException:
    """End this process as a pulled plug would."""
    os.kill(os.getpid(), signal.SIGKILL)
    return SystemExit()


def thin_again_and_again(folder: Path) -> None:
    """Thin one copy of the stick after the other, the last backup of which was made at noon."""
    from intman_desktop.services.keeping.backing_up import Thinning, thin

    with open_vault(folder / "tresor", PASSPHRASE) as vault:
        order = Thinning(vault.folder, vault.vault_id, vault.data_keys, NOON.date(), 30, clock_is_right=True)
        number = 0
        while True:
            shutil.copytree(folder / "stick", folder / "kopie")
            place = (folder / "kopie").rename(folder / f"ort-{number:03}")
            thin(order, [place])
            done(place.name)
            number += 1


def rehearse_again_and_again(folder: Path) -> None:
    """Rehearse the newest backup of the desk's store, again and again."""
    from intman_desktop.services.keeping.places import find_places, known_places
    from intman_desktop.services.keeping.rehearsing import note_rehearsal, order_rehearsal, rehearse
    from intman_desktop.services.keeping.stores import desk_of, open_store
    from tests.opened import PASSPHRASE as OPENED_BY
    from tests.opened import TODAY, moment

    desk = desk_of(open_store(folder / "tresor", OPENED_BY), lambda: TODAY, moment)
    while True:
        order = order_rehearsal(desk, find_places(known_places(desk), []))
        assert order is not None
        result = note_rehearsal(desk, rehearse(order)).value
        done(str(result.fault))


def rescue_again_and_again(folder: Path) -> None:
    """Rescue what is left of a damaged store, again and again."""
    number = 0
    while True:
        target = folder / "stick" / f"gerettet-{number:03}.imb"
        rescue_into(target, folder / "tresor", PASSPHRASE, NOON, prepare=lambda _connection: None)
        done(target.name)
        number += 1


def make(folder: Path) -> None:
    """Make store after store."""
    number = 0
    while True:
        create_vault(folder / f"neu-{number}", PASSPHRASE, parameters=FAST).vault.close()
        done(f"neu-{number}")
        number += 1


def done(what: str) -> None:
    """Acknowledge ``what``: from now on it must never be lost."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


CASE = (
    'INSERT INTO cases (id, "key", number, state, opened_on, counselled_before, start_origin)'
    " VALUES (1, '00', 'IM-1', 'active', '2026-01-01', 'no', 'here')"
)
SCAN = (
    "INSERT INTO scans (case_id, what, added_on, media_type, size, sha256, file, file_key)"
    " VALUES (1, 'other', '2026-01-01', 'application/pdf', :size, :sha256, :name, :key)"
)

WORK = {
    "take scans": take_scans,
    "save": save,
    "back up": back_up_again_and_again,
    "restore": restore_again_and_again,
    "erase": erase,
    "migrate": migrate,
    "make": make,
    "renew": renew_again_and_again,
    "renew and die": renew_and_die,
    "thin": thin_again_and_again,
    "rehearse": rehearse_again_and_again,
    "rescue": rescue_again_and_again,
}

LOADED_BEFORE = {
    "erase": ("intman_desktop.services.closing.erasure", "tests.opened"),
    "thin": ("intman_desktop.services.keeping.backing_up",),
    "rehearse": ("intman_desktop.services.keeping.rehearsing", "tests.opened"),
}
"""What a work needs that takes long to load; the others do without, and begin sooner."""

if __name__ == "__main__":
    for module in LOADED_BEFORE.get(sys.argv[1], ()):
        import_module(module)
    prove_encryption()  # once for each run of a program; the kills are meant for what comes after
    done("ready")
    # the default action of SIGALRM is to end the process at once: no handler, no clean-up
    signal.setitimer(signal.ITIMER_REAL, int(sys.argv[3]) / 1000)
    WORK[sys.argv[1]](Path(sys.argv[2]))
