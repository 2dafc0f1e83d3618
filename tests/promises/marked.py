"""What the people of the whole journey are called and say, and every shape in which it could lie in a file.

The texts stand here backwards, so that a process that only knows this module holds none of them; ``said``
turns one round when it is typed or searched for.

The shapes: as typed (NFC), taken apart (NFD), in small letters, and as the search keeps names – folded,
transliterated, by sound; each in UTF-8, UTF-16 and UTF-32 of both orders and, where it can be, Latin-1; as
JSON escapes it, with percent signs, in hexadecimal, and in base64 at each of its three beginnings. What is
compressed is not known again: so a file is not only searched, it must be one that is known to be written.
"""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

from intman_desktop.rules.finding import index_names, index_sounds
from intman_desktop.rules.folding import fold_name
from intman_desktop.word_lists import spellings
from tests import builders as a

_BACKWARDS = {
    "family_name": "eborpćłóŻ-ßurgretsumûrG",
    "given_name": "edliheplûN لاثملادمحم",
    "note": "tssiew hcis rehcam nehcsiwzt sad ,ztiztoN",
    "goal": "neffahcs gnuraltemlhaz eid lliw hcI",
    "draft": "ztag reztnik negeged rehcirtslefriwz nierF",
    "scan": "noskniruam nesieb tellab sinhcubeZ",
    "stranger": "gnagnie-ehcielb-remmoS",
    "planted": "negnagegrebürov tsi reiH",
    "error": "ebarpthcirraz rebe ned relheF",
    "passphrase": "nehcsrihk nerhek netsok nerotkeh fnüf",
}
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_BEGINNING = 6
_SHORTEST = 7
"""So few letters stand together by chance in what is sealed; a part of a name that is shorter is no sign."""


def said(what: str) -> str:
    """Return one of the texts: ``family_name``, ``given_name``, ``note``, ``goal``, ``draft``, ``scan``,
    ``stranger`` (whom nothing was consented of), ``planted`` (what the hunt must find), ``error``,
    ``passphrase``.
    """
    return _BACKWARDS[what][::-1]


def signs() -> dict[str, tuple[str, ...]]:
    """Return by its name, for each text, the words by which it is known again, as typed and as folded."""
    return {what: tuple(dict.fromkeys(_words(what))) for what in _BACKWARDS}


def known_again(content: bytes | bytearray) -> set[str]:
    """Return the names of those texts of which something stands in ``content``, in any of its shapes."""
    held, beginnings = bytes(content), _beginnings()
    found: set[str] = set()
    for at in range(len(held) - _BEGINNING + 1):
        begun = held[at : at + _BEGINNING]
        if begun in beginnings:
            found |= {what for shape, what in beginnings[begun] if held.startswith(shape, at)}
    return found


@cache
def _beginnings() -> dict[bytes, list[tuple[bytes, str]]]:
    """Return all shapes of all signs by their first bytes, each with the name of its text."""
    found: dict[bytes, list[tuple[bytes, str]]] = {}
    for what, words in signs().items():
        for shape in {shape for word in words for shape in _shapes(word)}:
            found.setdefault(shape[:_BEGINNING], []).append((shape, what))
    return found


def _shapes(word: str) -> set[bytes]:
    """Return the bytes that a word may be in a file."""
    found: set[bytes] = set()
    for text in _forms(word):
        plain = {text.encode(each) for each in _ENCODINGS}
        if max(map(ord, text)) < 256:
            plain.add(text.encode("latin-1"))
        found |= plain
        found |= {json.dumps(text)[1:-1].encode(), quote(text).encode(), text.encode().hex().encode()}
        found |= {each for content in plain for each in _in_base64(content)}
    return found


def _words(what: str) -> Iterable[str]:
    text = said(what)
    if what in ("family_name", "given_name"):
        client = a.a_client(**{"family_name": "", "given_name": "", what: text})
        kept = f"{text} {fold_name(text)} {index_names(client)} {index_sounds(client, spellings())}"
        parts = [*kept.split(), *text.split("-")]
        yield from (word for word in parts if len(word) >= _SHORTEST)
    else:
        yield text


def _forms(word: str) -> set[str]:
    return {unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word), word.lower()}


def _in_base64(content: bytes) -> set[bytes]:
    """Return what stands of ``content`` in base64, wherever in a text it begins."""
    found = set()
    for before in range(3):
        whole = base64.b64encode(bytes(before) + content)
        # the letters at both ends hold bits of what stands beside
        found.add(whole[-(-before * 4 // 3) : len(whole) // 4 * 4 - 4])
    return found
