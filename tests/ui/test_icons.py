"""The icons: known source, unchanged bytes, painted in the colours of the look."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from intman_desktop.paths import resource
from intman_desktop.ui.icons import icon
from intman_desktop.ui.style import Look, Style
from intman_desktop.ui.tokens import DARK, LIGHT


def sources() -> dict[str, str]:
    text = resource("icons", "SOURCES.toml").read_text(encoding="utf-8")
    files: dict[str, str] = tomllib.loads(text)["files"]
    return files


def test_every_icon_has_its_checksum_and_no_file_lies_there_without_one() -> None:
    found = {file.name for file in resource("icons").iterdir()} - {"SOURCES.toml"}
    assert found == set(sources())
    for name, digest in sources().items():
        assert hashlib.sha256(resource("icons", name).read_bytes()).hexdigest() == digest, name


def test_every_icon_that_is_named_in_the_screens_is_there(checkout: Path) -> None:
    named = set()
    for file in (checkout / "intman_desktop" / "ui").rglob("*.py"):
        named |= set(
            re.findall(r'\b(?:icon|icon_button)\(\s*"([a-z0-9-]+)"', file.read_text(encoding="utf-8"))
        )
        named |= set(re.findall(r'icon="([a-z0-9-]+)"', file.read_text(encoding="utf-8")))
        named |= set(re.findall(r'LineSign\([a-z._]+, "([a-z0-9-]+)"', file.read_text(encoding="utf-8")))
    assert named
    assert {f"{name}.svg" for name in named} <= set(sources())


@pytest.mark.parametrize(("shown", "colour"), [(Look.LIGHT, LIGHT.accent), (Look.DARK, DARK.accent)])
def test_an_icon_takes_the_colour_of_the_look_when_it_is_painted(
    look: Style, shown: Look, colour: str
) -> None:
    sign = icon("lock", "accent")
    look.choose(shown)
    picture = sign.pixmap(32, 32).toImage()
    solid = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert QColor(colour).name() in solid
