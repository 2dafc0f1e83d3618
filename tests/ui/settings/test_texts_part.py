"""The texts for persons in the real window: edited, checked, versioned, kept as drafts (E2, E6, E8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.models import tables as t
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_texts import read_texts, save_text
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.case.shown_text_panel import ShownTextPanel
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.settings.texts_part import TextsPart
from intman_desktop.values.codes import TextKind
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.texts import TextDraft, TextSheet
from tests.builders import an_intake
from tests.ui.hands import Hands, timer_of, unnamed

OpenProgram = Callable[..., Program]


class AtTheTexts:
    """Edits a text in the settings. Attributes: ``hands``, ``page``, ``part``."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.hands = Hands(qtbot, program)
        self.page = self.hands.open(SettingsPage, "settings", part="texts")
        part = self.page.parts["texts"]
        assert isinstance(part, TextsPart)
        self.part = part

    def choose(self, kind: TextKind) -> None:
        self.part.which.set_code(kind.value)
        self.part.which.chosen.emit(kind.value)

    def section(self, title: str) -> None:
        index = self.part.section.findText(title)
        assert index >= 0
        self.part.section.set_code(str(self.part.section.itemData(index)))
        self.part.section.chosen.emit(self.part.section.code())

    def write(self, key: str, text: str) -> None:
        self.hands.into(self.part.fields.rows[key].field, text)
        self.pause()

    def pause(self) -> None:
        """Type nothing more for a moment: then what stands there is checked."""
        timer_of(self.part).timeout.emit()

    def fetch_supplied(self) -> None:
        """Fetch the text that the program brings into the form."""
        links = self.part.history.findChildren(QPushButton)
        self.hands.qtbot.mouseClick(
            next(each for each in links if each.isVisible() and "Mitgelieferter" in each.accessibleName()),
            Qt.MouseButton.LeftButton,
        )

    def standing(self) -> str:
        """Return what the sign of the text says."""
        (sign,) = (each for each in self.part.state.findChildren(StateChip) if each.isVisible())
        return sign.accessibleName()

    def held(self, kind: TextKind = TextKind.CONSENT) -> TextSheet:
        found: tuple[TextSheet, ...] = self.hands.asked(read_texts)
        return next(each for each in found if each.form.kind is kind)

    def words(self) -> str:
        return self.hands.words(self.part)


@pytest.fixture
def at(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., AtTheTexts]:
    return lambda *args: AtTheTexts(qtbot, open_program(*args))


def shown(field: QWidget) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()  # type: ignore[attr-defined]


def test_e6_an_edited_text_is_saved_as_a_new_version_and_stands_on_the_paper(
    at: Callable[..., AtTheTexts],
) -> None:
    texts = at()
    texts.choose(TextKind.CONSENT)
    assert "Vorlage, noch nicht geprüft" in texts.standing()
    assert "Der mitgelieferte Text gilt: Fassung 1." in texts.words()
    assert texts.part.saving.isHidden()
    texts.write("intro", "Bitte antworten Sie in Ruhe.")
    assert texts.part.saving.isVisible()
    texts.hands.click(texts.part, "Als Papier zeigen")
    (paper,) = texts.page.findChildren(PaperView)
    assert paper.isVisible()
    paper.close_paper()
    texts.hands.click(texts.part, "Text speichern")
    assert "Bitte sagen Sie, ob sich der Inhalt geändert hat" in texts.words()
    assert texts.held().edition == 0
    texts.part.saving.in_substance.click()
    texts.hands.save()
    assert texts.hands.notice() == "Text gespeichert"
    now = texts.held()
    assert (now.version, now.texts["intro"]) == (2, "Bitte antworten Sie in Ruhe.")
    assert texts.part.saving.isHidden()
    assert "Ihr Text gilt: Fassung 2, gespeichert am 20.11.2026 von EB." in texts.words()
    assert "Fassung 2, gespeichert am 20.11.2026 von EB" in texts.words()
    assert texts.page.unsaved() is None
    assert texts.page.focusWidget() is texts.part.section


def test_e6_a_comma_is_saved_without_a_new_version(at: Callable[..., AtTheTexts]) -> None:
    texts = at()
    texts.choose(TextKind.CONSENT)
    texts.write("title", "Einwilligungen")
    texts.part.saving.form_only.click()
    texts.hands.click(texts.part, "Text speichern")
    texts.write("title", "Einwilligung, ")
    texts.part.saving.form_only.click()
    texts.hands.click(texts.part, "Text speichern")
    assert (texts.held().version, texts.held().edition) == (1, 2)
    assert "Fassung 1, in der Form geändert am 20.11.2026 von EB" in texts.words()


