"""E7, L8: of a begun form of passing on nothing is told to its person that she may be kept from."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.begun_passing_on import without_secrets
from intman_desktop.services.transfer.exporting import export_own
from intman_desktop.values.codes import DisclosureGround
from tests.builders import a_case_file, a_consent, a_disclosure, a_health_consent, a_passing_on
from tests.documents.reading import text_of
from tests.opened import TODAY, put_in

JUGENDAMT, JOBCENTER = "Jugendamt Musterstadt", "Jobcenter Musterstadt"
SECRET = a_disclosure(
    recipient=JUGENDAMT,
    what="Sorge um das jüngste Kind (Beispiel)",
    ground=DisclosureGround.CHILD_WELFARE,
    reason="Gewichtige Anhaltspunkte (Beispiel)",
    not_told_reason="Schutz des Kindes (Beispiel)",
    id=7,
)
KNOWN = a_disclosure(consent=1, id=8)
FILE = a_case_file(consents=(a_consent(), a_passing_on()), disclosures=(KNOWN,))


def an_act(
    recipient: str = JOBCENTER, ground: str = "", kind: str = "", on: str = "20.11.2026", **more: str
) -> dict[str, Any]:
    """Return what is typed in the form, as it keeps it in a draft."""
    texts = {
        "recipient": recipient,
        "what": "Stichworte (Beispiel)",
        "reason": "",
        "not_told": "",
        "subject": "",
    }
    return {
        "texts": {**texts, **{name: text for name, text in more.items() if name in texts}},
        "areas": {"address": "", "text": "Worte des Schreibens (Beispiel)"},
        "days": {"on": on, "told_on": more.get("told_on", "")},
        "codes": {"way": "phone", "ground": ground, "kind": kind, "purpose": ""},
    }


def begun(act: Any, **details: Any) -> dict[str, Any]:
    """Return the values of the draft of a case in which the form is open."""
    return {"part": "passing_on", "values": {"details": {"way": "phone", **details}, "typed": act}}


def told(desk: Desk, case_id: int) -> tuple[str, str]:
    """Return the report and what lies beside the case in the file to take along."""
    target = BytesIO()
    export_own(desk, target, case_id)
    with zipfile.ZipFile(target) as parcel:
        beside = parcel.read("beside.json").decode()
    return " ".join(text_of(access_report(desk, case_id).value.content).split()), beside


@pytest.mark.parametrize("ground", ["", "?Kindes", "child_welfare"])
def test_e7_a_begun_passing_on_that_no_consent_opens_is_not_told_whatever_ground_it_has_yet(
    desk: Desk, ground: str
) -> None:
    """Nor that something is begun: an entry without words would make her ask."""
    case_id = put_in(desk, [FILE])[FILE.case.key]
    content = {"where": {"case_id": case_id}, "values": begun(an_act(JUGENDAMT, ground), recipient=JUGENDAMT)}
    save_draft(desk, "case", case_id, json.dumps(content))
    report, beside = told(desk, case_id)
    for text in (report, beside):
        assert "Jugendamt" not in text
        assert "(Beispiel)" not in text
    assert "Noch nicht gespeichert" not in report
    assert json.loads(beside)["unfinished"] == []


def test_e7_l8_a_begun_passing_on_by_consent_is_told_in_the_report_and_the_file(desk: Desk) -> None:
    case_id = put_in(desk, [FILE])[FILE.case.key]
    save_draft(desk, "case", case_id, json.dumps({"where": {"case_id": case_id}, "values": begun(an_act())}))
    report, beside = told(desk, case_id)
    assert "Noch nicht gespeichert 20.11.2026" in report
    for text in (report, beside):
        assert "Stichworte (Beispiel)" in text
        assert "Worte des Schreibens (Beispiel)" in text


@pytest.mark.parametrize(
    "act",
    [
        an_act(recipient=""),
        an_act(recipient="Jobcenter"),
        an_act(ground="child_welfare"),
        an_act(ground="?"),
        an_act(on=""),
        an_act(on="20.11."),
        an_act(on="11.01.2026"),
        an_act(on="bald"),
        an_act(kind="health"),
        an_act(kind="?Gesund"),
        an_act(reason="Anhaltspunkte"),
        an_act(not_told="Schutz"),
        an_act(told_on="20.11.2026"),
        {**an_act(), "codes": {}},
        {**an_act(), "days": None},
        "no form wrote this",
        None,
    ],
)
def test_e7_what_leaves_in_doubt_that_it_rests_on_consent_is_not_told(act: Any) -> None:
    assert without_secrets(begun(act), FILE, TODAY) == {}


def test_e7_of_what_is_told_the_words_alone_are_and_not_how_the_form_was_opened() -> None:
    assert without_secrets(begun(an_act(), recipient=JUGENDAMT), FILE, TODAY) == an_act()
    assert without_secrets([{"typed": an_act()}], FILE, TODAY) == [{"typed": an_act()}]
    assert without_secrets([{"typed": an_act(JUGENDAMT)}], FILE, TODAY) == [{"typed": {}}]


def test_e7_e3_a_kind_that_a_consent_opens_on_that_day_is_told() -> None:
    file = replace(FILE, consents=(*FILE.consents, a_health_consent(decided_on=date(2026, 11, 20))))
    assert without_secrets(begun(an_act(kind="health")), file, TODAY) == an_act(kind="health")
    assert without_secrets(begun(an_act(kind="health", on="19.11.2026")), file, TODAY) == {}


def test_e7_the_correction_of_an_entry_is_told_only_if_the_entry_is() -> None:
    file = replace(FILE, disclosures=(KNOWN, SECRET))
    assert without_secrets(begun(an_act(), disclosure_id=KNOWN.id), file, TODAY) == an_act()
    for other in (SECRET.id, 99, "8"):
        assert without_secrets(begun(an_act(), disclosure_id=other), file, TODAY) == {}


def test_e7_to_a_recipient_that_got_something_in_secret_nothing_begun_is_told() -> None:
    """Also where a consent opens it since, and however its name is typed."""
    both = (*FILE.consents, a_passing_on(JUGENDAMT), a_passing_on("Jugendamt"))
    known, file = replace(FILE, consents=both), replace(FILE, consents=both, disclosures=(KNOWN, SECRET))
    for recipient in (JUGENDAMT, "Jugendamt"):
        assert without_secrets(begun(an_act(recipient)), known, TODAY) == an_act(recipient)
        assert without_secrets(begun(an_act(recipient)), file, TODAY) == {}


def test_e7_a_consent_that_is_begun_on_the_way_from_a_passing_on_is_not_told() -> None:
    typed = {"recipient": JUGENDAMT, "purpose": "Klärung"}
    consent = {"part": "consent", "values": {"details": {"back": "passing_on"}, "typed": typed}}
    assert without_secrets(consent, FILE, TODAY) == {"part": "consent", "values": {}}
    consent["values"] = {"details": {"back": "consents"}, "typed": typed}
    assert without_secrets(consent, FILE, TODAY) == consent
