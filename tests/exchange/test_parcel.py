"""The file of an export: written and read again, every foreign content checked."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.exchange import parcel
from intman_desktop.exchange.case_format import NotACaseFile
from intman_desktop.exchange.parcel import DOCUMENT, open_parcel, write_parcel
from intman_desktop.values.case_file import Scan
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.scans import PDF, PNG
from tests.papers_scanned import a_pdf

PAPER = a_pdf()
SHA256 = hashlib.sha256(PAPER).hexdigest()
SCAN = Scan(ScanKind.OTHER, date(2026, 1, 12), PDF, len(PAPER), SHA256)
NAME = f"scans/{SHA256}"
Packing = Callable[[zipfile.ZipFile], object]


def packed(*packings: Packing, document: bool = True) -> BytesIO:
    """Return a zip with a document and what ``packings`` add."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        if document:
            box.writestr(DOCUMENT, b"{}")
        for add in packings:
            add(box)
    file.seek(0)
    return file


def faults_of(file: BinaryIO) -> list[tuple[str, str]]:
    """Return place and code of every fault of a file's entries."""
    with open_parcel(file) as found:
        return [(fault.place, fault.code) for fault in found.faults]


def test_what_is_written_is_read_again_each_content_once() -> None:
    file = BytesIO()
    write_parcel(file, [(SHA256, PAPER), (SHA256, PAPER)], lambda: b'{"a": 1}')
    assert zipfile.ZipFile(file).namelist() == [NAME, DOCUMENT]
    file.seek(0)
    with open_parcel(file) as found:
        assert (found.document, found.faults, found.carries) == (b'{"a": 1}', (), True)
        assert found.fault_of(SCAN, "hier") is None
        assert found.content(SCAN) == PAPER


def test_equal_contents_make_equal_files() -> None:
    files = [BytesIO(), BytesIO()]
    for file in files:
        write_parcel(file, [(SHA256, PAPER)], lambda: b"{}")
    assert files[0].getvalue() == files[1].getvalue()


def test_bare_json_carries_no_contents() -> None:
    with open_parcel(BytesIO(b"{}")) as found:
        assert (found.document, found.carries) == (b"{}", False)
        fault = found.fault_of(SCAN, "hier")
        assert fault is not None
        assert fault.code == "scan_content_missing"


def test_a_pipe_is_read_as_well() -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

    with open_parcel(Pipe(packed().getvalue())) as found:
        assert found.document == b"{}"


@pytest.mark.parametrize(
    ("add", "fault"),
    [
        (lambda box: box.writestr("../keys.json", b"x"), ("../keys.json", "zip_entry_unknown")),
        (lambda box: box.writestr("/etc/passwd", b"x"), ("/etc/passwd", "zip_entry_unknown")),
        (lambda box: box.writestr("scans/a/b", b"x"), ("scans/a/b", "zip_entry_unknown")),
        (
            lambda box: box.writestr("\x1b[2J\n\u202e", b"x"),
            ("\\u001b[2J\\u000a\\u202e", "zip_entry_unknown"),
        ),
        (lambda box: box.writestr("innen.zip", b"PK"), ("innen.zip", "zip_entry_unknown")),
        (lambda box: box.writestr("scans/" + "A" * 64, b"x"), ("scans/" + "A" * 64, "zip_entry_unknown")),
        (lambda box: box.writestr(NAME, bytes(33 << 20)), (NAME, "zip_entry_too_large")),
        (lambda box: box.writestr(NAME, bytes(2 << 20)), (NAME, "zip_entry_too_large")),
        (lambda box: box.writestr(NAME, PAPER, zipfile.ZIP_BZIP2), (NAME, "zip_entry_sealed")),
    ],
    ids=[
        "leaving",
        "absolute",
        "nested",
        "escapes",
        "zip in zip",
        "no digest",
        "too large",
        "swelling",
        "odd packing",
    ],
)
def test_an_entry_that_does_not_belong_is_named(add: Packing, fault: tuple[str, str]) -> None:
    assert faults_of(packed(add)) == [fault]


