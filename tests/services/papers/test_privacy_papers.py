"""E8, L8: the papers for the data-protection officer, made from a real store and naming no client."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.errors import Refused
from intman_desktop.profiles import load_profile
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.gate.directory import add_service
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.papers import privacy_papers as made
from intman_desktop.values.case_file import Answer, Disclosure
from intman_desktop.values.codes import ConsentScope, DisclosureGround, SpecialKind
from intman_desktop.values.office import ListEntry, OwnBlock, Service
from intman_desktop.values.privacy_papers import KeyDerivation
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import put_in

pytestmark = pytest.mark.unmeasured


def told(recipient: str) -> Disclosure:
    """Return an act of passing on to ``recipient``, by a duty of the law."""
    return Disclosure(
        date(2026, 11, 3), recipient, "Sorge", ground=DisclosureGround.STATUTORY_DUTY, reason="Meldepflicht"
    )


def text(desk: Desk, name: str) -> str:
    return text_of(made.privacy_paper(desk, name).content)


def test_e8_every_paper_is_made_from_the_store_and_named_by_its_kind(desk: Desk) -> None:
    papers = made.privacy_papers(desk)
    assert tuple(paper.name for paper in papers) == made.PRIVACY_PAPERS
    assert len({paper.file_name for paper in papers}) == len(papers)
    for paper in papers:
        assert paper.content.startswith(b"%PDF")
        assert paper.title == made.paper_title(paper.name)
        assert "20.11.2026" in text_of(paper.content)


def test_e8_what_the_office_lacks_is_named_before_anything_is_printed(desk: Desk) -> None:
    change_office(desk, {"supervisory_authority": "", "purposes": ""})
    with pytest.raises(OfficeDataMissing) as caught:
        made.privacy_papers(desk)
    assert caught.value.fields == ("supervisory_authority", "purposes")


def test_a_paper_that_is_not_known_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        made.privacy_paper(desk, "certificate_of_compliance")


def test_l8_no_client_stands_on_any_of_them(desk: Desk) -> None:
    put_in(
        desk,
        [
            a.a_case_file(
                client=a.a_client(family_name="Alrashid-Muster"), disclosures=(told("Dr. Beispiel"),)
            )
        ],
    )
    for paper in made.privacy_papers(desk):
        read = text_of(paper.content)
        assert "Alrashid" not in read
        assert "Dr. Beispiel" not in read
        assert "Sorge" not in read


def test_recipients_are_kinds_of_the_directory_and_of_the_register(desk: Desk) -> None:
    add_service(desk, Service("", "youth_office", "Jugendamt Musterstadt"))
    put_in(desk, [a.a_case_file(disclosures=(told("jugendamt musterstadt"), told("Tante Emma")))])
    read = text(desk, made.PROCESSING_RECORD)
    assert "Jugendamt, sonstige Stelle" in read


def test_art_30_who_is_named_like_a_kind_is_of_it_though_the_directory_lacks_it(desk: Desk) -> None:
    """The record said "sonstige Stelle" of the Jobcenter, whose name was typed freely."""
    before = text(desk, made.PROCESSING_RECORD)
    put_in(desk, [a.a_case_file(disclosures=(told("Jobcenter Musterstadt"),))])
    read = text(desk, made.PROCESSING_RECORD)
    assert "bisher keine" in before
    assert "bisher keine" not in read
    assert read.count("Jobcenter") == before.count("Jobcenter") + 1
    assert read.count("sonstige Stelle") == before.count("sonstige Stelle")


def test_the_offices_own_fields_and_their_consents_are_told(desk: Desk) -> None:
    blocks = (OwnBlock("", "Kirchengemeinde", need="religion"), OwnBlock("", "Früher", active=False))
    change_office(desk, {"own_blocks": blocks})
    read = text(desk, made.PROCESSING_RECORD)
    assert "Kirchengemeinde" in read
    assert "Früher" not in read
    assert "Religion oder Weltanschauung: nur mit eigener Einwilligung" in read


def test_art_30_a_block_that_is_asked_no_more_is_told_while_answers_are_held(desk: Desk) -> None:
    block = OwnBlock("", "Kirchengemeinde", need="religion")
    change_office(desk, {"own_blocks": (block,)})
    (kept,) = read_office(desk).own_blocks
    religion = a.a_consent(ConsentScope.SPECIAL, kind=SpecialKind.RELIGION)
    file = a.a_case_file(
        consents=(a.a_consent(), religion), answers=(Answer(kept.code, "geht sonntags hin"),)
    )
    put_in(desk, [file])
    counted = text(desk, made.IMPACT_ASSESSMENT)
    change_office(desk, {"own_blocks": (replace(kept, active=False),)})
    read = text(desk, made.PROCESSING_RECORD)
    assert "Kirchengemeinde" in read
    assert "Religion oder Weltanschauung: nur mit eigener Einwilligung" in read
    assert text(desk, made.IMPACT_ASSESSMENT) == counted


def test_e1_an_own_entry_of_a_list_opens_its_kind_in_the_record(desk: Desk) -> None:
    assert "health" in made.facts_of_program(desk.profile, a.an_office()).kinds_used
    assert "trade_union" not in made.facts_of_program(desk.profile, a.an_office()).kinds_used
    entry = ListEntry("topics", "", "Betriebsrat", own=True, need="trade_union")
    change_office(desk, {"list_entries": (entry,)})
    assert "trade_union" in made.facts_of_program(desk.profile, a.an_office()).kinds_used


def test_the_measures_tell_what_this_store_costs_to_guess(desk: Desk) -> None:
    read = text(desk, made.SECURITY_MEASURES)
    assert "Dieser Tresor: 1 Durchgang, 19 MiB, 1 Bahn." in read
    assert "Passphrase (1), Notfallblatt (1)" in read


def test_art_35_the_extent_is_counted_and_nothing_else_of_anybody(desk: Desk) -> None:
    put_in(desk, [a.a_case_file(), a.a_case_file()])
    assert "Akten in diesem Tresor: 2." in text(desk, made.IMPACT_ASSESSMENT)


def test_without_a_store_the_program_tells_what_it_knows_of_itself() -> None:
    facts = made.facts_of_program(load_profile("bw"), a.an_office())
    assert facts.derivation is None
    assert facts.cases is None
    assert facts.told == ()
    assert facts.ways == (("owner", 1), ("emergency", 1))
    assert "Jobcenter" in facts.recipients
    fields = sum(len(group.fields) for group in facts.fields)
    assert fields == len([each for each in load_profile("bw").fields if each.block is not None])
    assert replace(facts, derivation=KeyDerivation(3, 64, 4)) != facts
