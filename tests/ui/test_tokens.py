"""Contrast by WCAG 2.1 of every pair of colours that is used, in both looks."""

from __future__ import annotations

import pytest

from intman_desktop.ui.tokens import DARK, LIGHT, Colours

TEXT_PAIRS = (
    ("text", "ground"),
    ("text", "card"),
    ("text", "hover"),
    ("text", "closed"),
    ("text", "accent_soft"),
    ("text", "green_soft"),
    ("text", "amber_soft"),
    ("text", "red_soft"),
    ("quiet", "ground"),
    ("quiet", "card"),
    ("quiet", "hover"),
    ("quiet", "closed"),
    ("quiet", "accent_soft"),
    ("accent", "ground"),
    ("accent", "card"),
    ("accent", "hover"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("green", "ground"),
    ("green", "card"),
    ("green", "green_soft"),
    ("amber", "ground"),
    ("amber", "card"),
    ("amber", "amber_soft"),
    ("red", "ground"),
    ("red", "card"),
    ("red", "red_soft"),
)
"""(text colour, its ground): each pair that is used must reach 4.5 : 1 in both looks."""

SIGN_PAIRS = (
    ("edge", "ground"),
    ("edge", "card"),
    ("edge", "hover"),
    ("edge", "accent_soft"),
    ("accent", "line"),
)
"""(sign or border, its ground): each pair must reach 3 : 1 in both looks."""


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
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_reaches_four_and_a_half_to_one(look: Colours, pair: tuple[str, str]) -> None:
    assert contrast(getattr(look, pair[0]), getattr(look, pair[1])) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", SIGN_PAIRS, ids="-on-".join)
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
