"""Each part of the settings in the real window: changed, saved, read from disk again, and at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.common.office import read_office
from intman_desktop.services.papers import paper_kinds, papers
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.own_block import OwnBlockContent
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.ui.settings.backup_part import BackupPart
from intman_desktop.ui.settings.blocks_part import BlocksPart
from intman_desktop.ui.settings.lists_part import ListsPart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.settings.phrases_part import PhrasesPart
from intman_desktop.ui.settings.work_part import WorkPart
from intman_desktop.ui.settings.workers_part import WorkersPart
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.values.codes import Actor, Block, Secrecy
from intman_desktop.values.office import Office, OwnBlock, Worker
from tests.builders import a_case, a_case_file, a_consent, a_health_consent, a_plan, a_talk
from tests.documents.reading import text_of
from tests.opened import PASSPHRASE, TODAY
from tests.ui.hands import Hands

OpenProgram = Callable[..., Program]


class AtTheSettings:
    """Changes a part, saves, and reads the store from disk again. Attributes: ``hands``, ``page``."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.hands = Hands(qtbot, program)
        self.page: SettingsPage

    def part(self, key: str, kind: type) -> object:
        self.page = self.hands.open(SettingsPage, "settings", part=key)
        found = self.page.parts[key]
        assert isinstance(found, kind)
        return found

    def save_and_reopen(self) -> Office:
        """Save with Ctrl+Enter, lock, unlock, and return the office as the disk has it."""
        self.hands.click(self.page, "Speichern")
        assert self.hands.notice() == "Einstellungen gespeichert"
        program, qtbot = self.hands.program, self.hands.qtbot
        program.window.lock_wanted.emit()
        qtbot.waitUntil(lambda: bool(program.window.findChildren(UnlockCard)), timeout=20_000)
        card = program.window.findChildren(UnlockCard)[-1]
        line = next(each for each in card.findChildren(QLineEdit) if each.isVisible())
        line.setText(PASSPHRASE)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=20_000)
        self.hands.settle()
        office = self.hands.asked(read_office)
        assert isinstance(office, Office)
        return office

    def plan(self, case_id: int = 1) -> PlanPanel:
        page = self.hands.open(CasePage, "case", case_id=case_id, tab="plan")
        return page.findChildren(PlanPanel)[0]

    def plan_paper(self, case_id: int = 1) -> str:
        return text_of(self.hands.asked(papers.paper, paper_kinds.INTEGRATION_PLAN, case_id).content)


@pytest.fixture
def at(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., AtTheSettings]:
    return lambda *args: AtTheSettings(qtbot, open_program(*args))


def test_i10_a_new_block_stands_in_the_plan_and_on_its_paper(at: Callable[..., AtTheSettings]) -> None:
    desk = at([a_case_file()])
    part = desk.part("blocks", BlocksPart)
    assert isinstance(part, BlocksPart)
    part.add.click()
    desk.hands.into(part.cards[0].title, "Ehrenamt")
    desk.hands.into(part.cards[0].help, "Wo sich die Person engagiert")
    office = desk.save_and_reopen()
    assert office.own_blocks == (OwnBlock("own_ehrenamt", "Ehrenamt", "Wo sich die Person engagiert"),)
    panel = desk.plan()
    panel.blocks.button("own_ehrenamt").click()
    content = panel.pane.content
    assert isinstance(content, OwnBlockContent)
    assert "Ehrenamt" not in desk.plan_paper()
    desk.hands.into(content.text, "Im Garten am Markt")
    desk.hands.click(panel.foot, "Angaben speichern")
    paper = desk.plan_paper()
    assert "Ehrenamt" in paper
    assert "Im Garten am Markt" in paper


