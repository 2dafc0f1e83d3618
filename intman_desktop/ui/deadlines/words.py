"""The words and signs of deadlines, the same on every page."""

from __future__ import annotations

from datetime import date
from typing import Final

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.wording import day
from intman_desktop.values.deadline_views import (
    DeadlineAct,
    DeadlineGroup,
    DeadlineKind,
    DeadlineRow,
    SettledRow,
)

ALL: Final = "all"
DONE: Final = "done"
"""The span that looks back at what was settled."""
SPANS: Final[dict[str, int | None]] = {"30": 30, "90": 90, "365": 365, ALL: None}
"""How many days one looks ahead."""

KINDS: Final[dict[str, frozenset[DeadlineKind]]] = {
    ALL: frozenset(DeadlineKind),
    "decide": frozenset(
        {
            DeadlineKind.PERIOD_OVER,
            DeadlineKind.PERIOD_ENDING,
            DeadlineKind.NO_CONTACT,
            DeadlineKind.DORMANT_OVER,
            DeadlineKind.BENEFITS_ENDED,
        }
    ),
    "review": frozenset({DeadlineKind.GOAL_REVIEW, DeadlineKind.GOAL_UNTIL}),
    "plan": frozenset({DeadlineKind.PLAN_MISSING, DeadlineKind.NO_GOAL}),
    "step": frozenset({DeadlineKind.NEXT_STEP, DeadlineKind.MEASURE}),
    "paper": frozenset({DeadlineKind.SIGNATURE, DeadlineKind.PLAN_SIGNATURE}),
    "consent": frozenset(
        {DeadlineKind.CONSENT_EXPIRES, DeadlineKind.CONSENT_OUTDATED, DeadlineKind.RECIPIENT_UNTOLD}
    ),
    "validity": frozenset({DeadlineKind.VALIDITY_ENDS}),
    "adult": frozenset({DeadlineKind.TURNS_EIGHTEEN, DeadlineKind.OWN_EIGHTEEN}),
    "request": frozenset({DeadlineKind.REQUEST}),
    "deletion": frozenset(
        {DeadlineKind.DELETION_DUE, DeadlineKind.PART_DELETION_DUE, DeadlineKind.HOLD_REVIEW}
    ),
    "figures": frozenset({DeadlineKind.KEY_FIGURES}),
}
"""What one filters by: each kind of deadline belongs to one of them, and to all.

All that is decided by extending, resting or ending is one list, headed by what is past its day (Rule L9).
"""


def filter_words() -> tuple[tuple[str, str], ...]:
    """Return the filters with their words, in their order."""
    words = {
        ALL: _("Alle"),
        "decide": _("Verlängern, ruhen, beenden"),
        "review": _("Überprüfungen"),
        "plan": _("Plan und Ziele"),
        "step": _("Nächste Schritte"),
        "paper": _("Unterschriften"),
        "consent": _("Einwilligungen"),
        "validity": _("Befristetes"),
        "adult": _("Volljährigkeit"),
        "request": _("Anfragen"),
        "deletion": _("Löschung"),
        "figures": _("Kennzahlen"),
    }
    return tuple((key, words[key]) for key in KINDS)


def span_words() -> tuple[tuple[str, str], ...]:
    """Return how far one can look with the words for it, what was settled at the end."""
    words = {
        "30": _("Fällig in 30 Tagen"),
        "90": _("Fällig in 90 Tagen"),
        "365": _("Fällig in einem Jahr"),
        ALL: _("Alles Kommende"),
    }
    return (*((key, words[key]) for key in SPANS), (DONE, _("Erledigt")))


def group_word(group: DeadlineGroup) -> str:
    """Return what a group of deadlines is called."""
    return {
        DeadlineGroup.OVERDUE: _("Überfällig"),
        DeadlineGroup.TODAY: _("Heute"),
        DeadlineGroup.THIS_WEEK: _("Diese Woche"),
        DeadlineGroup.LATER: _("Später"),
    }[group]


def group_state(group: DeadlineGroup) -> State:
    """Return the sign of a group."""
    return {
        DeadlineGroup.OVERDUE: State.OVERDUE,
        DeadlineGroup.TODAY: State.DUE,
        DeadlineGroup.THIS_WEEK: State.GOING,
        DeadlineGroup.LATER: State.OPEN,
    }[group]


def due_words(due: date, today: date) -> str:
    """Return in a few words when something is due: on its day it is due, from the next one on overdue."""
    if due == today:
        return _("heute fällig")
    words = _("überfällig seit {day}") if due < today else _("fällig am {day}")
    return words.format(day=day(due))


def person_of(frame: Frame, row: DeadlineRow | SettledRow) -> str:
    """Return whom a deadline is about as it may be seen: a held case by its number only (Rule L2)."""
    if not row.case_id:
        return _("Arbeitsstelle")
    return frame.curtain.name(row.person, row.case_id) if row.person else row.case_number


def act_word(act: DeadlineAct) -> str:
    """Return what the act that settles a deadline is called."""
    return {
        DeadlineAct.BEGIN_PLAN: _("Plan beginnen"),
        DeadlineAct.REOPEN_PLAN: _("Plan wieder aufnehmen"),
        DeadlineAct.REVIEW_GOALS: _("Überprüfen"),
        DeadlineAct.AGREE_GOAL: _("Ziel vereinbaren"),
        DeadlineAct.DECIDE_EXTENSION: _("Entscheiden"),
        DeadlineAct.EXTEND_REST_OR_END: _("Entscheiden"),
        DeadlineAct.RESUME_OR_END: _("Fortsetzen oder beenden"),
        DeadlineAct.GO_ON_OR_END: _("Weiter oder beenden"),
        DeadlineAct.SETTLE_STEP: _("Erledigt"),
        DeadlineAct.SETTLE_MEASURE: _("Erledigt"),
        DeadlineAct.RENEW_VALIDITY: _("Neuen Stand eintragen"),
        DeadlineAct.ENTER_SIGNATURE: _("Unterschrift eintragen"),
        DeadlineAct.HAND_OUT_PLAN: _("Aushändigen"),
        DeadlineAct.RENEW_CONSENT: _("Einwilligung erneuern"),
        DeadlineAct.PREPARE_ADULT: _("Eigene Akte vorbereiten"),
        DeadlineAct.ERASE: _("Löschen"),
        DeadlineAct.ERASE_PART: _("Zur Anfrage"),
        DeadlineAct.REVIEW_HOLD: _("Sperrgrund prüfen"),
        DeadlineAct.HAND_IN_FIGURES: _("Zu den Kennzahlen"),
        DeadlineAct.ANSWER_REQUEST: _("Beantworten"),
        DeadlineAct.TELL_RECIPIENT: _("Unterrichten"),
    }[act]


def way_to_place(row: DeadlineRow) -> str:
    """Return what leads to the place of ``row`` from beside a field that settles it by its day.

    It is the word of the act, but where that would say the same as the button of the field.
    """
    if row.act is not DeadlineAct.ENTER_SIGNATURE:
        return act_word(row.act)
    return {
        DeadlineKind.SIGNATURE: _("Zur Vereinbarung"),
        DeadlineKind.PLAN_SIGNATURE: _("Zum Plan"),
    }[row.kind]
