"""The upper edge of the window: search for everything, note a talk, light and dark, lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from intman_desktop.language import _
from intman_desktop.ui import keys
from intman_desktop.ui.icons import icon
from intman_desktop.ui.parts.buttons import icon_button, quiet_button
from intman_desktop.ui.parts.finder import FindField, Found
from intman_desktop.ui.tokens import space

NEW_PERSON = "new person"
"""The key of the way on that is offered where nothing was found."""


class TopBar(QWidget):
    """Search and the acts that are possible everywhere.

    Signals: ``found(object)`` – the ``Found`` that was chosen; ``searched(str)`` – Enter on a text;
    ``talk_wanted``, ``look_wanted``, ``names_toggled``, ``help_wanted``, ``lock_wanted``.
    """

    found = Signal(object)
    searched = Signal(str)
    talk_wanted = Signal()
    look_wanted = Signal()
    names_toggled = Signal()
    help_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._find: Callable[[str, Callable[[Sequence[Found]], None]], object] = _nothing
        row = QHBoxLayout(self)
        row.setContentsMargins(space(6), space(2), space(4), space(2))
        row.setSpacing(space(2))
        words = _("Suchen: Name, Telefon, Fallnummer, Notiz")
        new = Found(NEW_PERSON, _("Neue Person aufnehmen"), why=keys.native(keys.NEW_PERSON))
        by_key = keys.native(keys.SEARCH)
        hints = (f"{words} …   {by_key}", f"{words} …", f"{_('Suchen')} …   {by_key}", f"{_('Suchen')} …")
        self.search = FindField(self._ask, hints[0], way_on=new, shorter=hints[1:])
        self.search.setAccessibleName(words)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.picked.connect(self._picked)
        self.search.confirmed.connect(self.searched)
        row.addWidget(self.search, 1)
        row.addSpacing(space(4))
        talk = quiet_button(_("Gespräch"), self.talk_wanted.emit, icon="message-square-plus")
        talk.setToolTip(f"{_('Gespräch notieren')} ({keys.native(keys.TALK)})")
        talk.setAccessibleName(_("Gespräch notieren"))
        row.addWidget(talk)
        self._names = icon_button("eye", "", self.names_toggled.emit)
        row.addWidget(self._names)
        help_words = f"{_('Was kann ich hier tun?')} ({keys.native(keys.HELP)})"
        look = icon_button("contrast", _("Hell oder dunkel"), self.look_wanted.emit)
        row.addWidget(look)
        row.addWidget(icon_button("circle-question-mark", help_words, self.help_wanted.emit))
        lock = icon_button("lock", f"{_('Sperren')} ({keys.native(keys.LOCK)})", self.lock_wanted.emit)
        row.addWidget(lock)
        self.show_names_hidden(hidden=False)

    def set_find(self, find: Callable[[str, Callable[[Sequence[Found]], None]], object]) -> None:
        """Say how to search: ``find(text, deliver)`` starts a job that ends in ``deliver(found)``."""
        self._find = find

    def go_to_search(self) -> None:
        """Put the cursor into the search field with its text chosen."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_names_hidden(self, *, hidden: bool) -> None:
        """Show by the eye whether other people's names are hidden."""
        self._names.setIcon(icon("eye-off" if hidden else "eye", "accent" if hidden else "text"))
        words = _("Namen anderer zeigen") if hidden else _("Namen anderer verbergen")
        self._names.setAccessibleName(words)
        self._names.setToolTip(f"{words} ({keys.native(keys.HIDE_NAMES)})")

    def _ask(self, text: str, deliver: Callable[[Sequence[Found]], None]) -> None:
        self._find(text, deliver)

    def _picked(self, found: Found) -> None:
        self.found.emit(found)


def _nothing(text: str, deliver: Callable[[Sequence[Found]], None]) -> None:
    del text
    deliver(())
