"""C11, E1, E3, E8, I9, B2, P4, U2: the papers of a case, from its values to the page."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.withdrawal import MarkedWords, black_out
from intman_desktop.models.reading import read_case_file
from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import acting_worker, office_in, put_office
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.gate.issued_plans import content_of, paper_of
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.papers import paper_kinds, papers
from intman_desktop.services.papers import paper_values as gather
from intman_desktop.services.papers.plan_papers import plan_paper
from intman_desktop.services.papers.printing import Printing
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    Actor,
    BirthPrecision,
    Block,
    ConsentDecision,
    ConsentScope,
    GoalState,
    HeldReason,
    SpecialKind,
    StartEvidence,
    StartOrigin,
    YesNoUnknown,
)
from intman_desktop.values.ending_views import ErasureRecord
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.office import Office, OwnBlock, Worker
from intman_desktop.values.papers import PlanPaper
from intman_desktop.values.work_views import Paper
from tests import builders as a
from tests.opened import TODAY, put_in


def put(desk: Desk, **details: object) -> int:
    """Write a case and return its id."""
    file = a.a_case_file(**details)
    return put_in(desk, [file])[file.case.key]


def text_of(paper: Paper) -> str:
    """Return what can be read on all pages, with single blanks."""
    with pypdfium2.PdfDocument(paper.content) as document:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return " ".join(" ".join(pages).split())


def file_of(desk: Desk, case_id: int) -> v.CaseFile:
    """Return the case as it stands in the store."""
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    return file


def printing(desk: Desk, language: str = "de") -> Printing:
    """Return on what a paper is made in these tests."""
    with desk.vault.reading() as connection:
        office = office_in(connection)
    return Printing(desk.profile, office, office.workers[0], TODAY, language)


def planned(desk: Desk, **details: object) -> PlanPaper:
    """Return the plan of a case as a paper's value."""
    file = file_of(desk, put(desk, **details))
    assert file.plan is not None
    return plan_paper(printing(desk), file, file.plan, 1)


def rows_of(paper: PlanPaper, block: Block) -> dict[str, object]:
    """Return label and value of the rows of a block."""
    found = next(each for each in paper.blocks if each.block is block)
    return {row.label: row.value for row in found.rows}


def test_every_paper_of_a_case_can_be_printed(desk: Desk) -> None:
    case_id = put(desk)
    made = papers.papers_of(desk, case_id)
    number = file_of(desk, case_id).case.number
    assert [(each.name, each.file_name) for each in made] == [
        ("privacy_notice", f"Datenschutzerklaerung_{number}.pdf"),
        ("consent_form", f"Einwilligung_{number}.pdf"),
        ("interpreter_undertaking", f"Verpflichtung-der-Sprachmittlung_{number}.pdf"),
        ("agreement", f"Beratungsvereinbarung_{number}.pdf"),
        ("integration_plan", f"Integrationsplan_{number}.pdf"),
        ("period_certificate", f"Bescheinigung_{number}.pdf"),
    ]
    assert all(each.content.startswith(b"%PDF") for each in made)
    assert "Musterfrau" not in "".join(each.file_name + each.title for each in made)


def test_c11_the_certificate_says_first_talk_and_last_day(desk: Desk) -> None:
    case_id = put(desk)
    text = text_of(papers.paper(desk, "period_certificate", case_id))
    assert "12.01.2026" in text
    assert "12.01.2029" in text
    assert "Samira Musterfrau" in text


def test_e8_nothing_is_printed_while_office_data_are_missing(desk: Desk) -> None:
    case_id = put(desk)
    with desk.vault.transaction() as connection:
        put_office(connection, a.an_office(purposes="", controller=" "))
    with pytest.raises(OfficeDataMissing) as missing:
        papers.paper(desk, "privacy_notice")
    assert missing.value.fields == ("controller", "purposes")
    with pytest.raises(OfficeDataMissing):
        papers.papers_of(desk, case_id)
    hindered = papers.choices(desk, case_id)
    assert {choice.hindrance.code for choice in hindered if choice.hindrance} == {"office_data_missing"}
    assert len([choice for choice in hindered if choice.hindrance]) == len(hindered)
    assert str(missing.value.sentence()).endswith("fehlt noch: Verantwortlich, Zwecke.")


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        (("purposes",), "Zwecke."),
        (("provider", "office", "purposes"), "Träger, Standort, Zwecke."),
        (("provider", "office", "purposes", "recipients"), "Träger, Standort, Zwecke und 1 weitere."),
    ],
)
def test_e8_what_is_missing_is_named_up_to_three(desk: Desk, lacking: tuple[str, ...], named: str) -> None:
    case_id = put(desk)
    with desk.vault.transaction() as connection:
        put_office(connection, a.an_office(**dict.fromkeys(lacking, "")))
    hindrance = papers.choices(desk, case_id)[0].hindrance
    assert hindrance is not None
    assert sentence(hindrance).endswith(f"fehlt in den Einstellungen noch: {named}")


