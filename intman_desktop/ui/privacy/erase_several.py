"""Erasing several cases: looked at, confirmed once, then one by one, with a protocol (L1 to L3, L5, L7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import NotFound, Trouble
from intman_desktop.language import _, ngettext
from intman_desktop.services.casework.erasing_several import (
    gather_for_clients,
    gather_to_destroy,
    look_at_one,
)
from intman_desktop.services.casework.several_papers import FOR_CLIENTS, PapersMade
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.office import missing_for_papers
from intman_desktop.services.papers.papers import erasure_protocol
from intman_desktop.services.rights.papers_out import PaperOut, enter_paper
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.privacy.clock_card import ClockCard
from intman_desktop.ui.privacy.erase_cards import (
    EraseAct,
    PapersFirst,
    StillToDo,
    WhatGoes,
    lost_words,
)
from intman_desktop.ui.privacy.erase_end import Finished, KeptCase, LeftOut
from intman_desktop.ui.privacy.in_turn import CameOf, InTurn
from intman_desktop.ui.privacy.names_elsewhere import NamesElsewhere
from intman_desktop.ui.privacy.opening import OpenCase
from intman_desktop.ui.privacy.papers_for_all import Gather, PapersForAll
from intman_desktop.ui.wording import number, told
from intman_desktop.values.codes import PaperWay
from intman_desktop.values.desk_views import HoldLine
from intman_desktop.values.ending_views import DueForErasure, ErasureLook, ErasureRecord
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.views import NotPossible
from intman_desktop.values.work_views import Paper


class Phase(Enum):
    """Where it stands. Only from ``READY`` on anything can be begun, and ``PRINTING`` leads back there."""

    LOOKING = auto()
    READY = auto()
    PRINTING = auto()
    ERASING = auto()
    ENDED = auto()


class EraseSeveral(QWidget):
    """In the place of the page. ``show_paper(paper)`` shows a paper over it.

    Attributes: ``phase``, ``clock``, ``papers``, ``act``, ``end``.
    Signals: ``left`` – back to the page.
    """

    left = Signal()

    def __init__(self, frame: Frame, open_case: OpenCase, show_paper: Callable[[Paper], object]) -> None:
        super().__init__()
        self._frame = frame
        self._show_paper = show_paper
        self.phase = Phase.ENDED
        self._doubt: Explanation | None = None
        self._due: dict[int, DueForErasure] = {}
        self._held: tuple[HoldLine, ...] = ()
        self._missing: tuple[str, ...] = ()
        self._looks: tuple[ErasureLook, ...] = ()
        self._left_out: tuple[KeptCase, ...] = ()
        self._refused: tuple[NotPossible, ...] = ()
        self._records: tuple[ErasureRecord, ...] = ()
        self._kept: tuple[KeptCase, ...] = ()
        page = ScrollPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.back = link_button(_("Zurück zum Datenschutz"), self._leave, "Escape", icon="arrow-left")
        self._title = PageTitle()
        self._progress = ProgressLine()
        self._looking = InTurn(self._look_at_one, self._progress.step, self)
        self._erasing = InTurn(self._erase_one, self._count, self)
        self._printing = PapersForAll(frame, self._progress, self)
        self._printing.ended.connect(self._printed)
        self.clock = ClockCard(frame, self._clock_confirmed)
        self._out = LeftOut(frame.curtain, open_case)
        self.papers = PapersFirst(
            frame.curtain,
            partial(self._print, gather_for_clients),
            partial(self._print, gather_to_destroy),
            lambda name: frame.open_page("settings", field=name),
        )
        self._to_do = StillToDo(frame.curtain, open_case)
        self._names = NamesElsewhere(frame, open_case, self._again, self._go_to_safe)
        self._goes = WhatGoes(frame.curtain, open_case)
        self.act = EraseAct(self._leave, self._ask)
        self.end = Finished(frame.curtain, open_case, self._show_protocol, self._leave)
        cards = (self.papers, self._to_do, self._names, self._goes)
        self._before = (*cards, self.act)
        ends = (self.clock, self.end, self._out)
        for widget in (Flow(self.back), self._title, self._progress, *ends, *cards):
            page.add(widget)
        page.close_up()
        column.addWidget(page)
        column.addWidget(self.act)

    def begin(
        self, due: Sequence[DueForErasure], doubt: Explanation | None, held: Sequence[HoldLine] = ()
    ) -> None:
        """Look at each of the cases, then show what erasing them takes away.

        ``doubt`` is about the clock; ``held`` would be due, but a hold keeps them.
        """
        self._doubt, self._held, self._missing = doubt, tuple(held), ()
        self._frame.ask(missing_for_papers, on_done=self._know_missing, owner=self, replaces="missing")
        self._due = {each.case_id: each for each in due}
        self._looks, self._left_out, self._refused, self._records, self._kept = (), (), (), (), ()
        words = ngettext("{count} Akte löschen", "{count} Akten löschen", len(due))
        self._title.setText(words.format(count=number(len(due))))
        self.clock.show_doubt(doubt)
        self._look_at(tuple(self._due))

    def is_under_way(self) -> bool:
        """Return whether cases are being erased, or it is not read yet what was."""
        return self.phase is Phase.ERASING or (self.phase is Phase.ENDED and bool(self._due))

    def redraw(self) -> None:
        """Draw the names again after the curtain moved."""
        self._draw()

    # Looking

    def _look_at(self, case_ids: Sequence[int]) -> None:
        self.phase = Phase.LOOKING
        self._draw()
        self._progress.begin(_("Die Akten werden angesehen …"), self._leave)
        self._looking.begin(case_ids, self._looked)

    def _look_at_one(
        self, case_id: int, on_done: Callable[[ErasureLook], object], on_error: Callable[[Trouble], object]
    ) -> None:
        self._frame.ask(look_at_one, case_id, on_done=on_done, on_error=on_error, owner=self)

    def _looked(self, came: CameOf[ErasureLook]) -> None:
        self._progress.end()
        self._looks = tuple(came.done.values())
        self._left_out += tuple(self._keep(each, _why(came.failed[each]), came) for each in came.failed)
        self.phase = Phase.READY if self._looks else Phase.ENDED
        goes_on = self._names.is_going_on()
        self._draw()
        if not goes_on:
            QTimer.singleShot(0, self, self._go_to_start)

    def _go_to_safe(self) -> None:
        self.act.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, case_id: int, why: str, came: CameOf[ErasureLook] | CameOf[ErasureRecord]) -> KeptCase:
        due = self._due[case_id]
        return KeptCase(
            case_id, due.number, due.name, why, not isinstance(came.failed.get(case_id), NotFound)
        )

    def _go_to_start(self) -> None:
        for widget in (self.back, self.end.done):
            if widget.isVisible() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _draw(self) -> None:
        """Show the cards of the phase; those of one that looks again stay as they are until it has."""
        shown = self.phase in (Phase.READY, Phase.PRINTING)
        self.back.setEnabled(self.phase is not Phase.ERASING)
        self.act.erase.setEnabled(self.phase is Phase.READY and self._doubt is None)
        for card in self._before:
            card.setVisible((shown or self.phase is Phase.LOOKING) and bool(self._looks))
        told = shown or self.phase is Phase.ENDED
        self._out.show_kept(self._left_out if told else (), self._held if shown else ())
        self.end.setVisible(self.phase is Phase.ENDED)
        if self.phase is Phase.ENDED:
            self.end.show_end(len(self._records), self._kept)
        if self.phase is Phase.ERASING:
            return  # at the end nothing is left in them of those who are gone
        self.papers.show_looks(self._looks)
        self.papers.show_refused(self._refused)
        self.papers.show_missing(self._missing)
        self._to_do.show_looks(self._looks)
        self._names.show_previews([look.preview for look in self._looks])
        self._goes.show_looks(self._looks)
        self.act.show_looks(self._looks)

    def _know_missing(self, names: tuple[str, ...]) -> None:
        self._missing = names
        self._draw()

    def _wanted(self) -> tuple[int, ...]:
        return tuple(look.preview.case_id for look in self._looks)

    def _again(self) -> None:
        """Look again at the cases that are still wanted, unless something else has begun."""
        if self.phase is Phase.READY:
            self._look_at(self._wanted())

    def _clock_confirmed(self) -> None:
        self._doubt = None
        self.clock.show_doubt(None)
        self._draw()
        self._go_to_start()

    # Before

    def _print(self, gather: Gather) -> None:
        if self.phase is Phase.READY:
            self.phase = Phase.PRINTING
            self._draw()
            self._printing.begin(gather, self._wanted())

    def _printed(self, made: PapersMade | None) -> None:
        if self.phase is not Phase.PRINTING:
            return
        self.phase = Phase.READY
        self._draw()
        self.papers.clients.setFocus(Qt.FocusReason.OtherFocusReason)
        if made is None:
            return
        self._refused = made.refused
        self._again()
        if made.paper is not None:
            self._show_paper(made.paper)
        elif not made.refused:
            self._frame.say(_("Für diese Akten gibt es nichts zu drucken."))

    def people_on_papers(self) -> tuple[int, ...]:
        """Return the cases that the papers made last are about."""
        return self._printing.people

    def entry(self, paper: Paper, people: tuple[int, ...], way: PaperWay) -> PaperOut | None:
        """Return what is kept of a paper made here that was given out, for the cases it is about (E4)."""
        if paper.name == FOR_CLIENTS and self.phase in (Phase.READY, Phase.LOOKING):
            return PaperOut(paper.name, people, way=way)
        return None

    def paper_given(self, paper: Paper, people: tuple[int, ...], way: PaperWay) -> None:
        """Keep that a paper made here was printed or saved (Rule E4)."""
        entry = self.entry(paper, people, way)
        if entry is not None:
            self._frame.do(enter_paper, entry, on_done=lambda _none: self._again(), owner=self)

    # Erasing

    def _ask(self) -> None:
        count = len(self._looks)
        gone = _("Namen, Angaben, Gespräche, Pläne und Nachweise sind danach fort. Die Zahlen bleiben.")
        lost = lost_words(self._looks, cannot=bool(self._missing))
        question = ngettext("{count} Akte endgültig löschen?", "{count} Akten endgültig löschen?", count)
        ask(
            self,
            question.format(count=number(count)),
            f"{lost}\n\n{gone}".strip(),
            self.act.erase.text(),
            self._begin_erasing,
            safe_text=_("Nicht löschen"),
        )

    def _begin_erasing(self) -> None:
        if self.phase is not Phase.READY:
            return
        self.phase = Phase.ERASING
        self._draw()
        self._frame.forget_undo()
        self._erasing.begin(self._wanted(), self._erased)

    def _count(self, done: int, total: int) -> None:
        words = _("Akte {number} von {count} wird gelöscht …")
        words = words.format(number=number(done + 1), count=number(total))
        self._progress.begin(words, self._erasing.stop)
        self._progress.step(done, total)

    def _erase_one(
        self, case_id: int, on_done: Callable[[ErasureRecord], object], on_error: Callable[[Trouble], object]
    ) -> None:
        self._frame.do(erase_case, case_id, on_done=on_done, on_error=on_error, owner=self)

    def _erased(self, came: CameOf[ErasureRecord]) -> None:
        self._progress.end()
        self._frame.forget_undo()
        self._records = tuple(came.done.values())
        stopped = _("Sie haben vorher aufgehört.")
        self._kept = tuple(self._keep(each, _why(came.failed[each]), came) for each in came.failed)
        self._kept += tuple(self._keep(each, stopped, came) for each in came.never)
        self._looks = ()
        self.phase = Phase.ENDED
        self._title.setText(_("Löschen abgeschlossen"))
        self._draw()
        QTimer.singleShot(0, self, self._go_to_start)
        if self._records:
            self._show_protocol()

    def _show_protocol(self) -> None:
        self._frame.ask(erasure_protocol, self._records, on_done=self._show_paper, owner=self)

    def _leave(self) -> None:
        self._looking.drop()
        self.phase = Phase.ENDED
        self._printing.stop()
        self._progress.end()
        self._due, self._looks = {}, ()
        self.left.emit()


def _why(trouble: Trouble) -> str:
    if isinstance(trouble, NotFound):
        return _("Diese Akte gibt es nicht mehr.")
    return told(trouble)
