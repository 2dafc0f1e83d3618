"""The texts for persons: edited, checked, versioned, shown later as they were (E2, E6, E8)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.documents.wording import text_form
from intman_desktop.errors import ChangedMeanwhile, FaultyInput, NotFound, Refused
from intman_desktop.gdpr.texts import text_fingerprint
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.services.across.overview import read_deadlines
from intman_desktop.services.casework.case_view import show_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.text_versions import body_of, texts_of
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.common.words.texts import field_label
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.papers import paper_kinds, papers
from intman_desktop.services.papers.paper_texts import (
    check_of,
    preview_text,
    read_texts,
    record_check,
    save_text,
    shown_then,
)
from intman_desktop.services.rights.consents import record_consent, record_notice
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.case_file import CaseFile, NoticeGiven
from intman_desktop.values.codes import ConsentScope, SpecialKind, TextKind
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.texts import TEXT_PAPERS, PaperText, TextDraft, TextSheet
from tests.builders import a_case_file, a_consent, a_health_consent, a_notice, an_agreement, an_intake
from tests.documents.reading import text_of
from tests.opened import TODAY, on_day, open_desk, put_in

TOMORROW = TODAY + timedelta(days=1)
NEXT = TODAY + timedelta(days=2)


@pytest.fixture
def second_desk(template: Path, tmp_path: Path) -> Iterator[Desk]:
    """Return a desk on another empty store."""
    other = open_desk(template, tmp_path / "other")
    yield other
    other.vault.close()


def sheet(desk: Desk, kind: TextKind = TextKind.CONSENT) -> TextSheet:
    return next(each for each in read_texts(desk) if each.form.kind is kind)


def draft(desk: Desk, kind: TextKind, *, in_substance: bool, **texts: Any) -> TextDraft:
    shown = sheet(desk, kind)
    return TextDraft(kind, "de", {**shown.texts, **texts}, shown.edition, in_substance)


def save(desk: Desk, kind: TextKind, *, in_substance: bool, **texts: Any) -> PaperText:
    return save_text(desk, draft(desk, kind, in_substance=in_substance, **texts)).value


def opened(desk: Desk) -> int:
    """Return a case that was opened with notice and consents on the texts in force."""
    on = desk.today()
    intake = an_intake(
        opened_on=on,
        notice=a_notice(handed_out_on=on, explained_on=on),
        consents=(a_consent(decided_on=on), a_health_consent(decided_on=on)),
        agreement=an_agreement(client_signed_on=on, worker_signed_on=on),
    )
    return take_in(desk, intake).value.case_id


def case_in(desk: Desk, case_id: int) -> CaseFile:
    with desk.vault.reading() as connection:
        found = read_case_file(connection, case_id)
    assert found is not None
    return found


def renewing(desk: Desk, case_id: int) -> bool:
    file = case_in(desk, case_id)
    with desk.vault.reading() as connection:
        return show_case(connection, desk, file).consent_to_renew


def due(desk: Desk, case_id: int) -> set[str]:
    """Return which of the deadlines about texts stand in the case."""
    with desk.vault.reading() as connection:
        codes = {each.matter.code for each in read_deadlines(connection, desk, case_id)}
    return codes & {"due_consent_sheet", "due_consent_text", "due_notice_text"}


def anew(desk: Desk, case_id: int, scope: ConsentScope = ConsentScope.BASIC, **details: Any) -> None:
    given = a_consent(scope, decided_on=desk.today(), text_fingerprint="", **details)
    record_consent(desk, case_id, given)


# What is in force


def test_e2_an_office_begins_with_the_supplied_texts_marked_as_unchecked(desk: Desk) -> None:
    shown = read_texts(desk)
    assert [each.form.kind for each in shown if each.form.language == "de"] == list(TextKind)
    for each in shown:
        assert (each.edition, each.edited, each.supplied_since, each.history) == (0, False, False, ())
        assert each.check is None
        assert each.texts == each.form.texts
    examples = {each.code: each.example for each in sheet(desk).placeholders}
    assert examples["law_withdrawal"] == "Art.\u00a07 Abs.\u00a03 DS-GVO"
    assert examples["controller"]


def test_e6_what_the_office_saves_stands_on_paper_and_in_the_evidence(desk: Desk) -> None:
    saved = save(desk, TextKind.CONSENT, in_substance=True, intro="Bitte lesen Sie **alles** in Ruhe.")
    assert (saved.edition, saved.version, saved.saved_by) == (1, 2, "EB")
    printed = text_of(papers.paper(desk, paper_kinds.CONSENT_FORM).content)
    assert "Bitte lesen Sie alles in Ruhe." in printed
    assert "Textfassung 2" in printed
    fingerprint = case_in(desk, opened(desk)).consents[0].text_fingerprint
    then = shown_then(desk, fingerprint)
    assert "Bitte lesen Sie alles in Ruhe." in then.body
    assert (then.kind, then.version) == (TextKind.CONSENT, 2)


def test_e6_a_comma_keeps_the_version_and_takes_another_fingerprint(desk: Desk) -> None:
    before = sheet(desk)
    saved = save(desk, TextKind.CONSENT, in_substance=False, intro="Es sind vier Fragen, alle freiwillig.")
    now = sheet(desk)
    assert (saved.version, now.version) == (before.version, before.version)
    assert now.fingerprint == saved.fingerprint != before.fingerprint
    assert now.edited


@pytest.mark.parametrize("kind", list(TextKind))
def test_e6_every_text_can_be_edited_as_a_whole_and_is_printed(desk: Desk, kind: TextKind) -> None:
    changed = {
        key: f"{text} Neu." if isinstance(text, str) else tuple(f"{item} Neu." for item in text)
        for key, text in sheet(desk, kind).texts.items()
    }
    save(desk, kind, in_substance=True, **dict(changed))
    assert sheet(desk, kind).texts == changed
    assert "Neu." in text_of(papers.paper(desk, TEXT_PAPERS[kind], opened(desk)).content)


def test_e6_other_languages_and_texts_are_left_alone(desk: Desk) -> None:
    before = {each.title: each for each in read_texts(desk)}
    save(desk, TextKind.AGREEMENT, in_substance=True, aim="Wir sind für Sie da.")
    changed = {each.title for each in read_texts(desk) if each != before[each.title]}
    assert changed == {"Beratungsvereinbarung"}


# What is refused


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("title", "", "Hier steht nichts."),
        ("basic", "Ich erlaube es ({law_consent}).", "„{verantwortliche Stelle}“"),
        ("intro", "Für {Vorname}", "„{Vorname}“ kennt das Programm nicht"),
    ],
)
def test_e8_a_faulty_text_is_refused_with_a_sentence_at_its_place(
    desk: Desk, key: str, text: str, words: str
) -> None:
    with pytest.raises(FaultyInput) as caught:
        save(desk, TextKind.CONSENT, in_substance=True, **{key: text})
    assert [place for place, _words in caught.value.faults] == [key]
    assert words in caught.value.faults[0][1]
    with pytest.raises(FaultyInput):
        preview_text(desk, TextKind.CONSENT, "de", {key: text})
    assert sheet(desk).edition == 0


def test_a_placeholder_without_a_value_at_its_place_is_named(desk: Desk) -> None:
    with pytest.raises(FaultyInput) as caught:
        save(desk, TextKind.AGREEMENT, in_substance=True, aim="Bis {until}.")
    assert "hat an dieser Stelle keinen Wert" in caught.value.faults[0][1]


def test_a_character_that_no_paper_can_show_is_refused(desk: Desk) -> None:
    with pytest.raises(FaultyInput) as caught:
        save(desk, TextKind.CONSENT, in_substance=True, intro="Alles gut \U0001fae0")
    assert caught.value.faults == (("intro", "Das Zeichen „\U0001fae0“ kann nicht gedruckt werden."),)
    assert sheet(desk).edition == 0


def test_the_same_text_again_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="text_unchanged"):
        save(desk, TextKind.CONSENT, in_substance=True)
    save(desk, TextKind.CONSENT, in_substance=True, title="Einwilligungen")
    with pytest.raises(Refused, match="text_unchanged"):
        save(desk, TextKind.CONSENT, in_substance=True, title=" Einwilligungen ")


def test_e6_what_was_taken_for_form_alone_can_be_called_substance_later(desk: Desk) -> None:
    case_id = opened(desk)
    save(desk, TextKind.CONSENT, in_substance=False, title="Einwilligungen")
    save(desk, TextKind.CONSENT, in_substance=False, title="Die Einwilligungen")
    assert sheet(desk).form_only
    with pytest.raises(Refused, match="text_unchanged"):
        save(desk, TextKind.CONSENT, in_substance=False)
    assert not renewing(desk, case_id)
    mended = save_text(desk, draft(desk, TextKind.CONSENT, in_substance=True))
    assert (mended.value.edition, mended.value.version) == (3, 2)
    assert sheet(desk).texts["title"] == "Die Einwilligungen"
    assert not sheet(desk).form_only
    assert renewing(desk, case_id)
    with pytest.raises(Refused, match="text_unchanged"):
        save(desk, TextKind.CONSENT, in_substance=True)
    assert mended.undo is not None
    mended.undo()
    assert sheet(desk).form_only
    assert not renewing(desk, case_id)


def test_a_text_saved_meanwhile_is_not_written_over(desk: Desk) -> None:
    older = draft(desk, TextKind.CONSENT, in_substance=True, title="Zustimmung")
    save(desk, TextKind.CONSENT, in_substance=True, title="Erlaubnis")
    with pytest.raises(ChangedMeanwhile):
        save_text(desk, older)


def test_e6_a_version_chosen_by_mistake_is_taken_back_while_nobody_was_shown_it(desk: Desk) -> None:
    case_id = opened(desk)
    change = draft(desk, TextKind.CONSENT, in_substance=True, title="Einwilligungen")
    undo = save_text(desk, change).undo
    assert undo is not None
    assert renewing(desk, case_id)
    undo()
    assert sheet(desk).edition == 0
    assert not renewing(desk, case_id)
    again = save_text(desk, change).undo
    opened(desk)
    assert again is not None
    with pytest.raises(ChangedMeanwhile):
        again()
    assert sheet(desk).version == 2


def test_an_edition_with_another_after_it_is_not_taken_back(desk: Desk) -> None:
    undo = save_text(desk, draft(desk, TextKind.CONSENT, in_substance=False, title="Erlaubnis")).undo
    save(desk, TextKind.CONSENT, in_substance=False, title="Zustimmung")
    assert undo is not None
    with pytest.raises(ChangedMeanwhile):
        undo()


def test_a_comma_is_taken_back_also_when_it_was_shown(desk: Desk) -> None:
    undo = save_text(desk, draft(desk, TextKind.CONSENT, in_substance=False, title="Erlaubnis")).undo
    case_id = opened(desk)
    assert undo is not None
    undo()
    assert sheet(desk).edition == 0
    then = shown_then(desk, case_in(desk, case_id).consents[0].text_fingerprint)
    assert then.body.startswith("Erlaubnis")


# Renewing


def test_e6_a_change_in_substance_asks_for_new_consents_a_comma_does_not(desk: Desk) -> None:
    case_id = opened(desk)
    save(desk, TextKind.CONSENT, in_substance=False, title="Einwilligungen")
    assert not renewing(desk, case_id)
    save(desk, TextKind.CONSENT, in_substance=True, title="Erlaubnis")
    assert renewing(desk, case_id)
    assert due(desk, case_id) == {"due_consent_text"}
    then = shown_then(desk, case_in(desk, case_id).consents[0].text_fingerprint)
    assert then.body.startswith("Einwilligung\n")
    anew(desk, case_id)
    anew(desk, case_id, ConsentScope.SPECIAL, kind=SpecialKind.HEALTH)
    assert not renewing(desk, case_id)
    assert due(desk, case_id) == set()


def test_e6_a_changed_notice_is_explained_anew_before_the_consent_is_given_anew(desk: Desk) -> None:
    case_id = opened(desk)
    save(desk, TextKind.PRIVACY_NOTICE, in_substance=True, purpose="Wir brauchen Ihre Daten für zweierlei:")
    assert due(desk, case_id) == {"due_notice_text"}
    anew(desk, case_id)
    assert renewing(desk, case_id), "she has not been told yet"
    later = on_day(desk, TOMORROW)
    record_notice(later, case_id, NoticeGiven(TOMORROW, TOMORROW, language="de"))
    assert renewing(later, case_id), "she agreed before she was told"
    last = on_day(desk, NEXT)
    anew(last, case_id)
    anew(last, case_id, ConsentScope.SPECIAL, kind=SpecialKind.HEALTH)
    assert not renewing(last, case_id)
    assert due(last, case_id) == set()


def test_e6_a_first_notice_after_an_earlier_consent_asks_for_nothing_anew(desk: Desk) -> None:
    (case_id,) = put_in(desk, [a_case_file(notices=())]).values()
    record_notice(desk, case_id, NoticeGiven(TODAY, TODAY, language="de"))
    assert due(desk, case_id) == set()
    assert not renewing(desk, case_id)


def test_e1_a_consent_to_a_sheet_that_does_not_name_it_is_asked_for_anew(desk: Desk) -> None:
    case_id = opened(desk)
    basic = case_in(desk, case_id).consents[0]
    told: dict[str, Any] = {"kind": SpecialKind.RELIGION, "decided_on": desk.today()}
    old = a_consent(ConsentScope.SPECIAL, text_fingerprint=basic.text_fingerprint, **told)
    record_consent(desk, case_id, old)
    assert due(desk, case_id) == {"due_consent_sheet"}
    assert renewing(desk, case_id)
    assert [line.fact.code for line in privacy_view(desk).renewing] == ["consent_sheet_silent"]
    anew(desk, case_id, ConsentScope.SPECIAL, kind=SpecialKind.RELIGION)
    assert due(desk, case_id) == set()
    assert not renewing(desk, case_id)
    assert privacy_view(desk).renewing == ()


def test_e6_a_changed_agreement_asks_for_nothing(desk: Desk) -> None:
    case_id = opened(desk)
    save(desk, TextKind.AGREEMENT, in_substance=True, aim="Wir sind für Sie da.")
    assert not renewing(desk, case_id)


def test_e6_back_to_the_words_she_agreed_to_asks_for_nothing_once_they_are_shown_again(desk: Desk) -> None:
    case_id = opened(desk)
    supplied = sheet(desk).form.texts
    save(desk, TextKind.CONSENT, in_substance=True, title="Erlaubnis")
    saved = save(desk, TextKind.CONSENT, in_substance=True, **dict(supplied))
    assert saved.version == 3
    now = sheet(desk)
    assert (now.edited, now.supplied_since, now.edition) == (False, False, 2)
    opened(desk)
    assert not renewing(desk, case_id)


def test_e2_a_text_that_is_not_kept_is_said(desk: Desk) -> None:
    with pytest.raises(NotFound):
        shown_then(desk, "0" * 64)


# The supplied text


def test_e6_a_newer_supplied_text_beside_an_edited_one_is_said_and_not_taken(desk: Desk) -> None:
    save(desk, TextKind.CONSENT, in_substance=True, title="Erlaubnis")
    assert not sheet(desk).supplied_since
    with desk.vault.transaction() as connection:
        connection.execute(t.paper_texts.update().values(supplied="0" * 64))
    now = sheet(desk)
    assert now.supplied_since
    assert now.texts["title"] == "Erlaubnis"


# Checks


def test_a_check_holds_for_exactly_the_text_that_was_checked(desk: Desk) -> None:
    template = "Vorlage, kein amtliches Formular"
    assert template in text_of(papers.paper(desk, paper_kinds.CONSENT_FORM).content)
    outcome = record_check(desk, check_of(sheet(desk), TODAY, "Dorothea Datenmuster"))
    assert sheet(desk).check == outcome.value
    printed = text_of(papers.paper(desk, paper_kinds.CONSENT_FORM).content)
    assert template not in printed
    assert "Datenmuster" not in printed
    assert template in text_of(papers.paper(desk, paper_kinds.PRIVACY_NOTICE).content)
    save(desk, TextKind.CONSENT, in_substance=False, title="Einwilligungen")
    now = sheet(desk)
    assert (now.check, now.earlier_check) == (None, outcome.value)
    assert template in text_of(papers.paper(desk, paper_kinds.CONSENT_FORM).content)
    record_check(desk, check_of(now, TODAY, "Dorothea Datenmuster"))
    assert template not in text_of(papers.paper(desk, paper_kinds.CONSENT_FORM).content)


def test_a_check_can_be_taken_back(desk: Desk) -> None:
    outcome = record_check(desk, check_of(sheet(desk), TODAY, "Dorothea Datenmuster"))
    assert outcome.undo is not None
    outcome.undo()
    assert sheet(desk).check is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"checked_on": TOMORROW}, "text_check_in_future"),
        ({"checked_by": " "}, "text_check_nameless"),
        ({"fingerprint": "0" * 64}, "text_check_not_in_force"),
    ],
)
def test_a_check_that_cannot_be_is_refused(desk: Desk, changes: dict[str, object], code: str) -> None:
    check = replace(check_of(sheet(desk), TODAY, "Dorothea Datenmuster"), **changes)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=code):
        record_check(desk, check)


# The preview


def test_a_preview_shows_the_text_as_paper_and_keeps_nothing(desk: Desk) -> None:
    made = preview_text(desk, TextKind.AGREEMENT, "de", {"aim": "Wir sind **immer** für Sie da."})
    assert "Wir sind immer für Sie da." in text_of(made.content)
    assert sheet(desk, TextKind.AGREEMENT).edition == 0


def test_a_preview_has_gaps_where_the_office_has_not_entered_something_yet(desk: Desk) -> None:
    change_office(desk, {"controller": "", "purposes": ""})
    assert "[…]" in text_of(preview_text(desk, TextKind.CONSENT, "de", {}).content)
    assert "[…]" in text_of(preview_text(desk, TextKind.PRIVACY_NOTICE, "de", {}).content)


# In the case format


def test_a_whole_export_brings_the_texts_and_checks_into_an_empty_store(
    desk: Desk, second_desk: Desk
) -> None:
    save(desk, TextKind.CONSENT, in_substance=True, title="Erlaubnis")
    save(desk, TextKind.CONSENT, in_substance=False, title="Die Erlaubnis")
    record_check(desk, check_of(sheet(desk), TODAY, "Dorothea Datenmuster"))
    case_id = opened(desk)
    import_cases(second_desk, export_cases(desk))
    there, here = sheet(second_desk), sheet(desk)
    assert (there.texts, there.version, there.fingerprint) == (here.texts, here.version, here.fingerprint)
    assert there.check is not None
    assert not renewing(second_desk, 1)
    assert case_in(desk, case_id).consents[0].text_fingerprint


def test_the_texts_of_a_store_that_has_its_own_stand(desk: Desk, second_desk: Desk) -> None:
    save(desk, TextKind.CONSENT, in_substance=True, title="Erlaubnis")
    save(second_desk, TextKind.CONSENT, in_substance=True, title="Zustimmung")
    report = import_cases(second_desk, export_cases(desk)).value
    assert [notice.code for notice in report.notices] == ["paper_texts_not_taken"]
    assert sheet(second_desk).texts["title"] == "Zustimmung"
    assert import_cases(desk, export_cases(desk)).value.notices == ()
    assert b"paper_texts" in export_cases(desk)
    assert json.loads(export_cases(desk, []))["paper_texts"] == []


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({"language": "xx"}, "language", "unknown_code"),
        ({"version": 0}, "fingerprint", "paper_text_damaged"),
        ({"fingerprint": "0" * 64}, "fingerprint", "paper_text_damaged"),
        ({"body": "nichts"}, "body", "paper_text_damaged"),
        ({"body": "[]"}, "body", "paper_text_damaged"),
        ({"body": '{"title": 7}'}, "body", "paper_text_damaged"),
        ({"body": '{"title": ["a"]}'}, "body", "paper_text_damaged"),
        ({"body": '{"title": "{x}"}'}, "body", "paper_text_damaged"),
    ],
)
def test_a_text_of_a_file_that_no_paper_could_be_made_of_is_refused(
    desk: Desk, second_desk: Desk, changes: dict[str, object], place: str, code: str
) -> None:
    save(desk, TextKind.CONSENT, in_substance=True, title="Erlaubnis")
    plain = json.loads(export_cases(desk))
    if "body" in changes:
        changes["fingerprint"] = text_fingerprint(str(changes["body"]))
    plain["paper_texts"][0] |= changes
    with pytest.raises(FaultyInput) as caught:
        import_cases(second_desk, json.dumps(plain).encode())
    assert [where for where, _words in caught.value.faults] == [f"paper_texts[0].{place}"]
    assert caught.value.faults[0][1] == sentence(Explanation(code, {"code": changes.get("language", "")}))


def test_a_text_that_lacks_what_came_later_is_taken(desk: Desk, second_desk: Desk) -> None:
    save(desk, TextKind.CONSENT, in_substance=True, title="Erlaubnis")
    plain = json.loads(export_cases(desk))
    body = json.dumps({"title": "Erlaubnis", "gone": "weg"})
    plain["paper_texts"][0] |= {"body": body, "fingerprint": text_fingerprint(body)}
    import_cases(second_desk, json.dumps(plain).encode())
    now = sheet(second_desk)
    assert now.texts == {**now.form.texts, "title": "Erlaubnis"}
    assert "Erlaubnis" in text_of(papers.paper(second_desk, paper_kinds.CONSENT_FORM).content)


def test_a_store_with_cases_keeps_its_texts(desk: Desk, second_desk: Desk) -> None:
    opened(second_desk)
    save(desk, TextKind.CONSENT, in_substance=True, title="Erlaubnis")
    report = import_cases(second_desk, export_cases(desk)).value
    assert [notice.code for notice in report.notices] == ["paper_texts_not_taken"]
    assert sheet(second_desk).edition == 0


# Words


@pytest.mark.parametrize("kind", list(TextKind))
def test_every_text_has_a_name_and_is_kept_equal(kind: TextKind) -> None:
    texts = text_form(kind, "de").texts
    assert all(field_label(key, in_list=isinstance(text, tuple)) for key, text in texts.items())
    assert texts_of(body_of(texts)) == texts
