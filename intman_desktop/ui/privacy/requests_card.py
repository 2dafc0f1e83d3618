"""Who asked for something under her rights and waits for an answer; each line leads to the request (L8)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from intman_desktop.language import _
from intman_desktop.services.common.wording import shown
from intman_desktop.services.rights.requests import open_requests
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.wording import day
from intman_desktop.values.desk_views import RequestLine


class RequestsCard(Card):
    """The open requests of all cases, the most pressing first. Signals: ``told(requests)`` – once read."""

    told = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Anfragen"))
        self._frame = frame
        self._requests: Sequence[RequestLine] = ()
        self._nothing = QuietText(_("Niemand wartet auf eine Antwort zu seinen Daten."))
        self._lines = LineList()
        self.add(self._nothing)
        self.add(self._lines)

    def refresh(self) -> None:
        """Read again who waits."""
        self._frame.ask(open_requests, on_done=self._tell, owner=self, replaces="open requests")

    def names_changed(self) -> None:
        """Draw the names again; nothing is read anew."""
        self._show(self._requests)

    def _tell(self, requests: Sequence[RequestLine]) -> None:
        self._show(requests)
        self.told.emit(requests)

    def _show(self, requests: Sequence[RequestLine]) -> None:
        self._requests = requests
        self._nothing.setVisible(not requests)
        self._lines.set_lines([self._line(each) for each in requests])

    def _line(self, line: RequestLine) -> Line:
        words = _("{kind}, bekommen am {received}. Antwort spätestens am {due}.").format(
            kind=shown(line.request.kind), received=day(line.request.received_on), due=day(line.due)
        )
        state, word = (State.OVERDUE, _("überfällig")) if line.late else (State.DUE, _("offen"))
        go = partial(
            self._frame.open_page, "case", case_id=line.case_id, tab="request", row_id=line.request.id
        )
        name = self._frame.curtain.name(line.person, line.case_id) if line.person else line.number
        if not line.person:
            words = _("{words} Die Akte hat eine Löschsperre.").format(words=words)
        aside = self._frame.curtain.number(line.number, has_namesake=line.has_namesake)
        return Line(state, word, words, name, go, line.number, aside=aside)
