"""Every kind of paper: its pages, headings, notes and bytes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, get_args

import pypdfium2
import pytest

from intman_desktop.documents import look
from intman_desktop.documents.frame import OfficeDataMissing, listed
from intman_desktop.documents.office_words import NEEDED, missing_office_data, office_words
from intman_desktop.documents.paragraph import plain
from intman_desktop.documents.parts import Declaration, Facts
from intman_desktop.documents.plan import EDITION
from intman_desktop.documents.texts import composition_of, languages_for, pdf_of, shown_text, text_version
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.case.declarations import of_first_talk
from intman_desktop.values.codes import (
    Block,
    ConsentDecision,
    GoalState,
    Light,
    ProviderLaw,
    RequestAnswer,
    RequestKind,
    Secrecy,
    SpecialKind,
    StartEvidence,
)
from intman_desktop.values.figures import ChangeKind
from intman_desktop.values.office import Office
from intman_desktop.values.office_papers import (
    PaperFigureChange,
    PaperFigureGroup,
    PaperFigureRow,
    PlanBalance,
)
from intman_desktop.values.paper_parts import (
    AccessApart,
    AccessEntry,
    AccessSection,
    PaperBlock,
    PaperClient,
    PaperGoal,
    PaperRow,
)
from intman_desktop.values.papers import Paper
from tests.documents import papers_for_tests as p
from tests.documents.reading import pages_of, structure_of, text_of

pytestmark = pytest.mark.unmeasured

FOR_CLIENTS = (
    "privacy_notice",
    "consent_form",
    "passing_on_consent",
    "relocation_consent",
    "special_consent",
    "interpreter_undertaking",
    "agreement",
    "plan",
    "certificate",
    "extension",
    "disclosures",
    "access",
    "withdrawal",
    "papers_to_destroy",
)
SINGLE = ("passing_on_consent", "relocation_consent", "special_consent")


def words_of(text: str) -> list[str]:
    """Return the words of a text; a line's end inside a word with a hyphen does not matter."""
    return re.findall(r"[^\W_]+", text.replace("\ufffe", "-"))


@pytest.mark.parametrize("name", p.PAPERS)
def test_every_paper_prints_the_same_bytes_for_the_same_value(name: str) -> None:
    paper = p.PAPERS[name]
    pdf = pdf_of(paper)
    assert pdf.startswith(b"%PDF-1.7")
    assert pdf_of(paper) == pdf


@pytest.mark.parametrize("name", p.PAPERS)
def test_every_paper_says_that_it_is_not_official_or_secret_and_counts_its_pages(name: str) -> None:
    pages = pages_of(pdf_of(p.PAPERS[name]))
    for number, page in enumerate(pages, start=1):
        assert "kein amtliches Formular" in page or "Geheim halten" in page
        assert f"Seite {number} von {len(pages)}" in page


