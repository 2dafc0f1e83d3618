"""L8, Art. 16: that and when a value was corrected is kept, the wrong value only with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.documents.wording import wording
from intman_desktop.errors import ChangedMeanwhile, Refused
from intman_desktop.rules.corrections import ELSEWHERE
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.casework.period import change_start
from intman_desktop.services.casework.talks import change_talk, note_talk, remove_talk, talk_in
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.correction_words import correction_line, place_label
from intman_desktop.services.plans.goals import save_goal
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.consents import record_agreement, record_consent, record_notice
from intman_desktop.services.rights.disclosures import record_disclosure
from intman_desktop.services.rights.rectifying import rectify
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import DisclosureGround, StartEvidence
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, newest_act, put_in
from tests.saving import save_answers, save_client, save_household, save_needs_assessment

pytestmark = pytest.mark.unmeasured


@pytest.fixture
def case_id(desk: Desk) -> int:
    return take_in(desk, a.an_intake()).value.case_id


def kept(desk: Desk, case_id: int) -> list[tuple[str, bool, str, str]]:
    """Return place, rectified, old value and reason of every correction."""
    told = open_case(desk, case_id).file.corrections
    return [(each.place, each.rectified, each.old_value, each.reason) for each in told]


def test_l8_a_corrected_value_leaves_that_and_when_and_nothing_of_itself(desk: Desk, case_id: int) -> None:
    outcome = rectify(desk, case_id, "phone", (), {"phone": "0711 1"})
    assert (outcome.value.on, outcome.value.place, outcome.value.worker) == (
        TODAY,
        "field.phone",
        desk.worker,
    )
    assert kept(desk, case_id) == [("field.phone", True, "", "")]
    assert open_case(desk, case_id).file.client.phone == "0711 1"
    assert newest_act(desk, case_id) == "value_rectified"
    text = text_of(access_report(desk, case_id).value.content)
    assert "Geändert am 20.11.2026 Angabe Telefon Als falsch berichtigt ja" in text
    assert "0711 123456" not in text
    assert outcome.undo is not None
    outcome.undo()
    assert kept(desk, case_id) == []
    assert open_case(desk, case_id).file.client.phone == "0711 123456"


def test_l8_with_a_reason_the_wrong_value_is_kept_and_told_in_words(desk: Desk, case_id: int) -> None:
    rectify(desk, case_id, "nationality", (), {"nationality": "423"}, keep_because=" Bescheid vom 3.11. ")
    assert kept(desk, case_id) == [("field.nationality", True, "475", "Bescheid vom 3.11.")]
    (told,) = case_sheet(desk, case_id).corrections
    assert (told.place, told.old_value) == ("Staatsangehörigkeit", "Syrien")
    rectify(desk, case_id, "nationality", (), {"nationality": "475"}, keep_because="Doch richtig")
    assert kept(desk, case_id) == [("field.nationality", True, "475; 423", "Doch richtig")]
    assert "Der falsche Wert Syrien; Afghanistan" in text_of(access_report(desk, case_id).value.content)


def test_l8_a_wrong_day_of_an_answer_is_told_as_a_day(desk: Desk, case_id: int) -> None:
    rectify(desk, case_id, "birth_date", (), {"birth_date": "1991-06-15"}, keep_because="so im Bescheid")
    (told,) = case_sheet(desk, case_id).corrections
    assert (told.place, told.old_value) == ("Geburtsdatum", "14.06.1991")
    strange = v.Correction(TODAY, "field.birth_date", old_value="unklar", reason="x")
    assert correction_line(desk.profile, strange, "de").old_value == "unklar"
    assert place_label(desk.profile, "field.gone", "de") == "gone"


def test_l8_an_answer_is_corrected_with_its_id_and_a_later_value_is_no_correction(
    desk: Desk, case_id: int
) -> None:
    (held,) = save_answers(desk, case_id, [v.Answer("benefits", "sgb_2", a.OPENED_ON)]).value
    later = [replace(held, valid_to=date(2026, 5, 31)), v.Answer("benefits", "none", date(2026, 6, 1))]
    save_answers(desk, case_id, later)
    assert kept(desk, case_id) == []
    answers = [each for each in open_case(desk, case_id).file.answers if each.field == "benefits"]
    wrong = [replace(each, value="none") if each.value == "sgb_2" else each for each in answers]
    rectify(desk, case_id, "benefits", wrong, {}, keep_because="Bescheid")
    assert kept(desk, case_id) == [("field.benefits", True, "sgb_2", "Bescheid")]


def test_l8_a_wrong_last_day_is_corrected_as_a_wrong_value_is(desk: Desk, case_id: int) -> None:
    """Sooner or later: of both it was said that there was nothing to correct."""
    begun, ended = a.OPENED_ON, date(2026, 5, 31)
    (held,) = save_answers(desk, case_id, [v.Answer("benefits", "sgb_2", begun, ended)]).value
    rectify(
        desk, case_id, "benefits", [replace(held, valid_to=date(2026, 6, 30))], {}, keep_because="Bescheid"
    )
    assert kept(desk, case_id) == [("field.benefits", True, "sgb_2", "Bescheid")]
    with pytest.raises(Refused, match="nothing_corrected"):
        rectify(desk, case_id, "benefits", open_case(desk, case_id).file.answers, {})


def test_l8_what_is_right_already_needs_no_correction_and_a_reason_has_an_end(
    desk: Desk, case_id: int
) -> None:
    with pytest.raises(Refused, match="nothing_corrected"):
        rectify(desk, case_id, "phone", (), {"phone": "0711 123456"})
    with pytest.raises(Refused, match="correction_too_long"):
        rectify(desk, case_id, "phone", (), {"phone": "0711 1"}, keep_because="x" * 301)
    with pytest.raises(ChangedMeanwhile):
        rectify(desk, case_id, "phone", (), {"phone": "0711 1"}, client_version=9)
    assert open_case(desk, case_id).file.client.phone == "0711 123456"


def test_l8_every_way_of_saving_keeps_that_something_was_overwritten(desk: Desk, case_id: int) -> None:
    client = open_case(desk, case_id).file.client
    save_client(desk, case_id, replace(client, town="Beispielstadt"))
    save_client(desk, case_id, replace(client, town="Musterdorf", version=client.version + 1))
    save_needs(desk, case_id, None, (), {"street": "Neue Gasse 1"})
    (member,) = save_household(desk, case_id, [v.HouseholdMember("child", False, 2015, 4)]).value
    save_household(desk, case_id, [replace(member, birth_month=5)])
    needs = save_needs_assessment(desk, case_id, v.NeedsAssessment(date(2026, 1, 20), "EB")).value
    save_needs_assessment(desk, case_id, replace(needs, held_on=date(2026, 1, 19)))
    change_start(desk, case_id, date(2025, 6, 1), "Bescheinigung", evidence=StartEvidence.CERTIFICATE_SEEN)
    assert [place for place, *_ in kept(desk, case_id)] == [
        "field.town",
        "field.street",
        "household",
        "case.period_start",
        "needs_assessment.held_on",
    ]
    assert {rectified for _, rectified, *_ in kept(desk, case_id)} == {False}


def test_l8_the_day_of_a_talk_is_corrected_for_everyone_who_took_part(desk: Desk) -> None:
    one, two = a.a_case_file(), a.a_case_file()
    ids = put_in(desk, (one, two))
    talk_id = note_talk(
        desk, replace(a.a_talk(one.case.key, two.case.key), on=date(2026, 2, 3))
    ).value.talk_id
    with desk.vault.reading() as connection:
        talk = talk_in(connection, talk_id)
    outcome = change_talk(desk, replace(talk, on=date(2026, 2, 4)))
    for case_id in ids.values():
        told = [(each.place, each.talk_on) for each in open_case(desk, case_id).file.corrections]
        assert told == [("talk.on", date(2026, 2, 4))]
    (line,) = case_sheet(desk, ids[one.case.key]).corrections
    assert line.place == "Gespräch: Tag"
    assert outcome.undo is not None
    outcome.undo()
    assert [open_case(desk, each).file.corrections for each in ids.values()] == [(), ()]
    remove_talk(desk, talk_id)
    assert open_case(desk, ids[one.case.key]).file.corrections == ()


def test_e3_a_withdrawn_kind_takes_the_wrong_values_kept_of_it_along(desk: Desk, case_id: int) -> None:
    (held,) = save_answers(desk, case_id, [v.Answer("health_remark", "Knie")]).value
    right = [replace(held, value="Schulter")]
    rectify(desk, case_id, "health_remark", right, {}, keep_because="Attest sagt Knie")
    rectify(desk, case_id, "phone", (), {"phone": "0711 1"}, keep_because="Brief ging dorthin")
    health = next(each.id for each in open_case(desk, case_id).file.consents if each.kind)
    withdraw_kind(desk, case_id, health, TODAY)
    assert kept(desk, case_id) == [
        ("field.health_remark", True, "", ""),
        ("field.phone", True, "0711 123456", "Brief ging dorthin"),
    ]
    assert "Knie" not in text_of(access_report(desk, case_id).value.content)


def test_e3_after_a_withdrawal_no_correction_of_the_kind_is_taken_back(desk: Desk, case_id: int) -> None:
    (held,) = save_answers(desk, case_id, [v.Answer("health_remark", "Knie")]).value
    outcome = rectify(desk, case_id, "health_remark", [replace(held, value="")], {})
    health = next(each.id for each in open_case(desk, case_id).file.consents if each.kind)
    withdraw_kind(desk, case_id, health, TODAY)
    assert outcome.undo is not None
    with pytest.raises(ChangedMeanwhile):
        outcome.undo()
    assert "Knie" not in repr(open_case(desk, case_id).file)


def test_e4_without_the_basic_consent_no_wrong_value_is_shown(desk: Desk, case_id: int) -> None:
    rectify(desk, case_id, "phone", (), {"phone": "0711 1"}, keep_because="Brief ging dorthin")
    withdraw_basic(desk, case_id, TODAY)
    assert kept(desk, case_id)[0][2:] == ("", "")


def test_l8_mended_evidence_is_told_with_its_day_and_taken_back_with_its_change(
    desk: Desk, case_id: int
) -> None:
    file = open_case(desk, case_id).file
    assert file.agreement is not None
    record_notice(desk, case_id, replace(file.notices[0], explained_by="Alex Muster"))
    record_agreement(desk, case_id, replace(file.agreement, client_name="Samira Muster"))
    outcome = record_consent(desk, case_id, replace(file.consents[0], explained_by="Alex Muster"))
    assert [each[0] for each in kept(desk, case_id)] == ["notice", "agreement", "consent"]
    text = " ".join(text_of(access_report(desk, case_id).value.content).split())
    assert "Geändert am 20.11.2026 Angabe Einwilligung oder ihr Nachweis" in text
    assert outcome.undo is not None
    outcome.undo()
    assert [each[0] for each in kept(desk, case_id)] == ["notice", "agreement"]


def test_l8_a_corrected_entry_of_passing_on_is_told_with_its_day(desk: Desk, case_id: int) -> None:
    """Rules L8, E7: but not of one that the person is not told of."""
    act = a.a_disclosure(ground=DisclosureGround.COURT_ORDER, reason="Beschluss", told_on=a.OPENED_ON)
    entered = record_disclosure(desk, case_id, act).value
    assert kept(desk, case_id) == []
    outcome = record_disclosure(desk, case_id, replace(entered, recipient="Amtsgericht Ulm"))
    assert kept(desk, case_id) == [("disclosure", False, "", "")]
    assert outcome.undo is not None
    outcome.undo()
    assert kept(desk, case_id) == []
    hidden = replace(act, told_on=None, not_told_reason="Gefahr (Beispiel)")
    entered = record_disclosure(desk, case_id, hidden).value
    record_disclosure(desk, case_id, replace(entered, recipient="Amtsgericht Ulm"))
    assert kept(desk, case_id) == []


def test_l8_another_wording_of_a_goal_is_told_with_its_day(desk: Desk) -> None:
    file = a.a_filled_case_file()
    case_id = put_in(desk, (file,))[file.case.key]
    plan = open_case(desk, case_id).file.plan
    assert plan is not None
    before = kept(desk, case_id)
    said = replace(plan.goals[0], wording="Ich möchte arbeiten.", until=date(2027, 6, 30))
    outcome = save_goal(desk, case_id, said)
    told = [(place, False, "", "") for place in ("goal.wording", "goal.until")]
    assert kept(desk, case_id) == [*before, *told]
    text = " ".join(text_of(access_report(desk, case_id).value.content).split())
    assert "Angabe Ziel: Bis wann" in text
    assert outcome.undo is not None
    outcome.undo()
    assert kept(desk, case_id) == before


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("place", sorted(ELSEWHERE))
def test_l8_every_place_has_its_words(place: str, language: str) -> None:
    assert wording("access", language).raw(f"place_{place.replace('.', '_')}")
