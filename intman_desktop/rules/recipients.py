"""Which recipients are the same, which another name may mean, and of which kind one is (E7, P7, P10)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from intman_desktop.rules.folding import A_HYPHEN, fold_word

_LONGEST_ABBREVIATION = 4
_VOWELS = frozenset("aeiou")
_BETWEEN_WORDS = re.compile(r"[\s/,;:()]+")
_BETWEEN_NO_FIGURES = re.compile("(?<![0-9]) | (?![0-9])")
_BESIDE_A_LABEL = re.compile(r"\(.*?\)")


def recipient_key(recipient: str) -> str:
    """Return by what recipients are told apart: hyphens, blanks, capitals make no difference (E7, P10).

    ``Job-Center`` and ``JobCenter`` are the ``Jobcenter`` that was consented to. A longer name is another
    recipient, so ``Jobcenter Musterstadt`` is not. Between two figures they part numbers: ``Sachgebiet 32-1``
    is not ``Sachgebiet 3-21``.
    """
    return _BETWEEN_NO_FIGURES.sub("", " ".join(A_HYPHEN.sub(" ", recipient).split())).casefold()


def is_named(recipient: str, service: str) -> bool:
    """Return whether two names may mean one recipient (Rules P7, P10).

    One is part of the other, however it is spelled (``Job-Center``, ``Jobcenter Musterstadt``), or each
    word of the shorter one is the same as its word in the other, or its abbreviation (``JC Musterstadt``).
    It is a hint alone: it opens nothing and closes nothing.
    """
    one, other = fold_word(recipient), fold_word(service)
    if not one or not other:
        return False
    if one in other or other in one:
        return True
    words = (list(map(fold_word, name.split())) for name in (recipient, service))
    return all(_is_one_word(*pair) for pair in zip(*words, strict=False))


def kind_named(recipient: str, labels: Mapping[str, str]) -> str | None:
    """Return the kind that the name of a recipient says in whole words, None where it says none (Art. 30).

    ``labels`` are those of the kinds by their codes; each name of a label like ``Arzt/Therapie`` is one, what
    stands in brackets behind it is none. Of several kinds that with the most words is meant.
    """
    told = _words(recipient)
    found = [
        (len(named), code)
        for code, label in labels.items()
        for named in map(_words, _BESIDE_A_LABEL.sub("", label).split("/"))
        if named and any(told[at : at + len(named)] == named for at in range(len(told)))
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def _words(name: str) -> list[str]:
    return [word for word in map(fold_word, _BETWEEN_WORDS.split(name)) if word]


def _is_one_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or _abbreviates(short, long)


def _abbreviates(short: str, long: str) -> bool:
    """Return whether a word is made of letters of another one in their order, from its first letter on.

    A word with a vowel is none: "Amt" abbreviates nothing.
    """
    if not 1 < len(short) <= min(_LONGEST_ABBREVIATION, len(long) - 1) or _VOWELS & set(short):
        return False
    rest = iter(long[1:])
    return short[0] == long[0] and all(letter in rest for letter in short[1:])
