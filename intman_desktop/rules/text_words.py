"""The words of a text: where they stand, what each may be, and what it sounds like (Rule L5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intman_desktop.rules.finding import NAME, folded_spellings, heard_forms
from intman_desktop.rules.folding import A_HYPHEN, APOSTROPHES, fold_name, fold_word, plain_letters
from intman_desktop.rules.remembered import remembered

Span = tuple[int, int]
"""Where something stands in a text: its first letter, and the one behind its last."""

SHORTEST_NAME = 3
"""A word of fewer Latin letters is looked for only beside another of the name, or behind "Frau" or "Herr"."""
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no blank between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
LATIN = re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]", re.IGNORECASE)
SOUND = "0"
"""What a token of ``finding`` begins with that is a sound."""
_AN_APOSTROPHE = re.compile(f"[{re.escape(APOSTROPHES)}]")
_ENDING = re.compile(
    f"(?<=\\w{{{SHORTEST_NAME}}})[{re.escape(APOSTROPHES)}]"
    "(?:s|y?l[ae]|[yn]?[aeıiuü]|n?[ıiuü]n|[dt][ae]n?(?:ki)?|ki|l[ae]r(?:[ıi]n?)?)$",
    re.IGNORECASE,
)
"""What German and Turkish put behind a name with an apostrophe: ``Nour's``, ``Ayşe'nin``, ``Şahin'den``."""
_OUTLINE = str.maketrans(
    {**dict.fromkeys("abcdefghijklmnopqrstuvwxyz0123456789"), **{each: each for each in "mnr"}}
    | dict.fromkeys("bfp", "f")
)
_TWICE = re.compile(r"(.)\1+")
_ORDINARY_WORDS = """
ab aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist bitte da dabei
dadurch dafür damit danach dann daran darf darin das dass dazu dein deine dem den denn der des die dies
diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er erst es etwa
etwas euch für gab ganz gar geht gern gut habe haben hat hatte hatten heute hier hin ich ihm ihn ihnen ihr
ihre ihrem ihren ihrer im immer in ins ist ja je jede jedem jeden jeder jetzt kam kamen kann kein keine
keinem keinen keiner kommt lang leider mal man mehr mein meine mit muss nach nein neu neue neuen nicht
nichts noch nun nur ob oder ohne schon sehr sei sein seine seinem seinen seiner seit sich sie sind so soll
sollen sonst über um und uns unser unsere unter viel vom von vor wann war waren warum was weg weil weiter
wenn wer wie wieder will wir wird wo wurde wurden zu zum zur zwei drei
"""
_ORDINARY = frozenset(map(fold_name, _ORDINARY_WORDS.split()))
"""Words of every German sentence (folded), which sound like names of many and are none."""


def words_in(text: str) -> Iterator[Span]:
    """Yield where the words of a text stand."""
    start: int | None = None
    for at, letter in enumerate(text):
        if _of_a_word(letter):
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(text)


@remembered(4096)
def _of_a_word(letter: str) -> bool:
    """Return whether a character stands inside a word, as letters, marks, hyphens and apostrophes do."""
    return plain_letters(f"a{letter}a") != "a a"


def is_beside(between: str) -> bool:
    """Return whether what stands between two words leaves them side by side: ``Fr. Li``, ``Li, Bo``."""
    return between.strip() in ("", ".", ",")


folded_word = remembered(65536)(fold_word)
"""A folded word of a text: what the texts of a store say again and again is folded once."""


@remembered(65536)
def is_ordinary(form: str) -> bool:
    """Return whether a form is too short to be heard as a name, or stands in every text."""
    return len(form) < (SHORTEST_NAME if LATIN.match(form) else 2) or fold_word(form) in _ORDINARY


@remembered(65536)
def sounds_heard(form: str) -> frozenset[str]:
    """Return what a form sounds like; one in Latin letters by its sounds alone."""
    latin = LATIN.search(form) is not None
    tokens = (each.text for each in heard_forms(form))
    return frozenset(each for each in tokens if each.startswith(SOUND) or not latin)


def without_ending(word: str) -> str:
    """Return a word without what stands behind an apostrophe as the ending of a case."""
    return _ENDING.sub("", word)


@remembered(65536)
def spoken_forms(word: str) -> frozenset[str]:
    """Return how a word may be spoken: its parts, all joined, each also without the ``s`` of a genitive."""
    bare = _AN_APOSTROPHE.sub("", without_ending(word.casefold()))
    parts = [part for part in A_HYPHEN.split(bare) if part]
    forms = {*parts, "".join(parts)}
    return frozenset(
        forms | {form[:-1] for form in forms if form.endswith("s") and len(form) > SHORTEST_NAME}
    )


@remembered(65536)
def outline(word: str) -> str:
    """Return what no sound of a plain Latin word loses or changes: its m, n, r, and b, f or p as one."""
    return _TWICE.sub(r"\1", word.translate(_OUTLINE))


@remembered(65536)
def word_forms(word: str) -> frozenset[str]:
    """Return what a word may be: whole, its parts between hyphens, each without the ending of a case."""
    parts = (word, *A_HYPHEN.split(word))
    forms = {form for part in (*parts, *map(without_ending, parts)) for form in fold_name(part).split()}
    bare = {form[:-1] for form in forms if form.endswith("s") and len(form) > SHORTEST_NAME}
    return frozenset(forms | bare)


@remembered(8192)
def heard_across(word: str) -> frozenset[str]:
    """Return what a word of another script sounds like, and how a name is spelled that it may be."""
    forms = spoken_forms(word)
    spelled = (NAME + spelling for form in forms for spelling in folded_spellings(form))
    return frozenset((*spelled, *(heard.text for form in forms for heard in heard_forms(form))))
