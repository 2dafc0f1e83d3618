"""Einstellungen: parts as tabs; what was typed is saved together, with a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.keeping.settings import change_office, read_settings
from intman_desktop.services.papers.paper_kinds import PRIVACY_NOTICE
from intman_desktop.services.papers.papers import paper
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.keys import SAVE
from intman_desktop.ui.page import Page
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.doubts import first_doubted
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.kept_cursor import KeptCursor
from intman_desktop.ui.parts.labels import PageTitle
from intman_desktop.ui.parts.scroll_page import ScrollPage, go_in
from intman_desktop.ui.parts.tab_row import TabRow
from intman_desktop.ui.settings.about_part import AboutPart
from intman_desktop.ui.settings.backup_part import BackupPart
from intman_desktop.ui.settings.blocks_part import BlocksPart
from intman_desktop.ui.settings.drafting import from_plain, phrase_from, to_plain
from intman_desktop.ui.settings.keys_part import KeysPart
from intman_desktop.ui.settings.lacking_card import LackingCard
from intman_desktop.ui.settings.lists_part import ListsPart
from intman_desktop.ui.settings.look_part import LookPart
from intman_desktop.ui.settings.notice_change_card import NoticeChangeCard
from intman_desktop.ui.settings.office_part import DutiesPart, OfficePart
from intman_desktop.ui.settings.part import Part
from intman_desktop.ui.settings.part_help import part_help
from intman_desktop.ui.settings.part_names import settings_parts
from intman_desktop.ui.settings.phrases_part import PhrasesPart
from intman_desktop.ui.settings.texts_part import TextsPart
from intman_desktop.ui.settings.work_part import WorkPart
from intman_desktop.ui.settings.workers_part import WorkersPart
from intman_desktop.values.desk_views import OfficeSettings
from intman_desktop.values.outcome import Change


class SettingsPage(Page):
    """Attributes: ``tabs``, ``parts`` (by the tabs' keys), ``save``, ``discard``."""

    shows: ClassVar[frozenset[Change]] = frozenset({Change.OFFICE, Change.BACKUPS, Change.KEYS})
    undo_goes_along = False
    offers_begun = True
    once = frozenset({"phrase"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._settings: OfficeSettings | None = None
        self._base: dict[str, Any] = {}
        self._left: dict[str, Any] = {}
        self._left_doubts: dict[str, list[tuple[int, str]]] = {}
        self._phrase: dict[str, Any] | None = None
        self._look = LookPart(frame)
        self._keys = KeysPart(frame)
        self._page = ScrollPage()
        body = QWidget()
        below = QVBoxLayout(body)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._page, 1)
        self._paper = PaperView(frame, body, names_no_other=True)
        self._texts = TextsPart(frame, self._paper.show_paper)
        self.column.addWidget(body, 1)
        self.column.addWidget(self._paper, 1)
        self.parts: dict[str, QWidget] = {
            "office": OfficePart(),
            "duties": DutiesPart(),
            "texts": self._texts,
            "workers": WorkersPart(),
            "work": WorkPart(),
            "blocks": BlocksPart(),
            "phrases": PhrasesPart(),
            "lists": ListsPart(),
            "keys": self._keys,
            "backup": BackupPart(frame),
            "look": self._look,
            "about": AboutPart(frame),
        }
        self.tabs = TabRow(_("Teile der Einstellungen"), settings_parts())
        self.tabs.chosen.connect(self.show_part)
        self._lacking = LackingCard(self._go_to)
        self._notice = NoticeChangeCard(frame, self._show_notice)
        self._notice.judged.connect(lambda: self.first_field().setFocus())
        self._back_to: dict[str, Any] = {}
        self._back = link_button(_("Zurück zur Akte"), self._go_back, icon="arrow-left")
        self._back.hide()
        self._page.add(self._back)
        self._page.add(PageTitle(_("Einstellungen")))
        self._page.add(self.tabs)
        self._page.add(self._lacking)
        self._page.add(self._notice)
        for part in self.parts.values():
            self._page.add(part)
        self._page.close_up()
        self.save = primary_button(_("Speichern"), self.ask_to_save, SAVE)
        self.discard = quiet_button(_("Verwerfen"), self._discard)
        self._foot = Foot(self.save, self.discard)
        below.addWidget(self._foot)
        self.show_part("office")

    def title(self) -> str:
        """Return the name of the page."""
        return _("Einstellungen")

    def help(self) -> str:
        """Return what one can do here, and in the open part."""
        whole = _(
            "Was auf Ihren Papieren steht, wer hier berät, welche Fristen gelten, eigene Themenfelder, "
            "Formulierungen und Listen, wer den Tresor öffnen kann, und wie das Programm aussieht. Speichern "
            "gilt für alle Teile zusammen; Texte und Schlüssel haben ihre eigenen Knöpfe, Ansicht und "
            "Sprache gehören zu diesem Rechner."
        )
        return f"{whole} {part_help(self.tabs.key())}"

    def open(self, **where: Any) -> None:
        """Show the part that ``part`` names or that holds the ``field``, else the one shown last.

        With ``sheet`` the keys begin at the emergency sheet. ``phrase`` (plain) is proposed as one,
        ``list`` is the list that the lists begin with, ``back`` the place in a case that one came from and
        goes back to, or another ``page``.
        """
        self._back_to = {"page": "case", **(where.get("back") or {})}
        words = _("Zurück zur Akte") if self._back_to["page"] == "case" else _("Zurück zur Aufnahme")
        self._back.setText(words)
        self._back.setAccessibleName(words)
        self._back.setVisible(bool(where.get("back")))
        self._paper.close_paper()
        if "part" in where:
            self.show_part(str(where["part"]))
        if "field" in where:
            self._go_to(str(where["field"]))
        if where.get("sheet"):
            self._keys.lead_to_sheet()
        self._phrase = where.get("phrase")
        lists = self.parts["lists"]
        if "list" in where and isinstance(lists, ListsPart):
            lists.go_to_list(str(where["list"]))
        self._look.refresh()
        self.refresh()

    def kept_where(self, where: dict[str, Any]) -> dict[str, Any]:
        """Return the part alone: a draft of no case holds no words of a client and no case of hers (L3)."""
        return {"part": where["part"]} if "part" in where else {}

    def refresh(self) -> None:
        """Read the settings again; what was typed stays in the fields."""
        self.frame.ask(read_settings, on_done=self._show, owner=self, replaces="settings")
        self._texts.refresh()
        self._keys.refresh()

    def unsaved(self) -> dict[str, Any] | None:
        """Return what was typed."""
        typed, texts = self._begun(), self._texts.unsaved()
        if texts is None:
            return typed if typed["begun"] else None
        return {**typed, "begun": [*typed["begun"], "texts"], "texts": texts}

    def _begun(self) -> dict[str, Any]:
        """Return what was typed in the parts that are saved and discarded together, with their keys."""
        changes, doubts = self._changes(), self._doubts()
        begun = [
            key for key, part in self._office_parts() if part.bound.keys() & changes.keys() or key in doubts
        ]
        typed: dict[str, Any] = {"part": self.tabs.key(), "changes": to_plain(changes), "begun": begun}
        return {**typed, "doubts": doubts} if doubts else typed

    def takes(self, _unsaved: dict[str, Any]) -> bool:
        """Return True: what was begun in any part is saved together, so it stands here together as well."""
        return True

    def put_back(self, unsaved: dict[str, Any]) -> Callable[[], object] | None:
        """Put back what was typed and stay in the part that was opened; return the way to another part."""
        self._take_up(unsaved)
        begun = unsaved.get("begun") or [str(unsaved["part"])]
        return None if self.tabs.key() in begun else partial(self.show_part, begun[0])

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Put back what was typed, once the settings are read, in the part that was shown."""
        self._take_up(unsaved)
        self.show_part(str(unsaved["part"]))

    def _take_up(self, unsaved: dict[str, Any]) -> None:
        self._left, self._left_doubts = from_plain(unsaved["changes"]), unsaved.get("doubts", {})
        if unsaved.get("texts"):
            self._texts.restore(unsaved["texts"])
        if self._settings is not None:
            self._show(self._settings)

    def first_field(self) -> QWidget:
        """Return the tab of the part that is shown, or the field of it that the opening led to."""
        led_to, key = self.focusWidget(), self.tabs.key()
        return led_to if led_to is not None and self.parts[key].isAncestorOf(led_to) else self.tabs.tab(key)

    def show_part(self, key: str) -> None:
        """Show the part ``key``."""
        self.tabs.choose(key)
        for name, part in self.parts.items():
            part.setVisible(name == key)
        self._foot.setVisible(isinstance(self.parts[key], Part))
        self._page.verticalScrollBar().setValue(0)

    def ask_to_save(self) -> None:
        """Save what was typed in all parts; else show the first field that cannot be."""
        found = [(key, part, first_doubted(part), part.check()) for key, part in self._office_parts()]
        for key, part, doubted, faulty in found:  # by now all of it is marked, in every part
            if doubted is not None or faulty is not None:
                self.show_part(key)
                if free_of_faults(part) and faulty is not None:
                    go_in(faulty)
                return
        changes = self._changes()
        if not changes:
            self.frame.say(_("Es gibt nichts Neues zu speichern."))
            return
        typed, said = self._typed(), _("Einstellungen gespeichert")
        self.frame.do(change_office, changes, on_done=lambda _done: self._saved(typed), owner=self, said=said)

    def _go_back(self) -> None:
        where = dict(self._back_to)
        self.frame.open_page(where.pop("page"), **where)

    def _office_parts(self) -> list[tuple[str, Part]]:
        return [(key, part) for key, part in self.parts.items() if isinstance(part, Part)]

    def _typed(self) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        for _key, part in self._office_parts():
            typed.update(part.typed())
        return typed

    def _changes(self) -> dict[str, Any]:
        if self._settings is None:
            return dict(self._left)
        return {name: value for name, value in self._typed().items() if value != self._base[name]}

    def _doubts(self) -> dict[str, list[tuple[int, str]]]:
        """Return by part what is typed into lists and not understood."""
        found = {key: part.doubts() for key, part in self._office_parts()}
        return self._left_doubts or {key: doubts for key, doubts in found.items() if doubts}

    def _show(self, settings: OfficeSettings) -> None:
        changes, doubts = {**self._changes(), **self._left}, self._doubts()
        phrase, self._phrase = (None if self._left else self._phrase), None  # a draft has it already
        self._left, self._left_doubts = {}, {}
        asked = settings.notice_undecided and self._notice.isHidden() and self._settings is not None
        self._settings, cursor = settings, KeptCursor(self)
        self._show_lacking(settings.lacking)
        self._notice.setVisible(settings.notice_undecided)
        self._put(settings, {})
        self._base = self._typed()
        if changes:
            self._put(settings, changes)
            cursor.put_back()
        for key, part in self._office_parts():
            part.doubt_again(doubts.get(key, ()))
        phrases = self.parts["phrases"]
        if phrase is not None and isinstance(phrases, PhrasesPart):
            phrases.begin_from(phrase_from(phrase))
        if asked and cursor.is_in_field():  # a blank that is typed on would press what the cursor went to
            self.frame.offer(self._go_to_notice, _("Frage zur Datenschutzerklärung"))
        elif asked:
            self._go_to_notice()

    def _go_to_notice(self) -> None:
        go_in(self._notice.show_notice, self._notice)

    def _show_notice(self) -> None:
        """Show the Datenschutzerklärung as it is now."""
        self.frame.ask(
            paper, PRIVACY_NOTICE, on_done=self._paper.show_paper, owner=self, replaces="notice shown"
        )

    def _show_lacking(self, names: Sequence[str]) -> None:
        """Name what papers lack; the field with the cursor stays where it is seen, whatever is above it."""
        at = self._page.focusWidget()
        if at is not None:
            seen = self._page.height_above(at) - self._page.verticalScrollBar().value()
            QTimer.singleShot(0, at, partial(self._hold, at, seen))
        self._lacking.show_lacking(names)

    def _hold(self, at: QWidget, seen: int) -> None:
        """Scroll until ``at`` is ``seen`` as far down as before, with all above it in its place."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._page.verticalScrollBar().setValue(self._page.height_above(at) - seen)

    def _put(self, settings: OfficeSettings, changes: dict[str, Any]) -> None:
        office = replace(settings.office, **changes)
        for _key, part in self._office_parts():
            part.offer(settings)
            part.put(office)

    def _saved(self, typed: dict[str, Any]) -> None:
        """Know what was ``typed`` when it was saved; what was typed since is still to be saved."""
        self._base = typed

    def _discard(self) -> None:
        """Show what is stored in all parts; the line of notices can bring back what was typed in them."""
        typed, labels = self._begun(), dict(settings_parts())
        if self._settings is not None:
            self._left_doubts = {}
            self._put(self._settings, {})
            self._base = self._typed()
            for _key, part in self._office_parts():
                part.forget_doubts()
                part.check()
        if typed["begun"]:
            parts = ", ".join(f"„{labels[key]}“" for key in typed["begun"])
            words = _("Verworfen: die Änderungen in {parts}.").format(parts=parts)
            self.offer_back(words, typed, "settings", part=typed["part"])

    def _go_to(self, name: str) -> None:
        for key, part in self._office_parts():
            if name in part.bound:
                self.show_part(key)
                part.go_to(name)


def build(frame: Frame) -> Page:
    """Return the page."""
    return SettingsPage(frame)