def test_e6_a_change_called_form_by_mistake_is_called_substance_beside_its_edition(
    at: Callable[..., AtTheTexts],
) -> None:
    texts = at()
    texts.choose(TextKind.CONSENT)
    texts.write("title", "Erlaubnis")
    texts.part.saving.form_only.click()
    texts.hands.click(texts.part, "Text speichern")
    texts.hands.click(texts.part.history, "Es war doch der Inhalt")
    assert texts.hands.notice() == "Als Fassung 2 gespeichert"
    assert (texts.held().version, texts.held().edition) == (2, 2)
    assert "Fassung 2, gespeichert am 20.11.2026 von EB" in texts.words()
    assert "Es war doch der Inhalt" not in texts.words()


def test_e8_placeholders_are_read_in_words_inserted_and_checked_while_one_types(
    at: Callable[..., AtTheTexts],
) -> None:
    texts = at()
    texts.choose(TextKind.CONSENT)
    texts.section("1. Beratung (Grundlage)")
    field = texts.part.fields.rows["basic"].field
    assert "({verantwortliche Stelle})" in shown(field)
    assert "{law_consent}" not in shown(field)
    texts.write("basic", "Ich erlaube es.")
    assert "„{Artikel zur Einwilligung}“" in texts.part.fields.rows["basic"].fault()
    assert "Hier fehlt der Platzhalter „{verantwortliche Stelle}“" in texts.words()
    assert not texts.part.saving.save.isEnabled()
    assert not texts.part.preview.isEnabled()
    texts.hands.save()
    assert texts.held().edition == 0
    texts.section("Titel und Anfang")
    texts.hands.click(texts.part.saving, "1. Beratung (Grundlage): Absatz")
    field = texts.part.fields.rows["basic"].field
    assert texts.page.focusWidget() is field
    menu = texts.part.fields.open_menu()
    offered = {action.text().split(":")[0]: action for action in menu.actions()}
    assert "letzter Tag der Beratung" not in offered
    for label in ("verantwortliche Stelle", "Artikel zur Einwilligung"):
        offered[label].trigger()
    menu.close()
    texts.pause()
    assert texts.part.fields.rows["basic"].fault() == ""
    texts.part.saving.in_substance.click()
    texts.hands.click(texts.part, "Text speichern")
    assert str(texts.held().texts["basic"]).count("{") == 2
    texts.section("Titel und Anfang")
    texts.part.fields.rows["title"].field.setFocus()
    menu = texts.part.fields.open_menu()
    menu.actions()[0].trigger()
    menu.close()
    assert "{" in shown(texts.part.fields.rows["title"].field)


def test_the_check_of_a_text_is_entered_and_taken_back(at: Callable[..., AtTheTexts]) -> None:
    texts = at()
    texts.choose(TextKind.AGREEMENT)
    state = texts.part.state
    texts.hands.click(state, "Prüfung eintragen …")
    texts.hands.click(state, "Abbrechen")
    assert not state.enter.isVisible()
    texts.hands.click(state, "Prüfung eintragen …")
    texts.hands.click(state, "Prüfung eintragen")
    assert "Bitte nennen Sie den Tag." in texts.words()
    texts.hands.into(state.checked_on, "20.11.2026")
    texts.hands.click(state, "Prüfung eintragen")
    assert "Bitte nennen Sie, wer den Text geprüft hat." in texts.words()
    texts.hands.into(state.checked_by, "Dorothea Datenmuster")
    texts.hands.click(state, "Prüfung eintragen")
    assert "Geprüft am 20.11.2026 von Dorothea Datenmuster" in texts.standing()
    assert not state.enter.isVisible()
    texts.write("title", "Unsere Vereinbarung")
    texts.part.saving.form_only.click()
    texts.hands.click(texts.part, "Text speichern")
    assert "Am 20.11.2026 hat Dorothea Datenmuster eine andere Fassung geprüft." in texts.words()


def test_e6_the_way_back_to_the_supplied_text_and_to_every_edition(at: Callable[..., AtTheTexts]) -> None:
    texts = at()
    texts.choose(TextKind.CONSENT)
    texts.write("title", "Erlaubnis")
    texts.part.saving.in_substance.click()
    texts.hands.click(texts.part, "Text speichern")
    texts.fetch_supplied()
    assert shown(texts.part.fields.rows["title"].field) == "Einwilligung"
    assert "Er gilt erst, wenn Sie ihn speichern." in texts.hands.notice()
    texts.hands.click(texts.part, "Änderungen verwerfen")
    assert shown(texts.part.fields.rows["title"].field) == "Erlaubnis"
    texts.fetch_supplied()
    texts.part.saving.in_substance.click()
    texts.hands.click(texts.part, "Text speichern")
    assert (texts.held().edited, texts.held().version) == (False, 3)
    assert "Der mitgelieferte Text gilt: Fassung 3, gespeichert am" in texts.words()
    texts.hands.click(texts.part.history, "In das Formular holen")
    assert texts.part.unsaved() is None


