"""Taking back an ending that was entered by mistake: what follows is said first (L2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.rules.decisions import rests_by
from intman_desktop.rules.plan import closing_day
from intman_desktop.rules.reopening import goes_back_to, span_to_open
from intman_desktop.services.closing.reopening import take_back_ending
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.confirm import Confirm, ask
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState


def ask_to_take_back(
    parent: QWidget, frame: Frame, file: CaseFile, on_done: Callable[[object], object]
) -> Confirm:
    """Ask over ``parent`` whether the ending of a case is to be taken back, and do it on a Yes."""
    question = _("Das Ende vom {day} zurücknehmen?").format(day=day(file.case.ended_on))
    return ask(
        parent,
        question,
        " ".join(_what_follows(file, frame.today())),
        _("Ende zurücknehmen"),
        lambda: frame.do(
            take_back_ending,
            file.case.id,
            on_done=on_done,
            owner=parent,
            said=_("Das Ende ist zurückgenommen."),
        ),
        harmless=True,
    )


def _what_follows(file: CaseFile, today: date) -> Iterator[str]:
    rest, plan = rests_by(file), file.plan
    if goes_back_to(file, today) is CaseState.DORMANT and rest is not None:
        yield _("Der Fall ruht wieder, bis zum {day}.").format(day=day(rest.until))
    else:
        yield _("Die Beratung geht weiter.")
    reopened, ended_on = span_to_open(file), file.case.ended_on
    closed_on = closing_day(plan) if plan is not None else None
    if reopened is not None:
        yield _("Der Plan ist wieder offen.")
    elif closed_on is not None:
        yield _("Der Plan bleibt geschlossen (seit dem {day}).").format(day=day(closed_on))
    yield _("Zum Löschen ist die Akte dann nicht mehr vorgesehen.")
    if reopened is not None and ended_on is not None and ended_on.year < today.year:
        yield _("Ist das Jahr {year} schon abgeschlossen, entsteht davon eine neue Fassung.").format(
            year=ended_on.year
        )
