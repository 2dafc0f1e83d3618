"""A case as it may leave the store: only what consents open today (E3, P10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from intman_desktop.gdpr.withdrawal import blackened
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.decisions import starts_told
from intman_desktop.rules.explaining import earlier_is_unknown
from intman_desktop.rules.extensions import shows_health, told_under_health
from intman_desktop.rules.redaction import BLACK, STAND_IN, without_words
from intman_desktop.rules.scans import scan_need
from intman_desktop.rules.talks import with_topics
from intman_desktop.services.gate.directory import kinds_of_services
from intman_desktop.services.gate.gated import (
    client_fields_under,
    closed_fields,
    readable_corrections,
    readable_disclosures,
    readable_extensions,
    without_closed,
)
from intman_desktop.services.gate.issued_plans import as_it_goes_out
from intman_desktop.services.gate.marks import marked_words
from intman_desktop.values.case_file import (
    CaseFile,
    Consent,
    EarlierCounselling,
    Goal,
    Measure,
    Participant,
    Plan,
    Talk,
)
from intman_desktop.values.codes import (
    CaseState,
    SpecialKind,
    StartEvidence,
    StartOrigin,
    YesNoUnknown,
)


@dataclass(frozen=True)
class Opening:
    """By what cases are opened: the profile, the day, the kinds of the directory's services by code.

    With ``counting`` topics, areas, referrals and outcomes keep their codes, so that the figures stay what
    they are where the whole store moves; the words are blacked out all the same.
    """

    profile: Profile
    on: date
    kinds: Mapping[str, str]
    counting: bool = False

    def closed_need(self, name: ListName, code: str, open_needs: Iterable[str]) -> bool:
        """Return whether the consents do not open the item ``code`` of the list ``name``."""
        return self.profile.need_of_item(name, code) not in open_needs


def opening(connection: Connection, profile: Profile, on: date, *, counting: bool) -> Opening:
    """Return by what cases are opened today."""
    return Opening(profile, on, kinds_of_services(connection), counting)


def opened_file(file: CaseFile, by: Opening) -> CaseFile:
    """Return a case without its talks as it may go out (Rules E3, C3, I9).

    Fields, scans and reasons that no consent opens are left out; of goals in a closed area and of versions
    handed out the words are blacked out. Of a plan that was scanned nobody but a reader can say what it
    shows: it goes along, for it stays with the same Träger (U5), where it is listed to be looked at; to
    another office no scan goes.
    """
    needs = gate.given(file.consents, by.on)
    closed = closed_fields(by.profile, file.consents, by.on)
    shown = without_closed(by.profile, file, closed)
    plan = shown.plan
    if plan is not None:
        shown = replace(shown, plan=_opened_plan(plan, by, needs))
    return replace(
        shown,
        extensions=readable_extensions(file, by.on),
        scans=tuple(scan for scan in file.scans if scan_need(scan) in needs),
        disclosures=readable_disclosures(file, by.on),
        corrections=readable_corrections(file, closed, needs),
    )


def for_next_office(file: CaseFile, office: str) -> CaseFile:
    """Return of a case what the relocation consent names: its period and its plan with the goals (U1 to U3).

    Family, talks, scans, registers, the versions handed out, how it ended, and on which days its plan was
    open, stay here: at the next office it goes on, and is due for deletion when that one has ended it (Rule
    L2). What was declared stays here too: the next office takes the person's own consent (Rule E5).
    That the start was moved goes along, since an extension from before stands by the start of its day (C1).
    ``office`` is this one: at the next its counselling is an earlier one, which the plan proves (Rule C7);
    without one in the file nothing does, until the next office sees a paper. That the start may have been
    earlier goes along.
    """
    case, plan = file.case, file.plan
    earlier = file.earlier_counselling
    shown = StartEvidence.UNKNOWN if plan is None or plan.begun_on is None else StartEvidence.PLAN_SEEN
    if earlier_is_unknown(file) and not earlier:
        earlier = (EarlierCounselling(),)  # the row of this office would answer the question
    if case.period_start is not None:
        is_first = case.start_origin is StartOrigin.HERE
        since = case.period_start if is_first else case.opened_on
        proof = shown if is_first else case.start_evidence
        earlier = (*earlier, EarlierCounselling(office, since, case.ended_on, shown))
        case = replace(case, start_origin=StartOrigin.BROUGHT, start_evidence=proof)
    return CaseFile(
        replace(
            case,
            from_list_on=None,  # a list of this office says nothing of where the next one has it from
            counselled_before=YesNoUnknown.YES if earlier else case.counselled_before,
            state=CaseState.ACTIVE,
            ended_on=None,
            ending_reason="",
            ending_note="",
            deletion_due=None,
            deletion_reason="",
        ),
        file.client,
        earlier,
        file.answers,
        plan=None
        if plan is None
        else replace(plan, brought_along=True, spans=(), versions=(), light_changes=()),
        extensions=file.extensions,
        decisions=starts_told(file),
    )


def told_kinds(file: CaseFile, sent: CaseFile, profile: Profile) -> tuple[SpecialKind, ...]:
    """Return the special kinds that a case as it is ``sent`` to another office tells of (Rule E7).

    ``file`` is the case as it stands here, with its consents. What its plan says in free words, outside of
    what is marked, tells of no kind by itself: whether it does, nobody but a reader can say.
    """
    return tuple(kind for kind in SpecialKind if _tells_of(sent, file.consents, profile, kind.value))


def _tells_of(file: CaseFile, consents: Sequence[Consent], profile: Profile, need: str) -> bool:
    goals = file.plan.goals if file.plan else ()
    fields = profile.answer_fields(need)
    return (
        any(answer.field in fields and answer.value for answer in file.answers)
        or any(getattr(file.client, name) for name in client_fields_under(profile, need))
        or any(profile.need_of_item(ListName.GOAL_AREAS, goal.area) == need for goal in goals)
        or (
            need == gate.HEALTH
            and any(shows_health(each) or told_under_health(each, consents) for each in file.extensions)
        )
    )


def opened_talk(talk: Talk, files: Mapping[str, CaseFile], by: Opening) -> Talk:
    """Return a talk as it may go out: a note on a topic that its person's consents close is blacked out (E3).

    ``files`` are the cases by their keys.
    """
    topics = (talk.topic, *talk.further_topics)
    closed: set[str] = set()
    people = []
    for part in talk.participants:
        needs = gate.given(files[part.case_key].consents, by.on)
        here = {topic for topic in topics if by.closed_need(ListName.TOPICS, topic, needs)}
        closed |= here
        people.append(_opened_part(part, by, needs, black=bool(here)))
    shown = replace(talk, participants=tuple(people))
    if not closed or by.counting:
        return shown
    return with_topics(shown, lambda topic: STAND_IN if topic in closed else topic)


def _opened_part(part: Participant, by: Opening, needs: frozenset[str], *, black: bool) -> Participant:
    referrals = part.referrals
    if not by.counting:
        referrals = tuple(
            each
            for each in referrals
            if not by.closed_need(ListName.SERVICE_KINDS, by.kinds.get(each.service, ""), needs)
        )
    return replace(without_words(part) if black else part, referrals=referrals)


def _opened_plan(plan: Plan, by: Opening, needs: frozenset[str]) -> Plan:
    versions = tuple(as_it_goes_out(version) for version in plan.versions)
    for need in by.profile.needs_beside_basic() - needs:
        words = marked_words(by.profile, need)
        versions = tuple(replace(version, content=blackened(version.content, words)) for version in versions)
    return replace(plan, goals=tuple(_opened_goal(goal, by, needs) for goal in plan.goals), versions=versions)


def _counted_measures(goal: Goal) -> Iterator[Measure]:
    """Yield the measures of which something came, with that and its day alone: they are counted (Z6, K8)."""
    for measure in goal.measures:
        if measure.outcome and measure.done_on is not None:
            yield Measure(BLACK, measure.who, outcome=measure.outcome, done_on=measure.done_on)


def _opened_goal(goal: Goal, by: Opening, needs: frozenset[str]) -> Goal:
    if not by.closed_need(ListName.GOAL_AREAS, goal.area, needs):
        return goal
    return replace(
        goal,
        area=goal.area if by.counting else STAND_IN,
        wording=BLACK,
        seen_by="",
        measures=tuple(_counted_measures(goal)) if by.counting else (),
        history=tuple(replace(change, note="") for change in goal.history),
    )
