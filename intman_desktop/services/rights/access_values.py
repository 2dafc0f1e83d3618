"""Everything that a case file holds, field by field, as the report on it tells it (L8).

Nothing is chosen here: every field of every value is told, with its label from the paper's texts, unless it
belongs to the store alone or to somebody else (``UNTOLD``), or tells of a passing on that the person was
deliberately not told of (E7). A field without a label is a fault that the tests find, so that nothing new is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import Enum
from typing import Any

from intman_desktop.documents.frame import common
from intman_desktop.documents.wording import Wording, number_text, wording
from intman_desktop.profiles import CLIENT, FieldKind, Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.family import told_of
from intman_desktop.services.common.figure_views import label_in
from intman_desktop.services.gate.correction_words import correction_line
from intman_desktop.services.gate.notices import seen_by_her
from intman_desktop.services.papers.printing import Printing
from intman_desktop.services.plans.plan_view import outcome_label
from intman_desktop.services.rights.held_beside import BegunText, HeldBeside
from intman_desktop.values.case_file import Answer, CaseFile, Goal, Plan, Talk
from intman_desktop.values.codes import DisclosureGround, DisclosureWay, GoalState
from intman_desktop.values.paper_parts import AccessEntry, AccessSection, PaperRow

UNTOLD = frozenset(
    {
        "id",
        "version",
        "key",
        "origin_key",
        "case_key",
        "linked_case",  # another person's file
        "other",
        "text_fingerprint",
        "fingerprint",
        "sha256",
        "file",
        "file_key",
        "consent",  # a position; the consents are told themselves
        "content",  # told as a version that was handed out
        "referrals",
        "participants",
        "measures",
        "history",
        "spans",
        "block_reasons",
        "goals",
        "versions",
        "light_changes",
    }
)
"""Fields that are the store's own, another person's, or told as entries of their own."""

_LISTS = {
    ("client", "nationality"): ListName.NATIONALITIES,
    ("client", "second_nationality"): ListName.NATIONALITIES,
    ("client", "language"): ListName.LANGUAGES,
    ("notice_given", "language"): ListName.LANGUAGES,
    ("consent", "language"): ListName.LANGUAGES,
    ("agreement", "language"): ListName.LANGUAGES,
    ("plan_version", "language"): ListName.LANGUAGES,
    ("case", "programme"): ListName.PROGRAMMES,
    ("case", "ending_reason"): ListName.ENDING_REASONS,
    ("plan_span", "reason"): ListName.ENDING_REASONS,
    ("household_member", "relationship"): ListName.RELATIONSHIPS,
    ("goal", "area"): ListName.GOAL_AREAS,
    ("extension", "reason"): ListName.EXTENSION_REASONS,
    ("extension", "evidence_place_kind"): ListName.EVIDENCE_PLACES,
    ("talk", "form"): ListName.TALK_FORMS,
    ("talk", "topic"): ListName.TOPICS,
    ("talk", "further_topics"): ListName.TOPICS,
    ("talk", "interpretation"): ListName.INTERPRETATION_KINDS,
    ("talk", "programme"): ListName.PROGRAMMES,
}
_WORKERS = frozenset(
    {
        *((kind, "worker") for kind in ("case", "talk", "disclosure", "request", "correction", "decision")),
        ("needs_assessment", "held_by"),
        ("extension", "decided_by"),
    }
)
"""Fields that hold the code of a worker, or her name as it was typed."""
_OUTCOMES = frozenset({("measure", "outcome"), ("referral", "outcome")})
_OF_ALL_PAPERS: dict[type[Enum], str] = {GoalState: "goal", DisclosureGround: "ground", DisclosureWay: "way"}
_SNAKE = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True)
class Held:
    """What is told of a case: the file, the names of Anlaufstellen by code, and what is held ``beside`` it.

    ``shown_in`` are the languages of the texts that were shown, by their fingerprint.
    """

    file: CaseFile
    services: Mapping[str, str]
    beside: HeldBeside = field(default_factory=HeldBeside)
    shown_in: Mapping[str, str] = field(default_factory=dict)


def access_sections(on: Printing, held: Held) -> tuple[AccessSection, ...]:
    """Return everything that is held, in the order of the work (Rule L8)."""
    teller = _Teller(on, held.services, held.shown_in)
    return tuple(teller.sections(held))


def word_of(code: Enum, language: str) -> str:
    """Return the word for a closed code: that of all papers where there is one, else the report's own.

    Raises ``KeyError`` for a code without a word.
    """
    if type(code) in _OF_ALL_PAPERS:
        return common(language).raw(f"{_OF_ALL_PAPERS[type(code)]}_{code.value}")
    return wording("access", language).raw(f"value_{snake(type(code).__name__)}_{code.value}")


def snake(name: str) -> str:
    """Return the name of a class as the labels write it: ``HouseholdMember`` is ``household_member``."""
    return _SNAKE.sub("_", name).lower()


class _Teller:
    """Tells values in the language of the paper."""

    def __init__(self, on: Printing, services: Mapping[str, str], shown_in: Mapping[str, str]) -> None:
        self._on = on
        self._texts: Wording = wording("access", on.language)
        self._profile: Profile = on.profile
        self._services = services
        self._shown_in = shown_in
        self._workers = {worker.code: worker.name for worker in on.office.workers}

    def sections(self, held: Held) -> Iterator[AccessSection]:
        file = seen_by_her(held.file)
        yield self._section("case", [file.case])
        yield self._section("client", [file.client])
        yield self._titled("answers", [self._answers(file)])
        yield self._section("household", told_of(file.household, self._on.today))
        yield self._section("earlier_counselling", file.earlier_counselling)
        yield self._section("notice_given", file.notices)
        yield self._section("consents", file.consents)
        yield self._section("agreement", [file.agreement])
        yield self._section("needs_assessment", [file.needs_assessment])
        yield self._titled("plan", self._plan(file.plan))
        goals = file.plan.goals if file.plan else ()
        yield self._titled("goals", [entry for goal in goals for entry in self._goal(goal)])
        yield self._section("extensions", file.extensions)
        yield self._section("decisions", file.decisions)
        yield self._titled("talks", [self._talk(talk) for talk in file.talks])
        told = self._section("disclosures", file.disclosures)
        yield replace(told, nothing=self._texts.raw("none_disclosures"))
        yield self._section("requests", file.requests)
        corrected = [correction_line(self._profile, each, self._on.language) for each in file.corrections]
        yield self._section("corrections", corrected)
        yield self._section("scans", file.scans)
        yield self._section("doubles", file.doubles)
        yield self._titled("drafts", map(self._begun, held.beside.begun))
        lines = tuple(PaperRow(self._day(on), words) for on, words in held.beside.journal)
        yield self._titled("journal", [AccessEntry(lines)] if lines else [])

    def _begun(self, begun: BegunText) -> AccessEntry:
        typed = (PaperRow(self._texts.raw("draft_text"), text) for text in begun.texts)
        return AccessEntry((PaperRow(self._texts.raw("draft_saved_on"), begun.saved_on), *typed))

    def _section(self, name: str, values: Iterable[Any]) -> AccessSection:
        return self._titled(name, [AccessEntry(self._rows(each)) for each in values if each is not None])

    def _titled(self, name: str, entries: Iterable[AccessEntry]) -> AccessSection:
        told = tuple(entry for entry in entries if entry.rows)
        return AccessSection(self._texts.raw(f"section_{name}"), told)

    def _rows(self, *values: Any) -> tuple[PaperRow, ...]:
        """Return the rows of values that are told together."""
        return tuple(row for value in values for row in self._told(value))

    def _told(self, value: Any) -> Iterator[PaperRow]:
        kind = snake(type(value).__name__).removesuffix("_line")  # a line is called what it tells of
        for each in fields(value):
            held = getattr(value, each.name)
            if each.name in UNTOLD or held is None or held in ("", ()):
                continue
            yield PaperRow(self._texts.raw(f"{kind}_{each.name}"), self._value(kind, each.name, held))
        yield from self._text_shown(value)

    def _text_shown(self, value: Any) -> Iterator[PaperRow]:
        """Yield in which language the text was that was shown, which another was spoken beside (Rule E2)."""
        code = self._shown_in.get(getattr(value, "text_fingerprint", ""))
        if code is not None:
            yield PaperRow(self._texts.raw("text_shown_in"), self._on.label(ListName.LANGUAGES, code))

    def _value(self, kind: str, name: str, held: Any) -> str | date:
        if isinstance(held, date):
            return held
        if isinstance(held, bool):
            return self._texts.raw("yes" if held else "no")
        if isinstance(held, Enum):
            return word_of(held, self._on.language)
        if isinstance(held, tuple):
            return ", ".join(str(self._value(kind, name, each)) for each in held)
        if isinstance(held, int):
            return str(held) if name.startswith("birth") else number_text(held, self._on.language)
        return self._word(kind, name, str(held))

    def _word(self, kind: str, name: str, held: str) -> str:
        """Return a text as it is held, or the word for a code."""
        if (kind, name) in _LISTS:
            return self._on.label(_LISTS[(kind, name)], held)
        if (kind, name) in _WORKERS:
            return self._workers.get(held, held)
        if (kind, name) in _OUTCOMES:
            return outcome_label(self._profile, held, self._on.language)
        if (kind, name) == ("referral", "service"):
            return self._services.get(held, held)
        if (kind, name) == ("decision", "kind"):
            return str(self._texts.texts.get(f"value_decision_{held}", held))
        return held

    def _day(self, on: date) -> str:
        return "".join(span.text for span in self._texts.day(on))

    def _answers(self, file: CaseFile) -> AccessEntry:
        return AccessEntry(tuple(self._answer(answer) for answer in file.answers))

    def _answer(self, answer: Answer) -> PaperRow:
        asked = self._profile.field(answer.field)
        block = next((each for each in self._on.office.own_blocks if each.code == answer.field), None)
        if asked is None or asked.source == CLIENT:
            label = block.title if block is not None else answer.field
            return PaperRow(label, answer.value, answer.valid_from, answer.valid_to)
        value: str | date = self._profile.value_label(answer.field, answer.value, self._on.language)
        if asked.kind is FieldKind.DATE:
            value = date.fromisoformat(answer.value)
        return PaperRow(label_in(asked.labels, self._on.language), value, answer.valid_from, answer.valid_to)

    def _plan(self, plan: Plan | None) -> Iterator[AccessEntry]:
        if plan is None:
            return
        yield AccessEntry(self._rows(plan))
        kept = self._texts.raw("plan_version_content_kept")
        for version in plan.versions:
            wording_of = PaperRow(self._texts.raw("plan_version_content"), kept)
            yield AccessEntry((*self._rows(version), wording_of))
        for each in (*plan.spans, *plan.block_reasons, *plan.light_changes):
            yield AccessEntry(self._rows(each))

    def _goal(self, goal: Goal) -> Iterator[AccessEntry]:
        yield AccessEntry(self._rows(goal), goal.wording)
        for each in (*goal.measures, *goal.history):
            yield AccessEntry(self._rows(each))

    def _talk(self, talk: Talk) -> AccessEntry:
        parts = talk.participants
        referrals = [referral for part in parts for referral in part.referrals]
        return AccessEntry(self._rows(talk, *parts, *referrals), self._day(talk.on))
