"""Files from outside, changed in every way: each is taken or gets its sentence, within a limit of memory."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intman_desktop.errors import FaultyInput
from intman_desktop.exchange.case_format import write_document
from intman_desktop.exchange.parcel import DOCUMENT
from intman_desktop.sample import invented_office
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.ui import machine
from tests.exchange.awkward_lists import an_ods, an_xlsx
from tests.fuzz.readers import READERS, good, read

pytestmark = pytest.mark.unmeasured

CORPUS = Path(__file__).with_name("corpus")
"""Files that once broke something, named after their reader."""

PIECES = (
    *(b"", b"\x00", b"\xff" * 8, b"\n", b"-", b"1e999", b"-1", b"9" * 40, b"NaN", b"null", b"[]", b"{}"),
    *(b'"', b"\\ud800", b"\xed\xa0\x80", b"\\u0000", b"PK\x03\x04", b"%PDF-", b"<!ENTITY a 'b'>", b"../"),
    *(b"=1+1", b"\xef\xbb\xbf", b"[" * 200, b'{"a":' * 200, b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00"),
)
Edit = tuple[str, int, int, bytes]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["put", "over", "cut", "drop", "twice", "flip"]),
        st.integers(0, 1 << 30),
        st.integers(0, 200),
        st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)),
    ),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, edits: list[Edit]) -> bytes:
    """Return a file after these edits, each at a place within it."""
    for kind, where, length, piece in edits:
        at = where % (len(content) + 1)
        if kind == "put":
            content = content[:at] + piece + content[at:]
        elif kind == "over":
            content = content[:at] + piece + content[at + len(piece) :]
        elif kind == "cut":
            content = content[:at]
        elif kind == "drop":
            content = content[:at] + content[at + length :]
        elif kind == "twice":
            content = content[:at] + content[at : at + length] + content[at:]
        elif at < len(content):
            content = content[:at] + bytes([content[at] ^ 1 << length % 8]) + content[at + 1 :]
    return content


@pytest.mark.parametrize("reader", READERS)
def test_a_good_file_is_taken(reader: str, tmp_path: Path) -> None:
    for content in good(reader):
        said = read(reader, content, tmp_path)
        assert not said or reader == "sealed", "the key of the scan is another"


@pytest.mark.parametrize("reader", READERS)
@given(data=st.data())
def test_a_changed_file_is_taken_or_gets_its_sentence(
    tmp_path_factory: pytest.TempPathFactory, reader: str, data: st.DataObject
) -> None:
    content = data.draw(st.sampled_from(good(reader)))
    place = tmp_path_factory.mktemp("changed")
    read(reader, changed(content, data.draw(EDITS)), place)
    shutil.rmtree(place)


@pytest.mark.parametrize("file", sorted(CORPUS.iterdir()), ids=lambda file: file.name)
def test_what_once_broke_something_does_so_no_more(file: Path, tmp_path: Path) -> None:
    read(file.name.split(".")[0], file.read_bytes(), tmp_path)


PLAIN = st.recursive(
    st.one_of(
        *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10)),
        st.sampled_from(["\ud800", "\x00", "../../x", "9" * 50]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(plain=st.dictionaries(st.sampled_from([*vars(machine.Machine()), "mehr"]), PLAIN))
@example(plain={"mehr": None})
def test_any_settings_of_the_machine_are_understood_as_far_as_they_make_sense(
    tmp_path_factory: pytest.TempPathFactory, plain: dict[str, object]
) -> None:
    place = tmp_path_factory.mktemp("machine")
    read("machine", json.dumps(plain).encode(), place)
    shutil.rmtree(place)


@given(plain=PLAIN)
def test_any_json_is_a_case_file_or_none(tmp_path_factory: pytest.TempPathFactory, plain: object) -> None:
    head = {"format": "intman-cases", "format_version": 1}
    whole = head | plain if isinstance(plain, dict) else head | {"cases": plain, "office": plain}
    read("cases", json.dumps(whole).encode(), tmp_path_factory.getbasetemp())


# -- bombs, in a process that may not use much memory ---------------------------------------------------


def zipped(*entries: tuple[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as box:
        for name, content in entries:
            box.writestr(name, content)
    return file.getvalue()


def replaced(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a zip with one of its entries changed."""
    with zipfile.ZipFile(BytesIO(content)) as box:
        entries = [(each, box.read(each)) for each in box.namelist()]
    return zipped(*((each, change(held) if each == name else held) for each, held in entries))


