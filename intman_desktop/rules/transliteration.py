"""Names in other scripts as Latin letters, with every doubt left open for the search.

A capital letter stands for a doubt that ``rules.sounding`` opens: see ``rules.spoken_letters``. The letters
come from the library ``anyascii``; what it cannot know from a single letter stands in the tables here,
with the measured reasons in ``docs/decisions/0008-finding.md``.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

from intman_desktop.rules.spoken_letters import THROAT

EITHER_G_OR_H = "G"
EITHER_D_OR_Z = "D"
EITHER_A_OR_H = "A"
EITHER_A_OR_I = "E"
EITHER_K_OR_H = "K"
EITHER_K_OR_G = "Q"
EITHER_T_OR_S = "S"
MAYBE_T = "N"
A_OR_I_ALONE = "F"
EITHER_A_OR_U = "W"
MAYBE_I = "I"

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
# anyascii leaves the alif out, and a long vowel is the only one that this script writes. Whether و and ي are
# vowels or consonants the script does not tell: they are what they are as vowels, and so is a Latin w or y.
_ARABIC_LETTERS = {
    **dict.fromkeys("اآأإٱةۃ", "a"),
    **dict.fromkeys("وؤۆۇ", "u"),
    **dict.fromkeys("يىیئېۍێ", "i"),
    **dict.fromkeys("عءە", ""),
    **dict.fromkeys("ذضظ", EITHER_D_OR_Z),
    "ث": EITHER_T_OR_S,
    "ق": EITHER_K_OR_G,
    "خ": "k",
    "ش": "š",
    "غ": "g",
    "چ": "C",
    "ج": "j",
    "ژ": "ž",
}
_ENDINGS = {**dict.fromkeys("هہ", EITHER_A_OR_H), "ى": EITHER_A_OR_I, "ە": "a"}
_ALIF_NAMES = """
مصطف مرتض مجتب مقتد منته موس عيس يحي ليل سلم نجو بشر كبر صغر يسر عظم لبن ذكر سلو فدو مرو ارو شذ رؤ
هد من ند نه له سه ضح
"""
_WITH_ALIF = frozenset(_ALIF_NAMES.split())
"""Names, without their last letter, that end in an alif which Persian and Egyptian hands write as ي or ی."""
_WITH_ALIF_OR_NOT = frozenset(("تق", "تقو", "رضو", "حسن", "يمن"))
"""The same of names that are another name with an i: Tuqa and Taqi, Husna and Hassani."""
_AS_ARABS_WRITE = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "أ": "ا", "إ": "ا", "آ": "ا"})

_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Ukrainian reads г as h, Russian as g; х stands for the h of Ahmad and the kh of Khalid.
_CYRILLIC_LETTERS = {"г": EITHER_G_OR_H, "х": EITHER_K_OR_H, "є": "ye", "ї": "yi"}

_ETHIOPIC = range(0x1200, 0x1380)
_FIRST_ORDER, _FIFTH_ORDER, _SIXTH_ORDER = 0, 4, 5
_ETHIOPIC_W = 0x12C8
_ETHIOPIC_KH = range(0x12B8, 0x12C0)


def is_arabic(word: str) -> bool:
    """Return whether a word is written in Arabic letters, which leave short vowels out."""
    return bool(_ARABIC.search(word))


def is_cyrillic(word: str) -> bool:
    """Return whether a word is written in Cyrillic letters."""
    return bool(_CYRILLIC.search(word))


def in_latin(word: str) -> str:
    """Return a word of any script but the Arabic in small Latin letters, doubts as capitals."""
    if word.isascii():
        return word
    kept = []
    for at, letter in enumerate(word):
        if _CYRILLIC.match(letter):
            kept.append(_CYRILLIC_LETTERS.get(letter) or anyascii(letter).lower())
        elif ord(letter) in _ETHIOPIC:
            kept.append(_ethiopic_letter(letter, last=at == len(word) - 1))
        else:
            kept.append(anyascii(letter).lower())
    return re.sub("[^a-zA-Z0-9]", "", "".join(kept))


def arabic_bones(word: str) -> str:
    """Return the consonants and long vowels that an Arabic or Persian word writes, doubts as capitals."""
    plain = _ARABIC_MARKS.sub("", unicodedata.normalize("NFC", word)).replace("الله", "الا")
    plain = plain.replace("الل", "ال")  # the article before an l, which Latin letters write once or twice
    bones = [_arabic_letter(plain, at) for at in range(len(plain))]
    return re.sub("[^a-zA-Z0-9šž]", "", "".join(bones))


def _ethiopic_letter(letter: str, *, last: bool) -> str:
    """Return one syllable; its vowel is a doubt where passports write it in several ways."""
    latin, order = anyascii(letter).lower(), ord(letter) % 8
    if ord(letter) in _ETHIOPIC_KH:
        latin = EITHER_K_OR_H + latin.lstrip("kh")
    if order == _SIXTH_ORDER and not last:
        return latin + MAYBE_I
    if order == _FIFTH_ORDER and latin.endswith("e"):
        return latin[:-1] + A_OR_I_ALONE
    return f"w{EITHER_A_OR_U}" if ord(letter) == _ETHIOPIC_W else latin


def _arabic_letter(word: str, at: int) -> str:
    letter = word[at]
    if at == 0 and letter == "ع":
        return THROAT
    if at == len(word) - 1:
        before = word[:-1].translate(_AS_ARABS_WRITE)
        if letter in "ىيی" and before in _WITH_ALIF:
            return "a"
        if letter in "يی" and before in _WITH_ALIF_OR_NOT:
            return EITHER_A_OR_I
        if letter in "ةه" and word[at - 1 : at] == "ا":
            return MAYBE_T
        if letter in _ENDINGS:
            return _ENDINGS[letter]
    return _ARABIC_LETTERS[letter] if letter in _ARABIC_LETTERS else anyascii(letter).lower()