@pytest.mark.parametrize("name", p.PAPERS)
def test_every_paper_has_one_title_and_no_heading_is_skipped(name: str) -> None:
    levels = [int(e["tag"][1]) for e in structure_of(pdf_of(p.PAPERS[name])) if re.match("H[1-6]", e["tag"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_kind_of_paper_is_tried_here() -> None:
    assert {type(paper) for paper in p.PAPERS.values()} == set(get_args(Paper))


@pytest.mark.parametrize(
    "name",
    ["certificate", "emergency_sheet", "relocation_consent", "special_consent", "interpreter_undertaking"],
)
def test_what_is_one_sheet_stays_one_page(name: str) -> None:
    assert len(pages_of(pdf_of(p.PAPERS[name]))) == 1


@pytest.mark.parametrize("label", ["Name", "Anschrift, Telefon oder Dienst", "Sprachen"])
def test_e1_whoever_interprets_has_a_line_for_everything_she_writes(label: str) -> None:
    page = pypdfium2.PdfDocument(pdf_of(p.UNDERTAKING))[0]
    text = page.get_textpage()
    begin = text.get_text_range().index(f"\n{label}") + 1
    _left, low, _right, _top = text.get_charbox(begin)
    rules = [each.get_bounds() for each in page.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    assert any(0 < low - bottom < 12 and right - left > 400 for left, bottom, right, _above in rules)


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("paper", FOR_CLIENTS)
def test_e8_no_paper_for_clients_is_printed_while_the_office_lacks_something(name: str, paper: str) -> None:
    empty: Any = () if name == "workers" else " "
    lacking = replace(p.OFFICE, **{name: empty})
    whole: Any = p.PAPERS[paper]
    assert missing_office_data(lacking) == (name,)
    with pytest.raises(OfficeDataMissing) as caught:
        pdf_of(replace(whole, office=lacking))
    assert caught.value.fields == (name,)
    assert caught.value.sentence().endswith(f"fehlt noch: {office_words()[name]}.")


@pytest.mark.parametrize("name", [name for name in NEEDED if name != "workers"])
@pytest.mark.parametrize("mark", ["-", "–", "•", "* *", "…", "./.", "\xa0\n—"])
def test_e8_a_mark_without_a_word_fills_nothing(name: str, mark: str) -> None:
    lacking: Any = {name: mark}
    assert missing_office_data(replace(p.OFFICE, **lacking)) == (name,)


def test_e8_a_line_without_a_word_is_no_line_of_what_is_listed() -> None:
    assert listed("– Ziele klären\n-\n•\n · an Stellen verweisen\n–") == (
        "Ziele klären",
        "an Stellen verweisen",
    )


def test_e8_an_empty_office_lacks_everything_and_a_full_one_nothing() -> None:
    assert missing_office_data(Office()) == NEEDED == tuple(office_words())
    assert missing_office_data(p.OFFICE) == ()


@pytest.mark.parametrize("law", ProviderLaw)
def test_e8_the_notice_tells_all_that_must_be_told_under_every_law(law: ProviderLaw) -> None:
    office = replace(p.OFFICE, provider_law=law)
    text = text_of(pdf_of(replace(p.NOTICE, office=office)))
    for told in (
        office.controller,
        "Marktplatz 1 70000 Musterstadt",
        "Behördliche Datenschutzbeauftragte",
        "Landesbeauftragter für den Datenschutz",
        "Nachweis des Beratungszeitraums",
        "IT-Abteilung der Stadt Musterstadt",
        "drei Jahre auf Papier",
        "jederzeit und ohne Grund",
        "Auskunft:",
        "Berichtigung:",
        "Löschung:",
        "Einschränkung:",
        "Mitnahme:",
        "beschweren",
        "spätestens nach 14 Tagen",
        "höchstens 30 Tagen; nur die letzte bleibt",
        "nach dem Löschen noch 3 Jahre auf",
        "Keine Angabe ist Pflicht",
        "Kein Computer entscheidet",
        "außerhalb der Europäischen Union",
    ):
        assert told in text
    cited = {
        ProviderLaw.MUNICIPALITY: "Art. 15 DS-GVO",
        ProviderLaw.FREE: "Art. 77 DS-GVO",
        ProviderLaw.CATHOLIC: "§ 17 KDG",
        ProviderLaw.PROTESTANT: "§ 19 DSG-EKD",
    }
    for own_law, article in cited.items():
        church = own_law in (ProviderLaw.CATHOLIC, ProviderLaw.PROTESTANT)
        if church or own_law is law:
            assert (article in text) == (own_law is law)


@pytest.mark.parametrize(
    ("law", "article", "services"),
    [
        (ProviderLaw.MUNICIPALITY, "Art. 21 DS-GVO", "andere Ämter unserer eigenen Verwaltung"),
        (ProviderLaw.FREE, "Art. 21 DS-GVO", "andere Dienste unseres eigenen Trägers"),
        (ProviderLaw.CATHOLIC, "§ 23 KDG", "andere Dienste unseres eigenen Trägers"),
        (ProviderLaw.PROTESTANT, "§ 25 DSG-EKD", "andere Dienste unseres eigenen Trägers"),
    ],
)
def test_e8_art_13_the_notice_names_the_right_to_object_and_the_services_of_its_own_provider(
    law: ProviderLaw, article: str, services: str
) -> None:
    """The report on what is held named that right alone; "unsere eigene Verwaltung" was said of a Verein."""
    pages = pages_of(pdf_of(replace(p.NOTICE, office=replace(p.OFFICE, provider_law=law))))
    text = " ".join(" ".join(pages).split())
    assert "Widerspruch:" in text
    assert f"({article})" in text
    assert f"Das gilt auch für {services}." in text
    assert text.count("unserer eigenen Verwaltung") == (law is ProviderLaw.MUNICIPALITY)
    assert len(pages) == 3


def test_no_page_of_the_notice_begins_with_one_line_left_over_nor_holds_the_authority_alone() -> None:
    for count in range(1, 12):
        recipients = "\n".join(f"Stelle {number}" for number in range(count))
        pages = pages_of(pdf_of(replace(p.NOTICE, office=replace(p.OFFICE, recipients=recipients))))
        bodies = [page.partition("zu prüfen.\n")[2] for page in pages]
        assert not any(body.startswith("Den Nachweis") for body in bodies), count
        assert not any(body.startswith("Aufsicht") for body in bodies), count


def test_e8_the_notice_says_that_no_proof_of_the_consent_stays_where_none_does() -> None:
    office = replace(p.OFFICE, consent_proof_years=0)
    text = text_of(pdf_of(replace(p.NOTICE, office=office)))
    assert "vernichten wir, wenn wir Ihre Daten löschen" in text
    assert "nach dem Löschen noch" not in text


@pytest.mark.parametrize(
    ("secrecy", "told"),
    [
        (Secrecy.SOCIAL_WORKER, "§ 203 Abs. 1 Nr. 6 Strafgesetzbuch"),
        (Secrecy.PUBLIC_OFFICE, "§ 203 Abs. 2 Strafgesetzbuch"),
        (Secrecy.NONE, "Vertraulichkeit"),
    ],
)
def test_e1_the_notice_tells_how_the_worker_is_bound_and_who_stands_in(secrecy: Secrecy, told: str) -> None:
    text = text_of(pdf_of(replace(p.NOTICE, worker=replace(p.WORKER, secrecy=secrecy))))
    assert told in text
    assert ("Schweigepflicht" in text) == (secrecy is not Secrecy.NONE)
    assert "Tom Beispiel" in text
    alone = replace(p.NOTICE, worker=replace(p.WORKER, substitute=""))
    assert "Die Vertretung sieht" not in text_of(pdf_of(alone))


def test_k8_the_notice_names_the_counters_and_does_not_call_them_anonymous() -> None:
    text = text_of(pdf_of(p.NOTICE))
    assert "zählen wir Ihren Fall nach der Löschung in Summen weiter mit" in text
    assert "nicht anonym" in text
    totals = replace(p.NOTICE, office=replace(p.OFFICE, counters_with_breakdowns=False))
    assert "in den Gesamtzahlen weiter mit, aber nicht mehr nach Geschlecht" in text_of(pdf_of(totals))


def test_e1_the_consent_asks_four_questions_each_for_itself() -> None:
    text = text_of(pdf_of(p.CONSENT))
    assert text.count("Ja, ich willige ein.") == text.count("Nein, ich willige nicht ein.") == 4
    assert text.count("Wenn Sie Nein sagen:") == 4
    for head in (f"{number}. {each.name}" for number, each in enumerate(of_first_talk(), start=1)):
        assert head in text
    assert "jederzeit und ohne Grund widerrufen" in text
    assert "Unterschrift Dolmetscherin oder Dolmetscher" in text


@pytest.mark.parametrize("times", [1, 6])
def test_e2_nobody_signs_a_consent_on_a_page_without_any_of_its_boxes(times: int) -> None:
    """The text of the office may be longer; the last question goes over with the signatures."""
    controller = "Stadt Musterstadt, vertreten durch die Oberbürgermeisterin " * times
    for asked in (p.CONSENT, replace(p.CONSENT, client=None), replace(p.CONSENT, interpreter_name="")):
        sheet = replace(asked, office=replace(p.OFFICE, controller=controller))
        signed = [page for page in pages_of(pdf_of(sheet)) if "Ort, Datum" in page]
        assert len(signed) == 1
        assert "4. Dolmetschen (Sprachmittlung)" in signed[0]
        assert signed[0].count("Ja, ich willige ein.") >= 1


@pytest.mark.parametrize("name", SINGLE)
def test_e2_a_single_consent_is_signed_below_its_box(name: str) -> None:
    whole: Any = p.PAPERS[name]
    long = replace(p.OFFICE, controller="Stadt Musterstadt, vertreten durch die Oberbürgermeisterin " * 9)
    sheet = replace(whole, office=long, interpreter_name="Nour Beispiel", representative="Rita Vertreterin")
    (signed,) = (page for page in pages_of(pdf_of(sheet)) if "Ort, Datum" in page)
    assert "Ja, ich willige ein." in signed


def test_e2_there_is_room_on_the_sheet_for_who_interprets() -> None:
    """Often that is known only in the talk itself; without a name the label stands over room to write."""
    assert "Gedolmetscht von" in text_of(pdf_of(replace(p.CONSENT, interpreter_name="")))


def test_e1_what_is_known_is_ticked_and_nothing_else() -> None:
    blank = replace(p.CONSENT, basic=None, health=None)
    assert pdf_of(blank) != pdf_of(p.CONSENT)
    given = replace(p.CONSENT, health=ConsentDecision.GIVEN)
    assert pdf_of(given) != pdf_of(p.CONSENT)
    later = replace(blank, basic=ConsentDecision.LATER)
    assert pdf_of(later) == pdf_of(blank)


def test_e1_an_empty_consent_form_leaves_room_for_the_name() -> None:
    text = text_of(pdf_of(replace(p.CONSENT, client=None)))
    assert "Name" in text
    assert "Samira" not in text


def test_e2_the_sheet_names_the_office_where_the_worker_has_no_name_yet() -> None:
    nameless = replace(p.CONSENT, worker=replace(p.WORKER, name=" "), representative="Betreuerin Beispiel")
    text = text_of(pdf_of(nameless))
    assert "genügt ein Satz an Integrationsmanagement Musterstadt" in text
    assert "Betreuerin Beispiel" in text
    assert "Vertreten durch (Sorgerecht, Betreuung oder Vollmacht)" in text
    assert "Unterschrift der vertretenden Person" in text


def test_b2_the_agreement_says_all_that_belongs_to_it() -> None:
    text = text_of(pdf_of(p.AGREEMENT))
    for told in (
        "Samira Alrashid",
        "Maja Musterfrau",
        "Stadt Musterstadt",
        "sich selbst zu helfen",
        "freiwillig",
        "kostenlos",
        "drei Jahre ab dem ersten Beratungsgespräch",
        "voraussichtlich bis 20.11.2029",
        "Der genaue letzte Tag steht in Ihrem Integrationsplan",
        "Das können wir nicht tun",
        "Formulare für Sie ausfüllen",
        "Sie rechtlich beraten",
        "Das versprechen wir uns",
        "bleibt vertraulich",
        "Etwa alle 3 Monate",
        "Wie endet die Beratung?",
        "Unterschrift Klientin oder Klient",
        "Unterschrift Integrationsmanagement",
    ):
        assert told in text


def test_b1_an_oral_agreement_says_that_the_signature_follows() -> None:
    text = text_of(pdf_of(replace(p.AGREEMENT, oral_on=date(2026, 11, 18))))
    assert "Mündlich vereinbart am 18.11.2026. Die Unterschrift folgt" in text
    signed = replace(p.AGREEMENT, client_signed_on=date(2026, 11, 19), worker_signed_on=date(2026, 11, 19))
    assert text_of(pdf_of(signed)).count("Unterschrieben am 19.11.2026") == 2


@pytest.mark.parametrize(
    ("client_signed_on", "worker_signed_on", "follows"),
    [(date(2026, 11, 19), date(2026, 11, 19), False), (None, date(2026, 11, 18), True)],
    ids=["by both", "by the worker alone"],
)
def test_b1_no_signature_follows_on_an_oral_agreement_that_both_have_signed(
    client_signed_on: date | None, worker_signed_on: date, follows: bool
) -> None:
    paper = replace(
        p.AGREEMENT,
        oral_on=date(2026, 11, 18),
        client_signed_on=client_signed_on,
        worker_signed_on=worker_signed_on,
    )
    assert ("Die Unterschrift folgt" in text_of(pdf_of(paper))) is follows


def test_b2_a_known_period_is_told_instead_of_an_expected_one() -> None:
    text = text_of(pdf_of(replace(p.AGREEMENT, period=p.BROUGHT_AND_EXTENDED)))
    assert "ist der letzte Tag der 20.03.2027" in text
    assert "voraussichtlich" not in text
    monthly = replace(p.OFFICE, review_interval_months=1)
    assert "Jeden Monat" in text_of(pdf_of(replace(p.AGREEMENT, office=monthly)))


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"period": replace(p.PERIOD, evidence=StartEvidence.TOLD)}, "nicht belegt."),
        ({"period": replace(p.PERIOD, evidence=StartEvidence.UNKNOWN)}, "Beginn: keiner."),
        ({"earlier_unknown": True}, "Der Zeitraum kann früher begonnen haben."),
        ({"period": p.PERIOD, "earlier_unknown": True}, "Der Zeitraum kann früher begonnen haben."),
    ],
    ids=["told", "no evidence", "unknown since when", "a talk here, and unknown since when elsewhere"],
)
@pytest.mark.parametrize("signed_on", [None, p.TODAY], ids=["to be signed", "signed"])
def test_c7_the_agreement_tells_no_start_as_a_fact_that_is_unproven(
    details: dict[str, Any], told: str, signed_on: date | None
) -> None:
    paper = replace(p.AGREEMENT, client_signed_on=signed_on, worker_signed_on=signed_on)
    assert told in text_of(pdf_of(replace(paper, **details)))


