"""The code of the emergency sheet: six groups, each checked while it is typed."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import space

_GROUPS, _LETTERS = 6, 7
_BESIDE = 3
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]+")
_WHOLE = re.compile(rf"(?:\w{{{_LETTERS}}}[\s\-\u2010-\u2015]+){{{_GROUPS - 1}}}\w{{{_LETTERS}}}")
"""A whole code, also where it was pasted into a group that was not empty."""


class CodeGroup(QLineEdit):
    """The line of one group. Signals: ``left_back`` – Backspace or Left at its start; ``left_on`` – Right at
    its end; ``left`` – the cursor went elsewhere. Attributes: ``number`` (1 to 6).
    """

    left_back = Signal()
    left_on = Signal()
    left = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.setAccessibleName(_("Gruppe {number} von 6").format(number=number))
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferUppercase
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self._measure()

    def mark(self, *, faulty: bool) -> None:
        """Draw the border of a fault, or the ordinary one."""
        self.setProperty("faulty", "true" if faulty else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Backspace and the arrows lead from one group into the next."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and not self.hasSelectedText()
        at = self.cursorPosition()
        if plain and at == 0 and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Left):
            self.left_back.emit()
        elif plain and at == len(self.text()) and event.key() == Qt.Key.Key_Right:
            self.left_on.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        """Tell that the group is left as it is."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for seven letters at every text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("W" * _LETTERS) + space(6))


class CodeField(QWidget):
    """The whole code. Signals: ``entered`` – Enter. Attributes: ``groups``.

    A group that is full leads on; blanks and hyphens do as well; a code that is pasted fills all groups. What
    is wrong in a group is said at once, what is missing when it is left.
    """

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._refused = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(2))
        grid.setVerticalSpacing(space(2))
        self.groups = tuple(CodeGroup(number) for number in range(1, _GROUPS + 1))
        for at, group in enumerate(self.groups):
            row, place = divmod(at, _BESIDE)
            number = SmallText(str(group.number))
            number.setBuddy(group)
            grid.addWidget(number, row, 2 * place)
            grid.addWidget(group, row, 2 * place + 1)
            group.textEdited.connect(lambda text, group=group: self._edited(group, text))
            group.returnPressed.connect(self.entered)
            group.left.connect(self._tell)
            group.left_back.connect(lambda at=at: self._go(at - 1))
            group.left_on.connect(lambda at=at: self._go(at + 1, at_start=True))
        grid.setColumnStretch(2 * _BESIDE, 1)
        column.addLayout(grid)
        self._faults = Text("", "error")
        self._faults.hide()
        column.addWidget(self._faults)
        hand_on(self, self.groups[0])

    def value(self) -> str:
        """Return the code with hyphens between its groups; empty where nothing is typed."""
        typed = [group.text() for group in self.groups]
        return "-".join(typed) if any(typed) else ""

    def clear(self) -> None:
        """Forget what was typed."""
        self._refused = False
        for group in self.groups:
            group.clear()
        self._tell()

    def faults(self) -> str:
        """Return what is said to be wrong, a sentence for each group."""
        return self._faults.text()

    def check(self) -> bool:
        """Say all that is wrong or missing and go to the first of it; return whether nothing is."""
        faulty = self._tell(whole=True)
        if faulty:
            faulty[0].setFocus()
            faulty[0].selectAll()
        return not faulty

    def mark_all(self) -> None:
        """Draw the border of a fault round every group until one is edited: no single one is wrong."""
        self._refused = True
        self._tell()

    def _edited(self, group: CodeGroup, text: str) -> None:
        self._refused = False
        at, typed = group.cursorPosition(), text.upper()
        whole = _WHOLE.search(typed)
        typed = whole.group() if whole is not None else typed
        pieces = [piece for piece in _BETWEEN.split(typed) if piece]
        if len(typed) == _LETTERS + 1 and len(pieces) == 1 and len(pieces[0]) == len(typed):
            self._overfull(group, typed, at)
        elif len(typed) > _LETTERS or _BETWEEN.search(typed):
            self._spread(group, pieces)
        else:
            group.setText(typed)
            group.setCursorPosition(at)
            if len(typed) == _LETTERS and at == _LETTERS:
                self._lead_on(group)
        self._tell()

    def _overfull(self, group: CodeGroup, typed: str, at: int) -> None:
        """Take the one letter too many into the next group, if it was typed at the end and there is room."""
        following = self._following(group)
        if at == len(typed) and following is not None and not following.text():
            following.setText(typed[-1])
            following.setFocus()
        group.setText(typed[: at - 1] + typed[at:])
        group.setCursorPosition(at - 1)

    def _spread(self, group: CodeGroup, pieces: list[str]) -> None:
        """Fill the groups from this one on, or, with a whole code, from the first one on."""
        cut = [
            piece[start : start + _LETTERS] for piece in pieces for start in range(0, len(piece), _LETTERS)
        ]
        first = 0 if len(cut) >= _GROUPS else group.number - 1
        filled = list(zip(self.groups[first:], cut, strict=False))
        group.clear()
        for each, letters in filled:
            each.setText(letters)
        if filled:
            last = filled[-1][0]
            last.setFocus()
            self._lead_on(last)

    def _lead_on(self, group: CodeGroup) -> None:
        following = self._following(group)
        if following is not None and not following.text():
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _following(self, group: CodeGroup) -> CodeGroup | None:
        return self.groups[group.number] if group.number < _GROUPS else None

    def _go(self, at: int, *, at_start: bool = False) -> None:
        if 0 <= at < _GROUPS:
            group = self.groups[at]
            group.setFocus(Qt.FocusReason.OtherFocusReason)
            group.setCursorPosition(0 if at_start else len(group.text()))

    def _tell(self, *, whole: bool = False) -> list[CodeGroup]:
        """Say what is wrong so far, or with the ``whole`` code; return the groups in which something is."""
        from intman_desktop.vault.emergency_code import Fault, check_group

        sentences = fault_sentences()
        faulty, said = [], []
        for group in self.groups:
            fault = check_group(group.number, group.text())
            typing = fault is Fault.MISSING or (fault is Fault.LENGTH and group.hasFocus())
            told = "" if fault is None or (typing and not whole) else sentences[fault.value]
            group.mark(faulty=bool(told) or self._refused)
            group.setAccessibleDescription(told.format(number=group.number))
            if told:
                faulty.append(group)
                said.append(told.format(number=group.number))
        self._faults.setText("\n".join(said))
        self._faults.setVisible(bool(said))
        return faulty


def fault_sentences() -> dict[str, str]:
    """Return what is said of a group, by the values of ``vault.emergency_code.Fault``."""
    return {
        "missing": _("Gruppe {number} fehlt noch."),
        "length": _("In Gruppe {number} fehlen Buchstaben; es sind immer sieben."),
        "letter": _("In Gruppe {number} steht ein Zeichen, das auf keinem Notfallblatt vorkommt."),
        "check": _("In Gruppe {number} stimmt ein Buchstabe nicht."),
    }
