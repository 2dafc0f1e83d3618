"""Erasing several cases: looked at, confirmed once, then one by one, with a protocol (L1 to L3, L5, L7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.services.erasing_several import gather_for_clients, gather_to_destroy, look_at_one
from intman_desktop.services.erasure import erase_case
from intman_desktop.services.papers import erasure_protocol
from intman_desktop.services.redacting import redact_mention
from intman_desktop.services.several_papers import PapersGathered, PapersMade, make_papers
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import danger_button, link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, Text
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.privacy.clock_line import ClockCard
from intman_desktop.ui.privacy.erase_cards import (
    Finished,
    NamesElsewhere,
    OpenCase,
    PapersFirst,
    StillToDo,
    WhatGoes,
)
from intman_desktop.ui.wording import number, told
from intman_desktop.values.ending_views import DueForErasure, ErasureLook, ErasureRecord, Mention
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.work_views import Paper


class EraseSeveral(QWidget):
    """In the place of the page. ``show_paper(paper)`` shows a paper over it.

    Attributes: ``cancel``, ``erase``, ``papers``, ``protocol``, ``done``, ``clock``.
    Signals: ``left`` – back to the page.
    """

    left = Signal()

    def __init__(self, frame: Frame, open_case: OpenCase, show_paper: Callable[[Paper], object]) -> None:
        super().__init__()
        self._frame = frame
        self._show_paper = show_paper
        self._doubt: Explanation | None = None
        self._looks: dict[int, ErasureLook] = {}
        self._waiting: list[int] = []
        self._wanted = 0
        self._records: list[ErasureRecord] = []
        self._left: list[tuple[ErasureLook, str]] = []
        self._stopped = False
        page = ScrollPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.back = link_button(_("Zurück zum Datenschutz"), self._leave, "Escape", icon="arrow-left")
        self._title = PageTitle()
        self._progress = ProgressLine()
        self.clock = ClockCard(frame, self._clock_confirmed)
        self.papers = PapersFirst(frame.curtain, self._papers_for_clients, self._papers_to_destroy)
        self._to_do = StillToDo(frame.curtain, open_case)
        self._names = NamesElsewhere(frame.curtain, open_case, self._ask_to_redact)
        self._goes = WhatGoes(frame.curtain, open_case)
        self._act = Card(_("Endgültig löschen"))
        self._words = Text()
        self.cancel = quiet_button(_("Nicht löschen"), self._leave)
        self.erase = danger_button("", self._ask, icon="trash-2")
        self._act.add(self._words)
        self._act.add(Flow(self.cancel, self.erase))
        self._end = Finished(frame.curtain, open_case)
        self.protocol = quiet_button(_("Löschprotokoll zeigen"), self._show_protocol, icon="printer")
        self.done = quiet_button(_("Fertig"), self._leave)
        self._end.add(Flow(self.protocol, self.done))
        self._before = (self.papers, self._to_do, self._names, self._goes, self._act)
        for widget in (Flow(self.back), self._title, self._progress, self.clock, *self._before, self._end):
            page.add(widget)
        page.close_up()

    def begin(self, due: Sequence[DueForErasure], doubt: Explanation | None) -> None:
        """Look at each of the cases, then show what erasing them takes away; ``doubt`` is about the clock."""
        self._doubt = doubt
        self._looks, self._records, self._left, self._stopped = {}, [], [], False
        self._end.hide()
        self._waiting = [each.case_id for each in due]
        self._wanted = len(due)
        words = ngettext("{count} Akte löschen", "{count} Akten löschen", len(due))
        self._title.setText(words.format(count=number(len(due))))
        for card in self._before:
            card.hide()
        self.clock.show_doubt(doubt)
        self._progress.begin(_("Die Akten werden angesehen …"), self._leave)
        self._look_on()

    def redraw(self) -> None:
        """Draw the names again after the curtain moved."""
        if self._looks and not self._end.isVisible():
            self._draw()

    # Looking

    def _look_on(self) -> None:
        if not self._waiting:
            self._progress.end()
            self._draw()
            QTimer.singleShot(0, self, lambda: self.back.setFocus(Qt.FocusReason.OtherFocusReason))
            return
        self._progress.step(self._wanted - len(self._waiting), self._wanted)
        case_id = self._waiting[0]
        self._frame.ask(
            look_at_one,
            case_id,
            on_done=self._looked,
            on_error=lambda _trouble: self._look_past(),
            owner=self,
            replaces="look before erasing",
        )

    def _looked(self, look: ErasureLook) -> None:
        self._looks[look.preview.case_id] = look
        self._look_past()

    def _look_past(self) -> None:
        """Go on with the next; one that is gone, or held meanwhile, is left out."""
        self._waiting = self._waiting[1:]
        self._look_on()

    def _draw(self) -> None:
        looks = tuple(self._looks.values())
        for card in self._before:
            card.setVisible(bool(looks))
        if not looks:
            self._end.show_end(0, ())
            self._end.show()
            self.protocol.hide()
            return
        self.papers.show_looks(looks)
        self._to_do.show_looks(looks)
        self._names.show_looks(looks)
        self._goes.show_looks(looks)
        words = ngettext("{count} Akte endgültig löschen", "{count} Akten endgültig löschen", len(looks))
        text = words.format(count=number(len(looks)))
        self.erase.setText(text)
        self.erase.setAccessibleName(text)
        self.erase.setEnabled(self._doubt is None)
        self._words.setText(
            _(
                "Gelöscht wird eine Akte nach der anderen; dazwischen können Sie aufhören. Was gelöscht ist, "
                "lässt sich nicht zurücknehmen. Am Ende steht das Löschprotokoll, das niemanden nennt."
            )
        )

    def _again(self) -> None:
        """Look again at the cases that are still wanted."""
        self._waiting = list(self._looks)
        self._wanted = len(self._waiting)
        self._looks = {}
        self._look_on()

    def _clock_confirmed(self) -> None:
        self._doubt = None
        self.clock.show_doubt(None)
        self._draw()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    # Before

    def _papers_for_clients(self) -> None:
        self._make(gather_for_clients)

    def _papers_to_destroy(self) -> None:
        self._make(gather_to_destroy)

    def _make(self, gather: Callable[..., Any]) -> None:
        self._frame.do(gather, tuple(self._looks), on_done=self._gathered, owner=self)

    def _gathered(self, gathered: PapersGathered) -> None:
        self._progress.begin(_("Die Papiere werden gemacht …"))
        self._frame.make(
            make_papers,
            gathered,
            on_done=self._made,
            on_error=self._not_made,
            on_progress=self._progress.step,
            owner=self,
        )

    def _made(self, made: PapersMade) -> None:
        self._progress.end()
        self._again()
        if made.paper is not None:
            self._show_paper(made.paper)
        elif not made.refused:
            self._frame.say(_("Für diese Akten gibt es nichts zu drucken."))

    def _not_made(self, trouble: Trouble) -> None:
        self._progress.end()
        self._frame.warn(trouble)

    def _ask_to_redact(self, case_id: int, mention: Mention) -> None:
        ask(
            self,
            _("Den Namen dort schwärzen?"),
            _("An seine Stelle treten Balken. Das lässt sich nicht zurücknehmen."),
            _("Schwärzen"),
            partial(
                self._frame.do,
                redact_mention,
                case_id,
                mention,
                on_done=self._redacted,
                owner=self,
                said=_("Der Name ist dort geschwärzt."),
            ),
        )

    def _redacted(self, _mention: Mention) -> None:
        self._frame.forget_undo()
        self._again()

    # Erasing

    def _ask(self) -> None:
        count = len(self._looks)
        question = ngettext("{count} Akte endgültig löschen?", "{count} Akten endgültig löschen?", count)
        ask(
            self,
            question.format(count=number(count)),
            _("Namen, Angaben, Gespräche, Pläne und Nachweise sind danach fort. Die Zahlen bleiben."),
            self.erase.text(),
            self._begin_erasing,
            safe_text=_("Nicht löschen"),
        )

    def _begin_erasing(self) -> None:
        self._waiting = list(self._looks)
        self._wanted = len(self._waiting)
        for card in self._before:
            card.hide()
        self.back.setEnabled(False)
        self._frame.forget_undo()
        self._erase_next()

    def _erase_next(self) -> None:
        done = self._wanted - len(self._waiting)
        if not self._waiting or self._stopped:
            self._finish()
            return
        words = _("Akte {number} von {count} wird gelöscht …").format(
            number=number(done + 1), count=number(self._wanted)
        )
        self._progress.begin(words, self._stop)
        self._progress.step(done, self._wanted)
        case_id = self._waiting.pop(0)
        self._frame.do(
            erase_case,
            case_id,
            on_done=self._erased,
            on_error=lambda trouble: self._failed(case_id, trouble),
            owner=self,
        )

    def _erased(self, record: ErasureRecord) -> None:
        self._records.append(record)
        self._erase_next()

    def _failed(self, case_id: int, trouble: Trouble) -> None:
        """Keep why this one stays, and go on with the others."""
        self._left.append((self._looks[case_id], told(trouble)))
        self._erase_next()

    def _stop(self) -> None:
        self._stopped = True

    def _finish(self) -> None:
        self._progress.end()
        self._frame.forget_undo()
        self.back.setEnabled(True)
        kept = _("Sie haben vorher aufgehört.")
        self._left += [(self._looks[case_id], kept) for case_id in self._waiting]
        self._waiting = []
        self._title.setText(_("Löschen abgeschlossen"))
        self._end.show_end(len(self._records), self._left)
        self._end.show()
        self.protocol.setVisible(bool(self._records))
        QTimer.singleShot(0, self, lambda: self.done.setFocus(Qt.FocusReason.OtherFocusReason))
        if self._records:
            self._show_protocol()

    def _show_protocol(self) -> None:
        records = tuple(self._records)
        self._frame.ask(erasure_protocol, records, on_done=self._show_paper, owner=self)

    def _leave(self) -> None:
        self._waiting = []
        self._progress.end()
        self._looks = {}
        self.left.emit()
