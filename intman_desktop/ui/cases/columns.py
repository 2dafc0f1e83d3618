"""The columns of the list of cases: name, language, clock, plan, review, last talk, place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from intman_desktop.language import _, ngettext
from intman_desktop.ui.cases.namesakes import Namesakes
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.paged_table import Column
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.wording import NONE, day, number
from intman_desktop.values.codes import Block, CaseState
from intman_desktop.values.views import SOON, CaseColumn, CaseRow

FIRST = (
    CaseColumn.NAME,
    CaseColumn.LANGUAGE,
    CaseColumn.LAST_DAY,
    CaseColumn.PLAN,
    CaseColumn.NEXT_REVIEW,
    CaseColumn.LAST_TALK,
    CaseColumn.TOWN,
)
"""The columns that are shown until others are chosen; the name always stands first."""


def known_columns(names: str) -> tuple[CaseColumn, ...]:
    """Return the columns that ``names`` (with commas between) means, the first ones where it means none."""
    known = [CaseColumn(name) for name in dict.fromkeys(names.split(",")) if name in tuple(CaseColumn)]
    rest = tuple(column for column in known if column is not CaseColumn.NAME)
    return (CaseColumn.NAME, *rest) if names else FIRST


def columns(
    frame: Frame,
    languages: Mapping[str, str],
    namesakes: Namesakes,
    shown: Collection[CaseColumn] = FIRST,
) -> tuple[Column, ...]:
    """Return the columns ``shown``; ``languages`` are the names of languages by code, filled in later.

    A name that another person has too has its number beside it, unless numbers have a column.
    """
    beside = None if CaseColumn.NUMBER in shown else namesakes.number
    every = {CaseColumn(column.sort): column for column in _every(frame, languages, beside)}
    return tuple(every[name] for name in shown)


def column_titles() -> dict[CaseColumn, str]:
    """Return what the columns are called, in the order they are offered in."""
    return {
        CaseColumn.NAME: _("Name"),
        CaseColumn.NUMBER: _("Fallnummer"),
        CaseColumn.LANGUAGE: _("Sprache"),
        CaseColumn.STATE: _("Stand"),
        CaseColumn.LAST_DAY: _("Beratungszeitraum"),
        CaseColumn.PLAN: _("Plan"),
        CaseColumn.NEXT_REVIEW: _("Überprüfung"),
        CaseColumn.LAST_TALK: _("Letztes Gespräch"),
        CaseColumn.TOWN: _("Ort"),
        CaseColumn.WORKER: _("Zuständig"),
    }


def state_words(row: CaseRow) -> str:
    """Return the state of a case in a word."""
    return {
        CaseState.ACTIVE: _("aktiv"),
        CaseState.DORMANT: _("ruht"),
        CaseState.ENDED: _("beendet"),
    }[row.state]


def _every(
    frame: Frame, languages: Mapping[str, str], beside: Callable[[CaseRow], str] | None
) -> tuple[Column, ...]:
    return (
        Column(
            _("Name"),
            lambda row: frame.curtain.name(row.name, row.case_id),
            sort=CaseColumn.NAME,
            aside=beside,
            least=26,
        ),
        Column(
            _("Sprache"),
            lambda row: languages.get(row.language, row.language),
            letters=23,
            sort=CaseColumn.LANGUAGE,
            titled=False,
        ),
        Column(
            _("Beratungszeitraum"),
            clock_words,
            letters=20,
            sort=CaseColumn.LAST_DAY,
            state=clock_state,
            bar=clock_share,
            kept=True,
        ),
        Column(
            _("Plan"),
            plan_words,
            letters=10,
            sort=CaseColumn.PLAN,
            state=plan_state,
            spoken=_plan_spoken,
        ),
        Column(
            _("Überprüfung"),
            lambda row: day(row.next_review),
            letters=12,
            sort=CaseColumn.NEXT_REVIEW,
            state=lambda row: review_state(row, frame.today()),
        ),
        Column(
            _("Letztes Gespräch"),
            lambda row: day(row.last_talk),
            letters=13,
            sort=CaseColumn.LAST_TALK,
        ),
        Column(_("Ort"), lambda row: row.town or NONE, letters=15, sort=CaseColumn.TOWN, titled=False),
        Column(_("Fallnummer"), lambda row: row.number, letters=14, sort=CaseColumn.NUMBER, titled=False),
        Column(_("Zuständig"), lambda row: row.worker, letters=11, sort=CaseColumn.WORKER),
        Column(_("Stand"), state_words, letters=9, sort=CaseColumn.STATE, titled=False),
    )


def clock_words(row: CaseRow) -> str:
    """Return how the clock stands in a few words, and whether the case rests (Rules C6, C9)."""
    if row.state is CaseState.ENDED:
        return _("beendet")
    words = _days_words(row.days_left)
    return _("ruht, {clock}").format(clock=words) if row.state is CaseState.DORMANT else words


def clock_state(row: CaseRow) -> State | None:
    """Return the sign of a clock that is near its end or past it, or of a case that rests, else None."""
    if row.state is CaseState.ENDED:
        return None
    if row.days_left is not None and row.days_left <= SOON:
        return State.OVERDUE if row.days_left < 0 else State.DUE
    return State.RESTING if row.state is CaseState.DORMANT else None


def clock_share(row: CaseRow) -> float | None:
    """Return which part of the period has passed, 0.0 to 1.0, or None where no clock runs."""
    if row.state is CaseState.ENDED or None in (row.period_start, row.last_day, row.days_left):
        return None
    assert row.period_start and row.last_day and row.days_left is not None  # asked above
    whole = (row.last_day - row.period_start).days
    return min(1.0, max(0.0, 1 - row.days_left / whole)) if whole else 1.0


def plan_words(row: CaseRow) -> str:
    """Return how many of the seven blocks are complete, or that there is no plan (Rule I8)."""
    if row.has_open_plan:
        return f"{row.complete_blocks}/{len(Block)}"
    return "–" if row.state is CaseState.ENDED else _("fehlt")


def plan_state(row: CaseRow) -> State | None:
    """Return the light of the plan."""
    if row.has_open_plan:
        return State.DONE if row.complete_blocks == len(Block) else State.GOING
    return State.OPEN if row.state is not CaseState.ENDED else None


def review_state(row: CaseRow, today: date) -> State | None:
    """Return the sign of a review that is due (Rule Z2)."""
    if row.next_review is None or row.next_review > today:
        return None
    return State.OVERDUE if row.next_review < today else State.DUE


def _days_words(days_left: int | None) -> str:
    if days_left is None:
        return _("noch nicht begonnen")
    if days_left == 0:
        return _("heute letzter Tag")
    days = number(abs(days_left))
    if days_left > 0:
        return ngettext("noch {days} Tag", "noch {days} Tage", days_left).format(days=days)
    return ngettext("seit {days} Tag vorbei", "seit {days} Tagen vorbei", -days_left).format(days=days)


def _plan_spoken(row: CaseRow) -> str:
    if not row.has_open_plan:
        return plan_words(row)
    return _("{count} von {all} Themenfeldern vollständig").format(count=row.complete_blocks, all=len(Block))
