"""Phrases on offer while a goal is typed: arrows choose, Enter takes one into the fields (Z4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.folding import plain_letters
from intman_desktop.ui.parts.buttons import is_enter
from intman_desktop.ui.parts.choice_line import ChoiceLine
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.ui.parts.labels import SmallText
from intman_desktop.ui.tokens import space
from intman_desktop.values.office import Phrase

_AT_ONCE = 5
_TELLING_LETTERS = 4


def matching(phrases: Sequence[Phrase], area: str, typed: str) -> tuple[Phrase, ...]:
    """Return the phrases that hold every word of ``typed``: those of ``area``, else those of all areas."""
    words = plain_letters(typed).split()
    found = [each for each in phrases if all(word in plain_letters(each.goal) for word in words)]
    of_area = [each for each in found if not area or each.area == area]
    return tuple(of_area or (found if words else ()))


def related(phrases: Sequence[Phrase], area: str, typed: str) -> tuple[Phrase, ...]:
    """Return the phrases of ``area`` that hold one of the longer words of ``typed``."""
    words = [word for word in plain_letters(typed).split() if len(word) >= _TELLING_LETTERS]
    of_area = [each for each in phrases if each.area == area]
    return tuple(each for each in of_area if any(word in plain_letters(each.goal) for word in words))


def areas_meant(area_words: Mapping[str, Sequence[str]], typed: str) -> frozenset[str]:
    """Return the areas of which a word is among ``typed``, one of them beginning with the other."""
    written = [word for word in plain_letters(typed).split() if len(word) >= _TELLING_LETTERS]
    known = ((code, plain_letters(word)) for code, words in area_words.items() for word in words)
    return frozenset(
        code for code, word in known for each in written if each.startswith(word) or word.startswith(each)
    )


class PhraseOffer(QWidget):
    """The phrases that fit what is typed into ``field``, below it. Signals: ``taken(Phrase)``.

    However many fit, it has the same height, so that nothing below moves while one types.
    The cursor stays in the field: Down and Up choose, Enter takes, Escape closes the offer until something
    else is typed. ``area()`` is asked for the area of life chosen; ``area_words`` are words by which one is
    meant, by its code.
    """

    taken = Signal(object)

    def __init__(
        self,
        field: TextArea,
        phrases: Sequence[Phrase],
        area: Callable[[], str],
        area_words: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__()
        self._field, self._phrases, self._area = field, tuple(phrases), area
        self._area_words = area_words
        self._found: tuple[Phrase, ...] = ()
        self._closed_for: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        self._row_height = 0
        self._told = SmallText()
        self._at_it = False
        self.list = QListWidget()
        self.list.setAccessibleName(_("Formulierungen"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setWordWrap(True)
        self.list.setItemDelegate(ChoiceLine(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.list.itemClicked.connect(lambda _item: self.take())
        column.addWidget(self._told)
        column.addWidget(self.list)
        field.installEventFilter(self)
        field.textChanged.connect(self.offer)

    def offer(self) -> None:
        """Show what fits, behind it what is near, and where nothing fits or a word of the area is typed, all
        the rest of the area.

        Once something is typed, the first that fits is chosen. Whoever types "Deutsch lernen" is shown the
        examination and the course as well, which do not say "Deutsch".
        """
        typed = self._field.value()
        if typed == self._closed_for:
            return
        self._closed_for = None
        fitting = matching(self._phrases, self._area(), typed)
        self._found = tuple(dict.fromkeys((*fitting, *self._behind(typed, nothing_fits=not fitting))))
        self.list.clear()
        self.list.addItems([phrase.goal for phrase in self._found])
        self._choose(0 if typed and fitting else -1)
        self._tell()
        self.setVisible(bool(self._phrases))
        self._measure()

    def _behind(self, typed: str, *, nothing_fits: bool) -> tuple[Phrase, ...]:
        """Return what is not said so, but may be meant: in the area chosen, else in those whose words are
        typed.
        """
        area, meant = self._area(), areas_meant(self._area_words, typed)
        shown = {area} if area and (nothing_fits or area in meant) else set()
        if not area:
            shown = set(meant)
        near = related(self._phrases, area, typed) if shown else ()
        return (*near, *(each for each in self._phrases if each.area in shown))

    def close_offer(self) -> None:
        """Offer nothing more until something else is typed."""
        self._closed_for = self._field.value()
        self._found = ()
        self.hide()

    def offer_again(self) -> None:
        """Offer what fits, also where the offer was closed."""
        self._closed_for = None
        self.offer()

    def take(self) -> None:
        """Take the phrase that is chosen."""
        row = self.list.currentRow()
        if 0 <= row < len(self._found):
            self.taken.emit(self._found[row])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the keys of the field while there is something on offer."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._heard(event):
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):  # elsewhere the keys do other things
            self._at_it = event.type() == QEvent.Type.FocusIn
            self._tell()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        """Say over the list what it is, and how one takes one of it where the cursor is in the field."""
        if not self._found:
            self._told.setText(_("Dazu ist keine Formulierung da."))
        elif self._at_it:
            self._told.setText(_("Vorschläge: Pfeiltasten wählen, Enter übernimmt, Esc schließt."))
        else:
            self._told.setText(_("Vorschläge"))

    def _heard(self, event: QKeyEvent) -> bool:
        row = self.list.currentRow()
        if not self._found or self.isHidden():
            return False
        if event.key() == Qt.Key.Key_Down:
            self._choose(min(row + 1, len(self._found) - 1))
        elif event.key() == Qt.Key.Key_Up and row >= 0:
            self._choose(row - 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_offer()
        elif is_enter(event) and row >= 0:
            self.take()
        else:
            return False
        return True

    def _choose(self, row: int) -> None:
        self.list.setCurrentRow(row)
        said = self._found[row].goal if row >= 0 else ""
        self._field.setAccessibleDescription(_("Formulierung: {goal}").format(goal=said) if said else "")

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_row_height"):
            self._row_height = 0
            self._measure()

    def _measure(self) -> None:
        if not self._row_height and self._found:
            lines = (self.list.sizeHintForRow(row) for row in range(len(self._found)))
            self._row_height = max(min(lines), space(6))
        rows = min(len(self._phrases), _AT_ONCE)
        self.list.setFixedHeight(rows * (self._row_height or space(6)) + space(1))
