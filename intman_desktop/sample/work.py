"""What was done with the invented people: talks, plans, goals, reviews, ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from intman_desktop.rules.new_goals import none_open_since
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Actor, Block, GoalState, TalkSetting

_FORMS = ("in_person", "in_person", "in_person", "outreach", "phone", "phone", "video", "written", "no_show")
_UNCOUNTED = frozenset({"written", "no_show", "third_party"})
_NOTES = {
    "residence": "Termin bei der Ausländerbehörde besprochen, Unterlagen liegen vor (Beispieltext).",
    "language": "Kursangebot verglichen; möchte im Herbst mit dem Integrationskurs beginnen (Beispieltext).",
    "work": "Lebenslauf gemeinsam durchgesehen, Praktikum im Lager als nächster Schritt (Beispieltext).",
    "housing": "Wohnung ist zu klein; Wohnberechtigungsschein erklärt (Beispieltext).",
    "benefits": "Bescheid erklärt, Rückfrage bei der Sozialleistungsstelle empfohlen (Beispieltext).",
    "school": "Schulanmeldung der Kinder besprochen (Beispieltext).",
    "family": "Betreuung der Kinder am Vormittag geklärt (Beispieltext).",
}
_REFERRED = {
    "residence": "immigration_office",
    "language": "language_school",
    "work": "jobcenter",
    "housing": "housing_office",
    "benefits": "social_office",
    "school": "school_authority",
    "family": "youth_office",
}
_OFTEN_WITHOUT_OFFER = frozenset({"language", "housing"})
_CAME_OF_IT = ("helped", "", "no_offer", "helped", "waiting", "partly", "not_taken_up")
_MEASURE_OUTCOMES = {
    GoalState.REACHED: "helped",
    GoalState.NOT_REACHED: "no_offer",
    GoalState.DROPPED: "no_longer_needed",
}
_GOALS = (
    ("language", "Ich will die B1-Prüfung schaffen.", "Das Zertifikat liegt vor.", "Kurs besuchen"),
    ("work", "Ich will in der Pflege arbeiten.", "Ein Arbeitsvertrag ist unterschrieben.", "Bewerben"),
    ("housing", "Ich will mit meiner Familie in eine Wohnung ziehen.", "Der Mietvertrag ist da.", "Suchen"),
    ("training", "Ich will eine Ausbildung beginnen.", "Der Ausbildungsvertrag ist da.", "Praktikum machen"),
    ("school", "Mein Sohn soll in die Regelklasse wechseln.", "Die Schule hat zugesagt.", "Gespräch führen"),
    ("participation", "Ich will jede Woche zum Sport gehen.", "Ich bin im Verein angemeldet.", "Anmelden"),
)
_REVIEW_DAYS = 91
_WHY_NO_NEW_GOAL = "Zuerst soll der Alltag mit dem neuen Kind gelingen (Beispiel)."
_SAYS_WHY, _NOBODY_ASKED = 4, 9
"""The last digits of the numbers with that sentence, and of those who still lack a new goal."""


@dataclass(frozen=True)
class Course:
    """The days of one case: first talk, last possible talk, whether and why it ended."""

    first_talk: date
    until: date
    ended_on: date | None
    ending_reason: str


def talk_days(course: Course, random: Random) -> tuple[date, ...]:
    """Return the days of the talks of a case, the first one first."""
    days = [course.first_talk]
    while True:
        following = days[-1] + timedelta(days=random.randint(9, 48))
        while following.weekday() >= 5:
            following += timedelta(days=1)
        if following > course.until:
            return tuple(days)
        days.append(following)


def talks_of(
    key: str, days: tuple[date, ...], today: date, services: frozenset[str], random: Random
) -> list[v.Talk]:
    """Return the talks of one person on ``days``; the last one may carry a next step."""
    found = []
    for place, day in enumerate(days):
        topic = random.choice(tuple(_NOTES))
        form = "in_person" if place == 0 else random.choice(_FORMS)
        service = _REFERRED[topic]
        made = [v.Referral(service)] if service in services and random.random() < 0.3 else []
        referrals = tuple(_with_outcome(each, day, today, place) for each in made)
        if topic in _OFTEN_WITHOUT_OFFER and place % 6 == 2:
            referrals = (*referrals, v.Referral("", "no_offer", day))
        last = place == len(days) - 1 and (today - day).days < 40
        note = "" if form == "no_show" else _NOTES[topic]
        participant = v.Participant(
            case_key=key,
            note=note,
            counts=form not in _UNCOUNTED,
            next_step="Rückmeldung zum Antrag einholen" if last else "",
            next_step_due=today + timedelta(days=random.randint(-4, 20)) if last else None,
            referrals=referrals if form != "no_show" else (),
        )
        others = tuple(each for each in ("language", "benefits") if each != topic)
        further = others[:1] if random.random() < 0.3 else ()
        minutes = random.choice((15, 20, 30, 45, 60))
        found.append(
            v.Talk(
                on=day,
                form=form,
                topic=topic,
                further_topics=further,
                minutes=minutes if form != "no_show" else None,
                worker="eb",
                participants=(participant,),
                key=f"{random.getrandbits(128):032x}",
            )
        )
    return found


def _with_outcome(referral: v.Referral, day: date, today: date, place: int) -> v.Referral:
    """Return the referral with what came of it three weeks later, where that is known by now (Rule Z6)."""
    told = day + timedelta(days=21)
    outcome = _CAME_OF_IT[place % len(_CAME_OF_IT)]
    return v.Referral(referral.service, outcome, told) if outcome and told <= today else referral


def join(talk: v.Talk, other_key: str) -> v.Talk:
    """Return the talk held with the partner as well, who gets a note of her own (Rule K5)."""
    first = talk.participants[0]
    second = replace(first, case_key=other_key, next_step="", next_step_due=None, referrals=())
    return replace(talk, setting=TalkSetting.COUPLE, participants=(first, second))


def plan_of(
    days: tuple[date, ...], course: Course, today: date, number: int, random: Random
) -> v.Plan | None:
    """Return the plan begun in the second talk, or None where it is still missing (Rule P3)."""
    if len(days) < 2 or number % 23 == 7:
        return None
    begun = days[1]
    closed = course.ended_on
    spans: tuple[v.PlanSpan, ...] = (v.PlanSpan(begun, closed, course.ending_reason if closed else ""),)
    pause = begun + timedelta(days=200)
    if number % 19 == 3 and pause + timedelta(days=60) < (closed or today):
        again = pause + timedelta(days=45)
        spans = (v.PlanSpan(begun, pause, "other"), v.PlanSpan(again, closed, spans[0].reason))
    if number % 29 == 5:
        return v.Plan(
            begun_on=begun,
            spans=spans,
            no_goal_reason="Zuerst muss die Wohnsituation geklärt sein (Beispiel).",
            no_goal_until=today + timedelta(days=14),
        )
    chosen = random.sample(_GOALS, random.randint(1, 3))
    goals = tuple(_goal(each, begun, closed or today, closed is None, random) for each in chosen)
    reasons = (v.BlockReason(Block.EDUCATION, "möchte darüber noch nicht sprechen (Beispiel)"),)
    plan = v.Plan(
        begun_on=begun,
        steps="Ankommen, Sprache, Arbeit; Reihenfolge gemeinsam festgelegt (Beispieltext).",
        course="Der Plan wird alle drei Monate besprochen (Beispieltext).",
        client_signed_on=begun,
        worker_signed_on=None if number % 21 == 4 else begun,
        spans=spans,
        block_reasons=reasons if number % 6 == 0 else (),
        goals=goals,
    )
    return _gone_on(plan, today, number)


def _gone_on(plan: v.Plan, today: date, number: int) -> v.Plan:
    """Return the plan with what came after the last of its goals was closed: mostly a new one (Rule Z1)."""
    since = none_open_since(plan)
    if since is None or number % 10 == _NOBODY_ASKED:
        return plan
    if number % 10 == _SAYS_WHY:
        until = today + timedelta(days=7 + number % 21)
        return replace(plan, no_goal_reason=_WHY_NO_NEW_GOAL, no_goal_until=until)
    return replace(
        plan,
        client_signed_on=since,
        worker_signed_on=plan.worker_signed_on and since,
        goals=(*plan.goals, _next_goal(plan, since, today, number)),
    )


def _next_goal(plan: v.Plan, since: date, today: date, number: int) -> v.Goal:
    """Return a goal of another area, agreed when the last one was closed and reviewed up to ``today``."""
    areas = {each.area for each in plan.goals}
    turned = (*_GOALS[number % len(_GOALS) :], *_GOALS)
    pattern = next(each for each in turned if each[0] not in areas)
    history, review = _begun(since), since + timedelta(days=_REVIEW_DAYS)
    while review <= today:
        history.append(_reviewed(GoalState.IN_PROGRESS, review))
        review += timedelta(days=_REVIEW_DAYS)
    return _as_told(pattern, history, since + timedelta(days=3 * _REVIEW_DAYS), today, review)


def _begun(on: date) -> list[v.GoalChange]:
    return [v.GoalChange(GoalState.PROPOSED, on), v.GoalChange(GoalState.AGREED, on)]


def _reviewed(state: GoalState, on: date) -> v.GoalChange:
    return v.GoalChange(state, on, "gemeinsam überprüft (Beispiel)", reviewed=True)


def _goal(
    pattern: tuple[str, str, str, str], begun: date, last: date, still_open: bool, random: Random
) -> v.Goal:
    history = _begun(begun)
    review = begun + timedelta(days=_REVIEW_DAYS)
    state = GoalState.AGREED
    while review <= last and state in (GoalState.AGREED, GoalState.IN_PROGRESS):
        if still_open and (last - review).days < 40 and random.random() < 0.4:
            break
        state = random.choices(
            (GoalState.IN_PROGRESS, GoalState.REACHED, GoalState.NOT_REACHED, GoalState.DROPPED),
            (62, 24, 8, 6),
        )[0]
        history.append(_reviewed(state, review))
        review += timedelta(days=_REVIEW_DAYS)
    until = begun + timedelta(days=random.choice((180, 270, 365)))
    return _as_told(pattern, history, until, last, review if still_open else None)


def _as_told(
    pattern: tuple[str, str, str, str],
    history: list[v.GoalChange],
    until: date,
    last: date,
    review: date | None,
) -> v.Goal:
    """Return the goal that became of ``history``; ``review`` is its next one if it goes on."""
    area, wording, seen_by, what = pattern
    begun, state = history[0].on, history[-1].state
    running = state in (GoalState.AGREED, GoalState.IN_PROGRESS)
    while running and until <= history[-1].on:
        until += timedelta(days=2 * _REVIEW_DAYS)  # at each review it was agreed until when now
    outcome = _MEASURE_OUTCOMES.get(state, "")
    named_by = begun + timedelta(days=21)
    measures = (
        v.Measure(
            what, Actor.CLIENT, until=until, outcome=outcome, done_on=history[-1].on if outcome else None
        ),
        v.Measure(
            "Anlaufstelle und Unterlagen nennen",
            Actor.WORKER,
            until=named_by,
            done_on=named_by if named_by <= last else None,
        ),
    )
    return v.Goal(
        area=area,
        wording=wording,
        seen_by=seen_by,
        until=until,
        state=state,
        agreed_on=begun,
        next_review=review if running else None,
        measures=measures,
        history=tuple(history),
    )
