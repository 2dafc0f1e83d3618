"""Whatever reads a file from outside, each with good files to begin from; a further one is one line more.

Run as ``python -m tests.fuzz.readers MEGABYTES FOLDER`` it reads the files of a folder, named after their
reader, in a process that may not use more memory than that beyond its own, and prints for each how it ended.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from intman_desktop.errors import Trouble
from intman_desktop.exchange.case_format import read_document, write_document
from intman_desktop.exchange.lists import read_list
from intman_desktop.exchange.parcel import open_parcel, write_parcel
from intman_desktop.exchange.scanned import prepare_scan
from intman_desktop.sample import invented_office
from intman_desktop.services.common.wording import told
from intman_desktop.ui import machine
from intman_desktop.vault import layout
from intman_desktop.vault.backup import back_up, look_at_backup
from intman_desktop.vault.backup_file import check_body
from intman_desktop.vault.damaged import look_at_damage
from intman_desktop.vault.erased import digest_of, read_erased
from intman_desktop.vault.key_file import from_bytes
from intman_desktop.vault.scans import open_scan, seal_scan
from intman_desktop.vault.store import open_vault
from tests.exchange.awkward_lists import an_ods, an_xlsx
from tests.papers_scanned import a_pdf, a_picture
from tests.vault.making import NOON, PASSPHRASE, make_store, write_setting

Read = Callable[[bytes, Path], object]
KEY = bytes(range(32))
"""The key of the sealed scan and, wrongly, of every store."""


def _backup(content: bytes, place: Path) -> object:
    file = place / "x.imb"
    file.write_bytes(content)
    header = look_at_backup(file)
    check_body(file, header)
    return header


def _cases(content: bytes, _place: Path) -> object:
    with open_parcel(BytesIO(content)) as parcel:
        return read_document(parcel.document)


def _machine(content: bytes, place: Path) -> object:
    os.environ["INTMAN_HOME"] = str(place)
    machine.remember(look="dark")
    (file,) = place.rglob("window.json")
    file.write_bytes(content)
    held = machine.load_machine()
    machine.remember(look="light")
    assert machine.load_machine().look == "light"
    return held


def _sealed(content: bytes, place: Path) -> object:
    (place / layout.SCANS).mkdir(exist_ok=True)
    (place / layout.SCANS / "x").write_bytes(content)
    return open_scan(place, "x", KEY.hex())


def _erased(content: bytes, place: Path) -> object:
    (place / layout.ERASED).write_bytes(content)
    return read_erased(place / layout.ERASED)


def _store(content: bytes, place: Path) -> object:
    (place / layout.STORE).write_bytes(content)
    return look_at_damage(place, KEY)


def _log(content: bytes, place: Path) -> object:
    (place / layout.STORE).write_bytes(_ours()["store"])
    (place / f"{layout.STORE}-wal").write_bytes(content)
    try:
        return look_at_damage(place, KEY)
    finally:
        (place / f"{layout.STORE}-wal").unlink()


READERS: dict[str, Read] = {
    "key file": lambda content, _place: from_bytes(content),
    "backup": _backup,
    "cases": _cases,
    "list": lambda content, _place: read_list(content),
    "picture": lambda content, _place: prepare_scan(content),
    "machine": _machine,
    "sealed": _sealed,
    "erased": _erased,
    "store": _store,
    "log": _log,
}


@cache
def _ours() -> dict[str, bytes]:
    """Return the files of a small store."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        make_store(place / "tresor")
        with open_vault(place / "tresor", PASSPHRASE) as vault:
            write_setting(vault, "x", "y")
            log = (place / "tresor" / f"{layout.STORE}-wal").read_bytes()
            backup = back_up(vault, place / "gut.imb", NOON).file.read_bytes()
        keys = (place / "tresor" / layout.KEY_FILE).read_bytes()
        store = (place / "tresor" / layout.STORE).read_bytes()
        sealed = (place / layout.SCANS / seal_scan(place, a_picture()).name).read_bytes()
    return {"key file": keys, "backup": backup, "store": store, "log": log, "sealed": sealed}


@cache
def good(reader: str) -> tuple[bytes, ...]:
    """Return files that this reader takes, or would with the right key."""
    cases, parcel = write_document(invented_office(2)), BytesIO()
    write_parcel(parcel, [("a" * 64, a_picture())], lambda: cases)
    rows = (("Name", "Geburt"), ("Muster", "01.01.1990"), ("Beispiel", "2.3.85"))
    files = {
        "cases": (cases, parcel.getvalue()),
        "list": (an_xlsx(*rows), an_ods(*rows), "\n".join(map(";".join, rows)).encode("cp1252")),
        "picture": (a_picture(), a_picture(form="PNG", mode="RGBA"), a_pdf()),
        "machine": (json.dumps(vars(machine.Machine())).encode(),),
        "erased": (f"{digest_of('0' * 32)}\n{digest_of('1' * 32)}\n".encode(),),
    }
    return files[reader] if reader in files else (_ours()[reader],)


def read(reader: str, content: bytes, place: Path) -> str:
    """Let a reader read, and return what was said to the person: nothing where it was taken."""
    try:
        READERS[reader](content, place)
    except Trouble as trouble:
        said = told(trouble)
        assert said.endswith((".", "?"))
        return said
    return ""


def _within(megabytes: int, folder: Path) -> None:
    import resource

    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    most = used + megabytes * (1 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for file in sorted(folder.iterdir()):
        with tempfile.TemporaryDirectory() as place:
            try:
                said = read(file.name.split(".")[0], file.read_bytes(), Path(place))
            except BaseException as error:  # told to whoever counts it; a want of memory is one of them
                said = f"!{type(error).__name__}"
        sys.stdout.write(f"{file.name}: {said}\n")


if __name__ == "__main__":
    _within(int(sys.argv[1]), Path(sys.argv[2]))