def test_a_paper_that_has_nothing_to_say_yet_says_why(desk: Desk) -> None:
    case_id = put(desk, plan=None, needs_assessment=None, case=a.a_case(period_start=None))
    for name, code in (("integration_plan", "plan_not_begun"), ("period_certificate", "period_not_begun")):
        with pytest.raises(Refused, match=code):
            papers.paper(desk, name, case_id)
    assert [each.name for each in papers.papers_of(desk, case_id)] == [
        "privacy_notice",
        "consent_form",
        "interpreter_undertaking",
        "agreement",
    ]
    reasons = [choice.hindrance.code for choice in papers.choices(desk, case_id) if choice.hindrance]
    assert reasons == ["plan_not_begun", "period_not_begun", "period_not_begun", "nothing_passed_on"]


@pytest.mark.parametrize(("agreed", "signed"), [(date(2026, 3, 2), True), (date(2026, 3, 3), False)])
def test_z5_the_plan_says_no_signature_under_a_goal_that_was_agreed_after_it(
    desk: Desk, agreed: date, signed: bool
) -> None:
    plan = a.a_plan(
        goals=(a.a_goal(agreed_on=agreed),),
        client_signed_on=date(2026, 3, 2),
        worker_signed_on=date(2026, 3, 2),
    )
    text = text_of(papers.paper(desk, "integration_plan", put(desk, plan=plan)))
    assert ("Unterschrieben am 02.03.2026" in text) == signed


def test_p9_a_plan_begun_before_the_first_talk_says_how_long_the_offer_lasts(desk: Desk) -> None:
    case_id = put(desk, needs_assessment=None, case=a.a_case(period_start=None))
    text = text_of(papers.hand_out_plan(desk, case_id).value)
    assert "höchstens drei Jahre ab dem ersten Beratungsgespräch" in text
    assert "höchstens drei Jahre ab" in text_of(papers.issued_plan(desk, case_id, 1))


EXTENDED = v.Extension(
    date(2029, 6, 1),
    date(2026, 11, 2),
    "chronic_illness",
    "Die Behandlung dauert an.",
    date(2026, 10, 30),
    "doctor",
    "Der Bescheid kam zu spät.",
    "EB",
)


def test_c2_an_extension_is_justified_on_a_paper_of_its_own(desk: Desk) -> None:
    case_id = put(desk, extensions=(EXTENDED,), consents=(a.a_consent(), a.a_health_consent()))
    assert [each.name for each in papers.papers_of(desk, case_id)][-1] == "extension"
    text = text_of(papers.paper(desk, "extension", case_id))
    for told in ("01.06.2029", "02.11.2026", "30.10.2026", "Die Behandlung dauert an.", "Erika Beispiel"):
        assert told in text
    assert "Der Bescheid kam zu spät." in text


def test_c2_a_reason_of_the_leitfaden_without_a_sentence_is_justified_by_it(desk: Desk) -> None:
    named = replace(EXTENDED, reason="illiteracy", text="")
    open_reason = replace(EXTENDED, reason="other", text="")
    for extension, told in ((named, True), (open_reason, False)):
        case_id = put(desk, extensions=(extension,), consents=(a.a_consent(),))
        said = text_of(papers.paper(desk, "extension", case_id))
        assert ("nennt diesen Grund ausdrücklich" in said) is told


