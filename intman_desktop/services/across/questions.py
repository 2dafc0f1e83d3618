"""The plausibility list with names and places, as the screen shows it (K6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping

from intman_desktop.reporting.plausibility import balance_question, plausible
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_in, named_cases
from intman_desktop.values.deadline_views import Place
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.figure_views import Question
from intman_desktop.values.figures import Sheet

_PLACES = {
    "question_agreement_missing": Place.AGREEMENT,
    "question_plan_missing": Place.PLAN,
    "question_plan_closed": Place.PLAN,
    "question_plan_not_made": Place.PLAN,
    "question_talk_outside": Place.TALKS,
    "question_needs_outside": Place.TALKS,
    "question_plan_without_talk": Place.TALKS,
    "question_needs_without_talk": Place.TALKS,
    "question_open_plan_of_ended_case": Place.PLAN,
    "question_date_in_future": Place.PERSON,
    "question_sex_missing": Place.PERSON,
    "question_birth_date_missing": Place.PERSON,
    "question_section_24_missing": Place.PERSON,
    "question_plan_days": Place.PLAN,
    "question_brief_contacts_in_future": Place.KEY_FIGURES,
    "question_plan_balance": Place.KEY_FIGURES,
}
_FIELDS = {
    "question_sex_missing": "sex",
    "question_birth_date_missing": "birth_date",
    "question_section_24_missing": "section_24",
}
"""The field of the catalogue that a question asks for."""
_COUNTED = {
    "question_agreement_missing": "questions_agreement_missing",
    "question_plan_missing": "questions_plan_missing",
    "question_plan_closed": "questions_plan_closed",
    "question_plan_not_made": "questions_plan_not_made",
    "question_talk_outside": "questions_talk_outside",
    "question_needs_outside": "questions_needs_outside",
    "question_plan_without_talk": "questions_plan_without_talk",
    "question_needs_without_talk": "questions_needs_without_talk",
    "question_open_plan_of_ended_case": "questions_open_plan_of_ended_case",
    "question_date_in_future": "questions_date_in_future",
    "question_sex_missing": "questions_sex_missing",
    "question_birth_date_missing": "questions_birth_date_missing",
    "question_section_24_missing": "questions_section_24_missing",
    "question_plan_days": "questions_plan_days",
}
"""How a question of single cases is told on a paper that is handed on."""


def questions_of(connection: Connection, desk: Desk, sheet: Sheet) -> tuple[Question, ...]:
    """Return what should be looked at before the sheet of a year is handed in (Rules K4, K6)."""
    facts = plausible(connection, sheet.year, desk.today())
    broken = balance_question(sheet)
    people = named_cases(connection, {case_id for fact in facts if (case_id := _case_of(fact))})
    found = [_question(fact, people) for fact in facts]
    if broken is not None:
        found.append(Question(broken, _PLACES[broken.code]))
    return tuple(found)


def counted_questions(questions: Iterable[Question]) -> tuple[Explanation, ...]:
    """Return how often each question is open, without anything of a single case (Rules K6, K11)."""
    asked = tuple(questions)
    counts = Counter(each.fact.code for each in asked if each.case_id)
    counted = [Explanation(_COUNTED[code], {"count": count}) for code, count in counts.items()]
    return (*counted, *(each.fact for each in asked if not each.case_id))


def _case_of(fact: Explanation) -> int:
    """Return the id of the case that a fact is about, 0 where it is about none."""
    return int(str(fact.values.get("case_id", 0)))


def _question(fact: Explanation, people: dict[int, RowMapping]) -> Question:
    case_id = _case_of(fact)
    if not case_id:
        return Question(fact, _PLACES[fact.code])
    row = people[case_id]
    field = _FIELDS.get(fact.code, "")
    return Question(
        fact,
        _PLACES[fact.code],
        row["id"],
        row["key"],
        row["number"],
        name_in(row),
        field,
        row["has_namesake"],
    )
