"""L8: the report and the file hold everything that is held about a person, and nothing about others."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import select

from intman_desktop.documents.texts import languages_for
from intman_desktop.documents.wording import wording
from intman_desktop.errors import NotFound, Refused
from intman_desktop.exchange.parcel import open_parcel
from intman_desktop.language import use_language
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.common.words.journal import verb_words
from intman_desktop.services.rights.access_report import access_report, apart_of
from intman_desktop.services.rights.access_values import UNTOLD, snake, word_of
from intman_desktop.services.rights.consents import record_notice
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.services.transfer.exporting import export_own
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import HeldReason, IdentityCheck, RequestKind
from intman_desktop.values.doubles import DoubleDecision
from intman_desktop.values.paper_parts import AccessApart
from intman_desktop.values.papers import AccessPaper
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, put_in

pytestmark = pytest.mark.unmeasured


def kinds_below(kind: type[Any]) -> Iterator[type[Any]]:
    """Yield the dataclasses that a value of ``kind`` is made of, and itself."""
    yield kind
    for hint in get_type_hints(kind).values():
        for part in (hint, *get_args(hint)):
            if is_dataclass(part) and isinstance(part, type):
                yield from kinds_below(part)


KINDS = [each for each in dict.fromkeys(kinds_below(v.CaseFile)) if each is not v.CaseFile]


@pytest.mark.parametrize("language", languages_for(AccessPaper))
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_l8_every_field_that_a_file_holds_has_its_label(kind: type[Any], language: str) -> None:
    texts = wording("access", language).texts
    if kind is v.Answer:
        return  # each answer is told under the label of its field
    told = {each.name for each in fields(kind)} - UNTOLD
    assert {name for name in told if f"{snake(kind.__name__)}_{name}" not in texts} == set()


@pytest.mark.parametrize("language", languages_for(AccessPaper))
def test_l8_every_closed_code_has_its_word(language: str) -> None:
    hints = [hint for kind in KINDS for hint in get_type_hints(kind).values()]
    codes = {
        part
        for hint in hints
        for part in (hint, *get_args(hint))
        if isinstance(part, type) and issubclass(part, StrEnum)
    }
    assert all(word_of(each, language) for code in codes for each in code)
    assert len(codes) > 15


def test_l8_what_is_told_of_nobody_is_left_out_for_a_reason() -> None:
    told_elsewhere = {each.name for kind in KINDS for each in fields(kind)}
    assert told_elsewhere | {"fingerprint"} >= UNTOLD


NOTE = "Möchte im Januar einen Kurs beginnen."


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return a case in which every kind of row occurs, with a joint talk and a referral."""
    file = a.a_filled_case_file()
    other = a.a_case_file(
        client=a.a_client(family_name="Anders"), doubles=(DoubleDecision(file.case.key, False, a.OPENED_ON),)
    )
    own = a.a_participant(
        file.case.key,
        note=NOTE,
        next_step="Zeugnisse kopieren",
        referrals=(v.Referral("jobcenter", "", None),),
    )
    theirs = a.a_participant(other.case.key, note="Geheimes über Anders.")
    talk = a.a_talk(file.case.key, participants=(own, theirs))
    return put_in(desk, (file, other), (talk,))[file.case.key]


def test_l8_everything_held_is_in_the_report_and_nothing_of_others(desk: Desk, case_id: int) -> None:
    report = access_report(desk, case_id).value
    text = " ".join(text_of(report.content).split())
    file = a.a_filled_case_file()
    for held in (
        "Samira Musterfrau",
        file.case.number[:3],
        NOTE,
        "Zeugnisse kopieren",
        "Weitervermittelt an Jobcenter",
        "Prüfung im Juni",
        "Reise",
        "Amtsgericht Musterstadt",
        "Beschluss vom 2.11. (Beispiel)",
        "LRA Musterkreis",
        "Zeugnisse noch nicht da",
        "9",
        "Integrationsplan gesehen",
        "Die Beratung ruht",
    ):
        assert held in text
    for other in ("Anders", "Geheimes", "f" * 32, "linked"):
        assert other not in text
    assert report.file_name.startswith("Auskunft_IM-")
    assert next(line.verb for line in journal_of(desk, case_id)) == "access_given"