def test_e3_a_block_of_a_special_kind_is_on_paper_with_its_consent_alone(
    at: Callable[..., AtTheSettings],
) -> None:
    desk = at([a_case_file(), a_case_file(consents=(a_consent(),))])
    part = desk.part("blocks", BlocksPart)
    assert isinstance(part, BlocksPart)
    part.add.click()
    desk.hands.into(part.cards[0].title, "Schlaf")
    part.cards[0].need.set_code("health")
    assert desk.save_and_reopen().own_blocks[0].need == "health"
    panel = desk.plan(1)
    panel.blocks.button("own_schlaf").click()
    content = panel.pane.content
    assert isinstance(content, OwnBlockContent)
    desk.hands.into(content.text, "Schläft schlecht")
    desk.hands.click(panel.foot, "Angaben speichern")
    assert "Schläft schlecht" in desk.plan_paper(1)
    closed = desk.plan(2)
    closed.blocks.button("own_schlaf").click()
    desk.hands.settle()
    assert "Einwilligung" in desk.hands.words(closed.pane)
    assert "Schlaf" not in desk.plan_paper(2)


def test_z4_a_new_phrase_is_offered_where_its_consent_is_given(at: Callable[..., AtTheSettings]) -> None:
    plan = a_plan(goals=())
    desk = at([a_case_file(plan=plan), a_case_file(plan=plan, consents=(a_consent(),))])
    part = desk.part("phrases", PhrasesPart)
    assert isinstance(part, PhrasesPart)
    part.which.set_code("health")
    part.add.click()
    card = part.card
    assert card is not None
    card.area.set_code("health")
    desk.hands.into(card.goal, "Ich finde eine Yogagruppe")
    desk.hands.into(card.measures[Actor.CLIENT], "Probestunde besuchen")
    (phrase,) = desk.save_and_reopen().phrases
    assert (phrase.goal, phrase.area) == ("Ich finde eine Yogagruppe", "health")
    assert [each.what for each in phrase.measures] == ["Probestunde besuchen"]
    offered = {}
    for case_id in (1, 2):
        panel = desk.plan(case_id)
        panel.blocks.button(Block.GOALS).click()
        goals = panel.pane.content
        assert isinstance(goals, GoalsBlock)
        goals.add.emit("health")
        editor = panel.pane.content
        assert isinstance(editor, GoalEditor)
        desk.hands.into(editor.wording, "yoga")
        editor.phrases.offer()
        listed = editor.phrases.list
        offered[case_id] = [listed.item(at).text() for at in range(listed.count())]
        editor.left.emit()
    assert offered == {1: ["Ich finde eine Yogagruppe"], 2: []}


def test_i10_an_entry_that_cases_name_is_hidden_and_not_lost(at: Callable[..., AtTheSettings]) -> None:
    file = a_case_file()
    desk = at([file], [a_talk(file.case.key, topic="own_garten")])
    part = desk.part("lists", ListsPart)
    assert isinstance(part, ListsPart)
    part.go_to_list("topics")
    part.add.click()
    desk.hands.into(part.rows[-1].label, "Garten")
    assert [each.code for each in desk.save_and_reopen().list_entries if each.own] == ["own_garten"]
    part = desk.part("lists", ListsPart)
    assert isinstance(part, ListsPart)
    part.go_to_list("topics")
    row = part.rows[-1]
    row.remove_button.click()
    desk.hands.click(desk.page, "Speichern")
    assert "Garten" in desk.hands.notice()
    desk.hands.click(desk.page, "Verwerfen")
    part.rows[-1].offered.setChecked(False)
    assert [each.hidden for each in desk.save_and_reopen().list_entries if each.own] == [True]
    page = desk.hands.open(CasePage, "case", case_id=1, tab="talks")
    assert "Garten" in desk.hands.words(page)
    talk = desk.hands.open(TalkPage, "talk", case_id=1)
    topic = talk.sheet.head.topic
    desk.hands.into(topic, "Garten")
    assert topic.code() != "own_garten"


def test_i10_all_that_an_own_entry_is_asked_about_is_in_view_as_it_is_begun(
    at: Callable[..., AtTheSettings],
) -> None:
    """Its name alone was: of the consent that it needs the upper edge of a field was to be seen."""
    desk = at()
    part = desk.part("lists", ListsPart)
    assert isinstance(part, ListsPart)
    part.go_to_list("topics")
    desk.hands.settle()
    part.add.click()
    desk.hands.settle()
    row = part.rows[-1]
    assert row.label.hasFocus()
    assert row.need is not None
    assert row.visibleRegion().boundingRect() == row.rect()


