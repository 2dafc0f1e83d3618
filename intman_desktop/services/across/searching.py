"""What was typed, as a question to the indexes of people and of notes.

Everything typed goes in as quoted single words of letters and digits, so nothing of it is ever read as
an operator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, literal_column, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import written_out
from intman_desktop.models.tables import NAME_INDEX, name_index
from intman_desktop.rules import finding, gate
from intman_desktop.rules.folding import fold_word
from intman_desktop.rules.named import BEFORE_A_NAME
from intman_desktop.rules.remembered import remembered
from intman_desktop.rules.typed_births import DAY, KNOWN, YEAR, birth_beside_names
from intman_desktop.word_lists import spellings

NOTHING = '""'
"""The question that finds nothing; an empty one is an error."""


@dataclass(frozen=True)
class Question:
    """FTS5 expressions for one typed text, each of which finds all that the one before it finds.

    ``exact`` asks for whole names, ``begins`` for their beginnings, ``alike`` also for names that sound so,
    ``loose`` for those that begin to sound so, and ``placed`` also for words of the place where one lives,
    beside at least one of the name. For a number or a day of birth all are the same. Empty where nothing can
    be found.

    Of what can be a case number ``numbered_so`` asks for the one that is or ends so, ``in_number`` for all of
    which each part is one of the case number; ``loose`` also finds it in a phone number. Empty for all else.

    With a birth beside names these ask for the names alone, and hold for who was ``born`` or ``or_born`` as
    ``may_be_born`` says; ``numbered`` then asks for all that was typed, the birth being part of a number.
    """

    exact: str = ""
    begins: str = ""
    alike: str = ""
    loose: str = ""
    placed: str = ""
    born: str = ""
    or_born: str = ""
    numbered: str = ""
    numbered_so: str = ""
    in_number: str = ""

    @property
    def by_name(self) -> bool:
        """Whether names are asked for: some fit better than others."""
        return self.exact != self.loose

    @property
    def by_place(self) -> bool:
        """Whether some of the words may be of a place."""
        return self.placed != self.loose

    @property
    def without_birth(self) -> str:
        """All that is found whoever was born when."""
        return self.numbered or self.placed


@remembered(64)
def question_of(typed: str) -> Question:
    """Return what to ask the index of people for ``typed``."""
    if born := finding.typed_birth(typed):
        return _in_one_way(_any(_among("births", _begin(day)) for day in born))
    if digits := finding.typed_digits(typed):
        number = _among("numbers", _begin(digits))
        asked = _in_one_way(f"({number} OR {_in_a_phone(typed)})")
        return replace(asked, numbered_so=_among("numbers", _whole(digits)), in_number=number)
    if birth := birth_beside_names(typed):
        first, last = birth.beginnings[0], birth.beginnings[-1]
        return replace(_by_words(birth.names), born=first, or_born=last, numbered=_by_words(typed).loose)
    return _by_words(typed)


def number_question(typed: str) -> Question:
    """Return what to ask for a case number that is typed no further than its letters, as in ``IM-``."""
    words = finding.typed_words(typed)
    if len(words) != 1 or any(map(finding.has_digit, words[0])):
        return Question()
    return _in_one_way(_all(_among("numbers", _begin(fold_word(word))) for word in words[0]))


def asked_of(connection: Connection, typed: str) -> Question:
    """Return ``question_of`` what was typed, or ``number_question`` where it finds nobody who is shown.

    A case number begins with letters: only where no name does it is asked for by them.
    """
    asked, number = question_of(typed), number_question(typed)
    if not number.loose or connection.scalar(_ANYBODY, {"asked": asked.loose}) is not None:
        return asked
    return number


def asks_openly(asked: str) -> bool:
    """Return whether surely nothing is asked for that needs a consent (Rules E3, E4)."""
    return not any(name in asked for name, need in finding.INDEXED.items() if need != gate.NONE)


def may_be_born() -> ColumnElement[bool]:
    """Return the condition that a client can be born as ``:born`` or ``:or_born`` says, both equally exact.

    Of what is known of her birth and what was typed the one must be how the other begins; of an uncertain
    birth only the year is held to be known.
    """
    certain = case((t.clients.c.birth_uncertain, written_out(YEAR)), else_=written_out(DAY))
    compared = func.min(_known_of_birth(), certain, func.length(bindparam("born")))
    return and_(compared > 0, _begins_as_typed(compared))


def is_born() -> ColumnElement[bool]:
    """Return the condition that a client is told to be born as ``:born`` or ``:or_born`` says, no less."""
    typed = func.length(bindparam("born"))
    return and_(_known_of_birth() >= typed, _begins_as_typed(typed))


def _known_of_birth() -> ColumnElement[int]:
    """Return how many letters of the date of birth are known."""
    lengths = {precision: written_out(known) for precision, known in KNOWN.items()}
    return case(lengths, value=t.clients.c.birth_precision, else_=written_out(0))


def _begins_as_typed(letters: ColumnElement[int]) -> ColumnElement[bool]:
    typed = (func.substr(bindparam(name), 1, letters) for name in ("born", "or_born"))
    return func.substr(t.clients.c.birth_date, 1, letters).in_(list(typed))


def openly(asked: str) -> str:
    """Return the question put to those columns of the index alone that need no consent (Rules E3, E4)."""
    columns = " ".join(name for name, need in finding.INDEXED.items() if need == gate.NONE)
    return f"{{{columns}}} : ({asked})"


def matching_ids(asked: ColumnElement[str]) -> Select[Any]:
    """Return the query for the ids of the cases that the question ``asked`` to the index of people finds."""
    return select(name_index.c.rowid).where(matches(NAME_INDEX, asked))


def matches(index: str, asked: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a row of the FTS5 table ``index`` answers ``asked``, which is not empty."""
    return literal_column(index).bool_op("MATCH")(asked)


