"""Which version of the consent sheet is in force, without bringing the typesetter along (E6)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from intman_desktop.paths import resource


@cache
def consent_versions() -> Mapping[str, int]:
    """Return the version of the sheet's text in each of its languages; it counts changes in substance."""
    found = {}
    for path in sorted(resource("papers", "consent_form").glob("*.toml")):
        with path.open("rb") as file:
            found[path.stem] = int(tomllib.load(file)["version"])
    return found
