"""Plain fields: one line of text, a text that grows, a choice from a list with codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, QRectF, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from intman_desktop.language import _
from intman_desktop.ui.icons import paint_icon
from intman_desktop.ui.parts.choice_line import ChoiceLine
from intman_desktop.ui.parts.found_by import FOUND_BY, Proposing, meant
from intman_desktop.ui.parts.hints import show_fitting_hint
from intman_desktop.ui.parts.kept_spot import write_line
from intman_desktop.ui.parts.undo_keys import leaves_to_window
from intman_desktop.ui.parts.wheel import leave_wheel_to_page
from intman_desktop.ui.tokens import colours, icon_side, space

_LONGEST_LINE = 300  # as values.lines says, which is not read before the window is painted
_AROUND_LINES = 14
"""Pixels above and below the lines of a text together: one line stands as it does in a field of one line."""


class TextField(QLineEdit):
    """One line of text. ``value()`` is without blanks at both ends.

    What is shown here begins at its first letter until somebody goes in. Where the ``placeholder`` does not
    fit, the first that does of those ``shorter`` stands for it.
    """

    def __init__(
        self,
        placeholder: str = "",
        longest: int = _LONGEST_LINE,
        parent: QWidget | None = None,
        *,
        shorter: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setMaxLength(longest)
        self._hints = (placeholder, *shorter)
        self.setPlaceholderText(placeholder)
        self._from_start = False

    def value(self) -> str:
        """Return the text without blanks at both ends."""
        return self.text().strip()

    def setText(self, text: str | None, /) -> None:
        """Show ``text`` from its first letter on; Qt would show the end of what is too long.

        Whoever is writing here keeps the cursor where the same stands here already, as after saving.
        """
        write_line(self, text or "")
        self._from_start = not self.hasFocus()
        if self._from_start:
            self.home(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on at the end where the cursor is put in here; a click stays on the letter that it meant."""
        if self._from_start and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.end(False)
        self._from_start = False
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave taking back to the window where nothing was typed here."""
        if not leaves_to_window(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much of the hint as fits, where it has a shorter form."""
        super().resizeEvent(event)
        if len(self._hints) > 1:
            show_fitting_hint(self, self._hints)


