"""How each kind of deadline is settled without leaving the list: what is asked, and the verb that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from intman_desktop.language import _
from intman_desktop.rules.dates import working_day
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights import settling
from intman_desktop.services.rights.requests import answer_request
from intman_desktop.values.deadline_views import DeadlineKind, DeadlineRow
from intman_desktop.values.outcome import Outcome

_Verb: TypeAlias = Callable[[Desk, DeadlineRow, date], Outcome[object]]


@dataclass(frozen=True)
class Way:
    """One way: the label of its day, the word on its button, what is said when it is done, and the verb.

    ``begins(today)`` is the day that is proposed, None for none; ``future`` says that it lies ahead;
    ``hint`` what else comes of it.
    """

    label: str
    word: str
    said: str
    verb: _Verb
    future: bool = True
    begins: Callable[[date], date | None] = lambda _today: None
    hint: str = ""


def _in_a_week(today: date) -> date:
    return working_day(today + timedelta(days=7))


def _this_day(today: date) -> date:
    return today


def way_of(row: DeadlineRow) -> Way | None:
    """Return how ``row`` can be settled in the list beside its own act; None where only its place will do."""
    if row.matter.code == "due_signature":
        return None  # names and the filing place are still missing: that is the form's
    if row.matter.code in ("due_goal_missing", "due_goals_closed"):
        return None  # there is no day to move: a goal or the sentence is needed
    if row.kind is DeadlineKind.REQUEST and not row.person:
        return None  # a case on hold is opened with a reason first (L2)
    return _ways().get(row.kind)


def _ways() -> dict[DeadlineKind, Way]:
    return {
        DeadlineKind.NEXT_STEP: _moving(
            _("Nächster Schritt verschoben."), lambda desk, row, on: settling.move_step(desk, row.row_id, on)
        ),
        DeadlineKind.MEASURE: _moving(
            _("Maßnahme verschoben."),
            lambda desk, row, on: settling.move_measure(desk, row.case_id, row.row_id, on),
        ),
        DeadlineKind.GOAL_REVIEW: _moving(
            _("Überprüfung verschoben."),
            lambda desk, row, on: settling.move_review(desk, row.case_id, row.row_id, on),
        ),
        DeadlineKind.GOAL_UNTIL: Way(
            _("&Neu vereinbart bis"),
            _("Eintragen"),
            _("Neuer Tag für das Ziel eingetragen."),
            lambda desk, row, on: settling.agree_until(desk, row.case_id, row.row_id, on),
            hint=_("Ist das Ziel unterschrieben, braucht der Plan neue Unterschriften."),
        ),
        DeadlineKind.NO_GOAL: _moving(
            _("Neuer Tag für das nächste Ziel gespeichert."),
            lambda desk, row, on: settling.move_no_goal(desk, row.case_id, on),
        ),
        DeadlineKind.HOLD_REVIEW: Way(
            _("&Nächster Blick am"),
            _("Sperre bleibt"),
            _("Nächster Blick auf die Sperre gespeichert."),
            lambda desk, row, on: settling.move_hold_review(desk, row.case_id, on),
        ),
        DeadlineKind.VALIDITY_ENDS: Way(
            _("&Verlängert bis"),
            _("Verlängern"),
            _("Neue Gültigkeit eingetragen."),
            lambda desk, row, on: settling.prolong_validity(desk, row.case_id, row.row_id, on),
        ),
        DeadlineKind.REQUEST: Way(
            _("&Beantwortet am"),
            _("Eintragen"),
            _("Anfrage als beantwortet eingetragen."),
            lambda desk, row, on: answer_request(desk, row.case_id, row.row_id, on),
            future=False,
            begins=_this_day,
        ),
        DeadlineKind.SIGNATURE: _signing(settling.sign_agreement),
        DeadlineKind.PLAN_SIGNATURE: _signing(settling.sign_plan_on),
    }


def _moving(said: str, verb: _Verb) -> Way:
    return Way(_("&Neuer Tag"), _("Verschieben"), said, verb, begins=_in_a_week)


def _signing(verb: Callable[[Desk, int, date], Outcome[object]]) -> Way:
    return Way(
        _("&Von beiden unterschrieben am"),
        _("Eintragen"),
        _("Unterschriften eingetragen."),
        lambda desk, each, on: verb(desk, each.case_id, on),
        future=False,
        begins=_this_day,
    )
