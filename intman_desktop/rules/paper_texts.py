"""What a text for persons may and must hold, and which of its editions a day saw (E2, E6, E8)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from intman_desktop.values.explanation import Explanation
from intman_desktop.values.texts import PaperText, TextFault, TextForm, Texts

LONGEST = 4000
"""The most characters a paragraph or an item of a list may have."""

_BRACES = re.compile(r"\{([^{}]*)\}")


def tidied(form: TextForm, texts: Texts) -> Texts:
    """Return ``texts`` as they are kept: of the form's keys, without blanks around, empty items, controls.

    A key that is not given keeps the supplied text.
    """
    kept: dict[str, str | tuple[str, ...]] = {}
    for key, supplied in form.texts.items():
        given = texts.get(key, supplied)
        if isinstance(supplied, str):
            kept[key] = _clean(given if isinstance(given, str) else "\n".join(given))
        else:
            items = given.splitlines() if isinstance(given, str) else given
            kept[key] = tuple(item for item in map(_clean, items) if item)
    return kept


def allowed_in(form: TextForm, key: str) -> tuple[str, ...]:
    """Return the placeholders that may stand in the text ``key``."""
    return tuple(name for name in form.placeholders if key in form.only.get(name, (key,)))


def needed_in(form: TextForm, key: str) -> tuple[str, ...]:
    """Return the placeholders that must stand in the text ``key`` (Rule E8)."""
    there = _named(form.texts[key])
    return tuple(name for name in form.mandatory if name in there)


def text_faults(form: TextForm, texts: Texts) -> tuple[TextFault, ...]:
    """Return everything that keeps tidied ``texts`` from being saved, in the order of the text."""
    return tuple(TextFault(key, fact) for key, text in texts.items() for fact in _faults(form, key, text))


def editions_on(saved: Sequence[PaperText], day: date, today: date) -> tuple[PaperText | None, ...]:
    """Return the editions of a text that were in force on ``day``, the last at its end (Rules E2, E6).

    None stands for the supplied text, which was in force before the first saving. Of ``today`` it is the
    last one alone, since that is what is printed now; on an earlier day one was in force in the morning and
    each that was saved on it from then on. ``saved`` are all editions in the order of saving.
    """
    if day >= today:
        return (saved[-1] if saved else None,)
    before = [each for each in saved if each.saved_on < day]
    return (before[-1] if before else None, *(each for each in saved if each.saved_on == day))


def said_anew(saved: Sequence[PaperText], day: date, today: date) -> bool:
    """Return whether a text took a new version after ``day`` with the same words (Rules E2, E6).

    Then what stands in for its placeholders said something else before, or another wording was meant. Of
    ``today`` it is known what is printed. ``saved`` are all editions in the order of saving.
    """
    fingerprints = (saved[0].supplied if saved else "", *(each.fingerprint for each in saved))
    again = (each for each, before in zip(saved, fingerprints, strict=False) if each.fingerprint == before)
    return day < today and any(each.saved_on >= day for each in again)


def _faults(form: TextForm, key: str, text: str | tuple[str, ...]) -> Iterator[Explanation]:
    parts = (text,) if isinstance(text, str) else text
    if not any(parts):
        yield Explanation("text_empty")
        return
    allowed, named = allowed_in(form, key), _named(text)
    for name in named:
        if name in allowed:
            continue
        code = "text_placeholder_elsewhere" if name in form.placeholders else "text_placeholder_unknown"
        yield Explanation(code, {"name": name})
    for name in needed_in(form, key):
        if name not in named:
            yield Explanation("text_placeholder_missing", {"name": name})
    for part in parts:
        if set("{}") & set(_BRACES.sub("", part)):
            yield Explanation("text_brace_alone")
        if part.count("**") % 2:
            yield Explanation("text_bold_open")
        if len(part) > LONGEST:
            yield Explanation("text_too_long", {"most": LONGEST})


def _named(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands in braces, each once, in order."""
    whole = text if isinstance(text, str) else "\n".join(text)
    return tuple(dict.fromkeys(_BRACES.findall(whole)))


def _clean(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(char for char in plain if char == "\n" or unicodedata.category(char) != "Cc").strip()
