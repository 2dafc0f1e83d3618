"""The case format: one JSON document for any number of cases (``docs/formats.md``).

Reading never trusts: size, encoding, form and every field are checked, and each fault is
returned with its place. What the rules say of the values is the service's to check.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from intman_desktop.errors import Trouble
from intman_desktop.exchange.converting import from_plain, to_plain
from intman_desktop.exchange.left_out import say_births, without_counts
from intman_desktop.exchange.salvaging import named_in, names_of, salvaged, salvaged_talk
from intman_desktop.language import _
from intman_desktop.sealing import NotEnoughMemory
from intman_desktop.values.case_file import BriefContact, CaseFile, Talk
from intman_desktop.values.document import Counter, Document, Fault
from intman_desktop.values.office import ListEntry, Office, OwnBlock, Service, TextVersion
from intman_desktop.values.texts import PaperText, TextCheck

FORMAT = "intman-cases"
FORMAT_VERSION = 1
LARGEST = 512 * 1024 * 1024
"""The most bytes a file may have before it is looked at."""
_DEEPEST = 32
"""Lists and objects of a document lie no ten deep in each other; what reads them could follow a hundred."""

LISTS: dict[str, type[Any]] = {
    "cases": CaseFile,
    "talks": Talk,
    "brief_contacts": BriefContact,
    "counters": Counter,
    "services": Service,
    "text_versions": TextVersion,
    "own_blocks": OwnBlock,
    "list_entries": ListEntry,
    "paper_texts": PaperText,
    "text_checks": TextCheck,
}
_TOP = {"format", "format_version", "whole", "generated_at", "program", "from_office", "office", *LISTS}


class NotACaseFile(Trouble):
    """The file is not of the case format, or is damaged."""

    exit_code = 40

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Diese Datei ist keine Falldatei dieses Programms oder sie ist beschädigt. "
            "Nichts wurde übernommen."
        )


class CaseFileNewer(Trouble):
    """The file was made by a newer version of the program."""

    exit_code = 41

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Diese Falldatei stammt von einer neueren Version des Programms. "
            "Aktualisieren Sie das Programm und versuchen Sie es erneut. Nichts wurde übernommen."
        )


@dataclass(frozen=True)
class ReadDocument:
    """A document as far as it could be read, and every fault with its place.

    ``rows`` holds for each case that could be read, be it in part, its index in the file, in the order of
    ``document.cases``; ``talk_rows`` likewise for talks, ``other_rows`` for every other list by its name, of
    which there is nothing in part. ``unread`` are the names that talks may have for the cases of which too
    little is left, ``of_lost_talks`` those of the people in talks of which too little is left: nothing
    (``""``) where nobody can tell. ``without_counts`` are the participants, by the row of the talk and their
    own, of whom the file does not say whether the talk counts: that follows from its form (Rule P5).
    """

    document: Document
    faults: tuple[Fault, ...]
    rows: tuple[int, ...]
    talk_rows: tuple[int, ...]
    other_rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    of_lost_talks: frozenset[str] = frozenset()
    without_counts: frozenset[tuple[int, int]] = frozenset()


def write_document(document: Document) -> bytes:
    """Return the document as UTF-8 JSON, indented, keys in a fixed order."""
    plain: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "whole": document.whole,
        "generated_at": document.generated_at,
        "program": document.program,
    }
    if document.from_office:
        plain["from_office"] = document.from_office
    if document.office is not None:
        plain["office"] = to_plain(document.office)
    stripped = replace(document, cases=tuple(replace(file, talks=()) for file in document.cases))
    for name in LISTS:
        plain[name] = [to_plain(value) for value in getattr(stripped, name)]
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def read_document(content: bytes) -> ReadDocument:
    """Read a document of the case format.

    Returns what could be read with every fault. Raises ``NotACaseFile`` for anything that is
    no JSON object of this format and ``CaseFileNewer`` for a newer format version.
    """
    plain = _parse(content)
    version = plain.get("format_version")
    if plain.get("format") != FORMAT or type(version) is not int or version < 1:
        raise NotACaseFile()
    if version > FORMAT_VERSION:
        raise CaseFileNewer()
    faults = [Fault(str(name)[:60], "unknown_field") for name in plain if name not in _TOP]
    say_births(plain.get("cases"))
    parts: dict[str, tuple[Any, ...]] = {}
    rows: dict[str, tuple[int, ...]] = {}
    for name, kind in LISTS.items():
        parts[name], rows[name] = _read_list(plain.get(name, []), kind, name, faults)
    office, office_faults = _read_office(plain)
    faults += office_faults
    named: dict[str, Any] = {**parts, "office": office}
    for name, kind in (("whole", bool), ("generated_at", str), ("program", str), ("from_office", str)):
        if name in plain:
            value, more = from_plain(plain[name], kind, name)
            faults += more
            named |= {} if more else {name: value}
    document = Document(**named)
    own, talks = rows.pop("cases"), rows.pop("talks")
    unread = frozenset(name for item in _left(plain.get("cases", []), own) for name in names_of(item))
    lost = frozenset(name for item in _left(plain.get("talks", []), talks) for name in named_in(item))
    unsaid = frozenset(without_counts(plain.get("talks")))
    return ReadDocument(document, tuple(faults), own, talks, rows, unread, lost, unsaid)


def _left(plain: Any, read: Collection[int]) -> Sequence[Any]:
    """Return what stands in a list and could not be read; what is no list is one thing that could not."""
    if not isinstance(plain, list):
        return (plain,)
    known = frozenset(read)
    return [item for row, item in enumerate(plain) if row not in known]


def _parse(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise NotACaseFile()
    try:
        plain = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise NotACaseFile() from None
    except MemoryError:
        raise NotEnoughMemory() from None
    if not isinstance(plain, dict) or _is_too_deep(plain):
        raise NotACaseFile()
    return plain


def _is_too_deep(plain: dict[str, Any]) -> bool:
    """Return whether lists and objects lie deeper in each other than in any document, level by level."""
    level: list[Any] = [plain]
    for _level in range(_DEEPEST):
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _read_list(
    plain: Any, kind: type[Any], name: str, faults: list[Fault]
) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    if not isinstance(plain, list):
        faults.append(Fault(name, "wrong_type", (("expected", "list"),)))
        return (), ()
    values, rows = [], []
    for row, item in enumerate(plain):
        value, found = from_plain(item, kind, f"{name}[{row}]")
        faults += found
        if found and kind is Talk:
            value = salvaged_talk(item, f"{name}[{row}]", found)
        elif found and kind is CaseFile:
            value = salvaged(item, kind, f"{name}[{row}]", found)
        if value is not None:
            values.append(value)
            rows.append(row)
    return tuple(values), tuple(rows)


def _read_office(plain: dict[str, Any]) -> tuple[Office | None, list[Fault]]:
    if "office" not in plain:
        return None, []
    return from_plain(plain["office"], Office, "office")
