"""E2, E6: evidence names the text that was in force on the day it was shown, or says that nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest

from intman_desktop.gdpr.texts import keep_text
from intman_desktop.models import tables as t
from intman_desktop.services.across import overview
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.text_versions import supplied_fingerprint, supplied_versions
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.papers.paper_texts import read_texts, save_text, shown_then
from intman_desktop.services.rights.consents import record_agreement, record_consent, record_notice
from intman_desktop.values.case_file import Agreement, CaseFile, Consent, NoticeGiven
from intman_desktop.values.codes import ConsentScope, SpecialKind, TextKind
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.office import TextVersion
from intman_desktop.values.texts import TextDraft
from tests.builders import (
    a_case_file,
    a_consent,
    a_health_consent,
    a_notice,
    a_passing_on,
    an_agreement,
    an_intake,
    an_office,
)
from tests.opened import TODAY, on_day, put_in, set_office, stored

Evidence: TypeAlias = NoticeGiven | Consent | Agreement
SHOWN_ON = date(2026, 11, 5)
CHANGED_ON = date(2026, 11, 10)
AFTER = date(2026, 11, 12)
NEW = " Neu ist auch dies."


def change(desk: Desk, *kinds: TextKind, on: date = CHANGED_ON, in_substance: bool = True) -> None:
    """Save each text with one sentence more in its title."""
    for kind in kinds:
        sheet = next(each for each in read_texts(desk) if each.form.kind is kind)
        longer = {**sheet.texts, "title": f"{sheet.texts['title']}{NEW}"}
        save_text(on_day(desk, on), TextDraft(kind, "de", longer, sheet.edition, in_substance))


def signed(on: date, **details: Any) -> Agreement:
    return an_agreement(**{"client_signed_on": on, "worker_signed_on": on, **details})


def taken_in(desk: Desk, on: date) -> CaseFile:
    """Return a case whose papers of the first talk were shown ``on`` that day, taken in today."""
    intake = an_intake(
        opened_on=on,
        notice=a_notice(handed_out_on=on, explained_on=on),
        consents=(a_consent(decided_on=on), a_health_consent(decided_on=on)),
        agreement=signed(on),
    )
    return stored(desk, take_in(desk, intake).value.case_id)


def a_running_case(desk: Desk) -> int:
    """Return a case with the basic consent to a text that the program does not name."""
    file = a_case_file(notices=(), agreement=None, consents=(a_consent(decided_on=date(2026, 11, 1)),))
    return put_in(desk, [file])[file.case.key]


def text_named(desk: Desk, evidence: Evidence) -> TextVersion:
    return shown_then(desk, evidence.text_fingerprint)


def renewals(desk: Desk) -> list[str]:
    due = overview.deadlines(desk)
    return [each.matter.code for each in due if each.kind is DeadlineKind.CONSENT_OUTDATED]


def test_e2_what_was_signed_before_a_change_names_the_text_of_then_and_is_asked_anew(desk: Desk) -> None:
    change(desk, TextKind.CONSENT, TextKind.PRIVACY_NOTICE, TextKind.AGREEMENT)
    file = taken_in(desk, SHOWN_ON)
    assert file.agreement is not None
    evidence: tuple[Evidence, ...] = (*file.notices, *file.consents, file.agreement)
    assert [text_named(desk, each).version for each in evidence] == [6, 1, 1, 1]
    assert not any(NEW in text_named(desk, each).body for each in evidence)
    assert renewals(desk) == ["due_notice_text"]


def test_e6_who_was_shown_no_text_since_the_office_lacked_data_is_told_and_asked_once_it_has_them(
    desk: Desk,
) -> None:
    set_office(desk, an_office(data_protection_officer=""))
    file = taken_in(desk, SHOWN_ON)
    set_office(desk, an_office())
    assert renewals(desk) == ["due_notice_text"]
    assert [line.fact.code for line in privacy_view(desk).renewing] == ["consent_to_renew"]
    earlier = SHOWN_ON - timedelta(days=1)
    mended = replace(file.notices[0], handed_out_on=earlier, explained_on=earlier)
    mended = record_notice(desk, file.case.id, mended).value
    assert "fehlten Angaben" in text_named(desk, mended).body, "a mended day shows nobody a text"
    record_notice(desk, file.case.id, a_notice(handed_out_on=TODAY, explained_on=TODAY))
    for consent in file.consents:
        record_consent(desk, file.case.id, replace(consent, id=0, decided_on=TODAY, text_fingerprint=""))
    assert renewals(desk) == []
    assert privacy_view(desk).renewing == ()


def test_e2_what_is_signed_after_a_change_names_the_new_text_and_asks_for_nothing(desk: Desk) -> None:
    change(desk, TextKind.CONSENT, TextKind.PRIVACY_NOTICE, TextKind.AGREEMENT)
    for on in (AFTER, TODAY):
        file = taken_in(desk, on)
        assert file.agreement is not None
        evidence: tuple[Evidence, ...] = (*file.notices, *file.consents, file.agreement)
        assert all(NEW in text_named(desk, each).body for each in evidence)
    assert renewals(desk) == []


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (TextKind.CONSENT, a_health_consent(decided_on=SHOWN_ON)),
        (TextKind.PASSING_ON_CONSENT, a_passing_on(decided_on=SHOWN_ON)),
        (TextKind.RELOCATION_CONSENT, a_consent(ConsentScope.RELOCATION, decided_on=SHOWN_ON)),
        (
            TextKind.SPECIAL_CONSENT,
            a_consent(ConsentScope.SPECIAL, kind=SpecialKind.RELIGION, decided_on=SHOWN_ON),
        ),
    ],
    ids=str,
)
def test_e2_a_consent_recorded_later_names_the_text_of_its_day(
    desk: Desk, kind: TextKind, asked: Consent
) -> None:
    case_id = a_running_case(desk)
    change(desk, kind)
    saved = record_consent(desk, case_id, asked).value
    assert NEW not in text_named(desk, saved).body
    assert renewals(desk) == ["due_consent_text"]
    record_consent(desk, case_id, replace(asked, decided_on=AFTER))
    assert renewals(desk) == []


def test_e2_a_notice_names_the_text_of_the_day_it_was_handed_out(desk: Desk) -> None:
    case_id = a_running_case(desk)
    change(desk, TextKind.PRIVACY_NOTICE)
    given = a_notice(handed_out_on=SHOWN_ON, explained_on=AFTER)
    assert NEW not in text_named(desk, record_notice(desk, case_id, given).value).body


def test_e2_an_agreement_names_the_text_of_the_day_it_was_agreed(desk: Desk) -> None:
    """B1: agreed orally, it is the text read out then; once it is signed, it is the one that was signed."""
    case_id = a_running_case(desk)
    change(desk, TextKind.AGREEMENT)
    oral = signed(AFTER, client_signed_on=None, worker_signed_on=None, oral_on=SHOWN_ON)
    agreed = record_agreement(desk, case_id, oral).value
    assert NEW not in text_named(desk, agreed).body
    now = replace(agreed, client_signed_on=AFTER, worker_signed_on=AFTER)
    assert NEW in text_named(desk, record_agreement(desk, case_id, now).value).body


Mend = Callable[[Desk, int, date, date], tuple[TextVersion, TextVersion]]


def _mended_consent(desk: Desk, case_id: int, first: date, then: date) -> tuple[TextVersion, TextVersion]:
    saved = record_consent(desk, case_id, a_health_consent(decided_on=first)).value
    mended = record_consent(desk, case_id, replace(saved, decided_on=then)).value
    return text_named(desk, saved), text_named(desk, mended)


def _mended_notice(desk: Desk, case_id: int, first: date, then: date) -> tuple[TextVersion, TextVersion]:
    saved = record_notice(desk, case_id, a_notice(handed_out_on=first, explained_on=first)).value
    moved = replace(saved, handed_out_on=then, explained_on=then)
    return text_named(desk, saved), text_named(desk, record_notice(desk, case_id, moved).value)


def _mended_agreement(desk: Desk, case_id: int, first: date, then: date) -> tuple[TextVersion, TextVersion]:
    saved = record_agreement(desk, case_id, signed(first)).value
    moved = replace(saved, client_signed_on=then)
    return text_named(desk, saved), text_named(desk, record_agreement(desk, case_id, moved).value)


@pytest.mark.parametrize("mend", [_mended_consent, _mended_notice, _mended_agreement])
@pytest.mark.parametrize("days", [(AFTER, SHOWN_ON), (SHOWN_ON, AFTER), (CHANGED_ON, AFTER)])
def test_e2_a_corrected_day_names_the_text_of_the_right_day(
    desk: Desk, mend: Mend, days: tuple[date, date]
) -> None:
    case_id = a_running_case(desk)
    change(desk, TextKind.CONSENT, TextKind.PRIVACY_NOTICE, TextKind.AGREEMENT)
    _wrong, right = mend(desk, case_id, *days)
    assert (NEW in right.body) is (days[1] == AFTER)


def test_e2_mending_what_is_no_day_keeps_the_text_word_for_word(desk: Desk) -> None:
    case_id = a_running_case(desk)
    saved = record_consent(desk, case_id, a_health_consent(decided_on=SHOWN_ON)).value
    change(desk, TextKind.CONSENT)
    mended = record_consent(desk, case_id, replace(saved, filing_place="Ordner Muster 2")).value
    moved = record_consent(desk, case_id, replace(mended, decided_on=date(2026, 11, 4))).value
    assert mended.text_fingerprint == moved.text_fingerprint == saved.text_fingerprint


def test_e2_what_was_declared_on_another_sheet_names_no_text_after_a_corrected_day(desk: Desk) -> None:
    case_id = a_running_case(desk)
    change(desk, TextKind.PASSING_ON_CONSENT)
    other = record_consent(desk, case_id, a_passing_on(decided_on=SHOWN_ON), text_shown=False).value
    assert record_consent(desk, case_id, replace(other, decided_on=AFTER)).value.text_fingerprint == ""


def test_e6_only_the_form_was_changed_and_nobody_is_asked_anew(desk: Desk) -> None:
    change(desk, TextKind.CONSENT, in_substance=False)
    before, after = taken_in(desk, SHOWN_ON), taken_in(desk, CHANGED_ON)
    assert NEW not in text_named(desk, before.consents[0]).body
    assert NEW in text_named(desk, after.consents[0]).body
    assert renewals(desk) == []


def test_e2_on_the_day_of_a_change_the_text_printed_then_is_named_and_later_nobody_knows(desk: Desk) -> None:
    change(desk, TextKind.CONSENT, on=CHANGED_ON)
    same_day = taken_in(on_day(desk, CHANGED_ON), CHANGED_ON)
    assert NEW in text_named(desk, same_day.consents[0]).body
    later = text_named(desk, taken_in(desk, CHANGED_ON).consents[0])
    assert later.version == 0
    assert later.body == (
        "Einwilligung\n"
        "Welcher Wortlaut an diesem Tag galt, weiß das Programm nicht; er steht auf dem abgelegten Papier.\n"
    )
    assert renewals(desk) == ["due_consent_text"]


def test_e2_a_supplied_text_that_the_program_no_longer_has_is_not_known(desk: Desk) -> None:
    """The office saved its own over an older supplied one: what was shown before that, nobody can say."""
    change(desk, TextKind.PRIVACY_NOTICE)
    with desk.vault.transaction() as connection:
        connection.execute(t.paper_texts.update().values(supplied="0" * 64))
    before, after = taken_in(desk, SHOWN_ON), taken_in(desk, AFTER)
    told = text_named(desk, before.notices[0])
    assert (told.kind, told.version) == (TextKind.PRIVACY_NOTICE, 0)
    assert told.body.startswith("Datenschutzerklärung\nWelcher Wortlaut an diesem Tag galt")
    assert NEW in text_named(desk, after.notices[0]).body
    assert renewals(desk) == ["due_notice_text"]


def test_e6_whoever_was_given_the_notice_before_it_named_what_goes_on_counting_is_asked_anew(
    desk: Desk,
) -> None:
    """Version 4 was supplied with two texts: one without the half-sentence on § 24 AufenthG (K8)."""
    with desk.vault.transaction() as connection:
        before = keep_text(connection, TextKind.PRIVACY_NOTICE, "de", 4, "Datenschutzerklärung\nvon damals\n")
    given = a_notice(text_fingerprint=before.fingerprint)
    file = a_case_file(notices=(given,), consents=(a_consent(decided_on=given.explained_on),))
    case_id = put_in(desk, [file])[file.case.key]
    assert renewals(desk) == ["due_notice_text"]
    record_notice(desk, case_id, a_notice(handed_out_on=TODAY, explained_on=TODAY))
    record_consent(desk, case_id, a_consent(decided_on=TODAY))
    assert renewals(desk) == []


@pytest.mark.parametrize(
    ("kind", "version", "fingerprint"),
    [
        (TextKind.PRIVACY_NOTICE, 6, "b7a772c773f1"),
        (TextKind.CONSENT, 1, "8f76a97be1e6"),
        (TextKind.AGREEMENT, 1, "be136fa87bdf"),
        (TextKind.PASSING_ON_CONSENT, 1, "093d5fe55cf4"),
        (TextKind.RELOCATION_CONSENT, 1, "61985db7071a"),
        (TextKind.SPECIAL_CONSENT, 1, "5e96ed112869"),
    ],
)
def test_e6_no_supplied_text_changes_unseen(kind: TextKind, version: int, fingerprint: str) -> None:
    """Whoever changes one decides here: in substance, then its version is raised, or in its form alone."""
    assert dict(supplied_versions(kind)) == {"de": version}
    assert supplied_fingerprint(kind, "de")[:12] == fingerprint