def test_c7_the_agreement_says_nothing_of_evidence_where_the_start_is_in_this_office() -> None:
    text = text_of(pdf_of(replace(p.AGREEMENT, period=p.PERIOD)))
    assert ("Nachweis" in text, "früher begonnen" in text) == (False, False)


def test_c9_the_clock_explains_itself_in_words() -> None:
    text = text_of(pdf_of(p.PLAN))
    assert "Das erste Beratungsgespräch war am 15.03.2024." in text
    assert "Der letzte Tag ist der 15.03.2027." in text
    assert "Es bleiben noch 115 Tage (Stand 20.11.2026)." in text
    assert "längstens bis zum 15.03.2028" in text


PERIOD_TO_COME = "Die Beratung dauert höchstens drei Jahre ab dem ersten Beratungsgespräch."


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"edition": EDITION}, True),
        ({"edition": EDITION, "period": p.PERIOD}, False),
        ({"edition": EDITION, "ended_on": p.TODAY}, False),
        ({"edition": EDITION, "withdrawn": True}, False),
        ({}, False),
    ],
    ids=["before the first talk", "begun", "ended", "withdrawn", "handed out before it was told"],
)
def test_p9_a_plan_from_before_the_first_talk_says_that_the_offer_is_limited(
    details: dict[str, Any], told: bool
) -> None:
    """A version that was handed out says what it said then (Rule I9)."""
    text = text_of(pdf_of(replace(p.PLAN, **{"period": None, **details})))
    assert (PERIOD_TO_COME in text) is told


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (2, "Es bleiben noch 2 Tage"),
        (1, "Es bleibt noch ein Tag"),
        (0, "ist der letzte Tag."),
        (-1, "Der Beratungszeitraum ist abgelaufen."),
    ],
)
def test_c9_the_days_left_are_told_up_to_the_last_and_beyond(days: int, told: str) -> None:
    period = replace(p.PERIOD, days_left=days)
    text = text_of(pdf_of(replace(p.CERTIFICATE, period=period)))
    assert told in text
    assert ("Verlängerung möglich" in text) == (days >= 0)


EVIDENCE = pytest.mark.parametrize(
    ("evidence", "told"),
    [
        (None, "eigenes Gespräch dieser Stelle"),
        (StartEvidence.PLAN_SEEN, "früherer Integrationsplan hat vorgelegen"),
        (StartEvidence.CERTIFICATE_SEEN, "Bescheinigung hat vorgelegen"),
        (StartEvidence.TOLD, "nicht belegt"),
        (StartEvidence.UNKNOWN, "Nachweis keiner"),
    ],
)


def test_c7_the_plan_says_of_a_start_brought_along_what_proves_it() -> None:
    brought = replace(p.PERIOD, evidence=StartEvidence.TOLD)
    assert "Nachweis: Angabe der beratenen Person, nicht belegt." in text_of(
        pdf_of(replace(p.PLAN, period=brought))
    )
    assert "Nachweis" not in text_of(pdf_of(replace(p.PLAN, period=replace(p.PERIOD, evidence=None))))


@EVIDENCE
def test_c11_the_certificate_names_the_evidence(evidence: StartEvidence | None, told: str) -> None:
    period = replace(p.PERIOD, evidence=evidence)
    assert told in text_of(pdf_of(replace(p.CERTIFICATE, period=period)))


def test_c11_the_certificate_holds_the_whole_period_and_says_that_it_is_the_only_proof() -> None:
    text = text_of(pdf_of(p.CERTIFICATE))
    for told in (
        "20.09.2023",
        "Integrationsmanagement Beispielhausen",
        "bis 20.03.2027, entschieden am 03.08.2026",
        "Grund: Multiproblemlage",
        "20.09.2027",
        "der einzige Nachweis",
        "Eine weitere Verlängerung",
    ):
        assert told in text
    ended = text_of(pdf_of(replace(p.CERTIFICATE, ended_on=date(2026, 11, 19))))
    assert "wurde am 19.11.2026 beendet" in ended


def test_e7_a_letter_to_an_office_says_about_whom_and_by_which_consent() -> None:
    text = text_of(pdf_of(p.OFFICE_LETTER))
    for said in (
        "Jobcenter Musterstadt Beispielweg 3 70000 Musterstadt",
        "Samira Alrashid",
        "07.04.1991",
        "Sehr geehrte Damen und Herren,",
        "Frau Alrashid bringt sie dann vorbei.",
        "die Samira Alrashid am 01.06.2026 erteilt hat (Art. 6 Abs. 1 Buchst. a DS-GVO)",
        "nur für diesen Zweck: Klärung offener Fragen zum Antrag.",
    ):
        assert said in text
    assert "Syrien" not in text  # not more than tells who she is


def test_e8_the_consent_of_a_letter_is_cited_by_the_law_of_the_provider() -> None:
    office = replace(p.OFFICE, provider_law=ProviderLaw.CATHOLIC)
    assert "(§ 6 Abs. 1 Buchst. b KDG)" in text_of(pdf_of(replace(p.OFFICE_LETTER, office=office)))