def test_e6_a_newer_supplied_text_is_said_and_can_be_fetched(at: Callable[..., AtTheTexts]) -> None:
    texts = at()
    texts.choose(TextKind.CONSENT)
    texts.write("title", "Erlaubnis")
    texts.part.saving.in_substance.click()
    texts.hands.click(texts.part, "Text speichern")
    assert not texts.part.state.fetch.isVisible()
    texts.hands.program.frame.do(_another_program)
    texts.hands.settle()
    assert "Ihr Text gilt weiter." in texts.words()
    assert texts.held().texts["title"] == "Erlaubnis"
    texts.hands.click(texts.part.state, "Mitgelieferten Text holen")
    assert shown(texts.part.fields.rows["title"].field) == "Einwilligung"


def _another_program(desk: Desk) -> Outcome[None]:
    """Let the texts be edited over what an older version of the program brought."""
    with desk.vault.transaction() as connection:
        connection.execute(t.paper_texts.update().values(supplied="0" * 64))
    return Outcome(None, frozenset({Change.OFFICE}))


def test_what_is_typed_stays_while_other_texts_are_looked_at_and_when_the_store_is_locked(
    at: Callable[..., AtTheTexts],
) -> None:
    texts = at()
    texts.choose(TextKind.CONSENT)
    texts.write("title", "Erlaubnis")
    texts.choose(TextKind.AGREEMENT)
    texts.section("Das tun wir")
    assert shown(texts.part.fields.rows["do"].field).count("\n") == 4
    field = texts.part.fields.rows["do"].field
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Wir hören Ihnen zu.\nWir helfen.")
    texts.hands.settle()
    texts.choose(TextKind.CONSENT)
    assert shown(texts.part.fields.rows["title"].field) == "Erlaubnis"
    left = texts.page.unsaved()
    assert left is not None
    assert left["changes"] == {}
    texts.hands.click(texts.part, "Änderungen verwerfen")
    texts.choose(TextKind.AGREEMENT)
    texts.hands.click(texts.part, "Änderungen verwerfen")
    assert texts.page.unsaved() is None
    texts.page.restore(left)
    texts.hands.settle()
    assert texts.page.unsaved() == left
    assert texts.part.which.code() == "consent"
    assert shown(texts.part.fields.rows["title"].field) == "Erlaubnis"


def test_a_draft_is_put_back_before_the_texts_are_read(at: Callable[..., AtTheTexts]) -> None:
    texts = at()
    fresh = TextsPart(texts.hands.program.frame, lambda _paper: None)
    left: dict[str, Any] = {"shown": "agreement/de", "typed": {"agreement/de": {"title": "Abmachung"}}}
    fresh.restore(left)
    assert fresh.unsaved() == left
    fresh.saving.in_substance.click()
    for button in (fresh.preview, fresh.state.fetch, fresh.saving.save, fresh.saving.discard):
        button.click()
    for act in (fresh._check, fresh._save_by_key):
        act()
    fresh.fields.typed.emit("title", "x")
    fresh._go_to("title")
    fresh.show_section("title")
    fresh.refresh()
    texts.hands.settle()
    assert fresh.which.code() == "agreement"
    assert shown(fresh.fields.rows["title"].field) == "Abmachung"
    fresh.deleteLater()


def test_everything_of_the_editor_has_a_name(at: Callable[..., AtTheTexts]) -> None:
    texts = at()
    texts.choose(TextKind.PRIVACY_NOTICE)
    texts.write("title", "Datenschutz")
    assert unnamed(texts.part) == []
    labels = [each.text() for each in texts.part.fields.findChildren(QLabel)]
    assert "Titel des Papiers" in labels


def test_e6_the_case_goes_on_showing_what_was_shown_then(at: Callable[..., AtTheTexts]) -> None:
    texts = at()
    hands = texts.hands
    hands.program.frame.do(take_in, an_intake())
    hands.settle()
    old = texts.held()
    draft = TextDraft(TextKind.CONSENT, "de", {**old.texts, "title": "Erlaubnis"}, 0, True)
    hands.program.frame.do(save_text, draft)
    page = hands.open(CasePage, "case", case_id=1, tab="consents")
    assert "Einwilligung zu erneuern" in "".join(each.accessibleName() for each in page.findChildren(QWidget))
    hands.click(page, "Gezeigter Text")
    (panel,) = page.findChildren(ShownTextPanel)
    assert panel.text.value().startswith("Einwilligung\n")
    assert "Einwilligung auf Deutsch, Fassung 1, ohne Angaben zur Person, Wort für Wort:" in hands.words(
        panel
    )
    hands.click(panel, "Zurück")
    assert not panel.isVisible()
    page.go("shown_text", fingerprint="0" * 64, name="Kontakt")
    hands.settle()
    assert not panel.text.isVisible()
