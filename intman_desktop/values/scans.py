"""What a paper is scanned as: what is said of it, and its bytes as they are kept (E2, I9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from intman_desktop.values.codes import ScanKind, SpecialKind

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
MEDIA_TYPES = (PDF, JPEG, PNG)
"""What a scan may be, told by its bytes and never by a name."""

LARGEST = 32 * 1024 * 1024
"""The most bytes that one scan may have in clear."""
LONGEST_DESIGNATION = 200


@dataclass(frozen=True)
class Scan:
    """A scanned paper of the case (E2, I9); its content lies sealed beside the store.

    ``size`` and ``sha256`` are those of the clear bytes; ``kind`` marks data of a special category, with
    whose consent the scan goes (E3); ``shows_none`` are the kinds of which somebody looked and saw nothing;
    ``consent`` is the position, from 0 on, of the declaration among
    the case's that it is evidence of. ``file`` and ``file_key`` are the store's own: the name of the
    sealed file and its key, both hexadecimal.
    """

    what: ScanKind
    added_on: date
    media_type: str
    size: int
    sha256: str
    designation: str = ""
    kind: SpecialKind | None = None
    shows_none: tuple[SpecialKind, ...] = ()
    consent: int | None = None
    file: str = ""
    file_key: str = field(default="", repr=False)
    id: int = 0


@dataclass(frozen=True)
class NewScan:
    """What is said of a paper: what it is, its designation, the kind of data, whose evidence it is.

    ``consent_id`` is the declaration it proves (Rule E2), 0 for none.
    """

    what: ScanKind
    designation: str = ""
    kind: SpecialKind | None = None
    consent_id: int = 0


@dataclass(frozen=True)
class ScanContent:
    """The bytes of a scan as they are kept, and their media type."""

    media_type: str
    content: bytes = field(repr=False)