def laughing(xml: bytes) -> bytes:
    """Return XML whose entities grow a billionfold."""
    steps = [b'<!ENTITY a0 "ha">']
    steps += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, 11)]
    start = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    root = xml[start:].lstrip()
    body = root.replace(b"Muster", b"&a10;").replace(b"</row>", b"</row>&a10;")
    return b'<?xml version="1.0"?><!DOCTYPE x [' + b"".join(steps) + b"]>" + body


def a_vast_picture() -> bytes:
    """Return a PNG that says it is 60,000 dots wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def bombs() -> dict[str, bytes]:
    """Return files that would grow without measure, by their name after their reader."""
    rows = (("Name", "Ort"), ("Muster", "Musterstadt"))
    xlsx, ods = an_xlsx(*rows), an_ods(*rows)
    zeros = bytes(310 << 20)
    deep = b"[" * 1_000_000
    return {
        "cases.deep": b'{"format":"intman-cases","format_version":1,"cases":' + deep,
        "cases.deeper": b'{"a":' * 1_000_000,
        "cases.digits": b'{"format":"intman-cases","format_version":' + b"9" * 5_000_000 + b"}",
        "cases.bomb": zipped((DOCUMENT, bytes(4 << 20))),
        "cases.bombs": zipped((DOCUMENT, b"{}"), *((f"scans/{n:064x}", bytes(2 << 20)) for n in range(40))),
        "key file.deep": b"[" * 60_000,
        "key file.long": b"1" * 5_000_000,
        "backup.head": b"INTMAN-BACKUP\n\xff\xff\xff\xff" + bytes(1000),
        "machine.deep": deep[:900_000],
        "list.bomb": zipped(("xl/worksheets/sheet1.xml", zeros), ("xl/workbook.xml", b"<x/>")),
        "list.laughing": replaced(xlsx, "xl/sharedStrings.xml", laughing),
        "list.laughing too": replaced(xlsx, "xl/worksheets/sheet1.xml", laughing),
        "list.laughing ods": replaced(ods, "content.xml", laughing),
        "list.wide": replaced(
            xlsx, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="B2"', b'r="XFD1048576"')
        ),
        "picture.vast": a_vast_picture(),
        "erased.long": b"a" * 100_000_000,
    }


@pytest.mark.linux
@pytest.mark.slow
def test_no_bomb_fills_the_memory(checkout: Path, tmp_path: Path) -> None:
    files = bombs()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.readers", "700", str(tmp_path)],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told_of = dict(line.split(": ", 1) for line in ended.stdout.splitlines())
    assert told_of.keys() == files.keys()
    broken = {name: said for name, said in told_of.items() if said.startswith("!")}
    assert not broken


EVIL = (
    *(
        "../tresor/keys.json",
        "../../weg.txt",
        "/tmp/weg.txt",
        "C:\\weg.txt",
        "..\\weg.txt",
        "scans/../../weg",
    ),
    *("CON", "scans/NUL", "scans/COM1.txt", "\\\\server\\weg", "a" * 5000, "weg\u202etxt", "scans//x"),
)


@pytest.mark.parametrize("partial", [False, True])
def test_no_name_in_a_zip_leads_out_of_it(
    opened: Callable[[str], Desk], tmp_path: Path, partial: bool
) -> None:
    link = zipfile.ZipInfo("scans/verweis")
    link.external_attr = 0o120777 << 16
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        box.writestr(DOCUMENT, write_document(invented_office(2)))
        for name in EVIL:
            box.writestr(name, b"weg")
        box.writestr(link, b"/etc/passwd")
        box.writestr("nul\x00.txt", b"weg")
    file.seek(0)
    desk = opened("a")
    before = everything_below(tmp_path)
    try:
        report = import_cases(desk, file, partial=partial).value
    except FaultyInput as refused:
        assert not partial
        assert len(refused.faults) >= len(EVIL)
    else:
        assert partial
        assert len(report.faults) >= len(EVIL)
    assert everything_below(tmp_path) == before


def everything_below(folder: Path) -> list[str]:
    """Return the names of all files but those that SQLite keeps beside an open store."""
    own = ("cases.db", "log.mark")
    return sorted(str(path) for path in folder.rglob("*") if not path.name.startswith(own))
