"""Which letters the bytes of a text stand for: found out from the bytes, or said by whoever sees them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from charset_normalizer import from_bytes

from intman_desktop.errors import Trouble
from intman_desktop.language import _

UTF_8: Final = "utf-8"
UTF_16: Final = "utf-16"

ENCODINGS: Final[Mapping[str, str]] = {
    UTF_8: "UTF-8",
    UTF_16: "UTF-16",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "cp1251": "Windows-1251",
    "cp1256": "Windows-1256",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "iso8859_2": "ISO 8859-2",
    "cp852": "DOS 852",
    "koi8_r": "KOI8-R",
    "cp866": "DOS 866",
    "iso8859_5": "ISO 8859-5",
    "iso8859_6": "ISO 8859-6",
}
"""The encodings that old lists of offices have, by the code that Python has for them: what it is called."""

_OFTEN = frozenset("äöüÄÖÜßéèêëáàâçñíìîóòôúùûÉÈÀÁŠšŽž€§°–—„“”‚‘’…´·²³½\xa0«»")
"""What stands in German lists beyond ASCII: bytes that give nothing else were read rightly."""

_TURKISH = _OFTEN | frozenset("şŞğĞıİÇ")
"""In Turkish lists: what cp1252 makes þ, ð and ý of, which stand in no German list."""

_OLD_ENCODINGS = (("cp1252", _OFTEN), ("cp1254", _TURKISH), ("cp850", _OFTEN), ("mac_roman", _OFTEN))

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LEAST_ASCII = 0.1  # of a table: its separators, digits and line breaks
_PROBED = 100_000
_WORD = re.compile(r"[^\W\d_]+")
_SIGN_IN_WORD = re.compile(r"[£¯¹³¿][^\W\d_]|[^\W\d_]°[^\W\d_]")
"""What Windows-1252 makes of the ł, ż and ą of Windows-1250: no language has such signs in a word."""


_ISO_SIGN_IN_WORD = re.compile(r"[¦¶ˇ±¬][^\W\d_]")
"""What Windows-1250 makes of the Ś, ś, Ą, ą and Ź of ISO 8859-2, where a letter follows."""


class NotThisEncoding(Trouble):
    """The bytes are no text in the encoding that somebody chose."""

    exit_code = 42

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Mit „{encoding}“ lässt sich diese Datei nicht lesen. Sie bleibt gelesen wie zuvor, nichts ist "
            "verloren; bitte wählen Sie andere Zeichen."
        )


def encoding_name(code: str) -> str:
    """Return what an encoding is called, also one that is not offered."""
    return ENCODINGS.get(code) or code.upper().replace("_", "-")


def text_of(content: bytes) -> tuple[str, str] | None:
    """Return the text in the encoding that the bytes speak for, and its code; None where none fits."""
    utf16 = _tried(content, UTF_16) if b"\0" in content or content.startswith(_MARKS) else None
    utf8 = utf16 or _tried(content, UTF_8)
    if utf8 is not None:
        return utf8
    for encoding, often in _OLD_ENCODINGS:
        found = _tried(content, encoding)
        if found is not None and _holds_only(found[0], often):
            return found
    for encoding, fits in _BY_WORDS:
        found = _tried(content, encoding)
        if found is not None and fits(found[0]):
            return found
    best = from_bytes(content).best()
    return (str(best), best.encoding) if best is not None else _tried(content, "cp1252")


def _holds_only(text: str, often: frozenset[str]) -> bool:
    beyond = (letter for letter in text if not letter.isascii())
    return all(letter in often for letter in beyond) and not _SIGN_IN_WORD.search(text)


def _is_cyrillic(text: str) -> bool:
    """Return whether no word mixes alphabets, and capitals stand where they do in Cyrillic writing.

    A Latin i is allowed: many write it for the Ukrainian one that their keyboard lacks.
    """
    words = {word.replace("i", "\u0456").replace("I", "\u0406") for word in _strange_words(text)}
    return bool(words) and all(_of(word, "CYRILLIC") and _is_cased(word) for word in words)


def _strange_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text) if not word.isascii())


def _is_cased(word: str) -> bool:
    return word.isupper() or word[1:] == word[1:].lower()


def _is_arabic(text: str) -> bool:
    """Return whether every word is either Arabic or Latin, and some are Arabic."""
    words = _strange_words(text)
    arabic = [word for word in words if _of(word, "ARABIC")]
    return bool(arabic) and all(_of(word, "LATIN") for word in words if word not in arabic)


def _is_central_european(text: str) -> bool:
    """Return whether signs in words of Windows-1252 become letters (``Ma³gorzata`` for Małgorzata)."""
    western = text.encode("cp1250").decode("cp1252", "replace")
    return _SIGN_IN_WORD.search(western) is not None and _SIGN_IN_WORD.search(text) is None


def _is_iso_central_european(text: str) -> bool:
    """Return whether letters in words are signs in Windows-1250 (``¦cibór`` for Ścibór)."""
    windows = text.encode("iso8859_2").decode("cp1250", "replace")
    return _ISO_SIGN_IN_WORD.search(windows) is not None and all(
        _of(word, "LATIN") for word in _strange_words(text)
    )


def _of(word: str, script: str) -> bool:
    return all(unicodedata.name(letter, "").startswith(script) for letter in word)


_BY_WORDS: Final = (
    ("cp1251", _is_cyrillic),
    ("cp1256", _is_arabic),
    ("iso8859_2", _is_iso_central_european),
    ("cp1250", _is_central_european),
    ("iso8859_6", _is_arabic),
)
"""What German and Turkish lists are not: told by whole words, since nearly every byte is a letter in each."""


def text_in(content: bytes, encoding: str) -> str:
    """Return the text in the encoding with that code. Raises ``NotThisEncoding`` where it does not fit."""
    found = _tried(content, encoding)
    if found is None:
        raise NotThisEncoding(encoding=encoding_name(encoding))
    return found[0]


def _tried(content: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        if encoding == UTF_16 and not content.startswith(_MARKS):
            text = _utf_16_unmarked(content)
            return (text, UTF_16) if text else None
        # the mark that some programs put before UTF-8 is no letter
        return content.decode("utf-8-sig" if encoding == UTF_8 else encoding), encoding
    except UnicodeDecodeError:
        return None


def _utf_16_unmarked(content: bytes) -> str:
    """Return the text in the order of bytes that makes letters of ASCII; empty where neither does."""
    texts = [content.decode(order, "replace") for order in ("utf-16-le", "utf-16-be")]
    text = max(texts, key=_ascii_in)
    return text if _ascii_in(text) > _LEAST_ASCII and "\ufffd" not in text else ""


def _ascii_in(text: str) -> float:
    """Return how much of the beginning is ASCII."""
    probed = text[:_PROBED]
    return sum(letter.isascii() and letter != "\0" for letter in probed) / max(1, len(probed))
