"""The texts of the papers with their values filled in.

Values are closed off from the direction of the text
around them; ``**…**`` in a text (never in a value) is bold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from babel.dates import format_date
from babel.numbers import format_decimal

from intman_desktop.documents.bidi import isolate
from intman_desktop.documents.of_one import of_none, of_one
from intman_desktop.documents.paragraph import Span, Words
from intman_desktop.documents.text_files import PLACEHOLDER, text_file
from intman_desktop.language import LANGUAGES, number
from intman_desktop.values.codes import TextKind
from intman_desktop.values.texts import TEXT_PAPERS, TextForm, TextInForce, Texts

Value = str | int | date
_BABEL = {"fa_AF": "fa_AF", "kmr": "ku"}


@dataclass(frozen=True)
class Wording:
    """The texts of one paper in one language.

    ``values`` are those that any text may name; ``checked`` that the office had the texts checked.
    """

    paper: str
    language: str
    version: int
    texts: Texts
    values: Mapping[str, Value] = field(default_factory=dict)
    checked: bool = False

    def with_values(self, **values: Value) -> Wording:
        """Return these texts with values that any of them may name."""
        return replace(self, values={**self.values, **values})

    def words(self, key: str, **values: Value) -> Words:
        """Return the text ``key`` with its values; raises ``ValueError`` naming what is missing."""
        text = self.texts[key]
        if not isinstance(text, str):
            raise TypeError(f"{self._named(key)} is a list")
        return self._filled(key, text, values)

    def items(self, key: str, **values: Value) -> tuple[Words, ...]:
        """Return the list ``key`` with its values."""
        texts = self.texts[key]
        if isinstance(texts, str):
            raise TypeError(f"{self._named(key)} is no list")
        return tuple(self._filled(key, text, values) for text in texts)

    def day(self, value: date) -> Words:
        """Return a date as it is written in this language."""
        return given(day_text(value, self.language))

    def raw(self, key: str) -> str:
        """Return the text ``key`` with its placeholders still in it."""
        return str(self.texts[key])

    def _filled(self, key: str, text: str, values: Mapping[str, Value]) -> Words:
        spans = []
        text = of_one(text, self.language, lambda name: self._given(name, values) == 1)
        text = of_none(text, self.language, lambda name: self._given(name, values) == 0)
        for index, stretch in enumerate(text.split("**")):
            filled = PLACEHOLDER.sub(lambda match: self._value(key, match.group(1), values), stretch)
            if filled:
                spans.append(Span(filled, bold=index % 2 == 1))
        return tuple(spans)

    def _value(self, key: str, name: str, values: Mapping[str, Value]) -> str:
        value = self._given(name, values)
        if isinstance(value, date):
            return isolate(day_text(value, self.language))
        if isinstance(value, int):
            return isolate(number_text(value, self.language))
        if not value.strip():
            raise ValueError(f"{self._named(key)} lacks its value {name}")
        return isolate(value.strip())

    def _given(self, name: str, values: Mapping[str, Value]) -> Value:
        return values.get(name, self.values.get(name, ""))

    def _named(self, key: str) -> str:
        return f"{self.paper}/{self.language}.toml: {key}"


def given(value: str, *, bold: bool = False) -> Words:
    """Return a value that stands alone (a name, a note) as words."""
    return (Span(isolate(value.strip()), bold),) if value.strip() else ()


def day_text(value: date, language: str) -> str:
    """Return a date in the writing of ``language``, e.g. 15.03.2027."""
    return str(format_date(value, "dd.MM.y" if language == "de" else "medium", locale=_babel(language)))


def number_text(value: int, language: str) -> str:
    """Return a number as the screen writes it, or in the writing of ``language`` where no screen has that."""
    if language in LANGUAGES:
        return number(value)
    return str(format_decimal(value, locale=_babel(language)))


@cache
def wording(paper: str, language: str) -> Wording:
    """Return the texts of ``paper`` in ``language``. Raises as ``text_files.text_file``."""
    file = text_file(paper, language)
    return Wording(paper, language, file.version, file.texts)


def text_form(kind: TextKind, language: str) -> TextForm:
    """Return what the office may make of a text; the rules of its placeholders are those of the German one.

    Raises ``FileNotFoundError`` where there is no translation yet.
    """
    paper = TEXT_PAPERS[kind]
    supplied, rules = text_file(paper, language), text_file(paper, "de")
    return TextForm(
        kind,
        language,
        supplied.version,
        supplied.texts,
        rules.placeholders,
        rules.only,
        rules.mandatory,
    )


def wording_in_force(paper: str, language: str, text: TextInForce) -> Wording:
    """Return the texts of ``paper`` as the office has them: its own over the supplied ones (Rule E6)."""
    supplied = wording(paper, language)
    if not text.texts:
        return replace(supplied, checked=text.checked)
    own = {key: own for key, own in text.texts.items() if key in supplied.texts}
    return replace(supplied, version=text.version, texts={**supplied.texts, **own}, checked=text.checked)


def _babel(language: str) -> str:
    return _BABEL.get(language, language)
