"""Whether two whole names sound alike: by what the search finds a name, word for word (scenarios "Doubles").

Where the family name begins makes no difference, nor does the order of the words: papers of two offices
divide "Mohamed Ali Hassan" in two ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intman_desktop.rules.finding import MOST_WORDS, index_sounds, sound_forms
from intman_desktop.rules.folding import JOINED_ON, cut_off
from intman_desktop.rules.remembered import remembered
from intman_desktop.rules.spellings import Spellings
from intman_desktop.values.case_file import Client

_LEAST_WITHIN = 2


@dataclass(frozen=True)
class HeardWord:
    """A word of a name, what it is found by, and what is looked for where it is typed."""

    text: str
    found_by: frozenset[str]
    asks_for: frozenset[str]

    def like(self, other: HeardWord) -> bool:
        """Return whether two words can be one name, in another spelling or script; so can they be turned."""
        return not self.asks_for.isdisjoint(other.found_by)


def heard_words(family: Sequence[str], given: Sequence[str], spellings: Spellings) -> tuple[HeardWord, ...]:
    """Return the words of two names in their ``finding.heard_parts``, no more than are looked for.

    ``al``, ``abd`` and the like are one word with what follows; at the end of the given name that is the
    family name, as papers divide "Mohammed Al | Hassan".
    """
    begin = len(given) - cut_off(given)
    words = _joined((*given[begin:], *family, *given[:begin])[:MOST_WORDS])
    return tuple([_heard(word, spellings) for word in words])


def sound_alike(some: tuple[HeardWord, ...], others: tuple[HeardWord, ...]) -> bool:
    """Return whether each word of one name has one of the other to itself that sounds like it."""
    if len(some) != len(others) or not some:
        return False
    return _paired(some, others)


def sounds_within(some: tuple[HeardWord, ...], others: tuple[HeardWord, ...]) -> bool:
    """Return whether one name is the other with something more: a father's name, a patronymic, a second name.

    The shorter has two words at least: a family name alone is that of everybody at home.
    """
    short, long = sorted((some, others), key=len)
    return _LEAST_WITHIN <= len(short) < len(long) and _paired(short, long)


def _paired(some: tuple[HeardWord, ...], others: tuple[HeardWord, ...]) -> bool:
    if not some:
        return True
    return any(
        some[0].like(other) and _paired(some[1:], (*others[:at], *others[at + 1 :]))
        for at, other in enumerate(others)
    )


def _joined(words: Iterable[str]) -> Iterator[str]:
    before = ""
    for word in words:
        before += word
        if word not in JOINED_ON:
            yield before
            before = ""
    if before:
        yield before


@remembered(8192)
def _heard(word: str, spellings: Spellings) -> HeardWord:
    found_by = index_sounds(Client(family_name=word), spellings).split()
    asks_for = (form.text for form in sound_forms(word, spellings))
    return HeardWord(word, frozenset((word, *found_by)), frozenset((word, *asks_for)))
