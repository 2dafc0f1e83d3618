"""The files with the texts of the papers, each read once: ``resources/papers/<paper>/<language>.toml``.

A text file carries an integer ``version``, the ``placeholders`` it may use, and its texts by key;
the keys are the same in every language, so that two languages can stand side by side. Where the office
may edit a text, the German file also names the placeholders that are ``mandatory`` wherever they stand,
and those that ``only`` some texts have a value for. Nothing of the typesetter is needed to read them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from intman_desktop.paths import resource
from intman_desktop.values.texts import Texts

PLACEHOLDER = re.compile(r"\{([a-z_0-9]+)\}")
"""A placeholder in a text; its name is the group."""


@dataclass(frozen=True)
class TextFile:
    """What one file says; ``version`` counts the changes in substance."""

    version: int
    texts: Texts
    placeholders: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mandatory: tuple[str, ...] = ()


@cache
def text_file(paper: str, language: str) -> TextFile:
    """Return the texts of ``paper`` in ``language`` as they came with the program.

    Raises ``FileNotFoundError`` where there is no translation yet, ``ValueError`` for a text file
    with a fault (no version, a placeholder that is not declared).
    """
    with resource("papers", paper, f"{language}.toml").open("rb") as file:
        content = tomllib.load(file)
    name, version = f"{paper}/{language}.toml", content.get("version")
    if not isinstance(version, int) or version < 1:
        raise ValueError(f"{name} has no version")
    placeholders = tuple(content.get("placeholders", ()))
    texts: dict[str, str | tuple[str, ...]] = {}
    for key, text in content["texts"].items():
        parts = (text,) if isinstance(text, str) else tuple(text)
        _refuse_undeclared(f"{name}: {key}", parts, placeholders)
        texts[key] = text.strip() if isinstance(text, str) else parts
    only = {each: tuple(keys) for each, keys in content.get("only", {}).items()}
    return TextFile(version, texts, placeholders, only, tuple(content.get("mandatory", ())))


@cache
def languages_of(paper: str) -> tuple[str, ...]:
    """Return the languages ``paper`` can be printed in, German first."""
    found = sorted(path.stem for path in resource("papers", paper).glob("*.toml"))
    return tuple(sorted(found, key=lambda code: (code != "de", code)))


def _refuse_undeclared(where: str, parts: Iterable[str], declared: Iterable[str]) -> None:
    unknown = {name for part in parts for name in PLACEHOLDER.findall(part)} - set(declared)
    if unknown:
        raise ValueError(f"{where} uses {sorted(unknown)}, not declared")
