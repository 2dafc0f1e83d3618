"""Buttons: at most one filled one per view; icons alone always carry a spoken name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from intman_desktop.ui.icons import icon as draw
from intman_desktop.ui.keys import ALSO_SAVE, SAVE
from intman_desktop.ui.parts.link_edge import LinkEdge, StandsInLine

Act = Callable[[], object]
_FEW_LETTERS = 12
_PRESSED_ONCE = ("primary", "danger")
_BORDERED = ("primary", "quiet", "danger")


class _Button(QPushButton):
    """A button that Enter presses as well as Space, in every window and dialog.

    One that saves or cannot be taken back hears a double click as one press: the second may already fall on
    the next form, which came to stand in the place of the first.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press again where that is meant, as on the way through a list."""
        if self.property("part") in _PRESSED_ONCE:
            event.accept()
            return
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter, once however long it is held."""
        if is_enter(event):
            event.accept()
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class _Link(StandsInLine, _Button):
    """A word of the text that can be pressed."""

    edge_kind = LinkEdge


class _NameButton(_Link):
    """A name as a link: where its place is too narrow it ends in "…" instead of pushing all else aside."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Return the room for a short name."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), _FEW_LETTERS * self.fontMetrics().averageCharWidth()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name as far as there is room."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        # Here, as what Qt has of styles would take 6 ms of each start.
        from PySide6.QtWidgets import QStyle, QStyleOptionButton

        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, QPainter(self), self)


def is_enter(event: QKeyEvent) -> bool:
    """Return whether ``event`` is Enter, here or on the number pad, without another key."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _button(
    text: str,
    act: Act | None,
    *,
    part: str,
    role: str = "text",
    shortcut: str = "",
    icon: str = "",
    kind: Callable[[str], QPushButton] = _Button,
) -> QPushButton:
    button = kind(text)
    button.setProperty("part", part)
    button.setAutoDefault(False)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAccessibleName(text.replace("&", ""))
    if icon:
        button.setIcon(draw(icon, role, gap=part != "icon"))
        if part in _BORDERED:
            button.setProperty("signed", "true")
    if act is not None:
        button.clicked.connect(lambda _checked=False: act())
    if shortcut:
        button.setShortcut(QKeySequence(shortcut))
        button.setToolTip(QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText))
    for keys in ALSO_SAVE if shortcut == SAVE else ():
        QShortcut(QKeySequence(keys), button).activated.connect(button.animateClick)
    return button


def primary_button(text: str, act: Act | None = None, shortcut: str = "", icon: str = "") -> QPushButton:
    """Return the one filled button of a view; ``act()`` runs on a click or the ``shortcut``."""
    return _button(text, act, part="primary", role="on_accent", shortcut=shortcut, icon=icon)


def quiet_button(text: str, act: Act | None = None, shortcut: str = "", icon: str = "") -> QPushButton:
    """Return an ordinary button with a border."""
    return _button(text, act, part="quiet", shortcut=shortcut, icon=icon)


def save_on_keys(form: QWidget, save: Act, *, in_window: bool = False) -> None:
    """Let the keys that save, Ctrl+Enter and Ctrl+S, ``save()`` what is filled in inside ``form``.

    ``in_window`` lets them do so wherever in its window the cursor is, as long as ``form`` is shown.
    """
    inside, anywhere = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WindowShortcut
    for keys in (SAVE, *ALSO_SAVE):
        shortcut = QShortcut(QKeySequence(keys), form)
        shortcut.setContext(anywhere if in_window else inside)
        shortcut.activated.connect(save)


def danger_button(text: str, act: Act | None = None, icon: str = "") -> QPushButton:
    """Return a button for what cannot be taken back; its text names the consequence."""
    return _button(text, act, part="danger", role="red", icon=icon)


def link_button(text: str, act: Act | None = None, shortcut: str = "", icon: str = "") -> QPushButton:
    """Return a button that looks like a word in the text."""
    return _button(text, act, part="link", role="accent", shortcut=shortcut, icon=icon, kind=_Link)


def name_button(name: str, act: Act) -> QPushButton:
    """Return a link that is the name of a person; a name of 300 letters leaves the others their room."""
    return _button(name, act, part="link", role="accent", kind=_NameButton)


def icon_button(icon: str, name: str, act: Act | None = None, shortcut: str = "") -> QPushButton:
    """Return a button that is an icon alone, with ``name`` for the tooltip and screen readers."""
    button = _button("", act, part="icon", shortcut=shortcut, icon=icon)
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({keys})" if keys else name)
    return button
