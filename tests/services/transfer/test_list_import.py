"""P2, E2, E5, L3, L4: an old list comes in whole or not at all, and goes out again in one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import func, select

from intman_desktop.errors import ChangedMeanwhile, FaultyInput
from intman_desktop.exchange.lists import read_list
from intman_desktop.gdpr.texts import text_with
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.reporting.years import count_years
from intman_desktop.services.across.case_facets import case_facets
from intman_desktop.services.across.case_rows import counts_of
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.list_papers import rest_paper
from intman_desktop.services.papers.shown import OLDER_PAPER
from intman_desktop.services.plans.planning import begin_plan
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.consents import record_agreement
from intman_desktop.services.transfer.going_out import for_next_office
from intman_desktop.services.transfer.list_import import (
    doubles_here,
    list_desk,
    still_here,
    take_list,
)
from intman_desktop.services.transfer.list_reading import (
    Decisions,
    Matched,
    headers_of,
    match,
    open_list,
    read_again,
    understand_rows,
)
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import BirthPrecision, CaseState, ConsentScope, StartEvidence, YesNoUnknown
from intman_desktop.values.lists import Header, ListField, ListPerson, PaperConsent
from intman_desktop.values.views import CaseChip, CaseFilter
from tests.builders import a_case_file, a_client, an_agreement
from tests.documents.reading import text_of
from tests.exchange.awkward_lists import an_xlsx
from tests.opened import TODAY, put_in

HEAD = (
    "Name", "Vorname", "Geburtsdatum", "Geschlecht", "Nationalität", "Aufenthalt", "Einwilligung am",
    "Ablage", "Erstgespräch", "Integrationsplan vom", "Zuständig", "E-Mail",
)  # fmt: skip
DAY = date(2026, 1, 12)
SAMIRA = (
    "Hassan", "Samira", date(1991, 4, 7), "w", "syrisch", "§ 24", DAY, "Ordner 1", DAY,
    date(2026, 3, 1), "Erika Beispiel", "s@muster.example",
)  # fmt: skip
BO = ("Beispiel", "Bo", "00.00.1985", "m", "staatenlos", "", DAY, "Ordner 1", "", "", "", "")
CEM = ("Muster", "Cem", date(1980, 2, 3), "m", "türkisch", "", "", "", "", "", "", "")


def opened(desk: Desk, *rows: tuple[Any, ...]) -> Matched:
    return open_list(an_xlsx(HEAD, *(rows or (SAMIRA, BO, CEM))), list_desk(desk), desk.today())


def people_of(desk: Desk, *rows: tuple[Any, ...], **decided: Any) -> tuple[ListPerson, ...]:
    decisions = Decisions(**{"told": True, **decided})
    found = understand_rows(opened(desk, *rows), decisions, list_desk(desk).vocabulary, desk.today())
    return found.people


def stored(desk: Desk) -> list[CaseFile]:
    with desk.vault.reading() as connection:
        return list(read_case_files(connection))


def test_p2_consented_rows_become_cases_in_one_step(desk: Desk) -> None:
    samira, bo, _cem = people_of(desk)
    outcome = take_list(desk, [samira, bo])
    first, second = stored(desk)
    assert [first.case.number, second.case.number] == ["IM-2026-0001", "IM-2026-0002"]
    assert outcome.value.keys == {2: first.case.key, 3: second.case.key}
    assert first.case.state is CaseState.ACTIVE
    assert (first.case.period_start, first.case.worker, first.case.opened_on) == (DAY, "EB", TODAY)
    assert first.client.sex == "w"
    assert first.client.email == ""
    assert [answer.value for answer in first.answers] == ["AE24"]
    assert first.plan is not None
    assert first.plan.spans[0].opened_on == date(2026, 3, 1)
    assert first.notice_given is None
    assert (second.client.birth_precision, second.client.birth_uncertain) == (BirthPrecision.YEAR, True)
    assert second.case.period_start is None


def test_e2_the_evidence_says_that_the_text_is_not_known(desk: Desk) -> None:
    take_list(desk, people_of(desk)[:2])
    (consent,) = stored(desk)[0].consents
    assert (consent.filing_place, consent.decided_on, consent.told_withdrawable) == ("Ordner 1", DAY, True)
    with desk.vault.reading() as connection:
        text = text_with(connection, consent.text_fingerprint)
        counts = counts_of(connection, TODAY, CaseFilter())
    assert text is not None
    assert (text.body, text.version) == (OLDER_PAPER, 0)
    assert counts[CaseChip.CONSENT_TO_RENEW] == 2


def test_l8_the_report_tells_that_the_case_came_from_a_list_and_names_no_file(desk: Desk) -> None:
    take_list(desk, people_of(desk)[:1])
    (file,) = stored(desk)
    assert file.case.from_list_on == TODAY
    text = " ".join(text_of(access_report(desk, file.case.id).value.content).split())
    assert "in einer früheren Liste dieses Büros, die wir am 20.11.2026 übernommen haben" in text
    assert "Aus früherer Liste am 20.11.2026" in text


def test_l8_what_goes_to_another_office_says_nothing_of_the_list_of_this_one(desk: Desk) -> None:
    take_list(desk, people_of(desk)[:1])
    (file,) = stored(desk)
    assert for_next_office(file, "LRA Musterkreis").case.from_list_on is None


def test_e5_a_merged_cell_is_the_consent_of_the_first_row_alone(desk: Desk) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("G2:G3")
        sheet.merge_cells("H2:H3")

    content = an_xlsx(HEAD, SAMIRA, (*BO[:6], None, None, *BO[8:]), change=merge)
    matched = open_list(content, list_desk(desk), TODAY)
    words = list_desk(desk).vocabulary
    samira, bo = understand_rows(matched, Decisions(told=True), words, TODAY).people
    assert samira.consent is not None
    assert bo.consent is None
    assert "mit der Zeile darüber verbunden" in sentence(bo.facts[-1].fact)
    own = {3: {ListField.CONSENT_ON: "12.01.2026", ListField.FILING_PLACE: "Ordner 1"}}
    _samira, bo = understand_rows(matched, Decisions(own, told=True), words, TODAY).people
    assert bo.consent is not None
    assert bo.consent.decided_on == DAY


def test_e5_a_box_for_the_consent_that_is_not_ticked_says_no(desk: Desk) -> None:
    ticked, not_ticked = (*SAMIRA[:6], True, *SAMIRA[7:]), (*BO[:6], False, *BO[7:])
    papers = {row: PaperConsent(DAY, "Ordner 1") for row in (2, 3)}
    samira, bo = people_of(desk, ticked, not_ticked, papers=papers)
    assert samira.consent is not None
    assert (bo.consent, bo.faulty) == (None, True)
    mended = {3: {ListField.CONSENT_ON: "12.01.2026"}}
    _samira, bo = people_of(desk, ticked, not_ticked, mended=mended)
    assert bo.consent is not None


def test_e1_contact_is_a_declaration_of_its_own(desk: Desk) -> None:
    papers = {2: PaperConsent(DAY, "Ordner 9", contact=True)}
    take_list(desk, people_of(desk, SAMIRA, papers=papers))
    (file,) = stored(desk)
    assert [each.scope for each in file.consents] == [ConsentScope.BASIC, ConsentScope.CONTACT]
    assert file.client.email == "s@muster.example"


def test_whom_a_list_gives_no_language_has_none_in_the_file_and_in_the_filters(desk: Desk) -> None:
    take_list(desk, people_of(desk)[:1])
    (file,) = stored(desk)
    assert file.client.language == ""
    assert case_facets(desk).languages == ()
    sheet = case_sheet(desk, file.case.id)
    assert (sheet.language, sheet.german_only) == ("", ())
    assert access_report(desk, file.case.id).value.content.startswith(b"%PDF")


def test_p2_a_row_without_consent_keeps_everything_out(desk: Desk) -> None:
    people = people_of(desk)
    with pytest.raises(FaultyInput) as faulty:
        take_list(desk, people)
    assert [place for place, _sentence in faulty.value.faults] == ["Zeile 4"]
    assert stored(desk) == []


def test_c7_an_earlier_office_begins_the_period(desk: Desk) -> None:
    (person,) = people_of(desk, BO)
    head = {ListField.EARLIER_OFFICE: "Ulm", ListField.EARLIER_SINCE: "1.5.2024"}
    from intman_desktop.rules.list_rows import understand

    cells = {**person.shown, **head}
    words = list_desk(desk).vocabulary
    take_list(desk, [understand(2, cells, words, TODAY, told=True)])
    (file,) = stored(desk)
    assert (file.case.period_start, file.case.counselled_before) == (date(2024, 5, 1), YesNoUnknown.YES)
    assert file.case.start_evidence is StartEvidence.TOLD


def everything(desk: Desk) -> dict[str, int]:
    with desk.vault.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in t.metadata.sorted_tables
        }


def figures(desk: Desk) -> object:
    with desk.vault.reading() as connection:
        return count_years(connection, desk.profile.sheets_of, [2025, 2026])


def test_l3_k8_all_is_taken_back_in_one_step_and_no_figure_changes(desk: Desk) -> None:
    put_in(desk, [a_case_file()])
    before, counted = everything(desk), figures(desk)
    outcome = take_list(desk, people_of(desk)[:2])
    assert still_here(desk, outcome.value) == {2, 3}
    assert outcome.undo is not None
    outcome.undo()
    after = everything(desk)
    assert figures(desk) == counted
    assert still_here(desk, outcome.value) == frozenset()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"journal", "text_versions", "settings", "erasures", "erased_keys"}
    assert after["erasures"] == 2
    with desk.vault.reading() as connection:
        keys = outcome.value.keys.values()
        assert connection.scalar(select(func.count()).where(t.journal.c.case_key.in_(keys))) == 0
    with pytest.raises(ChangedMeanwhile):
        outcome.undo()
    numbers = [file.case.number for file in stored(desk)]
    take_list(desk, people_of(desk)[:1])
    assert "IM-2026-0001" not in [
        each.case.number for each in stored(desk) if each.case.number not in numbers
    ]


def test_what_was_worked_on_since_is_not_taken_back(desk: Desk) -> None:
    outcome = take_list(desk, people_of(desk)[1:2])
    (file,) = stored(desk)
    assert outcome.undo is not None
    save_draft(desk, "talk", file.case.id, "{}", None)
    with pytest.raises(ChangedMeanwhile):
        outcome.undo()
    record_agreement(desk, file.case.id, an_agreement())
    begin_plan(desk, file.case.id, TODAY)
    with pytest.raises(ChangedMeanwhile):
        outcome.undo()
    assert len(stored(desk)) == 1


def test_doubles_are_found_within_the_list_and_in_the_store(desk: Desk) -> None:
    put_in(
        desk,
        [
            a_case_file(
                client=a_client(family_name="Mueller", given_name="Ayşe", birth_date=date(1990, 5, 3))
            ),
            a_case_file(client=a_client(family_name="Anders", given_name="Jemand")),
        ],
    )
    turned = ("Müller", "Ayse", date(1990, 3, 5), "w", *BO[4:])
    vague = ("Ayşe", "Müller", "1990", "w", *BO[4:])
    understood = understand_rows(
        opened(desk, turned, vague, CEM), Decisions(), list_desk(desk).vocabulary, TODAY
    )
    here = doubles_here(desk, understood.people)
    assert {number: twins[0].fact.code for number, twins in here.items()} == {
        2: "double_swapped_birth",
        3: "double_vague_birth",
    }
    assert here[2][0].case is not None
    assert here[2][0].client is not None
    assert here[2][0].client.birth_date == date(1990, 5, 3)
    assert {number: twins[0].row for number, twins in understood.twins.items()} == {3: 2}


def test_no_doubles_in_an_empty_store(desk: Desk) -> None:
    assert doubles_here(desk, people_of(desk)) == {}


def test_the_matching_is_remembered_by_the_header(desk: Desk) -> None:
    matched = opened(desk)
    fields = ("given_name", "family_name", *matched.fields[2:])
    for header in ("a", "b", matched.fingerprint):
        take_list(desk, (), header, fields)
    assert opened(desk).fields == fields
    for number in range(25):
        take_list(desk, (), f"list {number}", fields)
    assert len(list_desk(desk).remembered) == 20


def test_a_table_is_read_otherwise_when_asked(desk: Desk) -> None:
    known = list_desk(desk)
    matched = opened(desk)
    assert matched.rows() == 3
    other = match(matched.old, 0, Header(-1, -1), known, TODAY)
    assert other.rows() == 4
    chosen = match(matched.old, 0, matched.header, known, TODAY, fields=("full_name", *[""] * 11))
    assert chosen.fields[:2] == ("full_name", "")
    assert headers_of(matched.old, 0)[:2] == (Header(-1, -1), Header(0, 0))
    assert headers_of(matched.old, 0)[-1] == Header(2, 3)


def test_rows_are_mended_and_those_without_anything_matched_are_no_people(desk: Desk) -> None:
    empty = (*[""] * 11, "nur eine Mail")
    matched = match(opened(desk, SAMIRA, empty).old, 0, None, list_desk(desk), TODAY, fields=_names_only())
    mended = {2: {ListField.FAMILY_NAME: "Hasan"}}
    found = understand_rows(matched, Decisions(mended=mended), list_desk(desk).vocabulary, TODAY)
    assert [person.client.family_name for person in found.people] == ["Hasan"]
    assert understand_rows(matched, Decisions(), list_desk(desk).vocabulary, TODAY, 0).people == ()


def test_a_header_that_stands_again_in_the_list_is_no_person(desk: Desk) -> None:
    assert [person.client.given_name for person in people_of(desk, SAMIRA, HEAD, BO)] == ["Samira", "Bo"]


def _names_only() -> tuple[str, ...]:
    return ("family_name", "given_name", *[""] * 10)


def test_words_of_the_profile_are_known(desk: Desk) -> None:
    known = list_desk(desk)
    assert known.vocabulary.nationalities["syrien"] == "475"
    assert known.vocabulary.nationalities["sy"] == "475"
    assert known.vocabulary.residence_statuses["25 3"] == "AE25-3"
    assert "25 2" not in known.vocabulary.residence_statuses
    assert known.vocabulary.languages["persisch"] == "fa"
    assert known.vocabulary.acting == "EB"
    assert dict(known.choices[ListField.WORKER])["EB"] == "Erika Beispiel"


def test_p2_those_who_stay_out_are_printed_from_memory(desk: Desk) -> None:
    before = everything(desk)
    rest = [(4, "Muster, Cem", "03.02.1980", "Einwilligung liegt nicht vor"), (5, "محمد", "", "Weggelassen")]
    paper = rest_paper(desk, rest)
    assert paper.content.startswith(b"%PDF")
    assert "Muster" not in paper.file_name
    assert everything(desk) == before


def test_e5_a_faulty_consent_is_refused_by_the_one_gate(desk: Desk) -> None:
    (person,) = people_of(desk, SAMIRA)
    assert person.consent is not None
    for consent in (
        replace(person.consent, told_withdrawable=False),
        replace(person.consent, filing_place=""),
    ):
        with pytest.raises(FaultyInput):
            take_list(desk, [replace(person, consent=consent)])
    assert stored(desk) == []


def test_another_encoding_keeps_what_the_columns_are_matched_to(desk: Desk) -> None:
    """Headings that stay the same keep their field, also none; one that can be read now is matched anew."""
    content = "Liste\nName;Rufname;Straße;Geb.;Notiz\nМустер;Юлія;Weg 1;1.1.1990;x\n".encode()
    known, today = list_desk(desk), desk.today()
    wrong = match(read_list(content, "cp850"), 0, Header(1, 1), known, today)
    assert wrong.columns[2].name == "Stra├ƒe"
    fields = ("family_name", "given_name", "", "birth_date", "")
    before = match(wrong.old, 0, Header(1, 1), known, today, fields=fields)
    read = read_again(content, before, "utf-8", known, today)
    assert read.fields == ("family_name", "given_name", "street", "birth_date", "")
    assert read.header == Header(1, 1)
    assert read.columns[0].samples == ("Мустер",)
    assert (read.old.encoding, read.old.recognised) == ("utf-8", "utf-8")
    assert read_again(content, read, "", known, today) == read


def test_a_heading_that_changed_keeps_its_field_where_it_says_nothing_itself(desk: Desk) -> None:
    """What was matched by hand stays where its heading says nothing now; no special kind comes in (E3)."""
    content = "Größe;Straße;Körperbehinderung\nMuster;Weg 1;x\n".encode()
    known, today = list_desk(desk), desk.today()
    wrong = read_list(content, "cp850")
    by_hand = match(wrong, 0, Header(0, 0), known, today, fields=("family_name", "town", "phone"))
    read = read_again(content, by_hand, "utf-8", known, today)
    assert read.fields == ("family_name", "street", "")


def test_a_header_row_that_is_no_longer_there_is_looked_for_again(desk: Desk) -> None:
    """A row of blanks in one encoding can be one of letters in the other: rows are known by their number."""
    content = b"\xa0;\xa0;\xa0\nName;Vorname;Ort\nMuster;Anna;Ulm\n"
    known, today = list_desk(desk), desk.today()
    letters = match(read_list(content, "mac_roman"), 0, Header(1, 1), known, today)
    read = read_again(content, letters, "cp1252", known, today)
    assert read.header == Header(0, 0)
    above = match(letters.old, 0, Header(0, 0), known, today)
    assert read_again(content, above, "cp1252", known, today).header == Header(0, 0)
    none = match(letters.old, 0, Header(-1, -1), known, today)
    assert read_again(content, none, "cp1252", known, today).header == Header(-1, -1)
