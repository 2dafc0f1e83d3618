"""E6: settings change what the Datenschutzerklärung says, and the office says whether in substance."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.errors import ChangedMeanwhile
from intman_desktop.exchange.case_format import write_document
from intman_desktop.models import tables as t
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.keyring import add_substitute, change_passphrase, take_away
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.keeping.settings import change_office, read_settings
from intman_desktop.services.papers.notice_change import judge_notice
from intman_desktop.services.papers.paper_texts import read_texts, save_text, shown_then
from intman_desktop.services.rights.consents import record_consent, record_notice
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.case_file import NoticeGiven
from intman_desktop.values.codes import ConsentScope, Secrecy, SpecialKind, TextKind
from intman_desktop.values.document import Document
from intman_desktop.values.office import Worker
from intman_desktop.values.texts import TextDraft, TextSheet
from intman_desktop.vault.key_file import SlotKind
from tests.builders import (
    a_case_file,
    a_consent,
    an_office,
)
from tests.opened import PASSPHRASE, on_day, put_in, stored
from tests.services.papers.told import told, undecided

CHANGED, BETWEEN = date(2026, 11, 10), date(2026, 11, 12)
EARLIER, LATER = date(2026, 11, 18), date(2026, 11, 25)
ERIKA, ZOE = Worker("EB", "Erika Beispiel"), Worker("ZZ", "Zoe Zweig")


def notice(desk: Desk) -> TextSheet:
    return next(each for each in read_texts(desk) if each.form.kind is TextKind.PRIVACY_NOTICE)


def test_e6_nothing_is_asked_while_nobody_was_given_the_notice(desk: Desk) -> None:
    change_office(desk, {"deletion_days": 30, "purposes": "Beratung"})
    assert not undecided(desk)
    put_in(desk, [a_case_file(notices=())])
    change_office(desk, {"deletion_days": 14})
    assert not undecided(desk)


@pytest.mark.parametrize(
    "changes",
    [
        {"deletion_days": 90},
        {"consent_proof_years": 10},
        {"recipients": "IT-Dienst Musterland"},
        {"purposes": "Ein neuer Zweck"},
        {"controller": "Landkreis Musterland"},
        {"counters_with_breakdowns": False},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_e6_a_setting_that_stands_on_the_notice_asks_what_it_changed(
    desk: Desk, changes: dict[str, Any]
) -> None:
    told(desk)
    undo = change_office(desk, changes).undo
    assert undecided(desk)
    assert undo is not None
    undo()
    assert not undecided(desk)


def test_e6_a_setting_that_does_not_stand_on_the_notice_asks_for_nothing(desk: Desk) -> None:
    told(desk)
    change_office(desk, {"lock_minutes": 7, "number_prefix": "KM", "review_interval_months": 4})
    assert not undecided(desk)


def test_e6_what_is_set_back_before_anybody_judged_it_asks_for_nothing(desk: Desk) -> None:
    told(desk)
    before = read_settings(desk).office.recipients
    change_office(desk, {"recipients": ""})
    assert not undecided(desk), "first it has to be whole"
    change_office(desk, {"recipients": "IT-Dienst Musterland"})
    assert undecided(desk)
    change_office(desk, {"recipients": before})
    assert not undecided(desk)
    with pytest.raises(ChangedMeanwhile):
        judge_notice(desk, in_substance=True)


def test_e6_a_change_in_form_asks_nobody_and_the_next_one_is_asked_about_again(desk: Desk) -> None:
    case_id = told(desk)
    change_office(desk, {"controller": "Stadt Musterstadt (Hauptamt)"})
    judge_notice(desk, in_substance=False)
    assert not undecided(desk)
    assert not open_case(desk, case_id).consent_to_renew
    assert notice(desk).edition == 0
    change_office(desk, {"deletion_days": 90})
    assert undecided(desk)


def test_e6_a_change_in_substance_informs_and_asks_anew_from_that_day_on(desk: Desk) -> None:
    case_id = told(desk)
    words = notice(desk).texts
    change_office(desk, {"deletion_days": 90})
    assert not open_case(desk, case_id).consent_to_renew
    judge_notice(desk, in_substance=True)
    assert (notice(desk).version, notice(desk).edited, notice(desk).texts) == (7, False, words)
    view = open_case(desk, case_id)
    assert view.consent_to_renew
    assert [each.matter.code for each in view.deadlines if each.matter.code == "due_notice_text"]
    assert [line.fact.code for line in privacy_view(desk).renewing] == ["consent_to_renew"]
    later = on_day(desk, LATER)
    record_notice(later, case_id, NoticeGiven(LATER, LATER, language="de"))
    given = stored(later, case_id).notices[-1]
    assert "90" in shown_then(later, given.text_fingerprint).body
    record_consent(later, case_id, a_consent(decided_on=LATER))
    record_consent(later, case_id, a_consent(ConsentScope.SPECIAL, kind=SpecialKind.HEALTH, decided_on=LATER))
    assert not open_case(later, case_id).consent_to_renew


def test_e6_the_judgement_is_taken_back_while_nobody_was_shown_the_new_version(desk: Desk) -> None:
    case_id = told(desk)
    change_office(desk, {"deletion_days": 90})
    undo = judge_notice(desk, in_substance=True).undo
    assert undo is not None
    undo()
    assert undecided(desk)
    assert not open_case(desk, case_id).consent_to_renew
    undo = judge_notice(desk, in_substance=True).undo
    told(desk)
    assert undo is not None
    with pytest.raises(ChangedMeanwhile):
        undo()


def test_e2_a_notice_of_before_the_change_that_is_entered_later_names_no_text_of_today(desk: Desk) -> None:
    told(desk, EARLIER)
    change_office(desk, {"deletion_days": 90})
    judge_notice(desk, in_substance=True)
    case_id = told(desk, EARLIER)
    given = stored(desk, case_id).notices[-1]
    assert "weiß das Programm nicht" in shown_then(desk, given.text_fingerprint).body
    assert open_case(desk, case_id).consent_to_renew


@pytest.mark.parametrize("details", [{"substitute": "Vera Vertretung"}, {"secrecy": Secrecy.SOCIAL_WORKER}])
def test_e6_what_changes_on_the_notice_of_a_colleague_alone_is_asked_about(
    desk: Desk, details: dict[str, Any]
) -> None:
    change_office(desk, {"workers": (ERIKA, ZOE)})
    told(desk)
    change_office(desk, {"workers": (ERIKA, replace(ZOE, **details))})
    assert undecided(desk)


def test_e6_what_a_colleague_sets_back_asks_for_nothing_any_more(desk: Desk) -> None:
    change_office(desk, {"workers": (ERIKA, ZOE)})
    told(desk)
    before = read_settings(desk).office.recipients
    change_office(desk, {"recipients": "IT-Dienst Musterland"})
    assert undecided(desk)
    change_office(replace(desk, worker="ZZ"), {"recipients": before})
    assert not undecided(desk)


def test_e6_a_substitute_who_can_open_every_case_from_now_on_is_asked_about(desk: Desk) -> None:
    """E1: the notice names whoever can open the store."""
    told(desk)
    way = add_substitute(desk, "Vera Kern", "eine lange Passphrase").value
    assert undecided(desk)
    take_away(desk, way.slot_id)
    assert not undecided(desk)
    add_substitute(desk, "Vera Kern", "eine lange Passphrase")
    judge_notice(desk, in_substance=False)
    take_away(desk, next(slot.id for slot in desk.vault.keys.slots if slot.kind is SlotKind.SUBSTITUTE))
    assert undecided(desk)


def test_e6_a_new_passphrase_and_a_substitute_before_anybody_was_told_ask_for_nothing(desk: Desk) -> None:
    add_substitute(desk, "Vera Kern", "eine lange Passphrase")
    told(desk)
    change_passphrase(desk, PASSPHRASE, "eine andere lange Passphrase")
    assert not undecided(desk)


def test_e6_an_office_that_comes_in_later_with_its_mended_file_is_asked_about(desk: Desk) -> None:
    sent = Document((a_case_file(),), whole=True, office=an_office(recipients="IT-Dienst Musterland"))
    good = json.loads(write_document(sent))
    import_cases(
        desk, json.dumps(good | {"office": good["office"] | {"deletion_days": -1}}).encode(), partial=True
    )
    told(desk)
    assert not undecided(desk)
    import_cases(desk, json.dumps(good).encode(), partial=True)
    assert read_settings(desk).office.recipients == "IT-Dienst Musterland"
    assert undecided(desk)


def test_e6_who_was_told_the_new_words_before_anybody_judged_them_is_not_asked_again(desk: Desk) -> None:
    then = on_day(desk, CHANGED)
    before = told(then)
    change_office(then, {"deletion_days": 90})
    since = told(on_day(desk, BETWEEN))
    undo = judge_notice(desk, in_substance=True).undo
    entered_later = told(desk, BETWEEN)
    assert [open_case(desk, each).consent_to_renew for each in (before, since, entered_later)] == [
        True,
        False,
        False,
    ]
    assert "90" in shown_then(desk, stored(desk, entered_later).notices[-1].text_fingerprint).body
    assert undo is not None
    undo()
    assert undecided(desk)
    assert not any(open_case(desk, each).consent_to_renew for each in (before, since, entered_later))
    judge_notice(desk, in_substance=True)
    assert [open_case(desk, each).consent_to_renew for each in (before, since)] == [True, False]


def test_e6_who_was_told_between_two_changes_is_asked_anew_when_they_are_judged(desk: Desk) -> None:
    """The question is of both: what she was told is not what the notice says now."""
    then = on_day(desk, CHANGED)
    told(then)
    change_office(then, {"deletion_days": 90})
    between = told(on_day(desk, BETWEEN))
    change_office(on_day(desk, EARLIER), {"consent_proof_years": 10})
    change_office(desk, {"lock_minutes": 7})
    judge_notice(desk, in_substance=True)
    assert notice(desk).history[0].saved_on == EARLIER
    assert open_case(desk, between).consent_to_renew
    assert open_case(desk, told(desk, BETWEEN)).consent_to_renew


def test_e2_a_new_version_counts_from_no_day_before_its_words_were_saved(desk: Desk) -> None:
    then = on_day(desk, CHANGED)
    told(then)
    change_office(then, {"deletion_days": 90})
    sheet = notice(desk)
    longer = {**sheet.texts, "title": "Was mit Ihren Daten geschieht"}
    save_text(on_day(desk, EARLIER), TextDraft(sheet.form.kind, "de", longer, 0, in_substance=True))
    judge_notice(desk, in_substance=True)
    assert [(each.version, each.saved_on) for each in notice(desk).history] == [(8, EARLIER), (7, EARLIER)]


def test_e6_settings_called_form_by_mistake_are_called_substance_later(desk: Desk) -> None:
    then = on_day(desk, CHANGED)
    before = told(then)
    change_office(then, {"deletion_days": 90})
    judge_notice(then, in_substance=False)
    assert notice(desk).settings_in_form == CHANGED
    with pytest.raises(ChangedMeanwhile):
        judge_notice(desk, in_substance=False)
    since = told(on_day(desk, BETWEEN))
    undo = judge_notice(desk, in_substance=True).undo
    assert (notice(desk).version, notice(desk).settings_in_form) == (7, None)
    assert [open_case(desk, each).consent_to_renew for each in (before, since)] == [True, False]
    with pytest.raises(ChangedMeanwhile):
        judge_notice(desk, in_substance=True)
    assert undo is not None
    undo()
    assert not undecided(desk)
    assert notice(desk).settings_in_form == CHANGED
    assert not open_case(desk, before).consent_to_renew


def test_e6_what_was_called_form_waits_while_a_later_change_is_not_judged_yet(desk: Desk) -> None:
    then = on_day(desk, CHANGED)
    told(then)
    change_office(then, {"deletion_days": 90})
    judge_notice(then, in_substance=False)
    change_office(desk, {"consent_proof_years": 10})
    assert notice(desk).settings_in_form is None
    undo = judge_notice(desk, in_substance=False).undo
    assert notice(desk).settings_in_form == desk.today()
    assert undo is not None
    undo()
    assert undecided(desk)
    judge_notice(desk, in_substance=True)
    assert notice(desk).settings_in_form is None


@pytest.mark.parametrize("by_settings", [True, False])
def test_e6_judging_a_text_does_not_hide_that_the_program_brings_another(
    desk: Desk, *, by_settings: bool
) -> None:
    """Only its version changes: nobody looked at what the program brings."""
    told(desk)
    sheet = notice(desk)
    shorter = {**sheet.texts, "title": "Was mit Ihren Daten geschieht"}
    save_text(desk, TextDraft(sheet.form.kind, "de", shorter, 0, in_substance=False))
    with desk.vault.transaction() as connection:
        connection.execute(t.paper_texts.update().values(supplied="0" * 64))
    assert notice(desk).supplied_since
    if by_settings:
        change_office(desk, {"deletion_days": 90})
        judge_notice(desk, in_substance=True)
    else:
        save_text(desk, TextDraft(sheet.form.kind, "de", shorter, 1, in_substance=True))
    assert notice(desk).version == 7
    assert notice(desk).supplied_since
    longer = {**shorter, "title": "Was mit Ihren Daten bei uns geschieht"}
    save_text(desk, TextDraft(sheet.form.kind, "de", longer, 2, in_substance=False))
    assert not notice(desk).supplied_since


def test_e6_setting_back_asks_on_while_somebody_was_told_the_words_in_between(desk: Desk) -> None:
    before = read_settings(desk).office.deletion_days
    first = told(on_day(desk, date(2026, 11, 9)))
    change_office(on_day(desk, CHANGED), {"deletion_days": 3})
    between = told(on_day(desk, BETWEEN))
    change_office(on_day(desk, EARLIER), {"deletion_days": before})
    assert undecided(desk)
    judge_notice(desk, in_substance=True)
    assert [open_case(desk, each).consent_to_renew for each in (first, between)] == [False, True]


def test_e6_another_order_of_the_colleagues_says_nothing_else(desk: Desk) -> None:
    change_office(desk, {"workers": (ERIKA, ZOE, Worker("AA", "Anna Abend"))})
    told(desk)
    change_office(desk, {"workers": (Worker("AA", "Anna Abend"), ERIKA, ZOE)})
    assert not undecided(desk)
