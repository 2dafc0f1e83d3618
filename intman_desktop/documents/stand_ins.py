"""What is printed for what no font of ours has: never a box, and no sign is lost."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from intman_desktop.documents.bidi import is_invisible
from intman_desktop.documents.fonts import has_glyph
from intman_desktop.rules.redaction import BLACK

BLACKED_OUT = {"de": "(geschwärzt)", "en": "(blacked out)"}
"""What stands on a paper where something was blacked out: no font of ours has bars (E3, L5)."""

_ALIKE = {
    sign: alike
    for signs, alike in {
        "☎☏✆📞📱🕿": "Tel.",
        "✓✔✅☑☒🗹🗷": "[x]",
        "☐□◻⬜🗆": "[ ]",
        "✗✘✕✖❌": "×",
        "★☆⭐✩✪": "*",
        "■▪▫●○◦◆◇►▶▸➢➤⬛◼▬\uf0b7\uf0a7\uf0d8\uf076": "•",
        "⇒➔➜➝➞➙➡⟶⟹\uf0e0": "→",
        "⇐⬅⟵\uf0df": "←",
        "⇔⟷": "↔",
        "≤": "<=",
        "≥": ">=",
        "≈": "~",
        "❗❕": "!",
        "❓❔": "?",
        "⚠": "[!]",
    }.items()
    for sign in signs
}
"""Signs that are read the same when written otherwise; those of private use are Word's old bullets."""

_LOOKS = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""What only chooses between two looks of the sign before it."""

_SIGNS = frozenset("SPM")
"""The kinds of characters whose names say what one sees; a letter's says no more than its number."""


def no_glyph_for(text: str) -> str:
    """Return the characters of ``text`` that no font of ours has, each once."""
    seen = (sign for sign in dict.fromkeys(text) if sign != "\n" and not is_invisible(sign))
    return "".join(sign for sign in seen if not has_glyph(sign))


def read_alike(text: str, language: str) -> str:
    """Return ``text`` with what no font of ours has written otherwise, where that reads alike.

    Words in ``language``, or in German, stand for what was blacked out; a letter of another shape is written
    plainly. What nothing reads like stays as it is.
    """
    told = _LOOKS.sub("", text.replace(BLACK, BLACKED_OUT.get(language, BLACKED_OUT["de"])))
    return "".join(_alike(sign) or sign for sign in told)


def with_stand_ins(text: str, lacking: str, language: str) -> str:
    """Return ``text`` with something readable in place of each character that cannot be printed.

    Args:
        text: What is to be printed.
        lacking: A character that could not be drawn where it stands, though a font may have it.
        language: That of the paper: what was blacked out is told in it, or in German.

    Returns:
        The text without such characters: written otherwise where that reads alike, named in brackets else.
    """
    told = read_alike(text, language)
    wanting = f"{no_glyph_for(told)}{lacking}"
    return re.sub(f"[{re.escape(wanting)}]+", lambda found: _told(found.group()), told) if wanting else told


def _told(signs: str) -> str:
    """Return in words what stands for ``signs``; letters beside each other are numbered in one bracket."""
    told = ""
    for named, group in groupby(((sign, _name(sign)) for sign in signs), key=lambda pair: bool(pair[1])):
        pairs = tuple(group)
        if named:
            told += "".join(name for _sign, name in pairs)
        else:
            told += f"[{' '.join(f'U+{ord(sign):04X}' for sign, _none in pairs)}]"
    return told


def _name(sign: str) -> str:
    """Return what is read in place of ``sign``; "" where nothing but its number tells it."""
    name = unicodedata.name(sign, "") if unicodedata.category(sign)[0] in _SIGNS else ""
    return name and f"[{name.lower()}]"


def _alike(sign: str) -> str:
    """Return what reads like ``sign``, which no font of ours has; "" where a font has it or nothing does."""
    if has_glyph(sign) or is_invisible(sign):
        return ""
    plain = unicodedata.normalize("NFKC", sign).strip()
    return _ALIKE.get(sign) or (plain if plain not in ("", sign) and not no_glyph_for(plain) else "")
