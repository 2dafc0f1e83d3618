"""One line for notices at the foot of the window, never over the content."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QIcon
from PySide6.QtWidgets import QHBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.icons import icon
from intman_desktop.ui.parts.buttons import icon_button, link_button
from intman_desktop.ui.parts.one_line import OneLine
from intman_desktop.ui.parts.room import keep_room
from intman_desktop.ui.parts.undo_keys import redo_name, undo_name
from intman_desktop.ui.tokens import space

_STAYS: Final = 20.0
_UNDO_STAYS: Final = 10.0
_ARRIVES: Final = 1.0
"""Seconds a notice stays, and seconds in which "Rückgängig" and a mere sentence outlive their page."""


class NoticeBar(QWidget):
    """Says what was done, with one act beside it ("Rückgängig"), and what may follow from it.

    A notice has one line, so that nothing on the page moves; what does not fit is shown when it is asked for.
    It goes with the next notice, when another page is opened, and after a while; not while the mouse
    or the cursor is on it.
    """

    def __init__(self, parent: QWidget | None = None, seconds: Callable[[], float] = monotonic) -> None:
        """Take ``seconds()`` as the time that passes."""
        super().__init__(parent)
        self._seconds = seconds
        self._said_at = 0.0
        self._outlives_page = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._leave_in_time)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._act: Callable[[], object] | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(space(6), space(1), space(3), space(1))
        row.setSpacing(space(3))
        self._text = OneLine()
        row.addWidget(self._text, 1)
        self._more = link_button(_("Ganz zeigen"), self._unfold)
        self._more.hide()
        row.addWidget(self._more)
        self._text.measured.connect(self._offer_more)
        self._further_act: Callable[[], object] | None = None
        self._further = link_button("", self._go_further)
        row.addWidget(self._further)
        self._button = link_button("", self._run)
        row.addWidget(self._button)
        self._close = icon_button("x", _("Hinweis schließen"), self.clear)
        # The tallest keeps its room: a line that grew with its notice would lift what one is about to click.
        keep_room(self._close)
        row.addWidget(self._close)
        self.clear()

    def say(self, text: str, act: Callable[[], object] | None = None, act_text: str = "") -> None:
        """Show that something was done; ``act`` is offered as ``act_text`` or "Rückgängig".

        Without a text the line is emptied.
        """
        if not text:
            self.clear()
            return
        self._show(text, "said")
        self._act = act
        self._button.setText(act_text or undo_name())
        if act is not None:
            self._outlives_page = _UNDO_STAYS if self._may_take_back() else 0.0
        self._button.setIcon(QIcon() if act_text else icon("undo-2", "accent", gap=True))
        self._button.setAccessibleName(self._button.text())
        self._button.setVisible(act is not None)

    def offer(self, act: Callable[[], object], act_text: str) -> None:
        """Offer what may follow from what was said just now, beside its own act; without a notice nothing."""
        if self.text():
            self._further_act = act
            self._further.setText(act_text)
            self._further.setAccessibleName(act_text)
            self._further.show()

    def take_back(self) -> None:
        """Run "Rückgängig" if it stands here, else say that there is nothing to take back.

        Any other act is left to a click, and a trouble that is told stays to be read.
        """
        if self._act is not None and self._button.text() == undo_name():
            self._run()
        elif self._act is None and self.property("kind") != "trouble":
            self.say(_("Hier gibt es nichts rückgängig zu machen."))

    def do_again(self) -> None:
        """Run "Wiederholen" if it stands here."""
        if self._act is not None and self._button.text() == redo_name():
            self._run()

    def warn(self, sentence: str) -> None:
        """Show the sentence of a trouble."""
        self._show(sentence, "trouble")
        self._act = None
        self._button.hide()

    def text(self) -> str:
        """Return what is shown, or an empty text."""
        return self._text.text()

    def turn_page(self, *, undo_goes_along: bool = True) -> None:
        """Leave with the page, unless it was said just now or something done just now can be taken back.

        Where the undo does not go along, what was said of the page leaves with it.
        """
        outlives = self._outlives_page if undo_goes_along else min(self._outlives_page, _ARRIVES)
        if self._seconds() - self._said_at >= outlives:
            self.clear()

    def hide_names(self) -> None:
        """Take away what may name somebody; what can be taken back names nobody and stays."""
        if self._act is None or not self._may_take_back():
            self.clear()

    def clear(self) -> None:
        """Empty the line; its room stays, so nothing moves."""
        self._timer.stop()
        self._act = self._further_act = None
        self._text.setText("")
        self._further.hide()
        self._button.hide()
        self._close.hide()
        self._dress("none")

    def _show(self, text: str, kind: str) -> None:
        self._said_at = self._seconds()
        self._outlives_page = _ARRIVES
        self._timer.start()
        self._text.setText(text)
        self._text.setToolTip(text)
        self._further_act = None
        self._further.hide()
        self._close.show()
        self._dress(kind)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _offer_more(self) -> None:
        """Offer the whole notice where a part of it has no room, reckoned as if nothing were offered."""
        offered = self._more.width() + self._row.spacing() if self._more.isVisible() else 0
        self._more.setVisible(self._text.is_cut(self._text.width() + offered))

    def _unfold(self) -> None:
        self._text.unfold()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_in_time(self) -> None:
        links = (self._more, self._further, self._button, self._close)
        busy = self.underMouse() or any(link.hasFocus() for link in links)
        if self._seconds() - self._said_at >= _STAYS and not busy:
            self.clear()

    def _may_take_back(self) -> bool:
        """Return whether the act here takes back, or does again, what was just done in the store."""
        return self._button.text() in (undo_name(), redo_name())

    def _run(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()

    def _go_further(self) -> None:
        act = self._further_act
        self.clear()
        if act is not None:
            act()

    def _dress(self, kind: str) -> None:
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
