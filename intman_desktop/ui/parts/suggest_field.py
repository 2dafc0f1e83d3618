"""A line of text that offers what is known already, and takes anything else as well."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from intman_desktop.ui.parts.fields import TextField


class SuggestField(TextField):
    """Typing any part of a suggestion finds it; nothing has to be chosen.

    Signals: ``settled`` – a suggestion was taken, or the field was left.
    """

    settled = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        completer.activated.connect(lambda _text: self.settled.emit())
        self.editingFinished.connect(self.settled)
        # The list opens with the same key; what is complete needs none, and what is said below is seen.
        self.textEdited.connect(lambda _text: QTimer.singleShot(0, self, self._close_if_complete))

    def set_suggestions(self, texts: Iterable[str]) -> None:
        """Offer these texts, each once; what is typed stays."""
        self._known.setStringList(list(dict.fromkeys(text for text in texts if text.strip())))

    def is_half(self) -> bool:
        """Return whether what is typed is only a part of something that is offered."""
        typed = self.value().casefold()
        known = [text.casefold() for text in self.suggestions()]
        return bool(typed) and typed not in known and any(typed in text for text in known)

    def _close_if_complete(self) -> None:
        typed = self.value().casefold()
        offered = [text for text in self.suggestions() if typed in text.casefold()]
        offers = self.completer().popup()
        if offers is not None and [text.casefold() for text in offered] == [typed]:
            offers.hide()

    def suggestions(self) -> list[str]:
        """Return what is offered."""
        return self._known.stringList()
