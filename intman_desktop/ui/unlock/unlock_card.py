"""Unlocking: the passphrase, the emergency sheet, and why the store was locked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button, primary_button
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import PageTitle, SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.unlock.passphrase_field import PassphraseField
from intman_desktop.ui.unlock.practice_link import PracticeLink


class UnlockCard(Cover):
    """Asks for what opens the store.

    Signals: ``passphrase_given(str)``, ``code_given(str)``, ``other_wanted`` (another store, a new one or
    a backup), ``practice_wanted``. The program answers by ``trouble`` or by uncovering the window.
    """

    passphrase_given = Signal(str)
    code_given = Signal(str)
    other_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self, name: str, reason: str = "", backup: str = "") -> None:
        """Show the ``name`` of the store, ``reason`` it is locked, and a line about the last ``backup``."""
        super().__init__()
        self._busy = False
        self._by_code = False
        self.card.body.setSpacing(space(3))
        self.card.add(PageTitle(name))
        if reason:
            self.card.add(Text(reason))
        self._passphrase = PassphraseField()
        self._code = TextField(_("6 Gruppen zu 7 Buchstaben"))
        self._code.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self._form = Form()
        self._row = self._form.row(_("&Passphrase"), self._passphrase)
        self._code_row = self._form.row(
            _("&Code vom Notfallblatt"), self._code, _("Groß und klein, Leerzeichen und Striche sind egal.")
        )
        self._form.show_row(self._code_row, False)
        self.card.add(self._form)
        self._open = primary_button(_("Öffnen"), self._give)
        self._open.setDefault(True)
        self.card.add(self._open)
        self._passphrase.entered.connect(self._give)
        self._code.returnPressed.connect(self._give)
        self._switch = link_button("", self._change_way)
        self._other = link_button(_("Anderer Tresor, neuer Tresor oder Sicherung …"), self.other_wanted.emit)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, space(2), 0, 0)
        column.setSpacing(0)
        column.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        self._practise = PracticeLink()
        self._practise.wanted.connect(self.practice_wanted)
        column.addWidget(self._practise)
        if backup:
            column.addSpacing(space(2))
            column.addWidget(SmallText(backup))
        self.card.add(foot)
        self._word_switch()

    def trouble(self, sentence: str) -> None:
        """Say why it did not open; what was typed is marked so that the next letter replaces it."""
        self.set_busy(busy=False)
        self._practise.let_go()
        (self._code_row if self._by_code else self._row).set_fault(sentence)
        if self._by_code:
            self._code.setFocus()
        else:
            self._passphrase.select_all()

    def fault(self) -> str:
        """Return the sentence that says why it did not open, or an empty text."""
        return self._code_row.fault() or self._row.fault()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the store is being opened; the key takes up to a second."""
        self._busy = busy
        self._open.setEnabled(not busy)
        self._open.setText(_("Wird geöffnet …") if busy else _("Öffnen"))

    def first_field(self) -> QWidget:
        """Return the field for the passphrase."""
        return self._passphrase

    def clear(self) -> None:
        """Forget what was typed."""
        self._passphrase.clear()
        self._code.clear()

    def code_field(self) -> QLineEdit:
        """Return the field for the code of the emergency sheet."""
        return self._code

    def _give(self) -> None:
        if self._busy:
            return
        self._row.set_fault("")
        self._code_row.set_fault("")
        typed = self._code.value() if self._by_code else self._passphrase.value()
        if not typed:
            self.trouble(
                _("Bitte geben Sie den Code ein.")
                if self._by_code
                else _("Bitte geben Sie die Passphrase ein.")
            )
            return
        self.set_busy(busy=True)
        (self.code_given if self._by_code else self.passphrase_given).emit(typed)

    def _change_way(self) -> None:
        self._by_code = not self._by_code
        self._form.show_row(self._row, not self._by_code)
        self._form.show_row(self._code_row, self._by_code)
        self._word_switch()
        (self._code if self._by_code else self._passphrase).setFocus()

    def _word_switch(self) -> None:
        words = (
            _("Mit der Passphrase öffnen")
            if self._by_code
            else _("Passphrase vergessen? Mit dem Notfallblatt öffnen")
        )
        self._switch.setText(words)
        self._switch.setAccessibleName(words)