_ANYBODY = (
    select(t.cases.c.id)
    .join(name_index, name_index.c.rowid == t.cases.c.id)
    .where(matches(NAME_INDEX, bindparam("asked")), t.cases.c.hold_since.is_(None))
    .limit(written_out(1))
)
"""Whether anybody is found who is not on hold (Rule L2): far less than the lines of who is."""


def note_question(words: Iterable[str]) -> str:
    """Return what to ask the index of notes: each of the words by its beginning, in any order."""
    return _all(map(_begin, words))


def _without_title(typed: str) -> str:
    """Return what is left behind "Frau" or "Herr", empty where neither stands in front."""
    first, _blank, rest = typed.strip().partition(" ")
    return rest if fold_word(first) in BEFORE_A_NAME else ""


def _in_one_way(asked: str) -> Question:
    """Return what is asked for by nothing but ``asked``."""
    return Question(asked, asked, asked, asked, asked)


def _by_words(typed: str) -> Question:
    """Return the question for the words of what was typed, also without a title in front."""
    readings = (*finding.typed_words(typed), *finding.typed_words(_without_title(typed)))
    exact, begins, alike, loose = (
        _any(_asked_for(words, manner) for words in readings) for manner in _MANNERS
    )
    asked = Question(exact, begins, alike, loose, _any(map(_in_places, readings)))
    words = readings[0] if readings else ()
    if asked.by_name or not any(map(finding.has_digit, words)):
        return asked
    whole = "".join(map(fold_word, words))
    in_number = _all(_among("numbers", _begin(fold_word(word))) for word in words)
    return replace(asked, numbered_so=_among("numbers", _whole(whole)), in_number=in_number)


def _in_places(words: tuple[str, ...]) -> str:
    """Return the question for all words of one reading, each of the name or the place, one of the name."""
    places = [_in_a_place(word) for word in words]
    if len(words) < 2 or any(map(finding.has_digit, words)) or not any(places):
        return _asked_for(words, _beginning_to_sound)
    names = [_beginning_to_sound(word) for word in words]
    either = (_any(filter(None, pair)) for pair in zip(names, places, strict=True))
    return _all((*either, _any(names)))


def _asked_for(words: tuple[str, ...], manner: Callable[[str], str]) -> str:
    """Return the question for all words of one reading: all of the name, or a number beside its words.

    What holds digits is of a case number (``IM-…``) or of a phone, never half of each: the number of somebody
    erased would find whose number begins so and whose phone ends so.
    """
    if not any(map(finding.has_digit, words)):
        return _all(map(manner, words))
    return _any((_all(map(_word_at_number, words)), _all(map(_word_at_phone, words))))


def _exactly(word: str) -> str:
    return _among("names", _whole(fold_word(word)))


def _beginning(word: str) -> str:
    return _among("names", _begin(fold_word(word)))


def _sounding(word: str) -> str:
    return _with_sounds(word, (_whole(form.text) for form in finding.sound_forms(word, spellings())))


def _beginning_to_sound(word: str) -> str:
    forms = finding.sound_forms(word, spellings())
    return _with_sounds(word, (_whole(each.text) if each.whole else _begin(each.text) for each in forms))


def _with_sounds(word: str, sounds: Iterable[str]) -> str:
    asked = _any(sounds)
    return f"({_beginning(word)} OR {_among('sounds', asked)})" if asked else _beginning(word)


def _word_at_number(word: str) -> str:
    in_number = _among("{names numbers}", _begin(fold_word(word)))
    return in_number if finding.has_digit(word) else f"({in_number} OR {_beginning_to_sound(word)})"


def _word_at_phone(word: str) -> str:
    in_phone = _in_a_phone(word) if finding.typed_phone(word) else ""
    return f"({_beginning(word)} OR {in_phone})" if in_phone else _beginning_to_sound(word)


def _in_a_place(word: str) -> str:
    """Return the question for a word of a place, empty where it is too short to say one."""
    plain = fold_word(word)
    return _among("places", _begin(plain)) if len(plain) >= finding.SHORTEST_PLACE_PART else ""


def _in_a_phone(typed: str) -> str:
    return _among("phones", _any(map(_begin, finding.typed_phone(typed))))


_MANNERS: tuple[Callable[[str], str], ...] = (_exactly, _beginning, _sounding, _beginning_to_sound)


def _whole(word: str) -> str:
    return f'"{word}"'


def _begin(word: str) -> str:
    return f'"{word}" *'


def _among(columns: str, asked: str) -> str:
    return f"{columns} : ({asked})"


def _all(asked: Iterable[str]) -> str:
    return _joined(asked, " AND ")


def _any(asked: Iterable[str]) -> str:
    return _joined(asked, " OR ")


def _joined(asked: Iterable[str], by: str) -> str:
    parts = list(asked)
    return by.join(f"({part})" for part in parts) if len(parts) > 1 else "".join(parts)
