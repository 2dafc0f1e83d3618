"""A text in its pieces: sections under their headings, placeholders as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from intman_desktop.language import _
from intman_desktop.services.common.words.texts import field_label
from intman_desktop.values.texts import TextForm, Texts, TextSheet

_BRACES = re.compile(r"\{([^{}]*)\}")
_SHORT = 90
"""Up to so many characters of the supplied text, a field has one line."""


@dataclass(frozen=True)
class TextSection:
    """What stands under one heading: the keys of its texts; ``key`` is the first of them."""

    key: str
    keys: tuple[str, ...]

    def title(self, texts: Texts) -> str:
        """Return the heading, or what the part before the first one is called."""
        heading = texts[self.key]
        return str(heading) if self.key.endswith("_head") else _("Titel und Anfang")


def sections_of(form: TextForm) -> tuple[TextSection, ...]:
    """Return the sections of a text in order; one begins with each heading."""
    found: list[list[str]] = []
    for key in form.texts:
        if not found or key.endswith("_head"):
            found.append([])
        found[-1].append(key)
    return tuple(TextSection(keys[0], tuple(keys)) for keys in found)


def labels_of(form: TextForm, section: TextSection) -> Mapping[str, str]:
    """Return what each text of a section is called; equal names are numbered."""
    words = {key: field_label(key, in_list=not isinstance(form.texts[key], str)) for key in section.keys}
    several = {word for word in words.values() if list(words.values()).count(word) > 1}
    numbers: dict[str, int] = {}
    named: dict[str, str] = {}
    for key, word in words.items():
        numbers[word] = numbers.get(word, 0) + 1
        named[key] = f"{word} {numbers[word]}" if word in several else word
    return named


def is_line(form: TextForm, key: str) -> bool:
    """Return whether a text is written in one line."""
    supplied = form.texts[key]
    return isinstance(supplied, str) and len(supplied) <= _SHORT


def as_typed(text: str | tuple[str, ...]) -> str:
    """Return a text as it stands in one field; a list has a line for each item."""
    return text if isinstance(text, str) else "\n".join(text)


def as_read(text: str, sheet: TextSheet) -> str:
    """Return ``text`` with its placeholders as people read them."""
    labels = {each.code: each.label for each in sheet.placeholders}
    return _BRACES.sub(lambda found: f"{{{labels.get(found[1], found[1])}}}", text)


def as_kept(text: str, sheet: TextSheet) -> str:
    """Return what was read and typed with the placeholders as they are kept."""
    codes = {each.label.casefold(): each.code for each in sheet.placeholders}
    return _BRACES.sub(lambda found: f"{{{codes.get(found[1].strip().casefold(), found[1])}}}", text)


def short_print(fingerprint: str) -> str:
    """Return the beginning of a fingerprint in groups of four in one line, as it can be compared by eye."""
    return "\u00a0".join(fingerprint[start : start + 4] for start in range(0, 16, 4))
