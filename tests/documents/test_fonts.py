"""The fonts that come along: their sources, and which face each character gets."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from intman_desktop.documents.fonts import MissingGlyph, face, face_for, font_file, script_of
from intman_desktop.paths import resource

FOLDER = resource("fonts")
SOURCES = tomllib.loads((FOLDER / "SOURCES.toml").read_text(encoding="utf-8"))["font"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source["file"])
def test_every_font_is_the_one_its_source_says(source: dict[str, str]) -> None:
    content = (FOLDER / source["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == source["sha256"]
    assert source["licence"] == "OFL-1.1"
    licence = (FOLDER / source["licence_file"]).read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    assert source["package"].startswith("@expo-google-fonts/")
    assert source["version"]


def test_no_font_lies_here_without_its_source() -> None:
    assert {path.name for path in FOLDER.glob("*.ttf")} == {source["file"] for source in SOURCES}


@pytest.mark.parametrize(
    ("character", "script", "bold", "name"),
    [
        ("ß", "Latn", False, "NotoSans-Regular"),
        ("Đ", "Latn", True, "NotoSans-Bold"),
        ("ї", "Cyrl", False, "NotoSans-Regular"),
        ("ش", "Arab", False, "NotoNaskhArabic-Regular"),
        ("ڕ", "Arab", True, "NotoNaskhArabic-Bold"),
        ("۶", "Arab", False, "NotoNaskhArabic-Regular"),
        ("ሰ", "Ethi", False, "NotoSansEthiopic-Regular"),
        ("٣", "Latn", False, "NotoNaskhArabic-Regular"),
        ("→", "Latn", True, "NotoSansSymbols-Regular"),
        ("7", "Arab", False, "NotoNaskhArabic-Regular"),
    ],
)
def test_a_character_gets_the_face_of_its_script(character: str, script: str, bold: bool, name: str) -> None:
    assert face_for(character, script, bold=bold).name == name


@pytest.mark.parametrize("character", ["中", "😀", "ა"])
def test_a_character_that_no_font_has_is_found_before_printing(character: str) -> None:
    with pytest.raises(LookupError):
        face_for(character, script_of(character), bold=False)


def test_the_trouble_names_the_character_and_the_place() -> None:
    sentence = MissingGlyph("中", "Persönliche Angaben").sentence()
    assert "„中“ (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D)" in sentence
    assert "„Persönliche Angaben“" in sentence


def test_scripts_are_told_apart_and_common_signs_have_none() -> None:
    assert [script_of(c) for c in "aяشሰ1(.\u0301"] == ["Latn", "Cyrl", "Arab", "Ethi", "", "", "", ""]


def test_a_face_is_opened_once_and_its_file_is_there() -> None:
    assert face("NotoSans-Bold") is face("NotoSans-Bold")
    assert Path(font_file("NotoSans-Bold")).is_file()