@pytest.mark.parametrize(
    ("changed", "apart"),
    [
        ({}, AccessApart()),
        ({"needs_assessment": v.NeedsAssessment(TODAY)}, AccessApart()),
        (
            {"needs_assessment": v.NeedsAssessment(TODAY, handover_office=" GU Musterstadt ")},
            AccessApart("GU Musterstadt"),
        ),
        ({"needs_assessment": v.NeedsAssessment(TODAY, handover_on=TODAY)}, AccessApart("")),
        ({"talks": (a.a_talk("k", form="third_party"),)}, AccessApart(from_talks=True)),
        ({"case": a.a_case(origin_key="f" * 32)}, AccessApart(from_file=True)),
        ({"case": a.a_case(from_list_on=TODAY)}, AccessApart(from_list_on=TODAY)),
        (
            {"case": a.a_case(hold_since=TODAY, deletion_due=TODAY)},
            AccessApart(held=True, deletion_due=TODAY),
        ),
    ],
)
def test_l8_the_report_knows_who_else_told_and_how_long_it_is_kept(
    changed: dict[str, Any], apart: AccessApart
) -> None:
    assert apart_of(a.a_case_file(**{"needs_assessment": None, **changed})) == apart


def test_l6_l8_what_the_journal_holds_of_the_case_stands_in_the_report(desk: Desk, case_id: int) -> None:
    open_case(desk, case_id)
    access_report(desk, case_id)
    lines = [f"{line.at:%d.%m.%Y} {verb_words(line.verb)}" for line in reversed(journal_of(desk, case_id))]
    text = text_of(access_report(desk, case_id).value.content)
    assert len(lines) > 1
    assert " ".join(lines) in text.replace(" – ", " "), text[-1500:]


def test_l8_each_text_and_day_of_the_store_stands_in_the_report(desk: Desk, case_id: int) -> None:
    """Compared with the file itself: a text or a day that is held and not told is a fault."""
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    text = "".join(text_of(access_report(desk, case_id).value.content).split())
    missing = [held for held in told_values(file) if "".join(held.split()) not in text]
    assert missing == []


def test_l8_who_led_the_first_talk_is_told_by_name(desk: Desk) -> None:
    file = a.a_filled_case_file(needs_assessment=v.NeedsAssessment(a.OPENED_ON, "EB"))
    text = text_of(access_report(desk, put_in(desk, (file,))[file.case.key]).value.content)
    assert "Geführt von Erika Beispiel" in " ".join(text.split())


def test_e2_l8_what_was_spoken_and_what_was_shown_are_told_for_themselves(desk: Desk) -> None:
    file = a.a_case_file(notices=(), consents=(a.a_consent(language="ti"),))
    case_id = put_in(desk, (file,))[file.case.key]
    record_notice(desk, case_id, a.a_notice(language="ti"))
    text = " ".join(text_of(access_report(desk, case_id).value.content).split())
    assert "Sprache, in der erklärt wurde Tigrinya" in text
    assert text.count("Sprache des gezeigten Textes Deutsch") == 1
    assert "Sprache des Textes" not in text


KNOWN = IdentityCheck.KNOWN


@pytest.mark.parametrize(
    ("requests", "checked"),
    [
        ((), False),
        ((a.a_request(),), False),
        ((a.a_request(identity=KNOWN),), True),
        ((a.a_request(identity=KNOWN, kind=RequestKind.PORTABILITY),), False),
        ((a.a_request(identity=KNOWN, answered_on=date(2026, 2, 1)),), False),
        ((a.a_request(identity=KNOWN, answered_on=TODAY),), True),
    ],
)
def test_l8_the_signature_says_that_identity_was_checked_where_the_entry_does(
    desk: Desk, requests: tuple[v.Request, ...], checked: bool
) -> None:
    file = a.a_case_file(requests=requests)
    text = " ".join(text_of(access_report(desk, put_in(desk, (file,))[file.case.key]).value.content).split())
    assert ("Identität geprüft (persönlich bekannt), ausgehändigt" in text) is checked
    assert ("Identität geprüft" in text) is checked


