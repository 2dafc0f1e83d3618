"""The language of the screen and the command line: gettext, with German as source.

The language of a paper is a value of that paper and never comes from here.
"""

from __future__ import annotations

import gettext
import locale
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from intman_desktop.paths import resource

LANGUAGES = ("de", "en")
_DOMAIN = "intman"


class _Current:
    """The one language the screen speaks now."""

    code: str = "de"
    texts: gettext.NullTranslations = gettext.NullTranslations()


class _Here(threading.local):
    """The language of this thread alone, while something is worded for a paper; empty for the screen's."""

    code: str = ""
    texts: gettext.NullTranslations | None = None


_here = _Here()


def use_language(code: str) -> None:
    """Speak ``code`` ("de" or "en") from now on; German needs no catalogue.

    Raises ``ValueError`` for a language that has no catalogue.
    """
    _Current.texts = _catalogue(code)
    _Current.code = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak ``code`` inside, on this thread only: a list that goes onto a paper follows the paper.

    Raises ``ValueError`` for a language that has no catalogue.
    """
    before = _here.code, _here.texts
    _here.code, _here.texts = code, _catalogue(code)
    try:
        yield
    finally:
        _here.code, _here.texts = before


def number(value: int) -> str:
    """Return a whole number with a narrow blank between thousands, as every screen shows it: ``12 345``."""
    return f"{value:,}".replace(",", "\u202f")


def spoken_for(paper_language: str) -> str:
    """Return in which of the screen's languages a list is told on a paper: the paper's own, else English."""
    return paper_language if paper_language in LANGUAGES else "en"


def current_language() -> str:
    """Return the code of the language in use ("de" or "en")."""
    return _here.code or _Current.code


def system_language() -> str:
    """Return the language of the computer if we speak it, otherwise German."""
    if locale.setlocale(locale.LC_CTYPE).partition(".")[0] in ("C", "POSIX"):
        return "de"  # nobody chose a language; Python would call it American English
    code = (locale.getlocale()[0] or "de")[:2].lower()
    return code if code in LANGUAGES else "de"


def _(text: str) -> str:
    """Return ``text`` in the language in use."""
    return _texts().gettext(text) if text else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form that fits ``count`` things, in the language in use."""
    return _texts().ngettext(singular, plural, count)


def pgettext(context: str, text: str) -> str:
    """Return ``text`` where one German word has two English ones, told apart by ``context``."""
    return _texts().pgettext(context, text)


def _texts() -> gettext.NullTranslations:
    return _here.texts or _Current.texts


def _catalogue(code: str) -> gettext.NullTranslations:
    if code not in LANGUAGES:
        raise ValueError(f"no catalogue for language {code!r}")
    if code == "de":
        return gettext.NullTranslations()
    folder = str(resource("locale"))
    return gettext.translation(_DOMAIN, localedir=folder, languages=[code], fallback=True)