class TextArea(QPlainTextEdit):
    """Several lines; the field grows with its text and Tab goes on to the next field.

    What is pasted comes in as plain text: tables as lines with tabs, no pictures, no formatting.
    """

    def __init__(self, lines: int = 3, most_lines: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = lines, most_lines
        self.setTabChangesFocus(True)
        leave_wheel_to_page(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def value(self) -> str:
        """Return the text without blanks at both ends."""
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show ``text``; where it stands here already, as after saving, the cursor stays as well."""
        if text == self.toPlainText() or (self.hasFocus() and self.value() == text.strip()):
            self.document().clearUndoRedoStacks()  # what was undone before is no part of it
            return
        at = self.textCursor().position() if self.value() == text.strip() else 0
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave taking back to the window where nothing was typed here."""
        text = self.document()
        if not leaves_to_window(event, undo=text.isUndoAvailable(), redo=text.isRedoAvailable()):
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words only."""
        from intman_desktop.ui.parts.pasted import has_words

        return has_words(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the words of ``source``."""
        # Here, as what Qt has of documents would take a millisecond of each start.
        from intman_desktop.ui.parts.pasted import has_words, words_of

        if has_words(source):
            self.insertPlainText(words_of(source))
            self.ensureCursorVisible()

    def showEvent(self, event: object) -> None:
        """Take the height of the text in the font that is now known."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._grow()
        # While it is being shown, layouts above do not hear that its height has changed.
        QTimer.singleShot(0, self, self.updateGeometry)

    def _grow(self) -> None:
        lines = round(self.document().size().height())
        shown = min(max(lines, self._least), self._most)
        # A line of a document is rounded up, where that of QFontMetrics may be rounded down.
        height = shown * ceil(QFontMetricsF(self.font()).lineSpacing()) + _AROUND_LINES
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


_DOUBTED = "?"
"""What a draft begins with that keeps a text which means no entry: no code does."""


class ChoiceField(QComboBox):
    """A choice from (code, label) pairs; typing any part of a label finds it.

    What is typed and means no single entry stays in the field, marked as faulty, and changes no code.
    Signals: ``chosen(str)`` – another code was chosen by the person; empty for none. ``doubted(str)`` –
    the sentence for what was typed, or an empty one when it is understood again.
    """

    chosen = Signal(str)
    doubted = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]] = (), empty: str | None = "", parent: QWidget | None = None
    ) -> None:
        """Offer ``choices``; ``empty`` is the label of no choice, or None where one must be made."""
        super().__init__(parent)
        self._empty = empty
        self._fault = ""
        self._words: Mapping[str, Sequence[str]] = {}
        self._clicked_into = False
        self.setEditable(True)
        leave_wheel_to_page(self)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        completer = Proposing(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setWrapAround(False)  # one is marked: with one alone, the arrow down stays on it
        self.setCompleter(completer)
        self._completer = completer
        self.activated.connect(lambda _index: self.chosen.emit(self.code()))
        self.line().editingFinished.connect(self.settle)
        self.line().textEdited.connect(self._heard_letter)
        self.line().installEventFilter(self)
        self.set_choices(choices)

    def line(self) -> QLineEdit:
        """Return the line that is typed into."""
        line = self.lineEdit()
        assert line is not None  # it is editable from the start
        return line

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other (code, label) pairs and keep the code chosen where it still exists."""
        code, typed = self.code(), self.line().text()
        begun = typed != self.itemText(self.currentIndex()) and (self.line().hasFocus() or bool(self._fault))
        fault = self._fault
        with (
            QSignalBlocker(self),
            QSignalBlocker(self.line()),
        ):  # nobody has typed, chosen or understood anything
            self.clear()
            if self._empty is not None:
                self.addItem(self._empty, "")
            for each, label in choices:
                self.addItem(label, each)
            self._note_words()
            self.set_code(code)
            if begun:
                self.line().setText(typed)
                self._doubt(fault)

    def find_by(self, words: Mapping[str, Sequence[str]]) -> None:
        """Let an entry be found by these further words as well, by its code; its label goes before them."""
        self._words = words
        self._completer.setCompletionRole(FOUND_BY if words else Qt.ItemDataRole.DisplayRole)
        self._note_words()

    def _note_words(self) -> None:
        """Write at each entry by what it is found; without further words the label is that by itself."""
        for index in range(self.count() if self._words else 0):
            words = self._words.get(str(self.itemData(index) or ""), ())
            self.setItemData(index, " ".join((self.itemText(index), *words)), FOUND_BY)

    def fault(self) -> str:
        """Return the sentence for a text that means no single entry, else an empty text."""
        return self._fault

    def doubt(self) -> str:
        """Return the same: what was typed is looked at as the field is left."""
        return self._fault

    def when_edited(self, heard: Callable[..., object]) -> None:
        """Call ``heard(code)`` when another entry is chosen."""
        self.chosen.connect(heard)

    def matches(self) -> bool:
        """Return whether what is typed is part of some entry."""
        return bool(self._meant(self.line().text().strip()))

    def code(self) -> str:
        """Return the code chosen, or an empty text."""
        index = self.currentIndex()
        return str(self.itemData(index) or "") if index >= 0 else ""

    def set_code(self, code: str) -> None:
        """Choose ``code`` without a signal; an unknown one means no choice."""
        found = self.findData(code)
        index = found if found >= 0 else (0 if self._empty is not None else -1)
        stands_here = index == self.currentIndex() and self.line().text() == self.itemText(index)
        self.setCurrentIndex(index)
        if not stands_here:  # else the cursor stays, as after saving
            self._write()

    def draft(self) -> str:
        """Return the code chosen, or what is typed as long as it is not understood; settles nothing."""
        typed = self.line().text().strip()
        return f"{_DOUBTED}{typed}" if typed and typed != self.itemText(self.currentIndex()) else self.code()

    def set_draft(self, kept: str) -> None:
        """Put back what ``draft`` returned; a text is looked for again, or doubted again."""
        if kept.startswith(_DOUBTED):
            self.line().setText(kept.removeprefix(_DOUBTED))
            self.settle()
        else:
            self.set_code(kept)

    def setAccessibleName(self, name: str) -> None:
        """Give the field and the line inside it their spoken name."""
        super().setAccessibleName(name)
        self.line().setAccessibleName(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select what stands here, so that typing replaces it."""
        super().focusInEvent(event)
        back = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() in back and self.line().text() != self.itemText(self.currentIndex()):
            return  # in the middle of typing
        self._clicked_into = event.reason() == Qt.FocusReason.MouseFocusReason
        self.line().selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select all after the click that came into the field; a second click sets the cursor."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._leaves(event):
            return True
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.MouseButtonRelease and self._clicked_into:
            self._clicked_into = False
            if not self.line().hasSelectedText():
                self.line().selectAll()
        return done

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page: scrolling never changes a choice."""
        event.ignore()  # type: ignore[attr-defined]

    def showPopup(self) -> None:
        """Open the list, its lines high enough to be hit."""
        if not isinstance(self.itemDelegate(), ChoiceLine):
            self.setItemDelegate(ChoiceLine(self))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list on Alt+Down as well as by the arrow; an arrow takes no other entry for a text."""
        if self._leaves(event):
            return
        arrows = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and (alt or not self.line().text()):
            self.showPopup()
        elif event.key() in arrows and self.line().text() != self.itemText(self.currentIndex()):
            self.settle()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and our arrow."""
        super().paintEvent(event)
        side = icon_side() - 2
        spot = QRect(self.width() - side - space(2), (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, "chevron-down", QRectF(spot), colours().quiet)
        painter.end()

    def _leaves(self, event: QKeyEvent) -> bool:
        line = self.line()
        return leaves_to_window(event, undo=line.isUndoAvailable(), redo=line.isRedoAvailable())

    def _heard_letter(self, _text: str) -> None:
        """Draw what is proposed as in the list; until a letter is typed there is nothing to be drawn."""
        proposed = self._completer.popup()
        if proposed is not None and not isinstance(proposed.itemDelegate(), ChoiceLine):
            proposed.setItemDelegate(ChoiceLine(proposed))
        self._doubt("")
        QTimer.singleShot(0, self, self._mark_meant)  # what is proposed is known only then

    def _mark_meant(self) -> None:
        """Mark among what is proposed the entry that Enter takes, wherever it stands.

        Qt would take it for one that an arrow came to, and write it into the line that is still typed in.
        """
        proposed = self._completer.popup()
        found = self._meant(self.line().text().strip())
        if proposed is None or not proposed.isVisible() or len(found) != 1:
            return
        model = self._completer.completionModel()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if index.data(Qt.ItemDataRole.DisplayRole) == self.itemText(found[0]):
                with QSignalBlocker(self._completer):
                    proposed.setCurrentIndex(index)
                return

    def _write(self) -> None:
        self.line().setText(self.itemText(self.currentIndex()))
        self.line().home(False)
        self._doubt("")

    def settle(self) -> None:
        """Understand what is typed as the one entry that it means, or doubt it, as when the field is left."""
        typed = self.line().text().strip()
        before = self.code()
        if typed != self.itemText(self.currentIndex()):
            found = self._meant(typed)
            if typed and len(found) != 1:
                self._doubt(
                    _("„{typed}“ passt auf mehrere Einträge. Bitte wählen Sie einen.").format(typed=typed)
                    if found
                    else _("„{typed}“ steht nicht in der Liste.").format(typed=typed)
                )
                return
            if found or self._empty is not None:
                self.setCurrentIndex(found[0] if found else 0)
        self._write()
        if self.code() != before:
            self.chosen.emit(self.code())

    def _meant(self, typed: str) -> list[int]:
        """Return the entries that ``typed`` may mean."""
        labels = [self.itemText(index) for index in range(self.count())]
        words = [self._words.get(str(self.itemData(index) or ""), ()) for index in range(self.count())]
        return meant(typed, labels, words)

    def _doubt(self, sentence: str) -> None:
        if sentence == self._fault:
            return
        self._fault = sentence
        self.setProperty("faulty", "true" if sentence else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.doubted.emit(sentence)