@pytest.mark.parametrize(
    ("requests", "asked"),
    [
        ((), False),
        ((a.a_request(),), True),
        ((a.a_request(kind=RequestKind.PORTABILITY),), False),
        ((a.a_request(answered_on=date(2026, 2, 1)),), False),
        ((a.a_request(answered_on=TODAY),), True),
    ],
)
def test_l8_the_report_says_to_the_person_when_she_asked_where_a_request_is_entered(
    desk: Desk, requests: tuple[v.Request, ...], asked: bool
) -> None:
    """Without one it says nothing of asking, as the requests in it say that there was none."""
    file = a.a_case_file(requests=requests)
    text = " ".join(text_of(access_report(desk, put_in(desk, (file,))[file.case.key]).value.content).split())
    assert ("Sie haben am 12.01.2026 gefragt, was wir über Sie gespeichert haben." in text) is asked
    assert "hat gefragt" not in text
    assert "Hier steht alles, was wir über Sie gespeichert haben, so wie es am 20.11.2026 ist." in text


def told_values(value: Any) -> Iterator[str]:
    """Yield the texts and days of a value that are neither codes nor the store's own."""
    coded = {"field", "value", "service", "kind", "worker", "media_type", "language", "programme", "form"}
    coded |= {"topic", "further_topics", "area", "relationship", "nationality", "outcome", "reason", "what"}
    coded |= {"second_nationality", "evidence_place_kind", "interpretation", "ending_reason", "place"}
    coded |= {"held_by"}
    nested = {"participants", "referrals", "measures", "history", "spans", "block_reasons"}
    nested |= {"goals", "versions", "light_changes"}
    for each in fields(value):
        held = getattr(value, each.name)
        if each.name in coded or (each.name in UNTOLD and each.name not in nested):
            continue
        for part in held if isinstance(held, tuple) else (held,):
            if is_dataclass(part):
                yield from told_values(part)
            elif isinstance(part, date):
                yield f"{part:%d.%m.%Y}"
            elif isinstance(part, str) and not isinstance(part, StrEnum):
                yield part


def test_l8_the_report_stands_beside_the_clients_language_where_there_is_a_text_for_it(desk: Desk) -> None:
    file = a.a_filled_case_file(client=a.a_client(language="en"))
    case_id = put_in(desk, (file,))[file.case.key]
    text = text_of(access_report(desk, case_id).value.content)
    for both in (
        ("Auskunft", "Access to your data"),
        ("Staatsangehörigkeit", "Nationality"),
        ("Syrien", "Syria"),
        ("Anfragen zu Ihren Daten", "What you asked about your data"),
        ("abgelehnt", "refused"),
        ("persönlich", "in person"),
        ("Zeugnisse noch nicht da", "Subject area"),
        ("er gilt", "has not yet been checked"),
    ):
        assert all(said in text for said in both)
    assert text.count("0711 123456") == 2
    access_report(desk, case_id)
    again = text_of(access_report(desk, case_id).value.content)
    assert "Auskunft erstellt" in again and "Access report made" in again


def begun_about(desk: Desk, case_id: int) -> None:
    """Leave a text begun in her case, a joint talk of her and another, and a passing on by the law."""
    with desk.vault.reading() as connection:
        keys = dict(connection.execute(select(t.cases.c.id, t.cases.c.key)).all())
    (other,) = set(keys) - {case_id}
    notes = {
        keys[case_id]: {"note": "Will die Prüfung wiederholen.", "step": ""},
        keys[other]: {"note": "Geheimes über Anders."},
    }
    talk = {"case_ids": [case_id, other], "head": {"form": "in_person", "day": "19.11.2026"}, "notes": notes}
    save_draft(desk, "talk", case_id, json.dumps({"where": {"together": [other]}, "values": talk}))
    typed = {"fields": {"goal": {"text": "Findet eine Wohnung", "seen": "alt"}}}
    save_draft(desk, "case", case_id, json.dumps({"where": {"case_id": case_id}, "values": typed}))
    act = {"texts": {"recipient": "Jugendamt"}, "codes": {"ground": "child_welfare"}}
    save_draft(desk, "case", case_id, json.dumps({"where": {}, "values": {"typed": act}}))
    save_draft(desk, "talk", None, json.dumps({"case_ids": [case_id, other], "notes": "Verschlossenes"}))


def test_l8_what_is_begun_about_her_is_told_and_nothing_about_others(desk: Desk, case_id: int) -> None:
    begun_about(desk, case_id)
    save_draft(desk, "talk", None, json.dumps({"case_ids": [99]}))
    text = " ".join(text_of(access_report(desk, case_id).value.content).split())
    assert text.count("Noch nicht gespeichert 20.11.2026") == 3  # not even that one is begun by the law (E7)
    assert "Darin steht 19.11.2026 Darin steht Will die Prüfung wiederholen." in text
    assert "Darin steht Findet eine Wohnung" in text
    for absent in ("Geheimes", "Jugendamt", "Verschlossenes", "Darin steht in_person", "Darin steht alt"):
        assert absent not in text


