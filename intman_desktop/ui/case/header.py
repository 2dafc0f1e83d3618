"""The head of the case page: who it is, how to reach her, and the acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.parts.buttons import icon_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import CaseState


class CaseHeader(QWidget):
    """Name, number, language, telephone, among several workers who is responsible (U5); the acts.

    Acts are noting a talk, the papers, and the menu of what is rare.
    """

    def __init__(self, go: Go, note_talk: Callable[[], object]) -> None:
        super().__init__()
        self._go = go
        self._sheet: CaseSheet | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(space(4))
        self._name = PageTitle()
        self._line = QuietText()
        row.addWidget(self._name, 1)
        column.addLayout(row)
        column.addWidget(self._line)  # below the acts, so that large text has the whole width
        self._talk = quiet_button(_("Gespräch notieren"), note_talk, icon="message-square-plus")
        self._papers = quiet_button(_("Papiere"), lambda: go("papers"), icon="file-text")
        self._more = icon_button("ellipsis", _("Mehr: ruhen, beenden, widerrufen, löschen"), self.open_menu)
        row.addWidget(Flow(self._talk, self._papers, self._more))

    def first_act(self) -> QWidget:
        """Return the first button that is there."""
        return self._papers if self._talk.isHidden() else self._talk

    def forget(self) -> None:
        """Let go of the name that is shown no more."""
        self._name.setText("")

    def show_sheet(self, sheet: CaseSheet, name: str) -> None:
        """Show whose case it is; ``name`` may be hidden by the curtain."""
        self._sheet = sheet
        client, case = sheet.view.file.client, sheet.view.file.case
        self._name.setText(name)
        spoken = sheet.language
        if client.interpreter_needed:
            spoken = _("{language}, mit Sprachmittlung").format(language=sheet.language)
        phone = client.phone.replace(" ", "\N{NO-BREAK SPACE}")
        several = sheet.colleagues and sheet.worker
        responsible = _("zuständig: {worker}").format(worker=sheet.worker) if several else ""
        words = [case.number, spoken, phone, client.town, responsible]
        self._line.setText(" · ".join(word for word in words if word))
        usable = sheet.view.usable
        self._talk.setVisible(usable)

    def open_menu(self) -> QMenu | None:
        """Open the menu of what is rare, below its button."""
        if self._sheet is None:
            return None
        menu = QMenu(self)
        for text, part in _rare(self._sheet):
            menu.addAction(text, partial(self._go, part))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
        return menu


def _rare(sheet: CaseSheet) -> list[tuple[str, str]]:
    case = sheet.view.file.case
    acts = []
    if sheet.view.usable:
        rests = case.state is CaseState.DORMANT
        acts.append((_("Fall fortsetzen …") if rests else _("Fall ruhen lassen …"), "rest"))
        acts.append((_("Weiterberatung entscheiden …"), "decision"))
        acts.append((_("Zuständigkeit wechseln …"), "take_over"))
    if case.state is not CaseState.ENDED and case.hold_since is None:
        acts.append((_("Fall beenden …"), "ending"))
    acts.append((_("Einwilligung widerrufen …"), "withdraw"))
    acts.append((_("Akte löschen …"), "erasure"))
    return acts
