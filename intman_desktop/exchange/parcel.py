"""A file of the case format as it travels: bare JSON, or a zip of it with the contents of its scans.

The zip holds ``cases.json`` and ``scans/<sha256>`` for each scan; that for the person herself also
``beside.json``, which is for her to read and never taken in. Nothing in it is trusted: names, number,
sizes and packing are looked at before anything is unpacked, and nothing is ever unpacked into a file.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from intman_desktop.exchange.broken import BROKEN_ZIP
from intman_desktop.exchange.case_format import LARGEST as LARGEST_DOCUMENT
from intman_desktop.exchange.case_format import NotACaseFile
from intman_desktop.exchange.scanned import media_type_of
from intman_desktop.values.case_file import Scan
from intman_desktop.values.document import Fault
from intman_desktop.values.scans import LARGEST

DOCUMENT = "cases.json"
BESIDE = "beside.json"
"""What is held about a person beside her case: the journal and the texts that are begun (Rules L6, L8)."""
_SCANS = "scans/"
_SCAN_NAME = re.compile(r"scans/[0-9a-f]{64}")
_SIGNS = (b"PK\x03\x04", b"PK\x05\x06")
_MOST_ENTRIES = 200_000
_MOST_TOGETHER = 64 << 30
_MOST_UNPACKED = 200
"""No honest entry of more than ``_SMALL`` bytes unpacks to more than this many times its packed size."""
_SMALL = 1 << 20
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1


class Parcel:
    """What a file brings: its ``document`` (JSON), and ``faults`` of its entries with their names.

    ``carries`` says whether contents of scans travel in it at all.
    """

    def __init__(self, document: bytes, faults: tuple[Fault, ...], box: zipfile.ZipFile | None) -> None:
        self.document = document
        self.faults = faults
        self.carries = box is not None
        self._box = box
        self._bad = {fault.place for fault in faults}

    def fault_of(self, scan: Scan, place: str) -> Fault | None:
        """Return what is wrong with the content of ``scan``, which stands at ``place``, else None.

        The fault names the field that the content is not as, of a content that is not there its sha256.
        """
        name = _SCANS + scan.sha256
        if self._box is None or name not in self._box.NameToInfo or name in self._bad:
            return Fault(f"{place}.sha256", "scan_content_missing")
        field = _differing(scan, self._read(scan))
        return Fault(f"{place}.{field}", "scan_content_differs") if field else None

    def content(self, scan: Scan) -> bytes:
        """Return the clear bytes of ``scan``. Raises ``NotACaseFile`` where they are not what it says."""
        content = self._read(scan)
        if content is None or _differing(scan, content):
            raise NotACaseFile()
        return content

    def _read(self, scan: Scan) -> bytes | None:
        """Return the bytes of a content, at most one more than it may have, None where it cannot be read."""
        assert self._box is not None
        try:
            with self._box.open(_SCANS + scan.sha256) as entry:
                return entry.read(LARGEST + 1)
        except (*BROKEN_ZIP, KeyError):
            return None


def _differing(scan: Scan, content: bytes | None) -> str:
    """Return the field of ``scan`` that a content is not as, "" where it is as the scan says."""
    if content is None or (len(content) == scan.size and hashlib.sha256(content).hexdigest() != scan.sha256):
        return "sha256"
    if len(content) != scan.size:
        return "size"
    return "" if media_type_of(content) == scan.media_type else "media_type"


@contextmanager
def open_parcel(file: BinaryIO) -> Iterator[Parcel]:
    """Yield what ``file`` brings, a zip or bare JSON as its first bytes say.

    Raises ``NotACaseFile`` where it is a zip that cannot be read or holds no document.
    """
    if not file.seekable():  # a pipe
        file = BytesIO(file.read(LARGEST_DOCUMENT + 1))
    sign = file.read(len(_SIGNS[0]))
    file.seek(0)
    if sign not in _SIGNS:
        yield Parcel(file.read(LARGEST_DOCUMENT + 1), (), None)
        return
    try:
        box = zipfile.ZipFile(file)
    except BROKEN_ZIP:
        raise NotACaseFile() from None
    with box:
        faults = tuple(_entry_faults(box))
        yield Parcel(_document_in(box, faults), faults, box)


def write_parcel(
    file: BinaryIO,
    contents: Iterable[tuple[str, bytes]],
    document: Callable[[], bytes],
    beside: bytes | None = None,
) -> None:
    """Write a zip into ``file``: the ``contents`` of scans by their SHA-256, each once, then the document.

    ``document()`` is asked last, when it is known which contents there are. ``beside`` is what is held about
    the person beside her case, None where it does not go along.
    """
    with zipfile.ZipFile(file, "w") as box:
        for sha256, content in contents:
            if _SCANS + sha256 not in box.NameToInfo:
                box.writestr(zipfile.ZipInfo(_SCANS + sha256), content)
        box.writestr(zipfile.ZipInfo(DOCUMENT), document(), zipfile.ZIP_DEFLATED)
        if beside is not None:
            box.writestr(zipfile.ZipInfo(BESIDE), beside, zipfile.ZIP_DEFLATED)


def _entry_faults(box: zipfile.ZipFile) -> Iterator[Fault]:
    entries = box.infolist()
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_TOGETHER:
        raise NotACaseFile()
    seen = set()
    for entry in entries:
        name = entry.filename
        if name in seen:
            yield Fault(name[:80], "zip_entry_twice")
        seen.add(name)
        if name not in (DOCUMENT, BESIDE, _SCANS) and not _SCAN_NAME.fullmatch(name):
            yield Fault(name[:80], "zip_entry_unknown")
        elif entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PACKINGS:
            yield Fault(name, "zip_entry_sealed")
        elif entry.file_size > (LARGEST_DOCUMENT if name == DOCUMENT else LARGEST) or _swells(entry):
            yield Fault(name, "zip_entry_too_large")


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > _MOST_UNPACKED * entry.compress_size


def _document_in(box: zipfile.ZipFile, faults: tuple[Fault, ...]) -> bytes:
    if DOCUMENT in {fault.place for fault in faults}:
        raise NotACaseFile()
    try:
        with box.open(DOCUMENT) as entry:
            return entry.read(LARGEST_DOCUMENT + 1)
    except (*BROKEN_ZIP, KeyError):
        raise NotACaseFile() from None