def test_c3_without_the_health_consent_the_justification_names_no_illness(desk: Desk) -> None:
    case_id = put(desk, extensions=(EXTENDED,), consents=(a.a_consent(),))
    text = text_of(papers.paper(desk, "extension", case_id))
    assert "ohne Einwilligung zu Gesundheitsdaten nicht genannt" in text
    for kept_back in ("Erkrankung", "Behandlung", "30.10.2026"):
        assert kept_back not in text
    assert "01.06.2029" in text


@pytest.mark.parametrize("extensions", [(), (replace(EXTENDED, until=date(2026, 12, 31)),)])
def test_c2_what_is_not_extended_is_not_justified(desk: Desk, extensions: tuple[v.Extension, ...]) -> None:
    """Nor where an extension changes nothing since the start was moved (C1)."""
    case_id = put(desk, extensions=extensions, consents=(a.a_consent(), a.a_health_consent()))
    with pytest.raises(Refused, match="period_not_extended"):
        papers.paper(desk, "extension", case_id)


@pytest.mark.parametrize(
    ("name", "language", "code"),
    [
        ("horoscope", "de", "paper_unknown"),
        ("agreement", "de", "paper_needs_case"),
        ("integration_plan", "de", "paper_needs_case"),
        ("period_certificate", "de", "paper_needs_case"),
        ("extension", "de", "paper_needs_case"),
        ("privacy_notice", "xx", "paper_language_missing"),
    ],
)
def test_what_cannot_be_printed_is_refused(desk: Desk, name: str, language: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        papers.paper(desk, name, language=language)


def test_l2_a_case_on_hold_is_not_printed(desk: Desk) -> None:
    case_id = put(desk, case=a.a_case(hold_since=TODAY, hold_reason="Klage"))
    with pytest.raises(Refused, match="case_on_hold"):
        papers.papers_of(desk, case_id)
    with pytest.raises(Refused, match="case_on_hold"):
        papers.paper(desk, "agreement", case_id)
    with pytest.raises(Refused, match="case_on_hold"):
        papers.paper(desk, "period_certificate", case_id)


@pytest.mark.parametrize(
    "name", ["integration_plan", "period_certificate", "disclosures", "papers_to_destroy"]
)
def test_l2_what_the_person_is_owed_is_made_of_a_held_case_that_was_opened(desk: Desk, name: str) -> None:
    file = a.a_case_file(disclosures=(a.a_disclosure(on=TODAY),))
    free = papers.paper(desk, name, put_in(desk, [file])[file.case.key])
    case_id = put(desk, case=a.a_case(hold_since=TODAY, hold_reason="Klage"), disclosures=file.disclosures)
    made = papers.paper(desk, name, case_id, opened_for=HeldReason.COURT)
    assert (made.name, made.title) == (free.name, free.title)
    verbs = [line.verb for line in journal_of(desk, case_id)]
    assert verbs == ["paper_made", "held_case_opened_court"]
    assert {"held_case_opened_court"} & {line.verb for line in journal_of(desk, 1)} == set()


@pytest.mark.parametrize("name", ["privacy_notice", "consent_form", "agreement", "extension"])
def test_l2_what_works_on_a_case_stays_closed_under_a_hold_and_says_why(desk: Desk, name: str) -> None:
    case_id = put(desk, case=a.a_case(hold_since=TODAY, hold_reason="Klage"))
    with pytest.raises(Refused, match="paper_not_under_hold"):
        papers.paper(desk, name, case_id, opened_for=HeldReason.COURT)
    why = {each.name: each.hindrance for each in papers.choices(desk, case_id)}
    assert why[name] == Explanation("paper_not_under_hold")
    assert why["integration_plan"] is None
    assert journal_of(desk, case_id) == ()


def test_l2_the_confirmation_of_a_withdrawal_goes_out_under_a_hold(desk: Desk) -> None:
    case_id = put(desk)
    hold_case(desk, case_id, "Beschwerde läuft", date(2027, 2, 1))
    withdraw_basic(desk, case_id, TODAY)
    made = papers.paper(desk, "withdrawal", case_id, opened_for=HeldReason.PERSON_ASKS)
    assert made.title == "Bestätigung des Widerrufs"


def test_p1_blank_papers_need_no_case(desk: Desk) -> None:
    for name in ("privacy_notice", "consent_form"):
        blank = papers.paper(desk, name)
        assert blank.file_name in ("Datenschutzerklaerung.pdf", "Einwilligung.pdf")
        assert "Musterfrau" not in text_of(blank)


def test_p2_papers_of_an_intake_in_memory_are_made_before_anything_is_saved(desk: Desk) -> None:
    intake = a.an_intake()
    agreed = papers.paper(desk, "agreement", intake=intake)
    assert "Samira Musterfrau" in text_of(agreed)
    assert agreed.file_name == "Beratungsvereinbarung.pdf"
    assert "Samira Musterfrau" in text_of(papers.paper(desk, "consent_form", intake=intake))
    with pytest.raises(NotFound):
        file_of_nobody(desk)


def file_of_nobody(desk: Desk) -> None:
    """Ask for the first case of an empty store."""
    papers.papers_of(desk, 1)


def test_b2_the_agreement_counts_from_today_before_the_start(desk: Desk) -> None:
    """The sheet is printed to be signed; once it is, the day of the first signature counts instead."""
    unsigned = a.an_agreement(client_signed_on=None, worker_signed_on=None)
    paper = gather.agreement(printing(desk), a.an_intake(agreement=unsigned))
    assert (paper.expected_until, paper.period) == (date(2029, 11, 20), None)
    signed = gather.agreement(printing(desk), a.an_intake())
    assert (signed.expected_until, signed.period) == (date(2029, 1, 12), None)
    file = file_of(desk, put(desk))
    assert gather.agreement(printing(desk), file).expected_until == date(2029, 1, 12)


@pytest.mark.parametrize(
    ("details", "until"),
    [
        ({"earlier": (v.EarlierCounselling("Ulm", date(2023, 12, 31)),)}, date(2026, 12, 31)),
        ({"earlier": (v.EarlierCounselling("Ulm"),)}, None),
        ({"needs_assessment": v.NeedsAssessment(date(2026, 11, 1))}, date(2029, 11, 1)),
        (
            {
                "earlier": (v.EarlierCounselling("Ulm", date(2023, 12, 31)),),
                "needs_assessment": v.NeedsAssessment(date(2026, 11, 1)),
            },
            date(2026, 12, 31),
        ),
    ],
    ids=["elsewhere", "elsewhere, nobody knows since when", "needs", "both"],
)
def test_c7_the_agreement_of_a_new_person_knows_an_earlier_start(
    desk: Desk, details: dict[str, object], until: date | None
) -> None:
    unsigned = a.an_agreement(client_signed_on=None, worker_signed_on=None)
    paper = gather.agreement(printing(desk), a.an_intake(agreement=unsigned, **details))
    assert (paper.period.last_day if paper.period else None) == until
    assert paper.expected_until == (until or date(2029, 11, 20))


@pytest.mark.parametrize(
    ("earlier", "unknown"),
    [((), True), ((v.EarlierCounselling("Ulm"),), True), ((v.EarlierCounselling("Ulm", TODAY),), False)],
    ids=["no office named", "nobody knows since when", "known"],
)
def test_c7_the_agreement_says_where_the_period_may_have_begun_earlier(
    desk: Desk, earlier: tuple[v.EarlierCounselling, ...], unknown: bool
) -> None:
    asked = {"earlier": earlier, "counselled_before": YesNoUnknown.YES}
    assert gather.agreement(printing(desk), a.an_intake(**asked)).earlier_unknown is unknown
    said_no = a.an_intake(counselled_before=YesNoUnknown.NO)
    assert not gather.agreement(printing(desk), said_no).earlier_unknown
    case = a.a_case(counselled_before=YesNoUnknown.YES)
    file = file_of(desk, put(desk, case=case, earlier_counselling=earlier))
    assert gather.agreement(printing(desk), file).earlier_unknown is unknown


DECIDED = (
    a.a_consent(),
    a.a_health_consent(decision=ConsentDecision.REFUSED),
    a.a_consent(ConsentScope.CONTACT, decided_on=date(2026, 1, 13)),
    a.a_consent(ConsentScope.CONTACT, ConsentDecision.LATER),
    a.a_consent(ConsentScope.INTERPRETER, withdrawn_on=date(2026, 2, 1)),
)


def test_e1_the_sheet_of_a_new_person_is_ticked_as_she_decided(desk: Desk) -> None:
    notice = a.a_notice(interpreter="Ida Dolmetsch", explained_by="")
    paper = gather.consent_form(printing(desk), a.an_intake(consents=DECIDED, notice=notice))
    assert (paper.basic, paper.health, paper.contact, paper.interpreter) == (
        ConsentDecision.GIVEN,
        ConsentDecision.REFUSED,
        ConsentDecision.GIVEN,
        None,
    )
    assert (paper.interpreter_name, paper.explained_by) == ("Ida Dolmetsch", "Erika Beispiel")


def test_e5_e6_the_sheet_of_a_stored_case_asks_anew_and_ticks_nothing(desk: Desk) -> None:
    notice = a.a_notice(interpreter="Ida Dolmetsch", explained_by="Frühere Kollegin")
    consents = (*DECIDED, a.a_consent(ConsentScope.CONTACT, representative="Betreuerin Beispiel"))
    file = a.a_case_file(consents=consents, notices=(notice,))
    paper = gather.consent_form(printing(desk), file)
    assert (paper.basic, paper.health, paper.contact, paper.interpreter) == (None, None, None, None)
    assert (paper.interpreter_name, paper.explained_by) == ("", "Erika Beispiel")
    assert paper.representative == "Betreuerin Beispiel"
    asked = a.a_consent(explained_by="Erika Erklärt", interpreter="Neuer Dolmetscher")
    renewed = gather.consent_form(printing(desk), file, asked)
    assert (renewed.basic, renewed.interpreter_name, renewed.explained_by) == (
        None,
        "Neuer Dolmetscher",
        "Erika Erklärt",
    )


def test_p4_e5_the_own_consent_at_18_is_not_printed_as_given_by_the_mother(desk: Desk) -> None:
    young = a.a_client(birth_date=date(2008, 6, 1), adult=None)
    mother = a.a_consent(representative="Mutter Fatima Musterfrau (Sorgerecht)")
    case_id = put(desk, client=young, consents=(mother,), case=a.a_case(opened_on=date(2026, 1, 12)))
    sheets = (papers.consent_sheet(desk, case_id, a.a_consent()), papers.paper(desk, "consent_form", case_id))
    assert not any("Fatima" in text_of(sheet) for sheet in sheets)


def test_e5_a_declaration_of_the_first_sheet_is_asked_on_an_empty_one(desk: Desk) -> None:
    asked = a.a_consent(ConsentScope.CONTACT, language="ti", explained_by="Erika Erklärt")
    assert "Erika Erklärt" in text_of(papers.consent_sheet(desk, put(desk), asked))


@pytest.mark.parametrize(
    ("client", "born"),
    [
        (a.a_client(), date(1991, 6, 14)),
        (a.a_client(birth_precision=BirthPrecision.YEAR), "1991"),
        (a.a_client(birth_precision=BirthPrecision.MONTH), "06.1991"),
        (a.a_client(birth_precision=BirthPrecision.YEAR, birth_uncertain=True), "ca. 1991"),
        (a.a_client(birth_precision=BirthPrecision.MONTH, birth_uncertain=True), "ca. 06.1991"),
        (a.a_client(birth_date=date(1990, 1, 1), birth_uncertain=True), date(1990, 1, 1)),
        (a.a_client(birth_date=None), ""),
    ],
)
def test_i1_a_paper_carries_the_birth_as_it_is_known_without_a_remark(
    desk: Desk, client: v.Client, born: object
) -> None:
    assert gather.paper_client(printing(desk), client).born == born


@pytest.mark.parametrize(
    ("details", "name"),
    [
        ({}, "Samira Musterfrau"),
        ({"given_name": ""}, "Musterfrau"),
        ({"family_name": "", "given_name": "", "designation": "Frau M."}, "Frau M."),
    ],
)
def test_i8_one_name_or_a_designation_is_enough(desk: Desk, details: dict[str, str], name: str) -> None:
    assert gather.paper_client(printing(desk), a.a_client(**details)).name == name


def test_i1_two_nationalities_stand_with_their_names(desk: Desk) -> None:
    both = a.a_client(nationality="475", second_nationality="163")
    assert gather.paper_client(printing(desk), both).nationality == "Syrien, Türkei"
    english = gather.paper_client(printing(desk, "en"), both).nationality
    assert "Syria" in english


def test_c7_a_start_brought_along_carries_office_and_evidence(desk: Desk) -> None:
    since = date(2025, 5, 2)
    case = a.a_case(
        period_start=since, start_origin=StartOrigin.BROUGHT, start_evidence=StartEvidence.CERTIFICATE_SEEN
    )
    earlier = v.EarlierCounselling("LRA Musterkreis", since, evidence=StartEvidence.CERTIFICATE_SEEN)
    file = a.a_case_file(case=case, earlier_counselling=(v.EarlierCounselling("Stadt X"), earlier))
    period = gather.paper_period(printing(desk), file)
    assert period is not None
    assert (period.evidence, period.earlier_office) == (StartEvidence.CERTIFICATE_SEEN, "LRA Musterkreis")


@pytest.mark.parametrize(
    ("consents", "reason"),
    [
        ((a.a_consent(), a.a_health_consent()), "chronische Erkrankung"),
        ((a.a_consent(),), ""),
    ],
)
def test_c3_the_plan_tells_a_health_reason_only_with_consent(
    desk: Desk, consents: tuple[v.Consent, ...], reason: str
) -> None:
    extension = v.Extension(date(2029, 6, 1), date(2026, 11, 2), "chronic_illness")
    shorter = v.Extension(date(2029, 3, 1), date(2026, 10, 1), "illiteracy")
    file = a.a_case_file(consents=consents, extensions=(shorter, extension))
    period = gather.paper_period(printing(desk), file, with_reason=True)
    assert period is not None
    assert (period.extended_until, period.extension_decided_on, period.extension_reason) == (
        date(2029, 6, 1),
        date(2026, 11, 2),
        reason,
    )
    certificate = gather.certificate(printing(desk), file)
    assert certificate is not None
    assert certificate.period.extension_reason == ""


def test_i1_to_i5_answers_stand_with_their_labels(desk: Desk) -> None:
    answers = (
        v.Answer("native_language", "ar"),
        v.Answer("residence_status", "old", date(2024, 1, 1), date(2026, 1, 1)),
        v.Answer("residence_status", "new", TODAY + timedelta(days=1)),
        v.Answer("date_of_entry", "2024-02-03"),
    )
    paper = planned(desk, answers=answers)
    language = rows_of(paper, Block.LANGUAGE)
    assert list(language.values()) == ["Arabisch"]
    personal = rows_of(paper, Block.PERSONAL)
    assert personal["Geschlecht"] == "weiblich"
    assert date(2024, 2, 3) in personal.values()
    assert not {"old", "new"} & set(personal.values()), "what has ended is history, what comes is not yet"
    assert "Familienname" not in personal, "the head has it"


def test_p4_relatives_stand_by_relationship_and_children_with_month_and_year(desk: Desk) -> None:
    household = (
        v.HouseholdMember("spouse", True),
        v.HouseholdMember("child", False, 2015, 4),
        v.HouseholdMember("child", False, 2018),
        v.HouseholdMember("child", False),
    )
    personal = rows_of(planned(desk, household=household), Block.PERSONAL)
    assert personal["Angehörige"] == (
        "Ehefrau/Ehemann (erwachsen); Kind, geboren 04.2015; Kind, geboren 2018; Kind"
    )


def test_e3_closed_fields_and_areas_stay_off_the_plan(desk: Desk) -> None:
    health_fields = [field for field in desk.profile.fields if field.need == "health"]
    answers = tuple(v.Answer(field.code, "yes") for field in health_fields[:1])
    goal = a.a_goal(area="health")
    closed = planned(desk, consents=(a.a_consent(),), answers=answers, plan=a.a_plan(goals=(goal,)))
    assert closed.goals[0].area == "Persönliches"
    labels = {row.label for block in closed.blocks for row in block.rows}
    assert not labels & {field.labels["de"] for field in health_fields}
    opened = planned(desk, answers=answers, plan=a.a_plan(goals=(goal,)))
    assert opened.goals[0].area == "Gesundheit"


def test_z3_measures_name_who_takes_them(desk: Desk) -> None:
    measures = tuple(
        v.Measure("tun", who, third)
        for who, third in (
            (Actor.CLIENT, ""),
            (Actor.WORKER, ""),
            (Actor.THIRD_PARTY, "Jobcenter"),
            (Actor.THIRD_PARTY, ""),
        )
    )
    paper = planned(desk, plan=a.a_plan(goals=(a.a_goal(area="language", measures=measures),)))
    assert [each.who for each in paper.goals[0].measures] == [
        "Samira Musterfrau",
        "Erika Beispiel",
        "Jobcenter",
        "andere Stelle",
    ]
    assert [step.state for step in paper.goals[0].history] == [GoalState.AGREED]


def test_i8_what_a_begun_block_lacks_is_named(desk: Desk) -> None:
    paper = planned(desk)
    personal = next(each for each in paper.blocks if each.block is Block.PERSONAL)
    assert personal.missing
    assert all(desk.profile.field(label) is None for label in personal.missing)


def test_i7_a_closed_plan_says_when_and_why(desk: Desk) -> None:
    spans = (v.PlanSpan(a.OPENED_ON, date(2026, 10, 1), "relocation"),)
    paper = planned(desk, plan=a.a_plan(spans=spans))
    assert (paper.ended_on, paper.ending_reason) == (date(2026, 10, 1), "Umzug/Übergabe")


def test_i9_a_plan_handed_out_stays_as_it_was(desk: Desk) -> None:
    case_id = put(desk)
    handed_out = papers.hand_out_plan(desk, case_id).value
    assert "B1-Prüfung" in text_of(handed_out)
    file = file_of(desk, case_id)
    assert file.plan is not None
    (version,) = file.plan.versions
    assert (version.number, version.issued_on, version.language) == (1, TODAY, "de")
    assert version.fingerprint == hashlib.sha256(version.content.encode()).hexdigest()
    assert json.loads(version.content)["period"]["first_talk"] == "2026-01-12"
    assert papers.issued_plan(desk, case_id, 1).content == handed_out.content
    with pytest.raises(NotFound):
        papers.issued_plan(desk, case_id, 2)


def test_l2_a_plan_handed_out_is_not_shown_under_a_hold(desk: Desk) -> None:
    case_id = put(desk)
    papers.hand_out_plan(desk, case_id)
    hold_case(desk, case_id, "Beschwerde läuft", date(2027, 2, 1))
    with pytest.raises(Refused, match="case_on_hold"):
        papers.issued_plan(desk, case_id, 1)


def test_i9_the_same_plan_twice_on_one_day_is_one_version(desk: Desk) -> None:
    case_id = put(desk)
    first = papers.hand_out_plan(desk, case_id).value
    assert papers.hand_out_plan(desk, case_id).value.content == first.content
    with desk.vault.transaction() as connection:
        from sqlalchemy import update

        from intman_desktop.models.tables import plans

        connection.execute(update(plans).values(steps="Jetzt erst Arbeit."))
    papers.hand_out_plan(desk, case_id)
    file = file_of(desk, case_id)
    assert file.plan is not None
    assert [version.number for version in file.plan.versions] == [1, 2]
    assert "Jetzt erst Arbeit." not in text_of(papers.issued_plan(desk, case_id, 1))
    assert "Jetzt erst Arbeit." in text_of(papers.issued_plan(desk, case_id, 2))


def test_i9_a_version_with_blacked_out_parts_can_still_be_read(desk: Desk) -> None:
    case_id = put(desk, plan=a.a_plan(goals=(a.a_goal(area="health", wording="Therapie finden"),)))
    papers.hand_out_plan(desk, case_id)
    with desk.vault.transaction() as connection:
        assert black_out(connection, case_id, MarkedWords({"Geschlecht"}, {"Gesundheit"}, ())) == 1
    text = text_of(papers.issued_plan(desk, case_id, 1))
    assert "Therapie finden" not in text
    assert BLACK not in text, "no font of ours has bars"
    assert "(geschwärzt)" in text


def test_e3_the_text_of_an_own_block_is_blackened_when_its_consent_is_withdrawn(desk: Desk) -> None:
    """On the paper of today it is gone, on the one handed out stands a bar; the other block stays."""
    blocks = (OwnBlock("", "Schlaf", need="health"), OwnBlock("", "Ehrenamt"))
    office = change_office(desk, {"own_blocks": blocks}).value
    told = ("Schläft schlecht", "Im Garten am Markt")
    answers = tuple(v.Answer(block.code, text) for block, text in zip(office.own_blocks, told, strict=True))
    case_id = put(desk, answers=answers)
    first = text_of(papers.hand_out_plan(desk, case_id).value)
    assert all(words in first for words in ("Schlaf", "Ehrenamt", *told))
    (health,) = (each for each in file_of(desk, case_id).consents if each.kind is SpecialKind.HEALTH)
    assert office.own_blocks[0].code in withdraw_kind(desk, case_id, health.id, TODAY).value.emptied
    issued = text_of(papers.issued_plan(desk, case_id, 1))
    assert told[0] not in issued
    assert "(geschwärzt)" in issued
    assert told[1] in issued
    now = text_of(papers.paper(desk, paper_kinds.INTEGRATION_PLAN, case_id))
    assert told[0] not in now
    assert "Schlaf" not in now
    assert told[1] in now


def test_i9_content_and_paper_are_each_others_inverse(desk: Desk) -> None:
    answers = (v.Answer("date_of_entry", "2024-02-03", date(2024, 2, 3)),)
    paper = planned(desk, answers=answers, plan=a.a_plan(no_goal_reason="", course="läuft"))
    assert paper_of(content_of(paper)) == paper


@pytest.mark.parametrize(("plan", "code"), [(None, "plan_not_begun"), (v.Plan(), "plan_not_begun")])
def test_i9_there_is_nothing_to_hand_out_before_the_begin(desk: Desk, plan: v.Plan | None, code: str) -> None:
    with pytest.raises(Refused, match=code):
        papers.hand_out_plan(desk, put(desk, plan=plan))
    with pytest.raises(Refused, match="paper_language_missing"):
        papers.hand_out_plan(desk, put(desk), "xx")


def test_l3_the_protocol_points_to_nobody(desk: Desk) -> None:
    records = (
        ErasureRecord(
            TODAY,
            "relocation",
            ("Stick A",),
            ("Stick B",),
            TODAY + timedelta(days=30),
        ),
        ErasureRecord(TODAY, "consent_withdrawn", ("Stick A",)),
    )
    protocol = papers.erasure_protocol(desk, records)
    text = text_of(protocol)
    assert protocol.file_name == "Loeschprotokoll.pdf"
    assert "Umzug/Übergabe" in text
    assert "Widerruf der Einwilligung" in text
    assert "Stick B" in text


def test_every_kind_that_an_erasure_counts_has_a_word(desk: Desk) -> None:
    from intman_desktop.gdpr.erasure import count_rows

    file = a.a_filled_case_file()
    case_id = put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]
    with desk.vault.reading() as connection:
        kinds = [kind for kind, _ in count_rows(connection, case_id)]
    assert len(kinds) > 8
    assert all(gather.kind_label(kind, "de") != kind for kind in (*kinds, "drafts"))


