"""Names in other scripts as Latin letters, with every doubt left open for the search.

A capital letter stands for a doubt that ``rules.sounding`` opens: see ``DOUBTS`` there. The letters come
from the library ``anyascii``; what it cannot know from a single letter stands in the tables here, with
the measured reasons in ``docs/decisions/0008-finding.md``.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

EITHER_G_OR_H = "G"
EITHER_D_OR_Z = "D"
EITHER_A_OR_H = "A"
EITHER_A_OR_I = "E"
EITHER_K_OR_H = "K"
MAYBE_I = "I"
THROAT = "3"
"""What stands for a beginning ``ع``: a vowel that the script does not name."""

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
# anyascii leaves the alif out, and a long vowel is the only one that this script writes.
_ARABIC_LETTERS = {
    "ا": "a",
    "آ": "a",
    "أ": "a",
    "إ": "a",
    "ٱ": "a",
    "ع": "",
    "ء": "",
    "ئ": "i",
    "ؤ": "u",
    "ة": "a",
    "ۃ": "a",
    "ث": "t",
    "خ": "k",
    "ذ": EITHER_D_OR_Z,
    "ض": EITHER_D_OR_Z,
    "ظ": EITHER_D_OR_Z,
    "ش": "s",
    "غ": "g",
    "ق": "k",
    "ژ": "z",
    "چ": "C",
    "ج": "j",
}
_VOWEL_LETTERS = frozenset("اآأإٱوىيی")
_ENDINGS = {"ه": EITHER_A_OR_H, "ہ": EITHER_A_OR_H, "ى": EITHER_A_OR_I}

_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Ukrainian reads г as h, Russian as g; х stands for the h of Ahmad and the kh of Khalid.
_CYRILLIC_LETTERS = {"г": EITHER_G_OR_H, "х": EITHER_K_OR_H, "є": "ye", "ї": "yi"}

_ETHIOPIC = range(0x1200, 0x1380)
_SIXTH_ORDER = 5


def is_arabic(word: str) -> bool:
    """Return whether a word is written in Arabic letters, which leave short vowels out."""
    return bool(_ARABIC.search(word))


def in_latin(word: str) -> str:
    """Return a word of any script but the Arabic in small Latin letters, doubts as capitals."""
    if word.isascii():
        return word
    kept = []
    for at, letter in enumerate(word):
        if _CYRILLIC.match(letter):
            kept.append(_CYRILLIC_LETTERS.get(letter) or anyascii(letter).lower())
        elif ord(letter) in _ETHIOPIC and ord(letter) % 8 == _SIXTH_ORDER and at < len(word) - 1:
            kept.append(anyascii(letter).lower() + MAYBE_I)
        else:
            kept.append(anyascii(letter).lower())
    return re.sub("[^a-zA-Z0-9]", "", "".join(kept))


def arabic_bones(word: str) -> str:
    """Return the consonants and long vowels that an Arabic or Persian word writes, doubts as capitals."""
    plain = _ARABIC_MARKS.sub("", unicodedata.normalize("NFC", word)).replace("الله", "الا")
    bones = [_arabic_letter(plain, at) for at in range(len(plain))]
    return re.sub("[^a-zA-Z0-9]", "", "".join(bones))


def _arabic_letter(word: str, at: int) -> str:
    letter, last = word[at], at == len(word) - 1
    before, after = word[at - 1] if at else "", "" if last else word[at + 1]
    if at == 0 and letter == "ع":
        return THROAT
    if last and letter in _ENDINGS:
        return _ENDINGS[letter]
    if letter == "و":
        return "v" if not before or after in _VOWEL_LETTERS else "u"
    if letter in "يىی":
        spoken = not before or (before in _VOWEL_LETTERS and after in _VOWEL_LETTERS)
        return "j" if spoken and not last else "i"
    if letter in _ARABIC_LETTERS:
        return _ARABIC_LETTERS[letter]
    return anyascii(letter).lower()
