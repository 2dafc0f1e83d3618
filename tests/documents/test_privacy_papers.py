"""E8, K8, L1–L8: the papers for the data-protection officer say what is so, and nothing they cannot know."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop import sealing
from intman_desktop.documents import look
from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.documents.layout import lay_out
from intman_desktop.documents.layout_picture import Frame, Path, Writing, shapes_of
from intman_desktop.documents.office_words import NEEDED
from intman_desktop.documents.paragraph import words
from intman_desktop.documents.parts import Choices, Declaration, Picture, PictureBox, Together
from intman_desktop.documents.setting import Setting
from intman_desktop.documents.strips import Node, paginate
from intman_desktop.documents.texts import composition_of, pdf_of, shown_text
from intman_desktop.values.codes import ProviderLaw, SpecialKind
from intman_desktop.values.office import Worker
from tests.documents import papers_for_tests as p
from tests.documents.reading import structure_of, text_of

pytestmark = pytest.mark.unmeasured

NAMES = ("processing_record", "security_measures", "data_flow", "erasure_concept", "impact_assessment")
CLAIMS = re.compile(r"DSGVO-konform|rechtssicher|zertifiziert|garantiert|amtlich geprüft", re.IGNORECASE)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lacking", NEEDED)
def test_e8_none_is_printed_while_the_office_lacks_something(name: str, lacking: str) -> None:
    paper: Any = p.PAPERS[name]
    empty: Any = () if lacking == "workers" else ""
    office = replace(p.OFFICE, **{lacking: empty})
    with pytest.raises(OfficeDataMissing) as caught:
        pdf_of(replace(paper, office=office))
    assert caught.value.fields == (lacking,)


@pytest.mark.parametrize("name", NAMES)
def test_none_claims_to_be_checked_certified_or_complete(name: str) -> None:
    told = shown_text(p.PAPERS[name])
    assert CLAIMS.search(told) is None
    unsure = "keine Folgenabschätzung" if name == "impact_assessment" else "nicht geprüft, nicht amtlich"
    assert unsure in told


@pytest.mark.parametrize(
    ("law", "cited"),
    [
        (ProviderLaw.MUNICIPALITY, ("Art. 30 Abs. 1 DS-GVO", "Art. 32 DS-GVO", "Art. 35 DS-GVO")),
        (ProviderLaw.FREE, ("Art. 30 Abs. 1 DS-GVO", "Art. 32 DS-GVO", "Art. 35 DS-GVO")),
        (ProviderLaw.CATHOLIC, ("§ 31 KDG", "§ 26 KDG", "§ 35 KDG")),
        (ProviderLaw.PROTESTANT, ("§ 31 DSG-EKD", "§ 27 DSG-EKD", "§ 34 DSG-EKD")),
    ],
)
def test_e8_every_article_follows_the_law_of_the_provider(law: ProviderLaw, cited: tuple[str, ...]) -> None:
    office = replace(p.OFFICE, provider_law=law)
    for name, article in zip(
        ("processing_record", "security_measures", "impact_assessment"), cited, strict=True
    ):
        paper: Any = p.PAPERS[name]
        told = shown_text(replace(paper, office=office))
        assert article in told
        if law in (ProviderLaw.CATHOLIC, ProviderLaw.PROTESTANT):
            assert "DS-GVO" not in told


def test_art_30_the_record_tells_all_that_belongs_to_it() -> None:
    told = text_of(pdf_of(p.RECORD))
    for part in (
        "Stadt Musterstadt, vertreten durch die Oberbürgermeisterin",
        "Behördliche Datenschutzbeauftragte",
        "Nachweis des Beratungszeitraums",
        "Klientinnen und Klienten: Geflüchtete",
        "Familienname, Vorname, Aufenthalt",
        "Gesundheit und Behinderung: nur mit eigener Einwilligung",
        "Kirchengemeinde",
        "Religion oder Weltanschauung: nur mit eigener Einwilligung",
        "Jobcenter, Jugendamt, sonstige Stelle",
        "übermittelt nichts in Länder außerhalb der Europäischen Union",
        "spätestens nach 14 Tagen",
        "nach 30 Tagen, bis auf die jeweils neueste; das Programm löscht sie",
        "3 Jahre nach der Löschung",
        "Maja Musterfrau",
        "Tom Beispiel",
        "Verschlüsselter Tresor",
    ):
        assert part in told, part


def test_the_record_follows_the_settings_and_what_was_passed_on() -> None:
    alone = replace(p.OFFICE, consent_proof_years=0, workers=(Worker("W1", "Maja Musterfrau"),))
    told = shown_text(replace(p.RECORD, office=alone, facts=replace(p.FACTS, told=(), kinds_used=())))
    assert "kein Nachweis: mit der Akte zu vernichten" in told
    assert "bisher keine" in told
    assert "Tom Beispiel" not in told
    assert "eigene Themenfelder und Listeneinträge" not in told
    assert "hat keines angelegt: ethnische Herkunft, politische Meinungen, Religion" in told
    assert "eigene Themenfelder und Listeneinträge" in shown_text(p.RECORD)
    every = replace(p.FACTS, kinds_used=tuple(kind.value for kind in SpecialKind))
    assert "hat keines angelegt" not in shown_text(replace(p.RECORD, facts=every))


def test_art_32_the_measures_are_in_the_numbers_of_the_code_and_of_this_store() -> None:
    told = text_of(pdf_of(p.MEASURES))
    assert f"{sealing.KEY_SIZE * 8} Bit" in told
    assert f"{sealing.FLOOR.passes} Durchgänge mit {sealing.FLOOR.memory // 1024} MiB" in told
    assert "Dieser Tresor: 3 Durchgänge, 256 MiB, 4 Bahnen" in told
    assert "Passphrase (1), Notfallblatt (1)" in told
    assert "Nach 5 Minuten ohne Eingabe" in told
    assert "Werte unter 3" in told
    elsewhere = replace(p.MEASURES, facts=replace(p.FACTS, derivation=None))
    assert "Dieser Tresor" not in text_of(pdf_of(elsewhere))


def test_the_places_of_backups_are_named_without_their_paths() -> None:
    told = text_of(pdf_of(p.MEASURES))
    assert "Eingetragene Orte: Sicherung, Sicherungen" in told
    assert "/media" not in told
    nowhere = replace(p.MEASURES, office=p.OFFICE)
    assert "noch nicht eingetragen" in text_of(pdf_of(nowhere))
    root = replace(p.MEASURES, office=replace(p.OFFICE, backup_places=("/",)))
    assert "Eingetragene Orte: /" in text_of(pdf_of(root))


def test_l1_l7_the_concept_tells_the_periods_of_the_office_and_what_no_program_reaches() -> None:
    told = text_of(pdf_of(replace(p.CONCEPT, office=replace(p.OFFICE, deletion_days=7, journal_years=1))))
    for part in (
        "nie von selbst",
        "spätestens nach 7 Tagen",
        "nach 1 Jahr,",
        "bleiben, bis die letzte beteiligte Akte gelöscht ist",
        "Von jeder Löschung bleiben Tag und Grund",
        "3 Jahre nach der Löschung als Nachweis",
        "Papier: unterschriebene Blätter",
        "„twins“",
    ):
        assert part in told, part
    none = replace(p.CONCEPT, office=replace(p.OFFICE, consent_proof_years=0))
    assert "wird mit der Akte vernichtet" in text_of(pdf_of(none)).replace("Sie wird", "wird")


def test_e8_the_aid_speaks_of_no_office_of_a_provider_that_is_none_and_of_the_people_it_is_about() -> None:
    told = text_of(pdf_of(replace(p.ASSESSMENT, office=replace(p.OFFICE, provider_law=ProviderLaw.FREE))))
    assert "ein Amt desselben Trägers" not in told
    assert "obwohl der Träger oder eine andere Stelle über Leistungen entscheidet" in told
    assert "deren Aufenthalt und Leistungen von Behörden abhängen" in told
    assert "Sperre; Sperre mit dem System" in told, "names that hold commas are parted by something else"


def test_art_35_the_aid_leaves_every_question_open() -> None:
    parts = [
        inner
        for part in composition_of(p.ASSESSMENT).parts
        for inner in (part.parts if isinstance(part, Together) else (part,))
    ]
    choices = [choice for part in parts if isinstance(part, Choices) for choice in part.items]
    risks = [part for part in parts if isinstance(part, Declaration)]
    assert len(choices) > 10
    assert len(risks) == 10
    assert not any(choice.ticked for choice in (*choices, *(each for risk in risks for each in risk.choices)))
    told = text_of(pdf_of(p.ASSESSMENT))
    assert "ist keine Folgenabschätzung" in told
    assert "Akten in diesem Tresor: 84. Menschen, die damit arbeiten: 1." in told
    assert "Besonders geschützte Angaben sind vorgesehen (2 Felder)" in told
    elsewhere = replace(p.ASSESSMENT, facts=replace(p.FACTS, cases=None))
    assert "Die Zahl der Akten steht auf dem Blatt" in text_of(pdf_of(elsewhere))


def test_the_picture_is_one_figure_with_its_description_and_numbers_its_arrows() -> None:
    pdf = pdf_of(p.FLOW)
    figures = [each for each in structure_of(pdf) if each["tag"] == "Figure"]
    assert len(figures) == 1
    assert "Arbeitsrechner ohne Netz" in figures[0]["described"]
    assert "Bild des Datenflusses" in shown_text(p.FLOW)
    told = text_of(pdf)
    for carried in (
        "Schreiben an eine Stelle",
        "Falldatei (JSON), Falldatei mit Scans (Zip)",
        "Kalenderdatei",
    ):
        assert carried in told


def test_a_picture_is_shapes_whose_words_stay_inside_their_boxes() -> None:
    picture = next(part for part in composition_of(p.FLOW).parts if isinstance(part, Picture))
    shapes = list(shapes_of(picture, Setting("de", Node("Document", "de"))))
    frames = [shape for shape in shapes if isinstance(shape, Frame)]
    for written in (shape for shape in shapes if isinstance(shape, Writing)):
        top, bottom = written.y - written.kind.size * 0.75, written.y + written.kind.size * 0.2
        assert any(
            frame.x <= written.x
            and written.x + written.line.width <= frame.x + frame.width
            and frame.y <= top
            and bottom <= frame.y + frame.height
            for frame in frames
        ), written.line.text
    heads = sum(arrow.both for arrow in picture.arrows)
    assert sum(isinstance(shape, Path) for shape in shapes) == 2 * len(picture.arrows) + heads


def test_a_box_may_have_a_title_alone() -> None:
    bare = Picture(20, (PictureBox((0, 0, 100, 20), "plain", words("Tresor")),), (), words("Ein Kasten"))
    shapes = list(shapes_of(bare, Setting("de", Node("Document", "de"))))
    assert [shape.line.text for shape in shapes if isinstance(shape, Writing)] == ["Tresor"]


@pytest.mark.parametrize("name", NAMES)
def test_no_last_page_is_nearly_empty(name: str) -> None:
    """One arrow with the day, and four boxes with the day, had a page of their own."""
    setting = Setting("de", Node("Document", "de"))
    strips = [strip for part in composition_of(p.PAPERS[name]).parts for strip in lay_out(part, setting)]
    last = paginate(strips, look.HEIGHT)[-1][-1]
    assert last.top + last.strip.height > look.HEIGHT / 3


def test_the_day_of_the_paper_stands_on_it() -> None:
    for name in NAMES:
        paper: Any = replace(p.PAPERS[name], issued_on=date(2027, 2, 28))  # type: ignore[arg-type]
        assert "28.02.2027" in text_of(pdf_of(paper))