def test_the_folder_of_the_scans_may_be_an_entry() -> None:
    assert faults_of(packed(lambda box: box.mkdir("scans"))) == []


def test_an_entry_twice_is_named() -> None:
    def twice(box: zipfile.ZipFile) -> None:
        box.writestr(NAME, PAPER)
        box.writestr("x" * len(NAME), PAPER)

    content = packed(twice).getvalue().replace(b"x" * len(NAME), NAME.encode())
    assert faults_of(BytesIO(content)) == [(NAME, "zip_entry_twice")]


def test_an_encrypted_entry_is_named() -> None:
    content = bytearray(packed(lambda box: box.writestr(NAME, PAPER)).getvalue())
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert faults_of(BytesIO(content)) == [(NAME, "zip_entry_sealed")]


def _stored(document: bytes) -> Packing:
    return lambda box: box.writestr(DOCUMENT, document, zipfile.ZIP_STORED)


def _put(content: bytes) -> Packing:
    return lambda box: box.writestr(NAME, content, zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    ("file", "scan", "code", "field"),
    [
        (packed(), SCAN, "scan_content_missing", "sha256"),
        (packed(_put(PAPER[:-1])), SCAN, "scan_content_differs", "size"),
        (packed(_put(bytes(len(PAPER)))), SCAN, "scan_content_differs", "sha256"),
        (
            packed(_put(PAPER)),
            Scan(ScanKind.OTHER, SCAN.added_on, PDF, len(PAPER) + 1, SHA256),
            "scan_content_differs",
            "size",
        ),
        (
            packed(_put(PAPER)),
            Scan(ScanKind.OTHER, SCAN.added_on, PNG, len(PAPER), SHA256),
            "scan_content_differs",
            "media_type",
        ),
        (packed(lambda box: box.writestr(NAME, bytes(2 << 20))), SCAN, "scan_content_missing", "sha256"),
    ],
    ids=["missing", "cut", "other", "other size", "other kind", "refused already"],
)
def test_a_content_that_is_not_what_its_row_says_is_a_fault(
    file: BytesIO, scan: Scan, code: str, field: str
) -> None:
    file.seek(0)
    with open_parcel(file) as found:
        fault = found.fault_of(scan, "cases[0].scans[0]")
        assert fault is not None
        assert (fault.place, fault.code) == (f"cases[0].scans[0].{field}", code)
        if code == "scan_content_differs":
            with pytest.raises(NotACaseFile):
                found.content(scan)


def test_a_damaged_entry_differs() -> None:
    content = bytearray(packed(_put(PAPER)).getvalue())
    content[content.index(PAPER) + 5] ^= 1
    with open_parcel(BytesIO(content)) as found:
        fault = found.fault_of(SCAN, "hier")
        assert fault is not None
        assert fault.code == "scan_content_differs"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 und weiter nichts",
        packed().getvalue()[:-10],
        packed(document=False).getvalue(),
        packed(lambda box: box.writestr(DOCUMENT, bytes(2 << 20)), document=False).getvalue(),
        packed(_stored(b"{}"), document=False).getvalue().replace(b"{}", b"{]"),
    ],
    ids=["no zip", "cut", "no document", "swelling document", "damaged document"],
)
def test_a_zip_without_a_readable_document_is_no_case_file(content: bytes) -> None:
    with pytest.raises(NotACaseFile), open_parcel(BytesIO(content)):
        pass


def test_too_many_entries_are_no_case_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "_MOST_ENTRIES", 1)
    with pytest.raises(NotACaseFile), open_parcel(packed(_put(PAPER))):
        pass


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fall_over(rest: bytes) -> None:
    try:
        with open_parcel(BytesIO(b"PK\x03\x04" + rest)) as found:
            found.fault_of(SCAN, "hier")
    except NotACaseFile:
        pass


@given(st.data())
def test_no_changed_byte_makes_it_fall_over(data: st.DataObject) -> None:
    content = bytearray(packed(_put(PAPER)).getvalue())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255))
    try:
        with open_parcel(BytesIO(content)) as found:
            found.fault_of(SCAN, "hier")
    except NotACaseFile:
        pass
