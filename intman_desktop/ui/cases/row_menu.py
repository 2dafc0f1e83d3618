"""What the right mouse button and the menu key offer on a line of the list of cases."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.values.codes import CaseState
from intman_desktop.values.views import CaseRow


def open_row_menu(parent: QWidget, frame: Frame, row: CaseRow, place: QPoint) -> QMenu:
    """Show the menu of ``row`` at ``place`` on screen and return it at once."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(_("Akte öffnen"), partial(frame.open_page, "case", case_id=row.case_id))
    if row.state is not CaseState.ENDED:
        menu.addAction(_("Gespräch notieren"), partial(frame.open_page, "talk", case_id=row.case_id))
    menu.addSeparator()
    for text, tab in _parts(row):
        menu.addAction(text, partial(frame.open_page, "case", case_id=row.case_id, tab=tab))
    menu.popup(place)
    return menu


def _parts(row: CaseRow) -> list[tuple[str, str]]:
    parts = [
        (_("Plan und Ziele"), "plan"),
        (_("Person und Haushalt"), "person"),
        (_("Einwilligungen"), "consents"),
        (_("Papiere"), "papers"),
    ]
    if row.state is not CaseState.ENDED:
        rest = _("Fall ruhen lassen …") if row.state is CaseState.ACTIVE else _("Fall fortsetzen …")
        parts += [(rest, "rest"), (_("Fall beenden …"), "ending")]
    return [*parts, (_("Akte löschen …"), "erasure")]
