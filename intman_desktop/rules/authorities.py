"""The supervisory authority follows the provider's law: the usual one, and one of another law (E8)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intman_desktop.values.codes import ProviderLaw
from intman_desktop.values.office import Authority

_WORD = re.compile(r"\w+")


def usual_authority(law: ProviderLaw, authorities: Iterable[Authority]) -> str:
    """Return the name of the authority that is usual under a law, empty where none is known (Rule E8)."""
    return next((each.name for each in authorities if law in each.laws), "")


def names_another(text: str, law: ProviderLaw, authorities: Iterable[Authority]) -> bool:
    """Return whether ``text`` names an authority of another law, and none of ``law`` (Rule E8).

    One that is not known is left to whoever wrote it.
    """
    words = _WORD.findall(text.casefold())
    named = [each for each in authorities if any(word.startswith(each.marks) for word in words)]
    return bool(named) and not any(law in each.laws for each in named)