def test_e7_a_letter_without_consent_names_the_ground_and_one_without_purpose_none() -> None:
    by_law = text_of(pdf_of(replace(p.OFFICE_LETTER, rests_on=p.BY_LAW)))
    assert "weil das Gesetz es erlaubt: Kindeswohl (§ 4 KKG)." in by_law
    assert "Einwilligung weiter, die" not in by_law
    assert "Zweck" not in text_of(pdf_of(replace(p.OFFICE_LETTER, purpose="")))


@pytest.mark.parametrize("lines", [0, 1, 3, 6])
def test_the_day_of_a_letter_stands_below_the_window_of_its_envelope_however_short_the_address(
    lines: int,
) -> None:
    """DIN 5008, form A: the window shows what lies between 27 and 72 mm, there the day moved up to."""
    address = tuple(f"Zeile {line}" for line in range(1, lines))
    letter = replace(p.LETTER, name="Samira Alrashid" if lines else "", address=address)
    page = pypdfium2.PdfDocument(pdf_of(letter))[0]
    text = page.get_textpage()
    told = text.get_text_range()
    millimetre = 72 / 25.4
    at = (look.PAGE[1] - text.get_charbox(told.index("20.11.2026"))[3]) / millimetre
    assert 75 < at < 85
    if lines:
        first = (look.PAGE[1] - text.get_charbox(told.index("Samira"))[3]) / millimetre
        assert 27 < first < 45


def test_e4_a_notice_of_a_withdrawal_names_no_ground() -> None:
    text = text_of(pdf_of(replace(p.OFFICE_LETTER, rests_on=None)))
    assert "Frau Alrashid bringt sie dann vorbei. Mit freundlichen Grüßen" in text
    assert "geben wir" not in text


def test_e7_the_register_tells_the_person_what_was_passed_on_and_why_it_was_allowed() -> None:
    text = text_of(pdf_of(p.DISCLOSURES))
    for said in (
        "20.11.2026: Jobcenter Musterstadt",
        "Einwilligung vom 01.06.2026",
        "02.10.2026: Jugendamt Musterstadt",
        "Kindeswohl (§ 4 KKG)",
        "Gewichtige Anhaltspunkte",
        "Sie wurden informiert 05.10.2026",
    ):
        assert said in text
    removed = replace(p.BY_LAW, what="")
    text = text_of(pdf_of(replace(p.DISCLOSURES, disclosures=(removed,))))
    assert "nach Ihrem Widerruf entfernt" in text


def test_l8_the_report_tells_purposes_source_storage_and_rights_beside_what_is_held() -> None:
    text = text_of(pdf_of(p.ACCESS))
    for said in (
        "Alles, was wir über Sie gespeichert haben (Art. 15 DS-GVO)",
        "Dazu ist nichts gespeichert.",
        "Möchte im Januar beginnen.",
        "03.02.2026",
        "Nachweis des Beratungszeitraums",
        "danach höchstens 14 Tage",
        "Beschwerde bei der Aufsicht (Art. 77 DS-GVO)",
        "Landesbeauftragter für den Datenschutz",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("apart", "said", "unsaid"),
    [
        (AccessApart(), "danach höchstens 14 Tage; länger nur mit einem Grund", "Außerdem haben wir"),
        (
            AccessApart("GU Musterstadt"),
            "von GU Musterstadt, aus der Übergabe",
            "mit anderen über Ihren Fall",
        ),
        (AccessApart(""), "Angaben von anderen: aus der Übergabe", "aus einer Datei"),
        (AccessApart(from_talks=True), "aus Gesprächen mit anderen über Ihren Fall", "aus der Übergabe"),
        (AccessApart(from_file=True), "aus einer Datei, aus der Ihre Akte übernommen", "aus der Übergabe"),
        (
            AccessApart(from_list_on=date(2026, 3, 2)),
            "in einer früheren Liste dieses Büros, die wir am 02.03.2026 übernommen haben",
            "Außerdem haben wir",
        ),
        (AccessApart(held=True, deletion_due=p.TODAY), "eine Beschwerde oder einen Rechtsstreit", "14 Tage"),
        (AccessApart(deletion_due=date(2026, 12, 31)), "Wir löschen sie bis zum 31.12.2026.", "14 Tage"),
        (AccessApart(deletion_due=date(2026, 11, 19)), "waren bis zum 19.11.2026 zu löschen", "14 Tage"),
    ],
)
def test_l8_source_and_storage_are_those_of_this_case(apart: AccessApart, said: str, unsaid: str) -> None:
    text = " ".join(text_of(pdf_of(replace(p.ACCESS, apart=apart))).replace("•", " ").split())
    assert said in text
    assert unsaid not in text


def test_l8_without_a_proof_that_is_kept_the_report_promises_none() -> None:
    assert "bewahren wir nach dem Löschen noch 3 Jahre auf" in text_of(pdf_of(p.ACCESS))
    office = replace(p.OFFICE, consent_proof_years=0)
    assert "bewahren wir nach dem Löschen" not in text_of(pdf_of(replace(p.ACCESS, office=office)))


def test_l8_in_two_languages_each_row_stands_beside_its_like_and_the_german_counts() -> None:
    english = replace(p.ACCESS, language="en", paired=True)
    both = pdf_of(replace(p.ACCESS, beside=english, paired=True))
    text = text_of(both)
    for said in (
        "Auskunft",
        "Access to your data",
        "Links steht der deutsche Text",
        "has not yet been checked",
    ):
        assert said in text
    languages = {each["language"] for each in structure_of(both)}
    assert {"de", "en"} <= languages
    assert "Access" not in text_of(pdf_of(p.ACCESS))


def talk_of(rows: int, title: str) -> AccessEntry:
    """Return what is held of a talk; without a title its first answer tells which it is."""
    told = tuple(PaperRow(f"Angabe {row}", f"Antwort {row}") for row in range(2, rows + 1))
    return AccessEntry((PaperRow("Form", "am Telefon"), *told), title)


@pytest.mark.parametrize("paired", [False, True])
@pytest.mark.parametrize(("title", "named"), [("12.01.2026", "12.01.2026"), ("", "am Telefon")])
def test_l8_a_record_that_goes_on_over_a_page_says_there_again_which_it_is(
    title: str, named: str, paired: bool
) -> None:
    talks = AccessSection("Gespräche", tuple(talk_of(17, title) for _ in range(9)))
    paper = replace(p.ACCESS, sections=(talks,), paired=paired)
    both = replace(paper, beside=replace(paper, language="en")) if paired else paper
    pages = [" ".join(page.split()) for page in pages_of(pdf_of(both))]
    cut = [page for page in pages[1:] if re.search(r"Formular\.( Angabe)? Antwort|Formular\. Angabe", page)]
    assert cut == [], "no page begins within a record without its head"
    again = [page for page in pages[1:] if f"Gespräche: {named} (Fortsetzung)" in page]
    assert len(again) >= 3
    assert all(page.count("(Fortsetzung)") == 1 for page in again)
    if paired:
        assert all(f"Gespräche: {named} (continued)" in page for page in again)


def test_l8_what_has_no_title_goes_on_under_the_last_one_that_it_belongs_to() -> None:
    """As the measures of a goal, and what became of it."""
    goal = (talk_of(6, "Eine Wohnung finden"), *(talk_of(6, "") for _ in range(20)))
    pages = pages_of(pdf_of(replace(p.ACCESS, sections=(AccessSection("Ziele", goal),))))
    assert sum("Ziele: Eine Wohnung finden (Fortsetzung)" in page for page in pages) >= 3
    assert "am Telefon (Fortsetzung)" not in " ".join(pages)


