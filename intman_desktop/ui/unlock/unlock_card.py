"""Unlocking: the passphrase, a substitute's, the emergency sheet, and why the store was locked."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button, primary_button
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import PageTitle, SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.unlock.code_field import CodeField
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.unlock.passphrase_field import PassphraseField
from intman_desktop.ui.unlock.practice_link import PracticeLink
from intman_desktop.ui.unlock.ways import Whose, substitutes

if TYPE_CHECKING:
    from intman_desktop.values.keyring import DoorSlot

_SEEN_AFTER_MS = 20
_TICK_MS = 250


class UnlockCard(Cover):
    """Asks for what opens the store.

    Signals: ``passphrase_given(str, object)`` – with the ``Whose`` it is; ``code_given(str)``; ``seen`` – the
    card stands on the screen, so that reading may begin; ``other_wanted`` (another store, a new one or a
    backup), ``practice_wanted``. The program answers by ``trouble`` or by uncovering the window.
    Attributes: ``code``, the field for the code of the emergency sheet; ``as_substitute`` and ``switch``, the
    links to the other ways in.
    """

    passphrase_given = Signal(str, object)
    code_given = Signal(str)
    seen = Signal()
    other_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self, name: str, reason: str = "", backup: str = "") -> None:
        """Show the ``name`` of the store, ``reason`` it is locked, and a line about the last ``backup``."""
        super().__init__()
        self._busy = self._by_code = self._was_seen = False
        self._whose = Whose.LAST
        self._substitutes: tuple[str, ...] = ()
        self._last_was_substitute = False
        self._remaining: Callable[[], float] = lambda: 0.0
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._show_waiting)
        self._painted = QTimer(self, singleShot=True, interval=_SEEN_AFTER_MS)
        self._painted.timeout.connect(self.seen)
        self.card.body.setSpacing(space(3))
        self.card.add(PageTitle(name))
        if reason:
            self.card.add(Text(reason))
        self._passphrase = PassphraseField()
        self.code = CodeField()
        # Only one is seen at a time: together the longer label would keep the shorter one's field away.
        self._of_passphrase, self._of_code = Form(), Form()
        self._row = self._of_passphrase.row(_("&Passphrase"), self._passphrase)
        self._code_row = self._of_code.row(
            _("&Code vom Notfallblatt"), self.code, _("Groß oder klein ist egal. Einfügen geht auch.")
        )
        self._of_code.hide()
        self.card.add(self._of_passphrase)
        self.card.add(self._of_code)
        self._open = primary_button(_("Öffnen"), self._give)
        self._open.setDefault(True)
        self.card.add(self._open)
        self._passphrase.entered.connect(self._give)
        self.code.entered.connect(self._give)
        self._as_owner = link_button(
            _("Mit der Hauptpassphrase öffnen"), lambda: self._choose_whose(Whose.OWNER)
        )
        self.as_substitute = link_button("", lambda: self._choose_whose(Whose.SUBSTITUTE))
        self.switch = link_button("", self._change_way)
        self._other = link_button(_("Anderer Tresor, neuer Tresor oder Sicherung …"), self.other_wanted.emit)
        self._practise = PracticeLink()
        self._practise.wanted.connect(self.practice_wanted)
        self.card.add(self._foot(backup))
        self._word_ways()

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Hier öffnen Sie Ihren Tresor mit Ihrer Passphrase. Haben Sie sie vergessen, geht es mit dem "
            "Code vom Notfallblatt."
        )

    def show_ways(self, slots: Sequence[DoorSlot], remembered: str) -> None:
        """Offer the ways of these slots; ``remembered`` is the one that opened last on this machine."""
        self._substitutes = substitutes(slots)
        self._last_was_substitute = remembered in self._substitutes
        self._word_ways()

    def trouble(self, sentence: str) -> None:
        """Say why it did not open; what was typed is marked so that the next letter replaces it."""
        self.set_busy(busy=False)
        self._practise.let_go()
        (self._code_row if self._by_code else self._row).set_fault(sentence)
        if self._by_code:
            self.code.mark_all()
            self.code.setFocus()
        else:
            self._passphrase.select_all()

    def fault(self) -> str:
        """Return the sentence that says why it did not open, or an empty text."""
        return self._code_row.fault() or self._row.fault()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the store is being opened; the key takes up to a second."""
        self._busy = busy
        self._show_waiting()

    def wait(self, remaining: Callable[[], float]) -> None:
        """Open nothing until ``remaining()``, in seconds, has come down to nothing; the button counts."""
        self._remaining = remaining
        self._show_waiting()

    def first_field(self) -> QWidget:
        """Return the field for the passphrase."""
        return self._passphrase

    def clear(self) -> None:
        """Forget what was typed."""
        self._passphrase.clear()
        self.code.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once, when the card stands on the screen: reading beside its painting would hold it up."""
        super().paintEvent(event)
        if not self._was_seen:
            self._was_seen = True
            self._painted.start()

    def _foot(self, backup: str) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, space(2), 0, 0)
        column.setSpacing(0)
        for link in (self._as_owner, self.as_substitute, self.switch, self._other):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._practise)
        if backup:
            column.addSpacing(space(2))
            column.addWidget(SmallText(backup))
        return foot

    def _give(self) -> None:
        if self._busy or self._remaining() > 0:
            return
        self._row.set_fault("")
        self._code_row.set_fault("")
        if self._by_code:
            self._give_code()
        elif not self._passphrase.value():
            self.trouble(_("Bitte geben Sie die Passphrase ein."))
        else:
            self.set_busy(busy=True)
            self.passphrase_given.emit(self._passphrase.value(), self._whose)

    def _give_code(self) -> None:
        if not self.code.value():
            self.trouble(_("Bitte geben Sie den Code ein."))
        elif self.code.check():
            self.set_busy(busy=True)
            self.code_given.emit(self.code.value())

    def _show_waiting(self) -> None:
        seconds = math.ceil(self._remaining())
        waiting = seconds > 0 and not self._busy
        words = _("Wird geöffnet …") if self._busy else _("Öffnen")
        if waiting:
            words = _("Öffnen in {count} s").format(count=seconds)
        self._open.setText(words)
        self._open.setAccessibleName(words)
        self._open.setEnabled(not self._busy and not waiting)
        if waiting and not self._tick.isActive():
            self._tick.start()
        elif not waiting:
            self._tick.stop()

    def _is_substitute(self) -> bool:
        """Return whether what is typed is taken for a substitute's passphrase."""
        return self._whose is Whose.SUBSTITUTE or (self._whose is Whose.LAST and self._last_was_substitute)

    def _choose_whose(self, whose: Whose) -> None:
        self._whose = whose
        self._word_ways()
        self._row.set_fault("")
        self._passphrase.setFocus()

    def _change_way(self) -> None:
        self._by_code = not self._by_code
        self._of_passphrase.setVisible(not self._by_code)
        self._of_code.setVisible(self._by_code)
        self._word_ways()
        (self.code if self._by_code else self._passphrase).setFocus()

    def _word_ways(self) -> None:
        substitute, several = self._is_substitute(), len(self._substitutes) > 1
        label = _("&Passphrase der Vertretung") if substitute else _("&Passphrase")
        self._row.label.setText(label)
        self._passphrase.call(label.replace("&", ""))
        trying = substitute and several and self._whose is Whose.SUBSTITUTE
        slow = _("Es gibt mehrere Vertretungen. Das Öffnen dauert deshalb etwas länger.")
        self._row.set_hint(slow if trying else "")
        self._as_owner.setVisible(substitute and not self._by_code)
        other = several and self._whose is Whose.LAST
        self.as_substitute.setVisible(
            bool(self._substitutes) and not self._by_code and (other or not substitute)
        )
        _reword(
            self.as_substitute,
            _("Als andere Vertretung öffnen") if substitute else _("Als Vertretung öffnen"),
        )
        _reword(
            self.switch,
            _("Mit der Passphrase öffnen")
            if self._by_code
            else _("Passphrase vergessen? Mit dem Notfallblatt öffnen"),
        )


def _reword(link: QPushButton, words: str) -> None:
    link.setText(words)
    link.setAccessibleName(words)
