"""The texts of papers: every language has what the German one has, and values stay values."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from intman_desktop.documents.frame import law_of
from intman_desktop.documents.of_one import of_one
from intman_desktop.documents.paragraph import plain
from intman_desktop.documents.text_files import languages_of, text_file
from intman_desktop.documents.wording import Wording, day_text, number_text, wording
from intman_desktop.language import LANGUAGES, number
from intman_desktop.paths import resource
from intman_desktop.values.codes import ProviderLaw

FILES = sorted(resource("papers").glob("*/*.toml"))


def keys_of(path: Path) -> dict[str, int]:
    """Return the keys of a text file with the number of texts under each, 0 for a single text."""
    texts = tomllib.loads(path.read_text(encoding="utf-8"))["texts"]
    return {key: 0 if isinstance(text, str) else len(text) for key, text in texts.items()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_text_file_can_be_read_and_has_the_keys_of_the_german_one(path: Path) -> None:
    texts = wording(path.parent.name, path.stem)
    assert texts.version >= 1
    assert keys_of(path) == keys_of(path.parent / "de.toml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_text_file_declares_a_placeholder_it_does_not_use(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    told = str(content["texts"])
    unused = {name for name in content.get("placeholders", ()) if f"{{{name}}}" not in told}
    # What an office may edit can offer more than the supplied text makes use of.
    assert not unused or "mandatory" in content


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_bold_marks_come_in_pairs(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for text in content["texts"].values():
        for part in [text] if isinstance(text, str) else text:
            assert part.count("**") % 2 == 0


def texts(**own: str | tuple[str, ...]) -> Wording:
    return Wording("probe", "de", 1, own)


def test_values_are_closed_off_and_never_read_as_marks() -> None:
    words = texts(a="**Für {name}:** {note}").words("a", name="Anna", note="**kein** {name}")
    assert [(span.text, span.bold) for span in words] == [
        ("Für \u2068Anna\u2069:", True),
        (" \u2068**kein** {name}\u2069", False),
    ]


def test_a_missing_value_is_named_with_its_text() -> None:
    with pytest.raises(ValueError, match=r"probe/de\.toml: a lacks its value name"):
        texts(a="Für {name}").words("a", name="  ")
    with pytest.raises(ValueError, match="lacks its value name"):
        texts(a="Für {name}").words("a")


def test_a_list_is_no_text_and_a_text_no_list() -> None:
    with pytest.raises(TypeError):
        texts(a=("eins",)).words("a")
    with pytest.raises(TypeError):
        texts(a="eins").items("a")
    assert [plain(item) for item in texts(a=("eins", "zwei")).items("a")] == ["eins", "zwei"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('[texts]\na = "b"\n', "no version"),
        ('version = 0\n[texts]\na = "b"\n', "no version"),
        ('version = 1\n[texts]\na = "{b}"\n', "not declared"),
    ],
)
def test_a_faulty_text_file_says_what_is_wrong(
    content: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "probe"
    folder.mkdir()
    (folder / "xx.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(
        "intman_desktop.documents.text_files.resource", lambda *parts: tmp_path.joinpath(*parts[1:])
    )
    text_file.cache_clear()
    with pytest.raises(ValueError, match=fault):
        text_file("probe", "xx")
    text_file.cache_clear()


def test_a_paper_without_a_translation_says_so() -> None:
    with pytest.raises(FileNotFoundError):
        wording("plan", "tlh")
    assert languages_of("plan")[0] == "de"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de", "15.03.2027"), ("en", "Mar 15, 2027"), ("fr", "15 mars 2027"), ("uk", "15 бер. 2027\u202fр.")],
)
def test_dates_are_written_as_in_the_language_of_the_paper(language: str, shown: str) -> None:
    assert day_text(date(2027, 3, 15), language) == shown


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ckb", "ti", "am", "ru", "tr", "ku", "so"])
def test_every_language_of_ours_has_dates_and_numbers(language: str) -> None:
    assert day_text(date(2027, 3, 15), language)
    assert number_text(1204, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_stands_on_paper_as_on_the_screen(language: str) -> None:
    assert number_text(1204, language) == number(1204) == "1\u202f204"
    assert number_text(1204, "fr") == "1\u202f204"


def test_e8_every_law_cites_the_same_things() -> None:
    laws = [law_of(law) for law in ProviderLaw]
    assert all(law.keys() == laws[0].keys() for law in laws)
    assert all(text.strip() for law in laws for text in law.values())


@pytest.mark.parametrize(
    ("law", "mark"),
    [
        (ProviderLaw.MUNICIPALITY, "LDSG"),
        (ProviderLaw.FREE, "BDSG"),
        (ProviderLaw.CATHOLIC, "KDG"),
        (ProviderLaw.PROTESTANT, "DSG-EKD"),
    ],
)
def test_e8_each_provider_has_the_law_of_its_kind(law: ProviderLaw, mark: str) -> None:
    cited = law_of(law)
    assert mark in cited["law_name"]
    church = law in (ProviderLaw.CATHOLIC, ProviderLaw.PROTESTANT)
    articles = [text for key, text in cited.items() if key.startswith("law_") and key != "law_name"]
    assert all((mark if church else "DS-GVO") in text for text in articles)


@pytest.mark.parametrize(
    ("language", "text", "one", "two"),
    [
        ("de", "nach {n} Tagen, höchstens", "nach 1 Tag, höchstens", "nach 2 Tagen, höchstens"),
        ("de", "noch **{n}** Jahre lang", "noch 1 Jahr lang", "noch 2 Jahre lang"),
        ("de", "{n} **Monaten** Ruhen", "1 Monat Ruhen", "2 Monaten Ruhen"),
        ("de", "{n} Felder", "1 Felder", "2 Felder"),
        ("en", "another {n} years after", "another 1 year after", "another 2 years after"),
        ("uk", "{n} Jahre", "1 Jahre", "2 Jahre"),
    ],
)
def test_the_word_behind_a_number_fits_it(language: str, text: str, one: str, two: str) -> None:
    """A setting may be 1: the word follows the number, also in bold; what is not known stays as written."""
    words = Wording("probe", language, 1, {"a": text})
    for count, told in ((1, one), (2, two)):
        assert plain(words.words("a", n=count)) == told


@pytest.mark.parametrize(
    ("language", "text", "none", "two"),
    [
        ("de", "spätestens nach {n} Tagen.", "spätestens am selben Tag.", "spätestens nach 2 Tagen."),
        ("de", "{n} Tage nach dem Ende", "am Tag des Endes", "2 Tage nach dem Ende"),
        ("de", "danach höchstens {n} Tage;", "danach keinen Tag;", "danach höchstens 2 Tage;"),
        ("en", "then {n} days at most;", "then no day more;", "then 2 days at most;"),
        ("de", "spätestens nach **{n}** Tagen.", "spätestens am selben Tag.", "spätestens nach 2 Tagen."),
        ("de", "**{n}** Tage nach dem Ende", "am Tag des Endes", "2 Tage nach dem Ende"),
    ],
)
def test_l2_no_day_is_told_as_none(language: str, text: str, none: str, two: str) -> None:
    """The settings allow that a case is erased on the day it ends."""
    words = Wording("probe", language, 1, {"a": text})
    for count, told in ((0, none), (2, two)):
        assert plain(words.words("a", n=count)) == told


def test_each_of_several_numbers_has_its_own_word_and_a_value_keeps_its_words() -> None:
    """One text has several numbers; what somebody entered is never changed."""
    words = texts(a="{d} Tage, {y} Jahre: {note}").with_values(d=1).words("a", y=3, note="1 Jahre")
    assert plain(words) == "1 Tag, 3 Jahre: 1 Jahre"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_text_counts_one_in_the_plural(path: Path) -> None:
    """Each text whose number can be 1 by the settings reads rightly then, in every language there is."""
    words = wording(path.parent.name, path.stem)
    counted = re.compile(r"\{(\w+_(?:days|minutes|months|years)|months)\}\**\s+\**(\w+)")
    for key, text in words.texts.items():
        if key == "plan_many":  # with 1 there is another text
            continue
        for part in (text,) if isinstance(text, str) else text:
            for match in counted.finditer(part):
                said = of_one(match.group(), path.stem, lambda _name: True)
                assert said != match.group(), (path, key, match.group())


@pytest.mark.parametrize(
    "second",
    ["selbstständig", "besondere Angaben", "besondere Arten", "besonderen Arten", "besondere Daten"],
)
def test_one_thing_has_one_word_on_every_paper(second: str) -> None:
    """The other word is in use on all the others: "selbständig", "besonders geschützte Angaben"."""
    assert not [path for path in FILES if second in path.read_text(encoding="utf-8").casefold()]