def test_l8_a_section_of_one_record_is_told_by_its_own_name_where_it_goes_on() -> None:
    journal = AccessSection("Protokoll", (talk_of(90, ""),))
    pages = pages_of(pdf_of(replace(p.ACCESS, sections=(journal,))))
    assert sum("Protokoll (Fortsetzung)" in page for page in pages) >= 2
    assert "am Telefon (Fortsetzung)" not in " ".join(pages)


def test_l8_a_record_that_begins_a_page_without_a_title_stands_under_the_name_of_its_section() -> None:
    consents = AccessSection("Ihre Einwilligungen", tuple(talk_of(6, "") for _ in range(30)))
    pages = [" ".join(page.split()) for page in pages_of(pdf_of(replace(p.ACCESS, sections=(consents,))))]
    heads = [re.search(r"Formular\. (Ihre Einwilligungen.*?\(Fortsetzung\))", page) for page in pages[1:5]]
    assert all(heads), "each of these pages goes on with the consents"


def test_l8_a_letter_about_a_request_says_until_when_and_why_or_how_it_is_answered() -> None:
    longer = text_of(pdf_of(p.REQUEST_LETTER))
    for said in (
        "Ihre Anfrage vom 02.11.2026: Auskunft über Ihre Daten",
        "Sehr geehrte Frau Musterfrau,",
        "spätestens am 02.02.2027 (Art. 12 Abs. 3 DS-GVO)",
        "Viele Papiere liegen noch im Archiv",
        "bei der Aufsicht beschweren (Art. 77 DS-GVO): Landesbeauftragter",
    ):
        assert said in longer
    for kind in RequestKind:
        answered = replace(
            p.REQUEST_LETTER.request,
            kind=kind,
            what="die Hausnummer",
            answered_on=p.TODAY,
            answer=RequestAnswer.SENT,
        )
        text = text_of(pdf_of(replace(p.REQUEST_LETTER, request=answered, sex=None)))
        assert "Es ging um: die Hausnummer" in text
        assert "Guten Tag Samira Musterfrau," in text
        assert "länger als einen Monat" not in text
    no = replace(
        p.REQUEST_LETTER.request,
        answer=RequestAnswer.REFUSED,
        answered_on=p.TODAY,
        refusal_reason="Vermutung",
    )
    refused = text_of(pdf_of(replace(p.REQUEST_LETTER, request=no)))
    assert "Ihre Anfrage können wir nicht erfüllen. Der Grund: Vermutung" in refused


def test_c10_the_confirmation_of_a_withdrawal_says_what_happens_and_who_was_told() -> None:
    text = text_of(pdf_of(p.WITHDRAWAL))
    for said in (
        "Samira Alrashid",
        "Sie haben die Einwilligung in die Beratung am 20.11.2026 widerrufen. Damit endet die Beratung bei "
        "uns (Integrationsmanagement Musterstadt).",
        "noch bis 20.12.2026",
        "als Nachweis bis 20.11.2029 auf",
        "Jobcenter Musterstadt",
        "Wir teilen ihnen Ihren Widerruf mit",
        "der Beratungszeitraum beginnt nicht von vorn",
    ):
        assert said in text
    bare = text_of(pdf_of(replace(p.WITHDRAWAL, recipients=(), proof_until=None)))
    assert "Mit Ihrer Einwilligung haben wir nichts über Sie an andere Stellen weitergegeben." in bare
    assert "als Nachweis" not in bare
    assert "Was bis zum Widerruf geschehen ist, bleibt erlaubt." in bare


def test_c9_what_the_last_day_is_without_an_extension_is_told_of_a_day_to_come_and_one_gone_alike() -> None:
    """ "Wäre … gewesen" was said of a day that was still to come."""
    told = text_of(pdf_of(replace(p.CERTIFICATE, period=p.BROUGHT_AND_EXTENDED)))
    assert (
        "Letzter Tag ohne Verlängerung: 20.09.2026. Die Beratung ist bis zum 20.03.2027 verlängert." in told
    )


def test_l4_the_erasure_protocol_is_no_firmer_than_the_concept() -> None:
    told = text_of(pdf_of(p.ERASURE))
    assert "der Platz wird überschrieben, spätestens beim nächsten Öffnen" in told
    assert "bis auf die jeweils neueste; das Programm tut es, wo es sie erreicht" in told
    assert len(pages_of(pdf_of(p.ERASURE))) == 1


def test_l2_e4_the_confirmation_promises_no_erasure_under_a_hold() -> None:
    text = text_of(pdf_of(replace(p.WITHDRAWAL, held=True)))
    for said in (
        "Wir löschen sie noch nicht, weil sie für eine Beschwerde",
        "nach dem Löschen noch 30 Tage",
        "nach dem Löschen noch 3 Jahre als Nachweis auf",
    ):
        assert said in text
    for promised in ("noch heute", "20.12.2026", "20.11.2029"):
        assert promised not in text
    assert "als Nachweis" not in text_of(pdf_of(replace(p.WITHDRAWAL, held=True, proof_until=None)))


def test_l2_the_answer_to_a_wish_for_erasure_promises_none_under_a_hold() -> None:
    request = p.REQUEST_LETTER.request
    asked = replace(request, kind=RequestKind.ERASURE, answer=RequestAnswer.SENT, answered_on=p.TODAY)
    answered = replace(p.REQUEST_LETTER, request=asked)
    assert "löschen wir heute" in text_of(pdf_of(answered))
    held = text_of(pdf_of(replace(answered, held=True)))
    assert "löschen wir heute" not in held
    assert "danach löschen wir sie" in held


def test_e4_the_papers_to_destroy_stand_with_their_places_and_a_box() -> None:
    text = text_of(pdf_of(p.TO_DESTROY))
    for said in (
        "Beratungsvereinbarung vom 12.01.2026 – Ordner 2026, Nr. 4",
        "Integrationsplan vom 02.03.2026 – Ort nicht eingetragen",
        "Einwilligung vom 12.01.2026 – Ordner 2026, Nr. 4 – vernichten nach dem 20.11.2029",
    ):
        assert said in text
    kept = tuple(each for each in p.TO_DESTROY.papers if each.keep_until)
    assert "Keines, dessen Ort eingetragen ist." in text_of(pdf_of(replace(p.TO_DESTROY, papers=kept)))
    gone = tuple(each for each in p.TO_DESTROY.papers if not each.keep_until)
    assert "Als Nachweis aufbewahren" not in text_of(pdf_of(replace(p.TO_DESTROY, papers=gone)))


def test_c3_an_extension_whose_reason_was_withdrawn_stands_without_it() -> None:
    period = replace(p.BROUGHT_AND_EXTENDED, extension_reason="")
    text = text_of(pdf_of(replace(p.CERTIFICATE, period=period)))
    assert "entschieden am 03.08.2026" in text
    assert "Grund:" not in text


def test_c2_a_reason_that_the_leitfaden_names_justifies_the_extension_without_a_sentence() -> None:
    """A justification without one would be none."""
    bare = replace(p.EXTENSION.extensions[0], text=" ", named=True)
    named = "Der Leitfaden Integrationsmanagement nennt diesen Grund ausdrücklich (II.1.3)."
    assert named in text_of(pdf_of(replace(p.EXTENSION, extensions=(bare,))))
    said = replace(bare, text="Der Alphabetisierungskurs dauert bis Ostern.")
    assert named not in text_of(pdf_of(replace(p.EXTENSION, extensions=(said,))))
    open_reason = replace(bare, named=False)
    assert named not in text_of(pdf_of(replace(p.EXTENSION, extensions=(open_reason,))))


