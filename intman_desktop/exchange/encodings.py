"""Which letters the bytes of a text stand for: found out from the bytes, or said by whoever sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from charset_normalizer import from_bytes

from intman_desktop.errors import Trouble
from intman_desktop.language import _

UTF_8: Final = "utf-8"

ENCODINGS: Final[Mapping[str, str]] = {
    UTF_8: "UTF-8",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "cp1251": "Windows-1251",
    "cp1256": "Windows-1256",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
}
"""The encodings that old lists of offices have, by the code that Python has for them: what it is called."""

_OFTEN = frozenset("äöüÄÖÜßéèêëáàâçñíìîóòôúùûÉÈÀÁŠšŽž€§°–—„“”‚‘’…´·²³½\xa0«»")
"""What stands in German lists beyond ASCII: bytes that give nothing else were read rightly."""

_TURKISH = _OFTEN | frozenset("şŞğĞıİÇ")
"""In Turkish lists: what cp1252 makes þ, ð and ý of, which stand in no German list."""

_OLD_ENCODINGS = (("cp1252", _OFTEN), ("cp1254", _TURKISH), ("cp850", _OFTEN), ("mac_roman", _OFTEN))


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
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _tried(content, "utf-16")
    utf8 = _tried(content, UTF_8)
    if utf8 is not None:
        return utf8
    for encoding, often in _OLD_ENCODINGS:
        found = _tried(content, encoding)
        if found is not None and all(letter.isascii() or letter in often for letter in found[0]):
            return found
    best = from_bytes(content).best()
    return (str(best), best.encoding) if best is not None else _tried(content, "cp1252")


def text_in(content: bytes, encoding: str) -> str:
    """Return the text in the encoding with that code. Raises ``NotThisEncoding`` where it does not fit."""
    found = _tried(content, encoding)
    if found is None:
        raise NotThisEncoding(encoding=encoding_name(encoding))
    return found[0]


def _tried(content: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        # the mark that some programs put before UTF-8 is no letter
        return content.decode("utf-8-sig" if encoding == UTF_8 else encoding), encoding
    except UnicodeDecodeError:
        return None
