"""Awkward names live through saving, finding, papers, export and import; what is no name is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.documents.fonts import MissingGlyph
from intman_desktop.errors import Refused
from intman_desktop.models.reading import read_case_files
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.doubles import alike_to
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.papers import papers_of
from intman_desktop.services.plans.planning import begin_plan
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY
from tests.saving import save_client

ZWJ, OVERRIDE = "\u200d", "\u202e"
LONG = "Xenialangermustername" * 15
# typed family name, typed given name, what is kept, what finds it
NAMES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("", "Mustergul", "", "Mustergul", ("mustergul", "MUSTER")),
    ("B", "", "B", "", ("b",)),
    (
        "de la Muster y Beispiel",
        "José María Ángel",
        *("de la Muster y Beispiel", "José María Ángel"),
        ("jose angel", "beispiel maria"),
    ),
    ("Null", "Erfunden", "Null", "Erfunden", ("null", "erfunden null")),
    ("N.N.", "Erfunden", "N.N.", "Erfunden", ("n n erfunden", "erfunden")),
    ("O'Brien-Muster", "Niamh", "O'Brien-Muster", "Niamh", ("obrien", "o'brien", "niamh muster")),
    ("Al-Ḥassan Probe", "Maryam", "Al-Ḥassan Probe", "Maryam", ("al hasan", "alhassan", "hasan mariam")),
    ("Şahinmuster", "Işık", "Şahinmuster", "Işık", ("sahinmuster", "isik", "ŞAHIN")),
    ("Đặng Muster", "Văn Ân", "Đặng Muster", "Văn Ân", ("dang muster", "van an")),
    ("Straßmuster", "Łucja", "Straßmuster", "Łucja", ("strassmuster", "lucja")),
    ("Müllermuster", "Jürgen", "Müllermuster", "Jürgen", ("mueller", "muller", "juergen")),
    ("المثال", "محمد", "المثال", "محمد", ("محمد", "muhamed")),
    ("ተምሳሌት", "ሰላም", "ተምሳሌት", "ሰላም", ("ተምሳሌት", "ሰላም")),
    ("Прикладенко", "Євгенія", "Прикладенко", "Євгенія", ("прикладенко", "євген")),
    ("  Leerzeichen\u00a0Muster ", "\tVorn ", "Leerzeichen Muster", "Vorn", ("leerzeichen vorn",)),
    (
        f"{OVERRIDE}Umkehrmuster",
        f"Ver{OVERRIDE}kehrt",
        "Umkehrmuster",
        "Verkehrt",
        ("umkehrmuster", "verkehrt"),
    ),
    (f"Verbund{ZWJ}muster", f"Mit{ZWJ}tel", "Verbundmuster", "Mittel", ("verbundmuster mittel",)),
    (
        unicodedata.normalize("NFD", "Çağrımüster"),
        "Ünal",
        "Çağrımüster",
        "Ünal",
        ("cagrimuster", "çağrımüster"),
    ),
    (LONG[:300], "Lang", LONG[:300], "Lang", ("xenialangermustername lang",)),
    ("=1+1", "@Muster", "=1+1", "@Muster", ("muster",)),
    (
        "Robert'); DROP TABLE cases;--",
        'Muster "OR" *',
        *("Robert'); DROP TABLE cases;--", 'Muster "OR" *'),
        ("robert drop", 'or*"'),
    ),
)


@pytest.mark.parametrize(("family", "given", "kept_family", "kept_given", "typed"), NAMES)
def test_an_awkward_name_lives_through_everything(
    opened: Callable[[str], Desk],
    family: str,
    given: str,
    kept_family: str,
    kept_given: str,
    typed: tuple[str, ...],
) -> None:
    desk = opened("a")
    take_in(desk, a.an_intake(client=a.a_client(family_name="Andersnamig", given_name="Zzz")))
    person = take_in(desk, a.an_intake(client=a.a_client(family_name=family, given_name=given))).value
    kept = open_case(desk, person.case_id).file.client
    assert (kept.family_name, kept.given_name) == (kept_family, kept_given)
    for words in (*typed, *(unicodedata.normalize("NFD", each) for each in typed)):
        assert [found.case_id for found in find_people(desk, words)] == [person.case_id], words
    talk = v.Talk(date(2026, 2, 2), "in_person", "language", participants=(v.Participant(person.key),))
    note_talk(desk, talk)
    begin_plan(desk, person.case_id, TODAY)
    papers = papers_of(desk, person.case_id)
    assert len(papers) == 6
    for paper in papers:
        assert paper.file_name.isascii()
        if len(kept_family) < 50 and paper.name == "consent_form":
            assert kept_family in text_of(paper.content)
    other = opened("b")
    import_cases(other, export_cases(desk))
    with other.vault.reading() as connection:
        clients = [file.client for file in read_case_files(connection)]
    assert (kept_family, kept_given) in [(each.family_name, each.given_name) for each in clients]
    assert len(find_people(other, typed[0])) == 1
    assert export_cases(other)


def test_a_name_typed_composed_or_decomposed_is_one_person(opened: Callable[[str], Desk]) -> None:
    desk = opened("a")
    composed = a.a_client(family_name="Öztürkmuster", given_name="Ayşe")
    person = take_in(desk, a.an_intake(client=composed)).value
    decomposed = replace(composed, family_name=unicodedata.normalize("NFD", "Öztürkmuster"))
    assert [pair.one.case_id for pair in alike_to(desk, decomposed)] == [person.case_id]
    held = open_case(desk, person.case_id).file.client
    saved = save_client(desk, person.case_id, replace(held, family_name=decomposed.family_name)).value
    assert saved.family_name == "Öztürkmuster"
    assert unicodedata.is_normalized("NFC", saved.family_name)


def test_a_sign_that_cannot_be_printed_is_named_and_never_a_box(opened: Callable[[str], Desk]) -> None:
    desk = opened("a")
    client = a.a_client(family_name="Smileymuster 😀", given_name="Lach")
    person = take_in(desk, a.an_intake(client=client)).value
    assert [found.case_id for found in find_people(desk, "smileymuster")] == [person.case_id]
    with pytest.raises(MissingGlyph) as missing:
        papers_of(desk, person.case_id)
    assert "😀" in missing.value.sentence()
    assert "U+1F600" in missing.value.sentence()


@pytest.mark.parametrize(
    ("family", "given", "code"),
    [
        (LONG[:301], "Lang", "name_too_long"),
        ("", "", "name_missing"),
        (OVERRIDE, ZWJ, "name_missing"),
        ("  ", "\u00a0", "name_missing"),
    ],
)
def test_what_is_no_name_gets_a_sentence_and_no_case(
    opened: Callable[[str], Desk], family: str, given: str, code: str
) -> None:
    desk = opened("a")
    before = export_cases(desk)
    with pytest.raises(Refused, match=code):
        take_in(desk, a.an_intake(client=a.a_client(family_name=family, given_name=given)))
    assert export_cases(desk) == before
