"""What the person asked for under her rights, with the day by which it is answered (L8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.requests import due_on, is_late, promised_on
from intman_desktop.services.common.wording import shown
from intman_desktop.services.rights.requests import write_request_letter
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Request
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import RequestAnswer, RequestKind
from intman_desktop.values.work_views import Paper


class RequestsCard(Card):
    """The register of one person, the newest first; ``show_paper(Paper)`` shows a letter to her."""

    def __init__(self, frame: Frame, go: Go, show_paper: Callable[[Paper], object]) -> None:
        super().__init__(_("Anfragen der Person"))
        self._frame, self._go, self._show_paper = frame, go, show_paper
        self.add(Flow(link_button(_("Anfrage eintragen"), lambda: go("request"), icon="plus")))
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        self.body.addLayout(self._list)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show the register of the case as it stands now."""
        empty(self._list)
        requests = sheet.view.file.requests
        for request in sorted(requests, key=lambda each: (each.received_on, each.id), reverse=True):
            self._list.addWidget(self._row(sheet, request))
        if not requests:
            self._list.addWidget(
                QuietText(
                    _(
                        "Noch keine. Bittet die Person um Auskunft, Berichtigung, Löschung oder ihre Daten, "
                        "tragen Sie es ein: Die Antwort ist innerhalb eines Monats fällig und steht dann in "
                        "den Fristen."
                    )
                )
            )

    def _row(self, sheet: CaseSheet, request: Request) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        title = _("{kind} · {day}").format(kind=shown(request.kind), day=day(request.received_on))
        column.addWidget(Text(title))
        if request.what:
            column.addWidget(SmallText(request.what))
        chip = StateChip(*standing(request, self._frame.today()))
        column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        acts = [
            link_button(
                _("Ansehen") if request.answered_on else _("Beantworten"), partial(self._open, request)
            )
        ]
        wants_right = request.answered_on is None and request.kind is RequestKind.RECTIFICATION
        if wants_right and sheet.view.usable:
            acts.append(link_button(_("Angabe berichtigen"), lambda: self._go("rectify")))
        if request.answered_on is not None or request.extension_told_on is not None:
            acts.append(link_button(_("Schreiben drucken"), partial(self._letter, sheet, request.id)))
        for act in acts:
            act.setAccessibleDescription(title)
        return Columns([words, Flow(*acts, gap=space(4))], [3, 2], letters=70)

    def _open(self, request: Request) -> None:
        self._go("request", row_id=request.id)

    def _letter(self, sheet: CaseSheet, request_id: int) -> None:
        self._frame.do(
            write_request_letter,
            sheet.view.case_id,
            request_id,
            sheet.opened_for,
            on_done=self._show_paper,
            on_error=self._frame.warn,
            owner=self,
        )


def unanswered_words(request: Request) -> str:
    """Return that a person still waits for the answer to a request (Rule L8)."""
    words = _("Anfrage vom {day} nicht beantwortet ({kind})")
    return words.format(day=day(request.received_on), kind=shown(request.kind))


def restricted_words(request: Request) -> str:
    """Return what a restriction that is in force asks before its case is erased (Rule L8)."""
    words = _("Einschränkung am {day} zugesagt: nur löschen, wenn die Person es möchte")
    return words.format(day=day(promised_on(request)))


def answer_word(kind: str, answer: RequestAnswer) -> str:
    """Return an answer as it is called for a request of the kind with this code (Rule L8).

    Where a use was to stop, "carried out" ends the mark of the case (``rules.requests.use_to_stop``): it is
    called by what has ended, so that nobody takes it for the answer that begins the mark.
    """
    if answer is RequestAnswer.CARRIED_OUT and kind == RequestKind.RESTRICTION:
        return _("Einschränkung beendet")
    if answer is RequestAnswer.CARRIED_OUT and kind == RequestKind.OBJECTION:
        return _("Verwendung eingestellt")
    return shown(answer)


def standing(request: Request, today: date) -> tuple[State, str]:
    """Return how a request stands, as sign and word."""
    late = is_late(request, today)
    if request.answered_on is None:
        words = _("Antwort war fällig am {day}") if late else _("Antwort bis {day}")
        return State.OVERDUE if late else State.DUE, words.format(day=day(due_on(request)))
    answer = answer_word(request.kind, request.answer) if request.answer else ""
    words = _("{day}: {answer}, verspätet") if late else _("{day}: {answer}")
    refused = request.answer is RequestAnswer.REFUSED
    done = words.format(day=day(request.answered_on), answer=answer)
    return State.REFUSED if refused else State.WARNING if late else State.DONE, done