def test_l6_l8_the_file_to_take_along_has_journal_and_begun_texts_as_the_report(
    desk: Desk, case_id: int
) -> None:
    begun_about(desk, case_id)
    text = " ".join(text_of(access_report(desk, case_id).value.content).split())
    target = BytesIO()
    export_own(desk, target, case_id)
    with zipfile.ZipFile(target) as parcel:
        beside = json.loads(parcel.read("beside.json"))
    assert next(each["what"] for each in beside["journal"]) == "Auskunft erstellt"
    assert [each["saved_on"] for each in beside["unfinished"]] == ["2026-11-20"] * 3
    told = [words for each in beside["unfinished"] for words in each["texts"]]
    assert told == ["19.11.2026", "Will die Prüfung wiederholen.", "Findet eine Wohnung"]
    assert all(words in text for words in told)
    assert "Anders" not in json.dumps(beside)
    with open_parcel(target) as taken:
        assert taken.faults == ()


def test_l2_l8_what_is_begun_about_a_held_case_is_told_once_it_was_opened(desk: Desk, case_id: int) -> None:
    begun_about(desk, case_id)
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    text = " ".join(text_of(access_report(desk, case_id, HeldReason.PERSON_ASKS).value.content).split())
    assert "Will die Prüfung wiederholen." in text and "Findet eine Wohnung" in text
    assert "Geheimes" not in text


def test_l8_who_may_receive_the_data_stands_in_the_report(desk: Desk, case_id: int) -> None:
    """Art. 15 (1) c: those the office names, beside the acts of passing on that were."""
    text = " ".join(text_of(access_report(desk, case_id).value.content).split())
    _before, _head, after = text.partition("Wer die Daten bekommen kann")
    assert "keine ohne eigene Einwilligung" in after.partition("Woher die Daten kommen")[0]


def test_l8_the_paper_speaks_its_own_language_whatever_the_screen_speaks(desk: Desk, case_id: int) -> None:
    access_report(desk, case_id)
    use_language("en")
    assert "Auskunft erstellt" in text_of(access_report(desk, case_id).value.content)


def test_l8_the_file_to_take_along_is_the_case_format_also_after_a_withdrawal(
    desk: Desk, case_id: int
) -> None:
    withdraw_basic(desk, case_id, TODAY)
    target = BytesIO()
    export_own(desk, target, case_id)
    with zipfile.ZipFile(target) as parcel:
        document = json.loads(parcel.read("cases.json"))
    (case,) = document["cases"]
    assert case["client"]["family_name"] == "Musterfrau"
    (talk,) = document["talks"]
    assert [part["note"] for part in talk["participants"]] == [NOTE]
    assert "office" not in document
    assert NOTE in text_of(access_report(desk, case_id).value.content)


def test_l2_of_a_case_on_hold_nothing_is_given_out_unseen(desk: Desk, case_id: int) -> None:
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    with pytest.raises(Refused, match="case_on_hold"):
        access_report(desk, case_id)
    with pytest.raises(Refused, match="case_on_hold"):
        export_own(desk, BytesIO(), case_id)
    with pytest.raises(NotFound):
        access_report(desk, 99)


def test_l8_a_hold_keeps_no_answer_from_the_person_once_it_was_opened(desk: Desk, case_id: int) -> None:
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    made = access_report(desk, case_id, HeldReason.PERSON_ASKS).value
    assert NOTE in text_of(made.content)
    target = BytesIO()
    assert export_own(desk, target, case_id, HeldReason.PERSON_ASKS).cases == 1
    assert [line.verb for line in journal_of(desk, case_id)][:4] == [
        "case_exported",
        "held_case_opened_person_asks",
        "access_given",
        "held_case_opened_person_asks",
    ]


def test_l8_a_bare_case_says_where_nothing_is_held(desk: Desk) -> None:
    bare = replace(a.a_case_file(), plan=None, household=(), agreement=None, needs_assessment=None)
    case_id = put_in(desk, (bare,))[bare.case.key]
    assert text_of(access_report(desk, case_id).value.content).count("Dazu ist nichts gespeichert.") > 5
