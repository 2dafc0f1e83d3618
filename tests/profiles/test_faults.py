"""Faulty profiles: every fault is told as a sentence with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from intman_desktop.paths import resource
from intman_desktop.profiles import ProfileFaulty
from intman_desktop.profiles.list_names import ListName
from intman_desktop.profiles.loading import read_profile

SHEET = "figures/bw-standard.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the profile of Baden-Württemberg to spoil."""
    return Path(shutil.copytree(resource("profiles", "bw"), tmp_path / "bw"))


def faults_of(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(ProfileFaulty) as raised:
        read_profile(folder)
    assert "Das Profil „bw“ hat" in raised.value.sentence()
    return list(raised.value.faults)


def test_the_copy_itself_is_sound(folder: Path) -> None:
    assert read_profile(folder).code == "bw"


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "words"),
    [
        ("profile.toml", "format = 1", "format = 2", "profile.toml", "anderen Version"),
        ("profile.toml", 'code = "bw"', "code = 7", "profile.toml", "„code“ fehlt"),
        ("profile.toml", "journal_years = 2", "journal_years = true", "defaults", "„journal_years“ fehlt"),
        ("profile.toml", "[defaults]", "[defaults", "profile.toml", "nicht lesbar"),
        ("profile.toml", "[defaults]", "[default]", "profile.toml", "„defaults“ fehlt"),
        ("profile.toml", '"work"', '"wrok"', "profile.toml", "„wrok“ gibt es nicht"),
        ("profile.toml", "first_year = 2024", "first_year = 2025", "profile.toml", "schließen nicht"),
        ("profile.toml", "first_year = 2024", "last_year = 2030", "profile.toml", "fehlt eine Frist"),
        ("profile.toml", "day = 31", "day = 32", "profile.toml", "kein Tag"),
        ("profile.toml", 'sheets = ["bw-standard"]', "sheets = []", "figures", "keine Festlegung"),
        ("profile.toml", "[[figures.due]]\nlast", "[figures.due]\nlast", "profile.toml", "nicht lesbar"),
        ("lists/topics.csv", "work,", "language,", "topics.csv", "„language“ steht 2-mal"),
        ("lists/topics.csv", "work,Arbeit", "wö rk,Arbeit", "topics.csv, wö rk", "Code ist nicht erlaubt"),
        ("lists/topics.csv", "work,Arbeit", "erased,Arbeit", "topics.csv, erased", "nicht erlaubt"),
        ("lists/topics.csv", "work,Arbeit,Work", "work,Arbeit, ", "topics.csv, work", "auf „en“ fehlt"),
        ("lists/topics.csv", "Work,,", "Work,wealth,", "topics.csv, work", "„wealth“ gibt es nicht"),
        ("lists/topics.csv", "Work,,work,", "Work,,work,,,", "topics.csv, 4", "so viele Spalten"),
        ("lists/topics.csv", "Work,,work,", "Work", "topics.csv, 4", "so viele Spalten"),
        ("lists/topics.csv", "Work,,work,", "Work,,work,labour", "topics.csv, work", "„labour“"),
        ("lists/topics.csv", "work,Arbeit", 'work,"Arbeit', "topics.csv", "nicht lesbar"),
        ("lists/benefits.csv", "1,,\n", "1,2026-13-01,\n", "benefits.csv, 2", "kein Tag"),
        ("lists/benefits.csv", "1,,\n", "1,2026-02-01,2026-01-01\n", "benefits.csv, asylblg_3", "vor ihrem"),
        ("fields.toml", 'code = "sex"', 'code = "adult"', "fields.toml", "„adult“ steht 2-mal"),
        ("fields.toml", 'code = "literacy"', 'code = "lite racy"', "fields.toml, lite racy", "nicht erlaubt"),
        ("fields.toml", 'block = "I2"', 'block = "I9"', "fields.toml, field 29", "„I9“ ist für „block“"),
        ("fields.toml", 'kind = "date"', 'kind = "day"', "fields.toml, field 4", "„day“ ist für „kind“"),
        ("fields.toml", 'need = "contact"', 'need = "kontakt"', "fields.toml, email", "„kontakt“"),
        ("fields.toml", 'list = "sexes"', 'list = "sexs"', "fields.toml, sex", "Liste der Auswahl"),
        ("fields.toml", 'list = "sexes"\n', "", "fields.toml, sex", "Liste der Auswahl"),
        ("fields.toml", 'source = "answer"', 'source = "moon"', "fields.toml, marital_status", "„moon“"),
        ("fields.toml", 'code = "town"', 'code = "city"', "fields.toml, city", "zu keiner Angabe"),
        ("fields.toml", 'en = "Sex"', 'fr = "Sexe"', "fields.toml, sex", "auf „en“ fehlt"),
        (SHEET, "first_year = 2018", "first_year = 2018\nlast_year = 2017", "bw-standard.toml", "vor ihrem"),
        (SHEET, 'code = "persons_new"', 'code = "persons"', "bw-standard.toml", "„persons“ steht 2-mal"),
        (SHEET, 'code = "talks"', 'code = "tal ks"', "bw-standard.toml, tal ks", "nicht erlaubt"),
        (SHEET, 'counts = "talk"', 'counts = "walk"', "bw-standard.toml, talks", "„walk“ gibt es nicht"),
        (SHEET, 'breakdown = "sex"', 'breakdown = "six"', "bw-standard.toml, persons_by_sex", "„six“"),
        (SHEET, 'filters = { new = "yes" }', 'filters = { news = "yes" }', "persons_new", "„news“"),
        (SHEET, 'filters = { new = "yes" }', 'filters = { new = "ja" }', "persons_new", "„ja“"),
        (SHEET, 'filters = { new = "yes" }', 'filters = { age = "65+" }', "persons_new", "Nach dem Alter"),
        (SHEET, 'list = "talk_forms"', 'list = "forms"', "talks_by_form", "„forms“ gibt es nicht"),
        (SHEET, 'breakdown = "form"\n', "", "bw-standard.toml, talks_by_form", "„talk_forms“"),
        (SHEET, "explains = { de", "explains = { fr", "bw-standard.toml, persons", "auf „de“ fehlt"),
        (SHEET, "[[note]]\nde", "[[note]]\nfr", "bw-standard.toml, note 1", "„de“ fehlt"),
        (SHEET, "[[note]]\nde = ", '[[note]]\nde = ""\nfr = ', "bw-standard.toml", "auf „de“ fehlt"),
    ],
)
def test_a_fault_is_told_with_its_place(
    folder: Path, file: str, old: str, new: str, place: str, words: str
) -> None:
    path = folder / file
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    assert any(place in at and words in told for at, told in faults_of(folder)), faults_of(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    required = list(ListName)[:3]
    for name in required:
        (folder / "lists" / f"{name}.csv").unlink()
    told = faults_of(folder)
    assert {f"{name}.csv" for name in required} <= {at for at, _ in told}


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "fields.toml").unlink()
    assert faults_of(folder) == [("fields.toml", "Die Datei fehlt.")]


def test_something_else_than_a_table_is_named(folder: Path) -> None:
    (folder / "fields.toml").write_text("format = 1\nfield = [3]\n", encoding="utf-8")
    assert faults_of(folder) == [("fields.toml, field 1", "Hier wird eine Tabelle erwartet.")]


def test_the_same_definition_twice_is_a_fault(folder: Path) -> None:
    shutil.copy(folder / SHEET, folder / "figures" / "again.toml")
    path = folder / "profile.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"bw-standard"]', '"bw-standard", "again"]'))
    assert [at for at, _ in faults_of(folder)] == ["figures"]


def test_without_topics_the_quick_ones_are_not_blamed(folder: Path) -> None:
    (folder / "lists" / "topics.csv").unlink()
    told = faults_of(folder)
    assert ("topics.csv", "Die Liste fehlt oder ist leer.") in told
    assert all(at != "profile.toml" for at, _ in told)