def test_the_town_stands_before_the_date_where_the_office_signs() -> None:
    """The first start says so of it."""
    office = replace(p.OFFICE, town="Beispielburg")
    assert "Beispielburg, " in text_of(pdf_of(replace(p.EXTENSION, office=office)))
    nowhere = text_of(pdf_of(replace(p.EXTENSION, office=replace(p.OFFICE, town=""))))
    assert "Ort, Datum" in nowhere


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2027, 9, 21), "Gilt nur bis zum 20.09.2027: Der Beratungszeitraum beginnt jetzt früher"),
        (date(2026, 9, 20), "Gilt nicht mehr: Der Beratungszeitraum dauert jetzt auch ohne sie bis zum"),
        (date(2027, 9, 20), ""),
        (date(2026, 9, 21), ""),
    ],
)
def test_c1_c2_the_justification_says_what_is_left_of_a_decision_since_the_start_was_moved(
    until: date, told: str
) -> None:
    extension = replace(p.EXTENSION.extensions[0], until=until)
    text = text_of(pdf_of(replace(p.EXTENSION, extensions=(extension,))))
    assert told in text if told else "Gilt" not in text


def test_c3_the_justification_tells_of_evidence_only_where_some_was_seen() -> None:
    """The line below speaks of what is recorded of it, which must then stand on the paper."""
    assert "Vom Nachweis wird nur festgehalten" in text_of(pdf_of(p.EXTENSION))
    unseen = tuple(replace(each, evidence_seen_on=None, evidence_place="") for each in p.EXTENSION.extensions)
    text = text_of(pdf_of(replace(p.EXTENSION, extensions=unseen)))
    assert "Vom Nachweis" not in text
    assert "Verlängert wird höchstens um ein weiteres Jahr." in text


def test_i1_to_i7_the_plan_shows_all_seven_blocks_in_their_order() -> None:
    text = text_of(pdf_of(p.PLAN))
    heads = [*(shown(block) for block in Block), "Zielvereinbarung"]  # as they are called on the screen
    places = [text.index(head) for head in heads[:1]]
    for head in heads[1:]:
        places.append(text.index(head, places[-1]))
    assert places == sorted(places)


def test_i8_an_open_block_says_why_and_a_begun_one_what_is_missing() -> None:
    blocks = (
        PaperBlock(Block.LANGUAGE, Light.OPEN_WITH_REASON, reason="möchte erst später darüber sprechen"),
        PaperBlock(Block.EDUCATION, Light.MISSING),
        PaperBlock(None, Light.COMPLETE, title="Ehrenamt", text="Hilft im Sprachcafé."),
    )
    text = text_of(pdf_of(replace(p.PLAN, blocks=blocks)))
    assert "Nicht erhoben, weil: möchte erst später darüber sprechen" in text
    assert "begründet offen" in text
    assert "Dazu ist noch nichts aufgeschrieben." in text
    assert "Ehrenamt" in text
    assert "Noch offen: Wohnform, Wohnungssuche" in text_of(pdf_of(p.PLAN))


@pytest.mark.parametrize(
    ("block", "told", "untold"),
    [
        (
            PaperBlock(Block.EDUCATION, Light.MISSING, missing=("Schuljahre", "Ausbildung")),
            "noch nicht besprochen Dazu ist noch nichts aufgeschrieben. Noch offen: Schuljahre, Ausbildung",
            "weil",
        ),
        (
            PaperBlock(Block.PERSONAL, Light.BEGUN, missing=("Familienstand",)),
            "begonnen Noch offen: Familienstand",
            "nichts aufgeschrieben",
        ),
        (
            PaperBlock(
                Block.EDUCATION,
                Light.OPEN_WITH_REASON,
                (PaperRow("Schuljahre", "10"),),
                reason="möchte noch nicht",
                missing=("Ausbildung",),
            ),
            "Schuljahre 10 Weiteres nicht erhoben, weil: möchte noch nicht",
            "Nicht erhoben",
        ),
        (
            PaperBlock(Block.STEPS, Light.OPEN_WITH_REASON, text="Erst Deutsch.", reason="zu früh"),
            "Erst Deutsch. Weiteres nicht erhoben, weil: zu früh",
            "Nicht erhoben",
        ),
    ],
    ids=["nothing at all", "begun in the head", "some answers", "some words"],
)
def test_i8_every_block_says_what_it_lacks_and_denies_nothing_that_stands_in_it(
    block: PaperBlock, told: str, untold: str
) -> None:
    text = text_of(pdf_of(replace(p.PLAN, blocks=(block,), goals=())))
    assert told in text
    assert untold not in text


def test_i1_answers_show_since_when_and_until_when_they_hold() -> None:
    day, later = date(2026, 1, 1), date(2026, 12, 31)
    rows = (
        PaperRow("Status", "A", since=day),
        PaperRow("Auflage", "B", until=later),
        PaperRow("Leistung", "C", since=day, until=later),
        PaperRow("Einreise", day),
        PaperRow("Offen", " "),
    )
    text = text_of(pdf_of(replace(p.PLAN, blocks=(PaperBlock(Block.PERSONAL, Light.COMPLETE, rows=rows),))))
    for told in (
        "A (seit 01.01.2026)",
        "B (bis 31.12.2026)",
        "C (01.01.2026 bis 31.12.2026)",
        "keine Angabe",
    ):
        assert told in text


def test_i5_several_paragraphs_of_a_block_stay_apart() -> None:
    def paragraphs(*blocks: PaperBlock) -> int:
        bare = replace(p.PLAN, blocks=blocks, goals=())
        return [element["tag"] for element in structure_of(pdf_of(bare))].count("P")

    two = PaperBlock(Block.STEPS, Light.COMPLETE, text="Erst das.\n\nDann jenes.")
    assert paragraphs(two) == paragraphs() + 2


def test_z3_a_goal_shows_how_it_is_seen_until_when_who_does_what_and_its_course() -> None:
    text = text_of(pdf_of(p.PLAN))
    for told in (
        "Ich bestehe die B1-Prüfung",
        "Zertifikat DTZ B1 liegt vor",
        "28.02.2027",
        "Zur Prüfung anmelden",
        "Ergebnis: angemeldet für Januar",
        "Agentur für Arbeit",
        "in Umsetzung",
        "28.08.2026: erreicht – Platz ab September",
        "24.11.2026",
    ):
        assert told in text


@pytest.mark.parametrize(
    ("reason", "until", "told"),
    [
        ("", None, "Ein Ziel ist noch nicht vereinbart."),
        ("erst der Kurs", None, "Noch kein Ziel, weil: erst der Kurs"),
        ("erst der Kurs.", date(2027, 1, 8), "weil: erst der Kurs. Wir sprechen bis zum 08.01.2027 wieder"),
    ],
)
def test_i8_a_plan_without_goal_says_why_and_until_when(reason: str, until: date | None, told: str) -> None:
    bare = replace(p.PLAN, goals=(), no_goal_reason=reason, no_goal_until=until)
    assert told in text_of(pdf_of(bare))


def test_i7_the_end_of_a_plan_is_told_with_its_reason() -> None:
    ended = replace(p.PLAN, ended_on=date(2026, 11, 2), ending_reason="Umzug/Übergabe", brought_along=True)
    text = text_of(pdf_of(ended))
    assert "beendet am 02.11.2026: Umzug/Übergabe" in text
    assert "Beginn (mitgebracht" in text
    plainly = replace(ended, ending_reason="", period=None)
    assert "beendet am 02.11.2026" in text_of(pdf_of(plainly))


OVER = [{"ended_on": date(2026, 11, 2)}, {"ended_on": date(2026, 11, 2), "withdrawn": True}]