def test_l2_retention_and_intervals_are_kept_and_followed(at: Callable[..., AtTheSettings]) -> None:
    desk = at([a_case_file()])
    part = desk.part("work", WorkPart)
    assert isinstance(part, WorkPart)
    wanted = {
        "deletion_days": 14,
        "consent_proof_years": 4,
        "journal_years": 3,
        "review_interval_months": 4,
        "no_contact_months": 5,
        "dormant_max_months": 6,
    }
    for name, value in wanted.items():
        row = part.bound[name].row
        assert row is not None
        field = row.field.focusProxy() or row.field
        desk.hands.into(field, str(value))
    office = desk.save_and_reopen()
    assert {name: getattr(office, name) for name in wanted} == wanted
    page = desk.hands.open(CasePage, "case", case_id=1, tab="ending")
    assert f"{TODAY + timedelta(days=14):%d.%m.%Y}" in [
        each.text() for each in page.findChildren(QLineEdit) if each.isVisible()
    ]


def test_a_setting_of_one_is_told_in_the_singular_wherever_it_stands(
    at: Callable[..., AtTheSettings],
) -> None:
    """Beside its field and in the sentences that name it: "1 Tag", "1 Monat", "1 Jahr"."""
    desk = at([a_case_file()])
    part = desk.part("work", WorkPart)
    assert isinstance(part, WorkPart)
    ones = {
        "deletion_days": ("Tage", "Tag"),
        "consent_proof_years": ("Jahre", "Jahr"),
        "journal_years": ("Jahre", "Jahr"),
        "review_interval_months": ("Monate", "Monat"),
        "no_contact_months": ("Monate", "Monat"),
        "dormant_max_months": ("Monate", "Monat"),
    }
    for name, units in ones.items():
        row = part.bound[name].row
        assert row is not None
        field = row.field.focusProxy() or row.field
        for number, unit in zip(("2", "1"), units, strict=True):
            desk.hands.into(field, number)
            assert unit in desk.hands.words(row.field).splitlines()
    desk.save_and_reopen()
    told = {
        "ending": "Die Einstellung sieht 1 Tag nach dem Ende vor",
        "rest": "Höchstens 1 Monat (Einstellung).",
        "decide": "Mit der Person vereinbart, höchstens 1 Monat.",
    }
    for tab, words in told.items():
        assert words in desk.hands.words(desk.hands.open(CasePage, "case", case_id=1, tab=tab))


def test_e1_a_colleague_is_kept_and_can_be_chosen(at: Callable[..., AtTheSettings]) -> None:
    desk = at([a_case_file(case=a_case(worker="MM"))])
    part = desk.part("workers", WorkersPart)
    assert isinstance(part, WorkersPart)
    part.add.click()
    card = part.cards[-1]
    desk.hands.into(card.name, "Max Muster")
    desk.hands.into(card.code, "MM")
    card.secrecy.set_code(Secrecy.PUBLIC_OFFICE.value)
    desk.hands.into(card.substitute, "Erika Beispiel")
    office = desk.save_and_reopen()
    colleague = replace(Worker("MM", "Max Muster", Secrecy.PUBLIC_OFFICE), substitute="Erika Beispiel")
    assert office.workers[-1] == colleague
    cases = desk.hands.program.window.open_page("cases")
    desk.hands.click(cases, "Weiter eingrenzen")
    field = cases.narrowing.fields["worker"]  # type: ignore[attr-defined]
    assert "Max Muster" in " ".join(field.itemText(row) for row in range(field.count()))


def test_l4_a_place_of_backups_is_kept_and_offered(at: Callable[..., AtTheSettings], tmp_path: Path) -> None:
    desk = at([a_case_file(consents=(a_consent(), a_health_consent()))])
    place = tmp_path / "stick"
    place.mkdir()
    part = desk.part("backup", BackupPart)
    assert isinstance(part, BackupPart)
    part.add_to_places(place)
    row = part.bound["backup_max_age_days"].row
    assert row is not None
    desk.hands.into(row.field.focusProxy() or row.field, "20")
    office = desk.save_and_reopen()
    assert (office.backup_places, office.backup_max_age_days) == ((str(place),), 20)
    overview = desk.hands.open(OverviewPage, "overview")
    menu = overview.backup.choose_place()
    assert menu is not None
    assert str(place) in [each.text() for each in menu.actions()]
    menu.close()
