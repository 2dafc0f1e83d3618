"""Type to find: a field that asks the store while one types and offers what it found."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.icons import icon
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.hints import show_fitting_hint
from intman_desktop.ui.parts.line_sign import ClearSign, LineSign
from intman_desktop.ui.parts.offer_line import PARTS, OfferLine
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import icon_side, space

_PAUSE_MS = 120
_FOUND = Qt.ItemDataRole.UserRole
_VISIBLE = 13


@dataclass(frozen=True)
class Found:
    """One thing that was found: its ``key`` in the store, the line shown, and a quiet addition.

    ``why`` says by what it was found; ``talk_id`` names the talk where it is one; ``sign`` is the icon of
    what is none.
    """

    key: Hashable
    name: str
    detail: str = ""
    why: str = ""
    talk_id: int | None = None
    sign: str = "user"

    def line(self) -> str:
        """Return the line as it is offered."""
        return f"{self.name} · {self.detail}" if self.detail else self.name

    def spoken(self) -> str:
        """Return the line with why it was found, as a screen reader says it."""
        return f"{self.line()} · {self.why}" if self.why else self.line()


Find = Callable[[str, Callable[[Sequence[Found]], None]], object]


class FindField(QLineEdit):
    """A search field. ``find(text, deliver)`` starts a job that ends in ``deliver(found)``.

    The first offer is marked, so that Enter takes it; the arrows mark another. What is typed on unmarks
    the offers of before: Enter takes nobody whom the newest letters may not find. Where nothing is found
    it says so and offers ``way_on``. Esc closes the list, and once more empties the field.

    Signals: ``picked(object)`` – the ``Found`` that was chosen; ``confirmed(str)`` – Enter on a text
    without choosing.
    """

    picked = Signal(object)
    confirmed = Signal(str)

    def __init__(
        self,
        find: Find,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        way_on: Found | None = None,
        shorter: Sequence[str] = (),
    ) -> None:
        """Say ``placeholder``, or the first of those ``shorter`` that fits, while nothing is typed."""
        super().__init__(parent)
        self._hints = (placeholder, *shorter)
        self._find = find
        self._way_on = way_on
        self._asked = 0
        self._behind = False
        self.setPlaceholderText(placeholder)
        LineSign(self, "search", _("Suchen"), leading=True)
        ClearSign(self)
        self._offers = QStandardItemModel(self)
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView()
        popup.setProperty("part", "choices")
        popup.setAccessibleName(_("Gefunden"))
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.setMaxVisibleItems(_VISIBLE)
        completer.setWrapAround(False)  # the first is marked: with one alone, the arrow down stays on it
        completer.setPopup(popup)
        self._line = OfferLine(popup)
        popup.setItemDelegate(self._line)  # after setPopup, which brings its own
        self._popup = popup
        completer.activated[QModelIndex].connect(self._pick)  # type: ignore[index]
        self._completer = completer
        completer.setWidget(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._fall_behind())
        self.returnPressed.connect(self._confirm)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much of the hint as fits."""
        super().resizeEvent(event)
        if len(self._hints) > 1:
            show_fitting_hint(self, self._hints, taken=2 * icon_side() + space(6))

    @property
    def popup(self) -> QWidget:
        """The list that drops down with what was found."""
        return self._popup

    def offers(self) -> list[Found]:
        """Return what is offered now."""
        held = (self._offers.item(row).data(_FOUND) for row in range(self._offers.rowCount()))
        return [each for each in held if isinstance(each, Found)]

    def is_behind(self) -> bool:
        """Return whether what is offered is not yet the answer to what is typed."""
        return self._behind

    def put_away(self) -> None:
        """Close the list and let go of what it offers, e.g. when names are hidden."""
        self._asked += 1
        self._behind = False
        self._popup.hide()
        self._offers.clear()

    def forget(self) -> None:
        """Let go of what was typed and found, as locking demands, and whoever is erased afterwards (Rule L3).

        A field that is only emptied could still bring back what stood there (Ctrl+Z).
        """
        self._pause.stop()
        self.put_away()
        self.setText("")

    def event(self, event: QEvent) -> bool:
        """Keep Esc for itself while something is typed, also on a page that Esc leads back from."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and escape and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc empty the field where no list is open."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.forget()
            return
        super().keyPressEvent(event)

    def _fall_behind(self) -> None:
        """Let the list of before stand unmarked until the answer to what is typed now, and no older one."""
        self._asked += 1
        self._behind = True
        self._popup.setCurrentIndex(QModelIndex())
        self._pause.start()

    def _ask(self) -> None:
        typed = self.text().strip()
        number = self._asked
        if typed:
            self._find(typed, lambda found: self._offer(number, found))
        else:
            self._behind = False
            self._popup.hide()

    def _offer(self, number: int, found: Sequence[Found]) -> None:
        if number != self._asked:
            return
        self._behind = False
        self._offers.clear()
        for each in found:
            self._add(each, "message-square-plus" if each.talk_id is not None else each.sign)
        if not found:
            for words in _nothing_found():
                line = QStandardItem(words)
                line.setEnabled(False)
                self._offers.appendRow(line)
            if self._way_on is not None:
                self._add(self._way_on, "user-plus")
        if self.hasFocus():
            self._completer.complete(self._room(may_fold=bool(found)))
            if found:
                self._popup.setCurrentIndex(self._offers.index(0, 0))

    def _room(self, *, may_fold: bool) -> QRect:
        """Return where the list stands: as wide as its longest line, as far as window and screen go.

        Where that is too narrow, lines that ``may_fold`` become two, so that one can read why each was found.
        """
        left = self.mapTo(self.window(), QPoint(0, 0)).x()
        widest = min(self.window().width() - left - space(4), self.screen().availableGeometry().width())
        rows = [self._offers.index(row, 0) for row in range(self._offers.rowCount())]
        # The list itself is set in the text size of before until it is shown.
        wanted = max((self._line.width_for(self.font(), row) for row in rows), default=0)
        wanted += self._popup.verticalScrollBar().sizeHint().width() + space(2)
        self._line.folded = may_fold and wanted > max(self.width(), widest)
        return QRect(0, 0, max(self.width(), min(wanted, widest)), self.height())

    def _add(self, offer: Found, sign: str) -> None:
        item = QStandardItem(icon(sign, "quiet"), offer.spoken())
        item.setEditable(False)
        item.setToolTip(offer.spoken())
        item.setData(offer, _FOUND)
        item.setData((offer.name, offer.detail, offer.why), PARTS)
        self._offers.appendRow(item)

    def _pick(self, index: QModelIndex) -> None:
        found = index.data(_FOUND)
        if isinstance(found, Found):
            self.picked.emit(found)

    def _confirm(self) -> None:
        if self.text().strip() and (self._behind or not self._popup.isVisible()):
            self.confirmed.emit(self.text().strip())


def _nothing_found() -> tuple[str, str]:
    """Return what is said where nobody is found: that, and what can be typed."""
    return (
        _("Nichts gefunden. Genügt ein Teil des Namens oder der Nummer?"),
        _("Name, auch mit Ort, Geburtsjahr (4 Ziffern) oder Geburtsdatum; Telefon; Fallnummer"),
    )


class PersonFinder(QWidget):
    """Chooses one or several people by typing; the chosen ones stand below and can be taken out.

    Signals: ``people_changed(list)`` – the chosen ``Found`` values.
    """

    people_changed = Signal(object)

    def __init__(self, find: Find, *, several: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several = several
        self._people: list[Found] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.field = FindField(find, _("Name, Telefon oder Fallnummer"))
        self.field.picked.connect(self._take)
        column.addWidget(self.field)
        self._chosen = Flow()
        column.addWidget(self._chosen)
        self._chosen.hide()
        hand_on(self, self.field)

    def people(self) -> list[Found]:
        """Return who was chosen."""
        return list(self._people)

    def set_people(self, people: Sequence[Found]) -> None:
        """Choose ``people``, e.g. the client whose case is open."""
        self._people = list(people)
        self._show()

    def when_edited(self, heard: Callable[..., object]) -> None:
        """Call ``heard(people)`` when others are chosen."""
        self.people_changed.connect(heard)

    def _take(self, found: Found) -> None:
        kept = [each for each in self._people if each.key != found.key] if self._several else []
        self._people = [*kept, found]
        self._show()
        # The completer writes the chosen line into the field after this signal.
        QTimer.singleShot(0, self.field, self.field.clear)

    def _remove(self, found: Found) -> None:
        self._people.remove(found)
        self._show()
        self.field.setFocus()

    def _show(self) -> None:
        empty(self._chosen.flow)
        for each in self._people:
            button = quiet_button(each.line(), lambda each=each: self._remove(each), icon="x")  # type: ignore[misc]
            button.setProperty("part", "chip")
            button.setAccessibleName(_("{name} herausnehmen").format(name=each.name))
            button.setToolTip(button.accessibleName())
            self._chosen.add(button)
        self._chosen.setVisible(bool(self._people))
        self.people_changed.emit(self.people())
