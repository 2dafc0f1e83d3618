"""What goes out with the list of cases: the columns shown, and what is ticked besides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.across.list_export import columns_out
from intman_desktop.ui.keys import SAVE
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import number
from intman_desktop.values.lists import ListExtra
from intman_desktop.values.views import CaseColumn

_LETTERS = 56


class ListOutDialog(QDialog):
    """Asks what goes out besides; nothing is ticked by itself, and no tick is remembered (Art. 5 DS-GVO).

    Attributes: ``ticks`` by ``ListExtra``, ``go_on`` (the button). Signals: ``wanted(tuple)`` – the
    ``ListExtra`` that are ticked.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget, shown: Sequence[CaseColumn], count: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Liste als Excel-Datei"))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(3))
        column.addWidget(SectionTitle(_count_words(count)))
        heads = ", ".join(each.head() for each in columns_out(shown))
        text = Text(_("Hinein kommen: {columns}.").format(columns=heads))
        text.setMinimumWidth(text.fontMetrics().averageCharWidth() * _LETTERS)
        column.addWidget(text)
        column.addWidget(Text(_("Nur wenn Sie es brauchen, außerdem:")))
        self.ticks = {extra: CheckField(words) for extra, words in _extra_words().items()}
        for tick in self.ticks.values():
            column.addWidget(tick)
        column.addWidget(
            QuietText(
                _(
                    "Wo eine Einwilligung fehlt, steht das in der Zelle. Die Datei ist nicht verschlüsselt; "
                    "dass sie ausgegeben wurde, steht im Protokoll."
                )
            )
        )
        self.go_on = primary_button(_("Speichern …"), self._go_on, SAVE)
        column.addWidget(Flow(self.go_on, quiet_button(_("Abbrechen"), self.reject)))
        self.go_on.setFocus()

    def _go_on(self) -> None:
        ticked = tuple(extra for extra, tick in self.ticks.items() if tick.isChecked())
        self.accept()
        self.wanted.emit(ticked)


def _count_words(count: int) -> str:
    words = ngettext("{count} Fall geht in die Datei", "{count} Fälle gehen in die Datei", count)
    return words.format(count=number(count))


def _extra_words() -> dict[ListExtra, str]:
    return {
        ListExtra.ADDRESS: _("A&dresse"),
        ListExtra.PHONE: _("&Telefon"),
        ListExtra.EMAIL: _("&E-Mail"),
        ListExtra.BIRTH_DATE: _("&Geburtsdatum"),
    }
