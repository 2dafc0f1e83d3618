"""The language of the screen and the command line: gettext, with German as source.

The language of a paper is a value of that paper and never comes from here.
"""

from __future__ import annotations

import gettext
import locale

from intman_desktop.paths import resource

LANGUAGES = ("de", "en")
_DOMAIN = "intman"


class _Current:
    """The one language the screen speaks now."""

    code: str = "de"
    texts: gettext.NullTranslations = gettext.NullTranslations()


def use_language(code: str) -> None:
    """Speak ``code`` ("de" or "en") from now on; German needs no catalogue.

    Raises ``ValueError`` for a language that has no catalogue.
    """
    if code not in LANGUAGES:
        raise ValueError(f"no catalogue for language {code!r}")
    _Current.code = code
    if code == "de":
        _Current.texts = gettext.NullTranslations()
        return
    folder = resource("locale")
    _Current.texts = gettext.translation(_DOMAIN, localedir=str(folder), languages=[code], fallback=True)


def current_language() -> str:
    """Return the code of the language in use ("de" or "en")."""
    return _Current.code


def system_language() -> str:
    """Return the language of the computer if we speak it, otherwise German."""
    code = (locale.getlocale()[0] or "de")[:2].lower()
    return code if code in LANGUAGES else "de"


def _(text: str) -> str:
    """Return ``text`` in the language in use."""
    return _Current.texts.gettext(text) if text else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form that fits ``count`` things, in the language in use."""
    return _Current.texts.ngettext(singular, plural, count)


def pgettext(context: str, text: str) -> str:
    """Return ``text`` where one German word has two English ones, told apart by ``context``."""
    return _Current.texts.pgettext(context, text)