@pytest.mark.parametrize("over", OVER, ids=["ended", "withdrawn"])
def test_i7_a_plan_that_is_over_says_nothing_of_what_will_come(over: dict[str, Any]) -> None:
    reason: dict[str, Any] = {"no_goal_reason": "erst der Kurs", "no_goal_until": date(2027, 1, 8)}
    with_goals = text_of(pdf_of(replace(p.PLAN, course="", **over)))
    assert p.GOALS[0].next_review == date(2026, 11, 24)
    for ahead in ("Nächste Überprüfung", "24.11.2026", "Wir arbeiten beide", "Ort, Datum"):
        assert ahead not in with_goals
    without = text_of(pdf_of(replace(p.PLAN, goals=(), **reason, **over)))
    assert "Kein Ziel, weil: erst der Kurs" in without
    for ahead in ("Noch kein Ziel", "Wir sprechen", "08.01.2027", "die Ziele"):
        assert ahead not in without
    assert "Ein Ziel wurde nicht vereinbart." in text_of(pdf_of(replace(p.PLAN, goals=(), **over)))


@pytest.mark.parametrize("over", OVER, ids=["ended", "withdrawn"])
@pytest.mark.parametrize(
    ("signed", "told"),
    [
        ({"client_signed_on": date(2026, 3, 1), "worker_signed_on": date(2026, 3, 2)}, "02.03.2026"),
        ({"signed_before": date(2026, 3, 1)}, "01.03.2026"),
        ({}, ""),
    ],
)
def test_z5_a_plan_that_is_over_tells_when_it_was_signed_instead_of_asking_for_it(
    over: dict[str, Any], signed: dict[str, Any], told: str
) -> None:
    text = text_of(pdf_of(replace(p.PLAN, **over, **signed)))
    assert (f"Zielvereinbarung zuletzt unterschrieben am {told}" in text) is bool(told)
    assert ("nterschrieben am" in text) is bool(told)


def test_z5_without_any_goal_nobody_signs_that_both_work_on_the_goals() -> None:
    text = text_of(pdf_of(replace(p.PLAN, goals=())))
    assert "Wir haben diesen Plan gemeinsam besprochen. Ein Ziel haben wir noch nicht vereinbart." in text
    for of_goals in ("die Ziele gemeinsam", "Wir arbeiten beide daran"):
        assert of_goals not in text
    assert text.count("Ort, Datum") == 2


def test_u1_after_a_withdrawal_the_plan_tells_no_end_and_asks_nobody_to_sign() -> None:
    text = text_of(pdf_of(replace(p.PLAN, ended_on=p.TODAY, ending_reason="Widerruf", withdrawn=True)))
    assert "Beginn, Verlaufsstand und Beendigung" in text
    for left_out in ("Widerruf", "beendet", "Unterschrift", "gemeinsam besprochen"):
        assert left_out not in text


@pytest.mark.parametrize("lines", range(0, 60, 4))
def test_z5_nobody_signs_a_page_on_which_nothing_else_stands(lines: int) -> None:
    steps = PaperBlock(Block.STEPS, Light.COMPLETE, text="Ein Schritt nach dem anderen.\n" * lines)
    pages = pages_of(pdf_of(replace(p.PLAN, blocks=(*p.BLOCKS, steps))))
    (signed,) = (page for page in pages if "Ort, Datum" in page)
    assert "Zielvereinbarung" in signed
    assert "Wir haben diesen Plan und die Ziele gemeinsam besprochen." in signed
    assert signed.count("Ort, Datum") == 2
    (headed,) = (page for page in pages if "Ziele und deren Erfüllung" in page)
    assert p.GOALS[0].wording.split()[0] in headed.split("Ein Kreuz zeigt", 1)[1]


@pytest.mark.parametrize("lines", range(0, 60, 4))
def test_i7_how_the_plan_goes_moves_to_no_other_page_for_the_signatures_below_it(lines: int) -> None:
    """Half a page was left white before it; a page ends where nothing more fits."""
    steps = PaperBlock(Block.STEPS, Light.COMPLETE, text="Ein Schritt nach dem anderen.\n" * lines)
    goal = PaperGoal("Arbeit", "Ich möchte wieder arbeiten.", GoalState.AGREED)
    signed = replace(p.PLAN, blocks=(*p.BLOCKS, steps), goals=(goal,))
    unsigned = replace(signed, ended_on=p.TODAY)
    on_page = [
        [at for at, page in enumerate(pages_of(pdf_of(plan))) if "Beginn, Verlaufsstand" in page]
        for plan in (signed, unsigned)
    ]
    assert on_page[0] == on_page[1]


def test_z5_the_plan_is_signed_by_both_or_says_when_it_was() -> None:
    signed = replace(p.PLAN, client_signed_on=date(2026, 11, 20))
    text = text_of(pdf_of(signed))
    assert text.count("Unterschrieben am 20.11.2026") == 1
    assert "Unterschrift Integrationsmanagement" in text


def test_an_uncertain_birth_is_printed_as_it_is_known() -> None:
    client = PaperClient("Alrashid", "1990 (ungefähr)")
    assert "1990 (ungefähr)" in text_of(pdf_of(replace(p.CERTIFICATE, client=client)))


def test_the_emergency_sheet_holds_every_group_once_and_never_in_its_repr() -> None:
    text = text_of(pdf_of(p.EMERGENCY))
    assert all(text.count(group) == 1 for group in p.EMERGENCY.groups)
    assert not any(group in repr(p.EMERGENCY) for group in p.EMERGENCY.groups)
    bare = replace(p.EMERGENCY, office_name="", vault_code="")
    assert "Notfallblatt" in text_of(pdf_of(bare))


def test_k4_the_balance_of_plans_is_shown_and_a_broken_one_is_called_so() -> None:
    text = text_of(pdf_of(p.FIGURES))
    assert "31 + 62 − 14 = 79" in text
    assert "Die Rechnung geht auf" in text
    broken = text_of(pdf_of(replace(p.FIGURES, balance=PlanBalance(31, 62, 14, 80))))
    assert "Die Rechnung geht nicht auf" in broken


def test_k3_figures_stand_with_their_labels_last_years_number_and_rules() -> None:
    text = text_of(pdf_of(p.FIGURES))
    assert "weiblich 48 41" in text
    assert "insgesamt 416" in text
    assert "Ein Gespräch mit mehreren Personen" in text
    assert "abgeschlossen am 12.02.2026, Fassung 1" in text
    assert p.FIGURES.fingerprint in text
    opened = replace(p.FIGURES, frozen_on=None, fingerprint="", balance=None, open_questions=())
    assert "offen, noch nicht abgeschlossen" in text_of(pdf_of(opened))


def test_k6_what_is_still_to_be_checked_stands_on_one_page() -> None:
    """Two and two questions stood on two pages."""
    questions = tuple(f"Noch zu prüfen {number}" for number in range(1, 5))
    for rows in range(10, 22):
        group = PaperFigureGroup("Themen", tuple(PaperFigureRow(f"Thema {row}", 3) for row in range(rows)))
        sheet = replace(p.FIGURES, groups=(group,), open_questions=questions)
        told = [sum(question in page for question in questions) for page in pages_of(pdf_of(sheet))]
        assert max(told) == len(questions), rows


def test_k7_k11_a_corrected_sheet_tells_its_differences_and_no_folded_number() -> None:
    changes = (
        PaperFigureChange("Beratungsgespräche", 1415, 1416, (ChangeKind.TALK_ADDED,)),
        PaperFigureChange("Sprache", None, 3),
    )
    corrected = replace(p.FIGURES, number=2, before_number=1, before_on=date(2026, 2, 12), changes=changes)
    text = text_of(pdf_of(corrected))
    assert "Akten, die seit Fassung 1 gelöscht wurden" in text_of(
        pdf_of(replace(corrected, erased_moved=True))
    )
    assert "Akten, die seit" not in text
    assert "Geändert gegenüber Fassung 1 vom 12.02.2026" in text
    assert "Beratungsgespräche: bisher 1 415, jetzt 1 416 – Gespräch nachgetragen oder zurückdatiert" in text
    assert "Sprache: bisher in „andere“, jetzt 3" in text
    since = text_of(pdf_of(replace(corrected, frozen_on=None, number=0, fingerprint="")))
    assert "geändert seit Fassung 1 vom 12.02.2026, noch nicht wieder abgeschlossen" in since
    assert "Geändert gegenüber" not in text_of(pdf_of(replace(corrected, changes=())))


