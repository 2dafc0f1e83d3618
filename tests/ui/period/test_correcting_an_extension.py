"""The last extension is corrected on the page of the period, its reason closed or not (C3, C8, L8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from intman_desktop.values.case_file import CaseFile, Extension
from tests.builders import a_consent, a_health_consent
from tests.opened import stored
from tests.ui.hands import Hands, choice
from tests.ui.period.test_period_page import START, a_wrong_extension, begun, clock

DECIDED_ON = date(2026, 11, 2)
OF_HEALTH = Extension(
    date(2028, 1, 15), DECIDED_ON, "mental_illness", "In Therapie.", DECIDED_ON, "clinic", decided_by="EB"
)
KEEP = "Grund bleibt, wie er ist"


def run_out(extension: Extension, start: date = START) -> CaseFile:
    """Return a case that was extended under a health consent that has run out since."""
    health = a_health_consent(decided_on=start, valid_until=date(2026, 11, 10))
    return replace(
        begun(start, health=False),
        consents=(a_consent(decided_on=start), health),
        extensions=(extension,),
    )


def kept_in(hands: Hands) -> Extension:
    (kept,) = hands.asked(stored, 1).extensions
    return kept


def test_c3_l8_only_the_day_is_corrected_and_the_closed_reason_stays_unseen(period_of: Any) -> None:
    hands, page = period_of(run_out(OF_HEALTH), part="correct")
    before, form = kept_in(hands), page.form.extension
    assert choice(page.form, KEEP).isChecked() and page.unsaved() is None
    assert not form.text_row.is_asked() and not form.seen_row.is_asked()
    assert "Therapie" not in hands.words(page)
    hands.into(form.months, "6 Monate")
    hands.into(page.form.reason, "Verklickt")
    hands.save()
    assert hands.notice() == "Verlängerung berichtigt"
    after = kept_in(hands)
    assert after == replace(before, until=date(2027, 7, 15), version=after.version)


def test_c3_c8_why_it_was_late_is_not_asked_for_again_where_its_reason_stays(period_of: Any) -> None:
    late = replace(OF_HEALTH, until=date(2027, 9, 1), late_reason="lag in der Klinik")
    hands, page = period_of(run_out(late, date(2023, 9, 1)), part="correct")
    form = page.form.extension
    assert not form.late_row.is_asked() and "Klinik" not in hands.words(page)
    hands.choose(page.form, "Analphabetismus")
    assert form.late_row.is_asked() and form.text_row.is_asked()
    hands.choose(page.form, KEEP)
    hands.into(form.until, "1.6.2027")
    hands.into(page.form.reason, "Verklickt")
    hands.save()
    assert kept_in(hands).late_reason == "lag in der Klinik"
    assert clock(hands).last_day == date(2027, 6, 1)


def test_l8_a_reason_that_can_be_read_is_chosen_anew(period_of: Any) -> None:
    readable = replace(OF_HEALTH, reason="illiteracy", text="", evidence_seen_on=None, evidence_place_kind="")
    hands, page = period_of(run_out(readable), part="correct")
    assert KEEP not in hands.words(page)
    assert choice(page.form, "Analphabetismus").isChecked()


def test_l8_a_correction_says_which_papers_are_out_of_date_by_it(period_of: Any) -> None:
    """The certificate and the plan tell until when it was extended as well (C11)."""
    hands, page = period_of(a_wrong_extension(), part="correct")
    said = hands.words(page)
    assert "Papiere mit dieser Verlängerung (Begründung, Bescheinigung, Plan) sind damit überholt." in said


def test_l8_who_decided_is_shown_by_name_and_that_alone_is_no_change(period_of: Any) -> None:
    hands, page = period_of(a_wrong_extension(), part="correct")
    form = page.form.extension
    assert form.by.value() == "Erika Beispiel" and page.unsaved() is None
    hands.into(page.form.reason, "Verklickt")
    hands.save()
    assert "An der Verlängerung ist nichts geändert." in hands.words(hands.program.window)
    hands.into(form.months, "6 Monate")
    hands.save()
    assert kept_in(hands).decided_by == "EB"


def test_l8_another_name_is_recorded_as_it_was_typed(period_of: Any) -> None:
    hands, page = period_of(a_wrong_extension(), part="correct")
    hands.into(page.form.extension.by, "Frau Muster")
    hands.into(page.form.reason, "Die Vertretung hat entschieden")
    hands.save()
    assert kept_in(hands).decided_by == "Frau Muster"
