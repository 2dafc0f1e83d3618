"""The message catalogue: German texts out of the sources, English texts in ``resources/locale``.

Without an argument the template, the English texts and the compiled catalogue are brought up to
date; texts that are gone leave, new ones come in empty. With ``--check`` nothing is written and
every fault is named: texts not extracted yet, no longer used, without English, with other
placeholders, a compiled catalogue that is out of date.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "intman.pot"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "intman.po"
COMPILED = ENGLISH.with_suffix(".mo")
_SOME_WORDS = 20
# Our gettext words and how many of their arguments are text.
TEXTS = {"_": 1, "ngettext": 2, "pgettext": 2}
# The compiled form wants a date; a fixed one keeps the file the same while its texts are.
NO_DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

Key = tuple[str, str, str]


def key_of(message: Message) -> Key:
    """Return what tells a message apart: its context, its text, its plural."""
    singular, plural = (*message.id, "")[:2] if isinstance(message.id, tuple) else (message.id, "")
    return (message.context or "", str(singular), str(plural))


def texts_of(message: Message) -> list[str]:
    """Return the translations of a message, one per plural form."""
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


def calls_in(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of our gettext words in a file, also those inside f-strings."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEXTS:
            yield node.func.id, node


def text_of(word: str, call: ast.Call) -> Message | None:
    """Return the text a call translates, or None where it does not stand in the call itself."""
    values = [
        argument.value
        for argument in call.args[: TEXTS[word]]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
    ]
    if len(values) < TEXTS[word]:
        return None
    if word == "pgettext":
        return Message(values[1], context=values[0])
    return Message(tuple(values) if word == "ngettext" else values[0])


def extracted() -> tuple[Catalog, list[str]]:
    """Return every text of the sources with the files it stands in, and the calls without a text."""
    places: dict[Key, set[str]] = {}
    messages: dict[Key, Message] = {}
    faults = []
    for file in sorted((ROOT / "intman_desktop").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        for word, call in calls_in(file):
            message = text_of(word, call)
            if message is None:
                faults.append(f"{place}:{call.lineno}: {word}() has to hold its text itself")
                continue
            messages.setdefault(key_of(message), message)
            places.setdefault(key_of(message), set()).add(place)
    catalog = Catalog(project="intman", charset="utf-8", locale=None)
    for key in sorted(messages, key=lambda key: (key[1], key)):
        locations = [(place, 0) for place in sorted(places[key])]
        catalog.add(messages[key].id, context=messages[key].context, locations=locations)
    return catalog, faults


def messages_of(catalog: Catalog) -> dict[Key, Message]:
    """Return the messages of a catalogue without its header."""
    return {key_of(message): message for message in catalog if message.id}


def known_english() -> dict[Key, Message]:
    """Return the English texts as they stand in the file, none where there is no file."""
    if not ENGLISH.exists():
        return {}
    with ENGLISH.open("rb") as file:
        return messages_of(read_po(file, locale="en"))


def merged(sources: Catalog, english: dict[Key, Message]) -> Catalog:
    """Return the English catalogue for exactly the texts of the sources."""
    catalog = Catalog(project="intman", charset="utf-8", locale="en", fuzzy=False)
    for key, message in messages_of(sources).items():
        known = english.get(key)
        catalog.add(
            message.id, known.string if known else "", context=message.context, locations=message.locations,
            flags=[flag for flag in known.flags if flag == "fuzzy"] if known else (),
        )  # fmt: skip
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Return the file of a catalogue, without dates and line numbers: it changes with its texts alone."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, omit_header=True, include_lineno=False)
    header = 'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    if catalog.locale is not None:
        header += f'"Language: {catalog.locale}\\n"\n"Plural-Forms: {catalog.plural_forms}\\n"\n'
    return header.encode() + b"\n" + out.getvalue()


def as_mo(po: bytes) -> bytes:
    """Return the compiled form of a catalogue's file; texts without English are left out."""
    out = io.BytesIO()
    catalog = read_po(io.BytesIO(po), locale="en")
    catalog.creation_date = NO_DATE
    write_mo(out, catalog)
    return out.getvalue()


def placeholders(text: str) -> set[str]:
    """Return the names in braces of a text; one that cannot be read counts as a name of its own."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return {f"unreadable: {text}"}
    return {name for _literal, name, _spec, _conversion in parts if name is not None}


def faults_of(key: Key, message: Message) -> list[str]:
    """Return what is wrong with the English of one text."""
    texts = texts_of(message)
    if not all(texts):
        return [f"no English yet: {key[1]!r}"]
    faults = [f"English not certain: {key[1]!r}"] if message.fuzzy else []
    allowed = placeholders(key[1]) | placeholders(key[2])
    wanted = placeholders(key[2] or key[1])
    for text in texts:
        if not placeholders(text) <= allowed or not (key[2] or placeholders(text) == wanted):
            faults.append(f"other placeholders in the English: {key[1]!r} → {text!r}")
        if says_twice(text):
            faults.append(f"the English says itself twice: {key[1]!r} → {text!r}")
    return faults


def says_twice(text: str) -> bool:
    """Return whether a text of some length is one text written several times, as a bad merge leaves it."""
    return len(text) > _SOME_WORDS and text in (text + text)[1:-1]


def all_faults() -> list[str]:
    """Return every fault of the catalogue as it lies in the checkout."""
    sources, faults = extracted()
    english = known_english()
    wanted = messages_of(sources)
    faults += [f"not in the catalogue yet: {key[1]!r}" for key in wanted if key not in english]
    faults += [f"no longer used: {key[1]!r}" for key in english if key not in wanted]
    for key, message in english.items():
        if key in wanted:
            faults += faults_of(key, message)
    if not faults:
        po = as_po(merged(sources, english))
        made = ((TEMPLATE, as_po(sources)), (ENGLISH, po), (COMPILED, as_mo(po)))
        faults = [
            f"out of date: {path.name}" for path, now in made if not path.exists() or path.read_bytes() != now
        ]
    return faults


def write_all() -> int:
    """Bring template, English and compiled catalogue up to date; return how many texts lack English."""
    sources, _faults = extracted()
    catalog = merged(sources, known_english())
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    po = as_po(catalog)
    TEMPLATE.write_bytes(as_po(sources))
    ENGLISH.write_bytes(po)
    COMPILED.write_bytes(as_mo(po))
    return sum(not all(texts_of(message)) for message in messages_of(catalog).values())


def main() -> int:
    """Check or write the catalogue; return 1 when the check finds a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name every fault")
    if not parser.parse_args().check:
        missing = write_all()
        if missing:
            print(f"{missing} texts wait for their English in {ENGLISH.relative_to(ROOT)}")
        return 0
    faults = all_faults()
    if faults:
        print("The catalogue is not fresh (make catalogue brings new texts in):", *faults, sep="\n  ")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