def test_l3_the_erasure_protocol_tells_what_was_erased_and_what_is_out_of_reach() -> None:
    text = text_of(pdf_of(p.ERASURE))
    for told in (
        "Ausgestellt von",  # a year's protocol is printed by whoever is there, not by who erased
        "Ziele erreicht / selbständig",
        "Liste der Löschungen aktualisiert: Sicherungsstick A",
        "Nicht erreichbar, bitte nachholen: Netzlaufwerk der Stadt",
        "bis spätestens 20.12.2026",
        "Was das Programm nicht erreichen kann",
    ):
        assert told in text
    reached = replace(p.ERASURE, places_missing=(), backups_gone_by=None)
    assert "bitte nachholen" not in text_of(pdf_of(reached))
    unreached = replace(p.ERASURE, places=())
    assert "aktualisiert:" not in text_of(pdf_of(unreached))
    bare = replace(p.ERASURE, places=(), places_missing=(), backups_gone_by=None, journal_head="")
    assert "Sicherungen, in denen" not in text_of(pdf_of(bare))


def test_l3_the_erasure_protocol_holds_a_day_and_a_reason_and_nothing_of_what_was_in_the_case() -> None:
    """With one erased case "21 notes, 2 relatives" was a portrait; L3 keeps a day and a reason."""
    one = replace(p.ERASURE, cases=p.ERASURE.cases[:1])
    told = [part for part in composition_of(one).parts if isinstance(part, Facts)]
    labels = [plain(row.label) for part in told for row in part.rows]
    assert labels == ["Beratungsstelle", "Ausgestellt von", "Protokoll vom", "Gelöschte Akten", "20.11.2026"]


@pytest.mark.parametrize("name", ["privacy_notice", "consent_form", "agreement", *SINGLE])
def test_e2_the_shown_text_is_in_the_paper_word_for_word(name: str) -> None:
    paper = p.PAPERS[name]
    printed = Counter(words_of(text_of(pdf_of(paper))))
    assert Counter(words_of(shown_text(paper))) <= printed


@pytest.mark.parametrize("name", ["consent_form", "agreement", *SINGLE])
def test_e2_the_shown_text_is_the_same_for_every_person_and_tells_of_none(name: str) -> None:
    paper: Any = p.PAPERS[name]
    text = shown_text(paper)
    assert "Alrashid" not in text
    other = replace(paper, client=PaperClient("Bert Beispiel", date(1980, 1, 2)), issued_on=date(2027, 1, 1))
    assert shown_text(other) == text


def test_e1_the_sheet_of_passing_on_names_recipient_purpose_data_and_until_when() -> None:
    text = text_of(pdf_of(p.PASSING_ON))
    for told in (
        "Jobcenter Beispielstadt",
        "Klärung des Antrags auf Wohngeld",
        "Anschrift, Aufenthalt, Sprachkurs",
        "31.03.2027",
        "Samira Alrashid",
    ):
        assert told in text
    assert "Jobcenter" not in shown_text(p.PASSING_ON)
    open_end = text_of(pdf_of(replace(p.PASSING_ON, valid_until=None)))
    assert "Gilt bis zu meinem Widerruf oder zum Ende der Beratung" in open_end


@pytest.mark.parametrize("name", SINGLE)
def test_e2_each_single_consent_says_what_makes_it_free_and_leaves_room_to_sign(name: str) -> None:
    text = text_of(pdf_of(p.PAPERS[name]))
    for told in (
        "Alles ist freiwillig.",
        "Ja, ich willige ein.",
        "Nein, ich willige nicht ein.",
        "Wenn Sie Nein sagen:",
        "jederzeit und ohne Grund widerrufen",
        "so einfach, wie ich sie gebe",
        "Ein Widerruf gilt ab dann.",
        "Kopie von diesem Blatt",
        "Erklärt von",
        "Ort, Datum",
        "Unterschrift Klientin oder Klient",
    ):
        assert told in text
    whole: Any = p.PAPERS[name]
    asked = replace(whole, interpreter_name="Nour Beispiel", representative="Rita Vertreterin")
    helped = text_of(pdf_of(asked))
    for told in ("Nour Beispiel", "Rita Vertreterin", "Unterschrift der vertretenden Person"):
        assert told in helped


@pytest.mark.parametrize("name", SINGLE)
def test_e5_neither_yes_nor_no_is_ticked_before_the_person_decides(name: str) -> None:
    choices = [part for part in composition_of(p.PAPERS[name]).parts if isinstance(part, Declaration)]
    assert [choice.ticked for part in choices for choice in part.choices] == [False, False]


@pytest.mark.parametrize("name", SINGLE[:2])
@pytest.mark.parametrize(
    ("secrecy", "law"),
    [(Secrecy.SOCIAL_WORKER, "Abs. 1 Nr. 6"), (Secrecy.PUBLIC_OFFICE, "Abs. 2"), (Secrecy.NONE, "")],
)
def test_e1_where_the_worker_is_bound_passing_on_is_at_once_the_release(
    name: str, secrecy: Secrecy, law: str
) -> None:
    whole: Any = p.PAPERS[name]
    text = shown_text(replace(whole, worker=replace(p.WORKER, secrecy=secrecy))).replace("\u00a0", " ")
    assert ("Schweigepflicht" in text) is bool(law)
    assert not law or f"§ 203 {law} Strafgesetzbuch" in text


def test_e1_the_sheet_of_a_special_kind_names_it_and_the_blank_one_all_but_health() -> None:
    assert "Religion oder Weltanschauung" in shown_text(p.SPECIAL)
    assert "ethnische Herkunft" not in shown_text(p.SPECIAL)
    blank = shown_text(replace(p.SPECIAL, kind=None))
    assert blank.count("☐") == len(SpecialKind) - 1 + 2
    assert "Gesundheit" not in blank


@pytest.mark.parametrize("name", SINGLE)
def test_e1_a_blank_single_consent_leaves_room_for_the_name(name: str) -> None:
    whole: Any = p.PAPERS[name]
    blank = replace(whole, client=None, interpreter_name="")
    text = text_of(pdf_of(blank))
    assert "Name" in text
    assert "Alrashid" not in text
    assert shown_text(blank) == shown_text(whole)


def test_e1_whoever_interprets_undertakes_to_tell_nobody() -> None:
    text = text_of(pdf_of(p.UNDERTAKING))
    for told in ("erzähle niemandem", "ohne Ende", "§ 203", "Unterschrift der Person, die dolmetscht"):
        assert told in text.replace("\u00a0", " ")


def test_e6_another_text_of_the_office_is_another_shown_text() -> None:
    office = replace(p.OFFICE, recipients="Niemand sonst")
    assert shown_text(replace(p.NOTICE, office=office)) != shown_text(p.NOTICE)


@pytest.mark.parametrize("name", p.PAPERS)
def test_e6_every_text_has_a_version_and_german_comes_first(name: str) -> None:
    assert text_version(p.PAPERS[name]) >= 1
    assert languages_for(type(p.PAPERS[name]))[0] == "de"


@pytest.mark.parametrize("name", p.PAPERS)
def test_every_paper_can_be_told_as_text(name: str) -> None:
    told = shown_text(p.PAPERS[name])
    assert told.endswith("\n")
    assert not re.search("[\u2066-\u2069\u202a-\u202e]", told)
    assert "{" not in told
