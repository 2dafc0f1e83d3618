"""Each time a text names a person, with whether it surely means her or may be an ordinary word (Rule L5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from intman_desktop.rules.everyday_words import EverydayWords
from intman_desktop.rules.folding import fold_name
from intman_desktop.rules.named import BEFORE_A_NAME, Likeness, Sought, likenesses
from intman_desktop.rules.redaction import blacked_out
from intman_desktop.rules.text_words import LATIN, Span, is_beside, words_in
from intman_desktop.values.ending_views import Occurrence, Passage

_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\bFr\.)(?<!\bHr\.)(?<!\bHrn\.)(?<!\bFam\.)\s+|\n+")
_LEADS_TO_HER = re.compile(r"(?:\bc\s*/\s*o|\b(?:bei|von|mit|für|durch|über))\s*[.:]?\s*$", re.IGNORECASE)
"""What in a field says that the next word is a person."""
_BEFORE_A_WORD = frozenset(
    {
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein",
        "keine", "keinen", "keiner", "im", "am", "zum", "zur", "vom", "beim", "ins", "ans", "diesen",
        "diesem", "dieser", "dieses", "letzten", "letzter", "nächsten", "nächster", "vorigen", "jeden",
        "jeder", "guter", "guten", "sein", "seine", "seinen", "ihr", "ihre", "ihren", "mein", "meine",
        "meinen", "unser", "unsere", "unseren", "als",
    }
)  # fmt: skip


def passages(
    text: str, wanted: Sought, everyday: EverydayWords, *, in_fields: bool = False
) -> tuple[Passage, ...]:
    """Return the sentences of ``text`` that name who is ``wanted``, each with the times it does (Rule L5).

    By one of the ``everyday`` words alone it does not surely mean her.
    ``in_fields`` says that it is no sentence but an address, a designation or an entry of the directory: a
    single word may there be a street, an association or somebody of the same name, unless it says otherwise.
    """
    found = (passage for _start, passage in _placed(text, wanted, everyday))
    return tuple(_doubted(passage) for passage in found) if in_fields else tuple(found)


def chosen_blacked_out(text: str, wanted: Sought, everyday: EverydayWords, chosen: Iterator[bool]) -> str:
    """Return ``text`` blacked out each time it names who is ``wanted`` and ``chosen`` says so, in order.

    The times are those of ``passages`` with the same ``everyday`` words.
    """
    words = [
        (start + first, start + last)
        for start, passage in _placed(text, wanted, everyday)
        for each in passage.occurrences
        if next(chosen)
        for first, last in each.spans
    ]
    return blacked_out(text, words)


def without_names(text: str, wanted: Sought, everyday: EverydayWords) -> str:
    """Return ``text`` blacked out where nobody is asked.

    What only sounds like her, or is one of the ``everyday`` words as well, if surely it is her.
    """
    chosen = (
        each.surely or _is_a_name(passage.text, each, everyday)
        for passage in passages(text, wanted, everyday)
        for each in passage.occurrences
    )
    return chosen_blacked_out(text, wanted, everyday, chosen)


def _is_a_name(sentence: str, found: Occurrence, everyday: EverydayWords) -> bool:
    """Return whether the words of an occurrence are her name letter by letter, and no everyday words."""
    return not found.loose and not any(sentence[slice(*each)] in everyday for each in found.spans)


def _placed(text: str, wanted: Sought, everyday: EverydayWords) -> Iterator[tuple[int, Passage]]:
    """Yield each sentence that names her with its place in the text."""
    named = likenesses(text, wanted)
    for start, end in _sentences(text) if named else ():
        inside = {(first - start, last - start): how for (first, last), how in named if start <= first < end}
        if inside:
            yield start, Passage(text[start:end], tuple(_occurrences(text[start:end], inside, everyday)))


def _doubted(passage: Passage) -> Passage:
    """Return a passage of a field: there two words of hers surely mean her, or one behind "Frau", "c/o"."""
    every = [span for each in passage.occurrences for span in each.spans]
    return replace(
        passage,
        occurrences=tuple(
            replace(each, surely=each.surely and _is_said(passage.text, each.spans, every))
            for each in passage.occurrences
        ),
    )


def _is_said(text: str, run: tuple[Span, ...], every: list[Span]) -> bool:
    before = text[: run[0][0]]
    titled = any(fold_name(word) in BEFORE_A_NAME for word in before.split()[-1:])
    return (
        len(run) > 1 or titled or _LEADS_TO_HER.search(before) is not None or _has_beside(text, run[0], every)
    )


def _sentences(text: str) -> Iterator[Span]:
    """Yield where the sentences stand, without the blanks around them."""
    start = 0
    for each in (*_SENTENCE.finditer(text), None):
        end = each.start() if each else len(text)
        part = text[start:end]
        lead = len(part) - len(part.lstrip())
        yield start + lead, start + len(part.rstrip())
        start = each.end() if each else end


def _occurrences(
    sentence: str, likeness: dict[Span, Likeness], everyday: EverydayWords
) -> Iterator[Occurrence]:
    words, named = list(words_in(sentence)), list(likeness)
    before = {
        span: sentence[slice(*word)].rstrip(".")
        for span in named
        for word in [max((each for each in words if each[1] <= span[0]), default=(0, 0))]
    }
    starts = [at for at in range(len(named)) if not _goes_on(sentence, named, at, before, everyday)]
    number = {at: sum(start <= at for start in starts) for at in range(len(named))}
    for _run, of_run in groupby(range(len(named)), key=number.__getitem__):
        run = tuple(named[at] for at in of_run)
        loose = all(likeness[each] is not Likeness.SURE for each in run)
        known = [span for span in named if not loose or span in run or likeness[span] is not Likeness.JOINED]
        worth = sum(likeness[each] for each in run)
        surely = _is_surely(sentence, run, known, before[run[0]], worth=worth, everyday=everyday)
        yield Occurrence(run, surely, loose)


def _goes_on(
    sentence: str, named: list[Span], at: int, before: dict[Span, str], everyday: EverydayWords
) -> bool:
    """Return whether a word of the name belongs to the one before it; not so "im Sommer Nour"."""
    if at == 0:
        return False
    one, other = named[at - 1], named[at]
    ordinary = before[one].lower() in _BEFORE_A_WORD and sentence[slice(*one)] in everyday
    return not ordinary and sentence[one[1] : other[0]].strip() in ("", ".")


def _is_surely(
    sentence: str,
    run: tuple[Span, ...],
    named: list[Span],
    before: str,
    *,
    worth: int,
    everyday: EverydayWords,
) -> bool:
    """Return whether she is surely meant: behind "Frau", beside another of her names, by no everyday word.

    By a word that only sounds like a name of hers she is so behind "Frau" or beside another one; several that
    sound so only together are worth none. ``worth`` is the likeness of all words of the run.
    """
    if fold_name(before) in BEFORE_A_NAME or (len(run) > 1 and worth >= Likeness.SURE):
        return True
    if len(run) > 1:
        return False
    (word,) = run
    if before.lower() in _BEFORE_A_WORD:
        return False
    if _has_beside(sentence, word, named):
        return True
    if worth < Likeness.SURE or sentence[slice(*word)] in everyday:
        return False
    # A small letter is no name where others are written with capitals.
    return not (LATIN.match(sentence[word[0]]) and sentence[word[0]].islower() and _has_capitals(sentence))


def _has_beside(sentence: str, word: Span, named: list[Span]) -> bool:
    """Return whether another word of her name stands beside one."""
    return any(
        is_beside(sentence[one[1] : other[0]]) for one, other in pairwise(named) if word in (one, other)
    )


def _has_capitals(sentence: str) -> bool:
    return any(letter.isupper() for letter in sentence)