def test_the_emergency_sheet_shows_the_code_in_its_groups(desk: Desk) -> None:
    sheet = papers.emergency_sheet(desk, "ABCDEFG-HJKLMNP-QRSTVWX-YZ23456-7ABCDEF-GHJKLMN")
    text = text_of(sheet)
    assert all(group in text.replace(" ", "") for group in ("ABCDEFG", "YZ23456", "GHJKLMN"))
    assert sheet.file_name == "Notfallblatt.pdf"


def test_the_emergency_sheet_says_where_its_store_lies_and_calls_no_folder_its_name(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "Name des Tresors: store" was the name of a folder, which nobody ever gave the store."""
    code = "ABCDEFG-HJKLMNP-QRSTVWX-YZ23456-7ABCDEF-GHJKLMN"
    folder = desk.vault.folder
    assert f"im Ordner „{folder.name}“" in text_of(papers.emergency_sheet(desk, code))
    monkeypatch.setattr("intman_desktop.services.papers.papers.default_vault", lambda: folder)
    told = text_of(papers.emergency_sheet(desk, code))
    assert "am üblichen Ort" in told
    assert folder.name not in told


def test_a_worker_who_is_not_listed_leaves_the_paper_to_the_first_named(desk: Desk) -> None:
    other = replace(desk, worker="??")
    assert "Erika Beispiel" in text_of(papers.paper(other, "privacy_notice"))
    assert acting_worker(Office(), "??") == Worker("??", "")
