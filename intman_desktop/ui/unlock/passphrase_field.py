"""A passphrase: hidden until the eye is pressed, with a word where Caps Lock seems on or it is too long."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.line_sign import LineSign
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import space

LONGEST = 64 * 1024
"""Units of UTF-16, as Qt counts: no text has more of them than bytes in UTF-8, as the command line counts."""


class _Line(QLineEdit):
    """The line itself. Signals: ``caps_seen(bool)`` – judged by the letter that was typed."""

    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Judge Caps Lock by letter and Shift: Qt does not tell its state."""
        letter = event.text()
        if len(letter) == 1 and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_seen.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """One passphrase. Signals: ``edited``, ``entered`` (Enter was pressed). Attributes: ``eye``."""

    edited = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        self._line = _Line()
        self._line.setMaxLength(LONGEST)
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self.eye = LineSign(self._line, "eye", _("Zeigen, was Sie schreiben"), self._toggle)
        self._line.textEdited.connect(lambda _text: self.edited.emit())
        self._line.returnPressed.connect(self.entered)
        self._line.caps_seen.connect(self._tell_caps)
        column.addWidget(self._line)
        self._caps = StateChip(State.WARNING, _("Die Feststelltaste scheint an zu sein."))
        self._caps.hide()
        column.addWidget(self._caps)
        self._cut = Text(_("So lang kann sie nicht sein: Der Rest steht nicht im Feld."), "error")
        self._cut.hide()
        self._just_cut = False
        self._line.inputRejected.connect(self._tell_cut)
        self._line.textChanged.connect(self._tell_no_more_cut)
        column.addWidget(self._cut)
        hand_on(self, self._line)

    def value(self) -> str:
        """Return the passphrase exactly as typed; blanks count."""
        return self._line.text()

    def call(self, name: str) -> None:
        """Let screen readers say ``name``."""
        self.setAccessibleName(name)
        self._line.setAccessibleName(name)

    def show_words(self, words: str) -> None:
        """Put ``words`` into the field, to be read as after a press of the eye."""
        self._line.setText(words)
        self._show(readable=True)

    def conceal(self) -> None:
        """Hide what stands in the field, and what is typed from now on, until the eye is pressed."""
        self._show(readable=False)

    def clear(self) -> None:
        """Empty the field."""
        self._line.clear()

    def select_all(self) -> None:
        """Choose the whole text, so that the next letter replaces it."""
        self._line.setFocus()
        self._line.selectAll()

    def _toggle(self) -> None:
        self._show(readable=self._line.echoMode() is QLineEdit.EchoMode.Password)

    def _show(self, *, readable: bool) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if readable else QLineEdit.EchoMode.Password)
        words = _("Verbergen, was Sie schreiben") if readable else _("Zeigen, was Sie schreiben")
        self.eye.show_icon("eye-off" if readable else "eye", words)

    def _tell_caps(self, on: bool) -> None:
        self._caps.setVisible(on)

    def _tell_cut(self) -> None:
        self._just_cut = True
        self._cut.show()

    def _tell_no_more_cut(self, text: str) -> None:
        """Say no longer that something was cut, once there is room again or another text stands there."""
        room = len(text.encode("utf-16-le", "surrogatepass")) < 2 * LONGEST
        if room or not self._just_cut:  # Qt tells what it cut before what it put in
            self._cut.hide()
        self._just_cut = False
