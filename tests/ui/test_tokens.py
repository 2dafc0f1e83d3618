"""Contrast by WCAG 2.1 of every pair of colours that is used, in both looks."""

from __future__ import annotations

import pytest

from intman_desktop.ui import tokens
from intman_desktop.ui.tokens import DARK, LIGHT, Colours


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", tokens.TEXT_PAIRS, ids="-on-".join)
def test_text_reaches_four_and_a_half_to_one(look: Colours, pair: tuple[str, str]) -> None:
    assert contrast(getattr(look, pair[0]), getattr(look, pair[1])) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", tokens.SIGN_PAIRS, ids="-on-".join)
def test_signs_and_edges_reach_three_to_one(look: Colours, pair: tuple[str, str]) -> None:
    assert contrast(getattr(look, pair[0]), getattr(look, pair[1])) >= 3


def test_the_colours_are_those_of_the_design() -> None:
    assert (LIGHT.ground, LIGHT.card, LIGHT.text, LIGHT.line, LIGHT.accent) == (
        "#FBFAF7",
        "#FFFFFF",
        "#1F2326",
        "#E3E0D9",
        "#1B6B73",
    )
    assert (DARK.ground, DARK.card, DARK.text, DARK.line, DARK.accent) == (
        "#1D1F21",
        "#26292C",
        "#E9E7E2",
        "#3A3E42",
        "#6CC0C8",
    )
    assert (LIGHT.green, LIGHT.amber, LIGHT.red) == ("#2B7A4B", "#9A5B00", "#B3261E")
    assert (DARK.green, DARK.amber, DARK.red) == ("#6FC493", "#E2A84B", "#F08A80")
