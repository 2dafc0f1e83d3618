"""Integrationsplan mit Zielvereinbarung: seven blocks, goals, clock, signatures (I1–I10, Z1–Z5, U2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from intman_desktop.documents.frame import (
    answered,
    client_facts,
    common,
    composed_of_case,
    fact,
    filled,
    signer,
)
from intman_desktop.documents.paragraph import Span, Words
from intman_desktop.documents.parts import (
    Card,
    Composition,
    Fact,
    Facts,
    Heading,
    Note,
    Part,
    Signatures,
    Step,
    Text,
    Together,
)
from intman_desktop.documents.period_words import bar, sentence
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.rules.goals import CLOSED_STATES, NOT_REACHED_STATES, REACHED_STATES
from intman_desktop.values.codes import Block, Light
from intman_desktop.values.paper_parts import PaperBlock, PaperGoal, PaperMeasure
from intman_desktop.values.papers import PlanPaper

EDITION = 2
"""The sentences of a plan made now; the second edition says before the first talk how long it lasts (P9)."""


def compose(paper: PlanPaper) -> Composition:
    """Return the plan as it stands on the day of the paper. Raises ``OfficeDataMissing`` (Rule E8)."""
    texts = wording("plan", paper.language)
    parts = _parts(paper, texts)
    return composed_of_case(paper, texts, parts, number=str(paper.version), date=paper.issued_on)


def _parts(paper: PlanPaper, texts: Wording) -> Iterator[Part]:
    yield Facts(
        filled(
            (
                *client_facts(replace(paper.client, nationality="", address=""), paper.language),
                fact(texts, "worker", given(paper.worker.name)),
                fact(texts, "begun", _day(paper.begun_on, texts)),
            )
        ),
        columns=2,
    )
    if paper.period is not None:
        yield Heading(texts.words("period_head"), level=3)
        yield bar(paper.period, paper.issued_on, paper.language)
        yield Text(sentence(paper.period, paper.issued_on, paper.language))
    elif paper.edition > 1 and not _is_over(paper):
        yield Heading(texts.words("period_head"), level=3)
        yield Text(texts.words("period_to_come"))
    yield Note(texts.words("keep"))
    for block in paper.blocks:
        yield from _block(block, texts, paper.language)
    yield Heading(texts.words("I6"), number="6")
    yield from _goals(paper, texts)
    yield Heading(texts.words("I7"), number="7")
    yield Facts(_course(paper, texts))
    if not _is_over(paper):  # nobody is asked to sign a page that does not say what is signed
        yield Together(_agreement(paper, texts))


def _is_over(paper: PlanPaper) -> bool:
    """Return whether nothing more comes of the plan: it speaks of no day ahead, and nobody signs it."""
    return paper.withdrawn or paper.ended_on is not None


def _agreement(paper: PlanPaper, texts: Wording) -> tuple[Part, ...]:
    signers = (
        signer(texts.words("sign_client"), paper.language, paper.client_signed_on, paper.client.name),
        signer(texts.words("sign_worker"), paper.language, paper.worker_signed_on, paper.worker.name),
    )
    suffix = "" if paper.goals else "_without_goal"
    agreement: list[Part] = [
        Heading(texts.words(f"agreement_head{suffix}")),
        Text(texts.words(f"agreement{suffix}")),
    ]
    if paper.signed_before is not None:
        agreement.append(Text(texts.words("signed_before", date=paper.signed_before)))
    return (*agreement, Signatures(signers))


def _block(block: PaperBlock, texts: Wording, language: str) -> Iterator[Part]:
    """Tell one block: its answers, its text, or why it is still open (I8)."""
    name = given(block.title) if block.block is None else texts.words(block.block.value)
    number = block.block.value[1:] if block.block is not None else ""
    yield Heading(name, number=number, aside=_light(block.light, texts))
    told: list[Part] = []
    if block.rows:
        rows = tuple(Fact(given(row.label), answered(row, language)) for row in block.rows)
        told.append(Facts(rows, columns=1 if block.block is Block.STEPS else 2))
    for paragraph in block.text.splitlines():
        if paragraph.strip():
            told.append(Text(given(paragraph)))
    if block.reason.strip():
        told.append(Text(texts.words("reason_of_the_rest" if told else "reason", reason=block.reason)))
    if not told and (block.light is Light.MISSING or not block.missing):
        told.append(Text(texts.words("nothing")))
    if block.missing and block.light is not Light.OPEN_WITH_REASON:
        missing = Text(texts.words("missing", missing=", ".join(block.missing)))
        told[-1:] = [Together((*told[-1:], missing))]  # never alone at the head of the next page
    yield from told


def _light(light: Light, texts: Wording) -> Words:
    return texts.words(f"light_{light.value}")


def _goals(paper: PlanPaper, texts: Wording) -> Iterator[Part]:
    over = _is_over(paper)
    goals = tuple(replace(goal, next_review=None) for goal in paper.goals) if over else paper.goals
    if goals:
        yield Text(texts.words("goals_intro"), keep=True)
        every = tuple(_step(measure, texts) for goal in goals for measure in goal.measures)
        running = [goal for goal in goals if goal.state not in CLOSED_STATES]
        reached = [goal for goal in goals if goal.state in REACHED_STATES]
        rest = [goal for goal in goals if goal.state in NOT_REACHED_STATES]
        for head, told in (("", running), ("reached_head", reached), ("not_reached_head", rest)):
            if head and told:
                yield Heading(texts.words(head), level=3)
            for goal in told:
                yield replace(_goal(goal, texts, paper.language), measured=every)
    elif paper.no_goal_reason.strip():
        yield Text(texts.words("no_goal_over" if over else "no_goal", reason=paper.no_goal_reason))
        if paper.no_goal_until is not None and not over:
            yield Text(texts.words("no_goal_until", until=paper.no_goal_until))
    else:
        yield Text(texts.words("no_goal_made" if over else "no_goal_yet"))


def _goal(goal: PaperGoal, texts: Wording, language: str) -> Card:
    states = common(language)
    facts = (
        fact(texts, "goal_seen_by", given(goal.seen_by)),
        fact(texts, "goal_until", _day(goal.until, texts)),
        fact(texts, "goal_agreed_on", _day(goal.agreed_on, texts)),
        fact(texts, "goal_next_review", _day(goal.next_review, texts)),
    )
    course = tuple(
        texts.words(
            "course_note" if step.note.strip() else "course",
            date=step.on,
            state=_state(states, step.state.value),
            **({"note": step.note} if step.note.strip() else {}),
        )
        for step in goal.history
    )
    return Card(
        area=given(goal.area),
        state=states.words(f"goal_{goal.state.value}"),
        wording=given(goal.wording),
        facts=filled(facts),
        steps_heads=(texts.words("steps_what"), texts.words("steps_who"), texts.words("steps_until")),
        steps=tuple(_step(measure, texts) for measure in goal.measures),
        course_head=texts.words("course_head"),
        course=course,
    )


def _state(texts: Wording, state: str) -> str:
    return texts.raw(f"goal_{state}")


def _step(measure: PaperMeasure, texts: Wording) -> Step:
    text = given(measure.what)
    if measure.outcome.strip():
        text = (*text, Span("\n"), *texts.words("step_outcome", note=measure.outcome))
    return Step(text, given(measure.who), _day(measure.until, texts), done=measure.done_on is not None)


def _day(value: date | None, texts: Wording) -> Words:
    return texts.day(value) if value is not None else ()


def _course(paper: PlanPaper, texts: Wording) -> tuple[Fact, ...]:
    begun = "course_brought" if paper.brought_along else "course_begun"
    state: Words = ()
    if paper.withdrawn:
        pass
    elif paper.ended_on is None:
        state = texts.words("course_open")
    elif paper.ending_reason.strip():
        state = texts.words("course_ended_because", date=paper.ended_on, reason=paper.ending_reason)
    else:
        state = texts.words("course_ended", date=paper.ended_on)
    return filled(
        (
            fact(texts, begun, _day(paper.begun_on, texts)),
            fact(texts, "course_state", state),
            fact(texts, "course_text", given(paper.course)),
            fact(texts, "agreement_head", _signed_once(paper, texts)),
        )
    )


def _signed_once(paper: PlanPaper, texts: Wording) -> Words:
    """Tell of a plan that is over when it was signed, since there is no line any more (Rule Z5)."""
    signed = (paper.client_signed_on, paper.worker_signed_on, paper.signed_before)
    last = max((on for on in signed if on is not None), default=None)
    return texts.words("course_signed", date=last) if last is not None and _is_over(paper) else ()
