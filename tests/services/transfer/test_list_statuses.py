"""K3, I8: a residence status of an old list is one that its cell names alone, by the words of the profile."""

from __future__ import annotations

import pytest

from intman_desktop.rules.list_cells import status_of
from intman_desktop.rules.list_rows import understand
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.transfer.list_import import list_desk
from intman_desktop.ui.list_import.understood_words import understood_as
from intman_desktop.values.lists import ListField as F
from tests.opened import TODAY


@pytest.mark.parametrize(
    "text",
    [
        "§ 25 Abs. 2", "§ 25 Abs. 2 AufenthG", "§ 25", "AE § 25 II", "25/2", "25.3",
        "Anerkannt (§ 25 Abs. 2)",
        "§ 25 Abs. 4", "AE § 25 Abs. 2 bis 24.03.2027", "NE § 26", "§ 23", "§ 81", "§ 60 Abs. 1", "§ 6",
        "Duldung § 25 Abs. 5", "AE § 60a", "AE", "Aufenthaltserlaubnis bis 30.06.2026",
        "Fiktion bis 24.03.2025",
        "Fiktionsbescheinigung", "anerkannt", "Ukraine", "im Verfahren",
        "§ 25b beantragt am 3.4.2025",
        "§ 25 Abs. 3 abgelehnt", "§ 24 SGB VIII", "AsylbLG § 3", "SGB II", "31.12.2025", "bis 4.3.2026", "24",
        "AE 3 Jahre", "Duldung seit 24 Monaten", "Duldung abgelaufen 18.05.2025", "beendet 31.01.2025",
        "läuft, B1 bis 24.03.2027", "9.5.25", "22.06.", "16a",
    ],
)  # fmt: skip
def test_k3_what_may_be_several_statuses_or_none_is_none(desk: Desk, text: str) -> None:
    assert status_of(text, list_desk(desk).vocabulary.residence_statuses) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("§ 25 Abs. 2 Satz 1 Alt. 1 AufenthG", "AE25-2-F"),
        ("§25 Abs. 2 S. 1 2. Alt.", "AE25-2-S"),
        ("Flüchtling (§ 25 Abs. 2)", "AE25-2-F"),
        ("subsidiärer Schutz, § 25 Abs. 2", "AE25-2-S"),
        ("§ 25 Abs. 4a AufenthG", "AE25-4a"),
        ("§ 25 Abs. 4 Satz 2", "AE25-4-2"),
        ("AE 25 III", "AE25-3"),
        ("AE 25/5", "AE25-5"),
        ("§ 26 Abs. 3", "NE26-3"),
        ("NE § 26 Abs. 4", "NE26-4"),
        ("§ 24 (Ukraine)", "AE24"),
        ("§ 104c Abs. 1", "AE104c"),
        ("60b", "D60b"),
        ("Duldung § 60c", "D60c"),
        ("Duldung § 60a Abs. 2", "D60a"),
        ("Aufenthaltsgestattung § 55 AsylG", "AG"),
        ("Fiktion § 81 Abs. 4", "FIK-4"),
        ("Fiktionsbescheinigung (bisheriger Titel gilt fort)", "FIK-4"),
        ("Duldung bis 31.12.2025", "D60a"),
        ("Duldung bis 9.5.25", "D60a"),
        ("Duldung (60a), verlängert am 16.06.2025", "D60a"),
        ("Gestattung gültig bis 25.3.2024", "AG"),
    ],
)
def test_i8_a_status_is_known_by_what_names_it_alone(desk: Desk, text: str, code: str) -> None:
    assert status_of(text, list_desk(desk).vocabulary.residence_statuses) == code


def test_every_status_is_known_by_its_own_label_and_by_its_paragraph(desk: Desk) -> None:
    words = list_desk(desk).vocabulary.residence_statuses
    for item in desk.profile.list("residence_statuses"):
        assert {status_of(label, words) for label in item.labels.values()} == {item.code}
        basis = item.mark("legal_basis")
        assert not basis.startswith("§") or status_of(basis, words) == item.code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("§ 25 Abs. 2", "„§ 25 Abs. 2“ nennt nicht einen einzigen Aufenthaltsstatus"),
        ("AE bis 22.06.2026", "„AE bis 22.06.2026“ nennt nicht einen einzigen Aufenthaltsstatus"),
        ("31.12.2025", "„31.12.2025“ steht in keiner Liste"),
        ("Duldung bis 31.12.2025", "kommt nur der Status mit, nicht der Tag"),
    ],
)
def test_k3_it_is_said_at_the_row_what_a_cell_leaves_open(desk: Desk, text: str, said: str) -> None:
    known = list_desk(desk)
    person = understand(2, {F.FAMILY_NAME: "Muster", F.RESIDENCE_STATUS: text}, known.vocabulary, TODAY)
    (fact,) = [each for each in person.facts if each.field is F.RESIDENCE_STATUS]
    assert said in sentence(fact.fact)
    assert not fact.fault
    left_blank = not person.answers
    assert (said in understood_as(person, F.RESIDENCE_STATUS, known)) is left_blank
