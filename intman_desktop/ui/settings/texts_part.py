"""Texte: what persons are shown, edited by section, checked while one types, saved (E2, E6, E8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.paper_texts import text_faults, tidied
from intman_desktop.services.papers.notice_change import judge_notice
from intman_desktop.services.papers.paper_texts import preview_text, read_texts, save_text
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button, save_on_keys
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.settings.text_fields import TextFields
from intman_desktop.ui.settings.text_history_card import TextHistoryCard
from intman_desktop.ui.settings.text_pieces import TextSection, as_typed, labels_of, sections_of
from intman_desktop.ui.settings.text_save_card import TextSaveCard
from intman_desktop.ui.settings.text_state_card import TextStateCard
from intman_desktop.ui.tokens import space
from intman_desktop.values.texts import TextDraft, TextFault, Texts, TextSheet
from intman_desktop.values.work_views import Paper

_CHECK_AFTER_MS = 300


class TextsPart(QWidget):
    """Attributes: ``which``, ``language``, ``section`` (the choices), ``fields``, ``saving``, ``state``.

    ``show_paper(paper)`` shows a paper over the page. What was typed in one text stays typed while
    another is looked at.
    """

    def __init__(self, frame: Frame, show_paper: Callable[[Paper], object]) -> None:
        super().__init__()
        self._frame, self._show_paper = frame, show_paper
        self._sheets: tuple[TextSheet, ...] = ()
        self._typed: dict[str, dict[str, str]] = {}
        self._shown: TextSheet | None = None
        self._section: TextSection | None = None
        self._wanted = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        choice = Card(_("Texte für Klientinnen und Klienten"))
        choice.add(
            QuietText(
                _(
                    "Was auf Datenschutzerklärung, Einwilligung und Beratungsvereinbarung steht. Namen, "
                    "Anschriften und Gesetze setzt das Programm für die Platzhalter ein."
                )
            )
        )
        self.which = ChoiceField(empty=None)
        self.which.chosen.connect(lambda _code: self._choose())
        self.language = ChoiceField(empty=None)
        self.language.chosen.connect(lambda _code: self._choose())
        choice.add(
            Columns([Labelled(_("&Papier"), self.which), Labelled(_("&Sprache"), self.language)], letters=30)
        )
        self._others = QuietText(
            _("Jede Sprache ist ein eigener Text. Ändern Sie den Inhalt, dann bitte in jeder Sprache.")
        )
        choice.add(self._others)
        self.state = TextStateCard(frame, self._fetch_supplied)
        editor = Card(_("Der Text"))
        editor.add(
            QuietText(
                _(
                    "Was fett gedruckt wird, steht zwischen je zwei Sternen: **so**. In einer Liste ist "
                    "jede Zeile ein Punkt."
                )
            )
        )
        self.section = ChoiceField(empty=None)
        self.section.chosen.connect(self.show_section)
        self.state.entered.connect(self.section.setFocus)
        editor.add(Labelled(_("&Abschnitt"), self.section))
        self.fields = TextFields()
        self.fields.typed.connect(self._hear)
        editor.add(self.fields)
        self.preview = quiet_button(_("Als Papier &zeigen"), self._preview, icon="file-text")
        self.fields.acts.add(self.preview)
        self.saving = TextSaveCard(self._save, self._discard, self._go_to)
        self.history = TextHistoryCard(self._fetch, self._call_substance, self._judge_settings)
        for card in (choice, self.state, editor, self.saving, self.history):
            column.addWidget(card)
        save_on_keys(self, self._save_by_key)
        self._check_soon = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MS)
        self._check_soon.timeout.connect(self._check)

    def refresh(self) -> None:
        """Read the texts again; what was typed stays typed."""
        self._frame.ask(read_texts, on_done=self._show, owner=self, replaces="texts")

    def unsaved(self) -> dict[str, Any] | None:
        """Return what was typed in each text, by paper and language."""
        shown = _name(self._shown) if self._shown is not None else self._wanted
        typed = {name: dict(texts) for name, texts in self._typed.items()}
        return {"shown": shown, "typed": typed} if typed else None

    def restore(self, unsaved: Mapping[str, Any]) -> None:
        """Put back what was typed, once the texts are read."""
        self._typed = {name: dict(texts) for name, texts in unsaved["typed"].items()}
        self._wanted = str(unsaved["shown"])
        self._shown = None
        if self._sheets:
            self._show(self._sheets)

    def show_section(self, key: str) -> None:
        """Show the section that begins with the text ``key``."""
        if self._shown is None:
            return
        found = sections_of(self._shown.form)
        self._section = next((each for each in found if each.key == key), found[0])
        self.section.set_code(self._section.key)
        self.fields.show_section(self._shown, self._section, self._words())
        self._check()

    def _show(self, sheets: tuple[TextSheet, ...]) -> None:
        self._sheets = sheets
        kinds = dict.fromkeys((sheet.form.kind.value, sheet.title) for sheet in sheets)
        self.which.set_choices(list(kinds))
        wanted = next((sheet for sheet in sheets if _name(sheet) == self._wanted), None)
        self._wanted = ""
        chosen = wanted or self._chosen() or sheets[0]
        self._show_sheet(chosen)

    def _chosen(self) -> TextSheet | None:
        of_kind = [sheet for sheet in self._sheets if sheet.form.kind.value == self.which.code()]
        in_language = (sheet for sheet in of_kind if sheet.form.language == self.language.code())
        return next(in_language, of_kind[0] if of_kind else None)

    def _choose(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._show_sheet(chosen)

    def _show_sheet(self, sheet: TextSheet) -> None:
        before, self._shown = self._shown, sheet
        same = before is not None and _name(before) == _name(sheet)
        self.which.set_code(sheet.form.kind.value)
        of_kind = [each for each in self._sheets if each.form.kind is sheet.form.kind]
        self.language.set_choices([(each.form.language, each.language_name) for each in of_kind])
        self.language.set_code(sheet.form.language)
        self._others.setVisible(len(of_kind) > 1)
        self.state.show_sheet(sheet)
        self.history.show_sheet(sheet)
        if same and before == sheet and self._section is not None:
            return
        self.saving.begin(sheet)
        texts = self._texts()
        self.section.set_choices([(each.key, each.title(texts)) for each in sections_of(sheet.form)])
        self.show_section(self._section.key if same and self._section is not None else "")

    def _hear(self, key: str, text: str) -> None:
        if self._shown is None:
            return
        typed = self._typed.setdefault(_name(self._shown), {})
        if text == as_typed(self._shown.texts[key]):
            typed.pop(key, None)
        else:
            typed[key] = text
        if not typed:
            del self._typed[_name(self._shown)]
        self._check_soon.start()

    def _words(self) -> dict[str, str]:
        """Return the shown text by key as its fields show it."""
        if self._shown is None:
            return {}
        held = {key: as_typed(text) for key, text in self._shown.texts.items()}
        return {**held, **self._typed.get(_name(self._shown), {})}

    def _texts(self) -> Texts:
        return tidied(self._shown.form, self._words()) if self._shown is not None else {}

    def _check(self) -> None:
        if self._shown is None:
            return
        texts = self._texts()
        faults = text_faults(self._shown.form, texts)
        self.fields.show_faults(faults)
        self.saving.show_faults([(self._where(fault, texts), fault) for fault in faults])
        changed = texts != self._shown.texts
        self.saving.setVisible(changed)
        self.preview.setEnabled(not faults)

    def _where(self, fault: TextFault, texts: Texts) -> str:
        assert self._shown is not None  # only what is shown is checked
        form = self._shown.form
        section = next(each for each in sections_of(form) if fault.key in each.keys)
        label = labels_of(form, section)[fault.key]
        return _("{section}: {text}").format(section=section.title(texts), text=label)

    def _go_to(self, key: str) -> None:
        if self._shown is None:
            return
        section = next(each for each in sections_of(self._shown.form) if key in each.keys)
        self.show_section(section.key)
        field = self.fields.rows[key].field
        QTimer.singleShot(0, field, field.setFocus)  # a field that was just made is shown a moment later

    def _fetch_supplied(self) -> None:
        if self._shown is not None:
            self._fetch(self._shown.form.texts)

    def _fetch(self, texts: Texts) -> None:
        """Put other texts into the form; nothing is saved yet."""
        if self._shown is None or self._section is None:
            return
        held = self._shown.texts
        changed = {key: as_typed(text) for key, text in tidied(self._shown.form, texts).items()}
        typed = {key: text for key, text in changed.items() if text != as_typed(held[key])}
        if typed:
            self._typed[_name(self._shown)] = typed
        else:
            self._typed.pop(_name(self._shown), None)
        self.saving.begin(self._shown)
        self.show_section(self._section.key)
        self._frame.say(_("Der Text steht im Formular. Er gilt erst, wenn Sie ihn speichern."))

    def _discard(self) -> None:
        if self._shown is not None and self._section is not None:
            self._typed.pop(_name(self._shown), None)
            self.saving.begin(self._shown)
            self.section.setFocus()
            self.show_section(self._section.key)

    def _preview(self) -> None:
        if self._shown is not None:
            form = self._shown.form
            self._frame.ask(
                preview_text,
                form.kind,
                form.language,
                self._texts(),
                on_done=self._show_paper,
                owner=self,
                replaces="text preview",
            )

    def _save_by_key(self) -> None:
        self._check()
        if not self.saving.isHidden():
            self.saving.ask()

    def _save(self, in_substance: bool) -> None:
        if self._shown is None:
            return
        form, name = self._shown.form, _name(self._shown)
        draft = TextDraft(form.kind, form.language, self._texts(), self._shown.edition, in_substance)

        def saved(_text: object) -> None:
            self._typed.pop(name, None)
            self.section.setFocus()
            self.refresh()

        self._frame.do(save_text, draft, on_done=saved, owner=self, said=_("Text gespeichert"))

    def _call_substance(self) -> None:
        """Say that the last change was one in substance; what is being typed stays typed."""
        if self._shown is None:
            return
        sheet = self._shown
        draft = TextDraft(sheet.form.kind, sheet.form.language, sheet.texts, sheet.edition, in_substance=True)
        said = _("Als Fassung {number} gespeichert").format(number=sheet.version + 1)
        self._frame.do(save_text, draft, on_done=lambda _text: self.refresh(), owner=self, said=said)

    def _judge_settings(self) -> None:
        """Say of settings that they changed the substance after all; what is being typed stays typed."""
        self._frame.do(
            partial(judge_notice, in_substance=True),
            on_done=lambda _saved: self.refresh(),
            owner=self,
            said=_("Datenschutzerklärung: neue Fassung"),
        )


def _name(sheet: TextSheet) -> str:
    return f"{sheet.form.kind.value}/{sheet.form.language}"
