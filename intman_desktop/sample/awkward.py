"""The awkward ones of the invented office: names, dates and states that a working year brings now and then.

They are made of people who are there already, from ``FIRST`` on, so that a small office has none of them and
nobody else changes. Names stand as somebody types or pastes them; whoever takes them in tidies them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from intman_desktop.rules.consents import interpreted_by
from intman_desktop.rules.dates import years_after
from intman_desktop.rules.folding import LONGEST_NAME, clean_name
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    BirthPrecision,
    CaseState,
    ConsentForm,
    ConsentScope,
    StartEvidence,
    StartOrigin,
    YesNoUnknown,
)

FIRST = 61
"""The number of the first person (from 0) of whom somebody awkward may be made."""

NAMES: tuple[tuple[str, str], ...] = (
    ("N.N.", ""),
    ("van der Muster zu Beispiel", "Anna Lena"),
    ("S\u0327ahinbeispiel", "Go\u0308khan"),
    ("Musterpur", "علی\u200cرضا"),
    ("Mu\u200dster\u200bprobe", "Ne\u200dgin"),
    ("\u202eMusterdreh\u202c", "Omid"),
    ("Musterblume 🌻", "Ro\u00adsa"),
    ("   Musterrand", "  Vor  Name "),
    (("Musterlang-" * LONGEST_NAME)[:LONGEST_NAME], "Langa"),
    ("=Mustersumme", "Gleich"),
    ("+Musterplus", "Plus"),
    ("-Musterminus", "Minus"),
    ("@Musterklammer", "Adam"),
)
"""Family and given names that programs, spreadsheets and papers stumble over; all invented."""

_WEEKS = timedelta(days=40)
_AGO = timedelta(days=200)
_ELSEWHERE = "Landratsamt Beispielkreis"

People: TypeAlias = list[v.CaseFile]
Change: TypeAlias = Callable[[v.CaseFile, date], v.CaseFile]


def with_awkward_states(files: Sequence[v.CaseFile], talks: Sequence[v.Talk], today: date) -> People:
    """Return the people with the awkward ones among them; ``talks`` are theirs and stay as they are."""
    found = list(files)
    free = _Free(found, talks)
    for fits, change in _STATES:
        at = free.next(fits)
        if at is not None:
            found[at] = change(found[at], today)
    _make_double(found, free)
    _make_twins(found, free)
    for family, given in NAMES:
        at = free.next(_has_plan)
        if at is not None:
            found[at] = _named(found[at], family, given)
    return found


def last_31_august(today: date) -> date:
    """Return the 31 August that is sixty days ago or more: months later there is often no 31st (Rule C4)."""
    day = date(today.year, 8, 31)
    return day if today - day >= timedelta(days=60) else date(today.year - 1, 8, 31)


class _Free:
    """The people of whom nothing awkward was made yet; only those who counselled alone, each given once."""

    def __init__(self, files: People, talks: Sequence[v.Talk]) -> None:
        together = {p.case_key for talk in talks if len(talk.participants) > 1 for p in talk.participants}
        self._files = files
        self._left = [at for at in range(FIRST + 1, len(files)) if files[at].case.key not in together]
        self._talks: dict[str, int] = {}
        for talk in talks:
            for each in talk.participants:
                self._talks[each.case_key] = self._talks.get(each.case_key, 0) + 1

    def next(self, fits: Callable[[v.CaseFile], bool]) -> int | None:
        """Return the place of the first one left who has talks and ``fits``, None where nobody is left."""
        for at in self._left:
            file = self._files[at]
            if self._talks.get(file.case.key, 0) >= 3 and fits(file):
                self._left.remove(at)
                return at
        return None


def _has_plan(file: v.CaseFile) -> bool:
    return file.plan is not None


def _runs(file: v.CaseFile) -> bool:
    return file.case.state is CaseState.ACTIVE and file.plan is not None and not file.disclosures


def _begun_here(file: v.CaseFile) -> bool:
    return _runs(file) and not file.earlier_counselling


def _named(file: v.CaseFile, family: str, given: str) -> v.CaseFile:
    client = replace(file.client, family_name=family, given_name=given)
    signed = " ".join(filter(None, (clean_name(given), clean_name(family))))
    agreement = file.agreement and replace(file.agreement, client_name=signed)
    return replace(file, client=client, agreement=agreement)


def _make_double(files: People, free: _Free) -> None:
    """Let two files speak of one person: the same name and the same day of birth."""
    one, other = free.next(_runs), free.next(_runs)
    if one is not None and other is not None:
        born = files[one].client
        files[other] = _born_as(_named(files[other], born.family_name, born.given_name), born)


def _make_twins(files: People, free: _Free) -> None:
    """Let two people have one birthday, one family name and one home: they stay two."""
    one, other = free.next(_runs), free.next(_runs)
    if one is not None and other is not None:
        files[one] = _named(files[one], "Musterzwilling", "Hassan")
        twin = _born_as(_named(files[other], "Musterzwilling", "Hussein"), files[one].client)
        home = {name: getattr(files[one].client, name) for name in ("street", "postal_code", "town")}
        files[other] = replace(twin, client=replace(twin.client, **home))


def _born_as(file: v.CaseFile, born: v.Client) -> v.CaseFile:
    client = replace(
        file.client,
        birth_date=born.birth_date,
        birth_precision=born.birth_precision,
        birth_uncertain=born.birth_uncertain,
        sex=born.sex,
        nationality=born.nationality,
        section_24=born.section_24,
    )
    return replace(file, client=client)


def _with_consents(file: v.CaseFile, **values: object) -> v.CaseFile:
    return replace(file, consents=tuple(replace(each, **values) for each in file.consents))  # type: ignore[arg-type]


def _declared(form: ConsentForm, **values: str) -> Change:
    return lambda file, _today: _with_consents(file, form=form, **values)


def _interpreted_by_brother(file: v.CaseFile, _today: date) -> v.CaseFile:
    name = interpreted_by("Bashar Musterbruder", relative=True)
    notices = tuple(replace(each, interpreter=name) for each in file.notices)
    return _with_consents(replace(file, notices=notices), interpreter=name)


def _withdrawn_kind(file: v.CaseFile, today: date) -> v.CaseFile:
    """Withdraw the consent to health; what rested on it is gone (Rules E3, E4)."""
    on = max(today - _WEEKS, file.case.opened_on)
    consents = tuple(
        replace(each, withdrawn_on=on) if each.scope is ConsentScope.SPECIAL else each
        for each in file.consents
    )
    answers = tuple(each for each in file.answers if each.field != "disability")
    return replace(file, consents=consents, answers=answers)


def _agreed_to_health(file: v.CaseFile) -> bool:
    special = (each for each in file.consents if each.scope is ConsentScope.SPECIAL)
    return _runs(file) and not file.extensions and any(each.stands for each in special)


def _without_evidence(file: v.CaseFile, _today: date) -> v.CaseFile:
    """Let her not know when she was counselled elsewhere: the period begins here (Rule C7)."""
    earlier = v.EarlierCounselling("Stadt Musterhausen", evidence=StartEvidence.UNKNOWN)
    case = replace(file.case, counselled_before=YesNoUnknown.YES)
    return replace(file, case=case, earlier_counselling=(earlier,))


def _brought(file: v.CaseFile, since: date, *offices: v.EarlierCounselling) -> v.CaseFile:
    case = replace(
        file.case,
        counselled_before=YesNoUnknown.YES,
        period_start=since,
        start_origin=StartOrigin.BROUGHT,
        start_evidence=StartEvidence.PLAN_SEEN,
    )
    return replace(file, case=case, earlier_counselling=offices)


def _from_two_offices(file: v.CaseFile, _today: date) -> v.CaseFile:
    opened = file.case.opened_on
    since, moved = opened - _AGO - _AGO, opened - _AGO
    first = v.EarlierCounselling("Stadt Musterhausen", since, moved, StartEvidence.PLAN_SEEN)
    return _brought(file, since, first, v.EarlierCounselling(_ELSEWHERE, moved, opened, StartEvidence.TOLD))


def _with_plan_along(file: v.CaseFile, _today: date) -> v.CaseFile:
    """Go on with a plan that was begun at the office before (story 12)."""
    opened, plan = file.case.opened_on, file.plan
    since = opened - _AGO
    office = v.EarlierCounselling(_ELSEWHERE, since, opened, StartEvidence.PLAN_SEEN)
    goes_on = plan and replace(plan, begun_on=since + _WEEKS, brought_along=True)
    return replace(_brought(file, since, office), plan=goes_on)


def _beyond_the_period(file: v.CaseFile, today: date) -> v.CaseFile:
    """Let three years be over for some weeks, and talks go on (Rule C8)."""
    since = years_after(today, -3) - _WEEKS
    office = v.EarlierCounselling(_ELSEWHERE, since, file.case.opened_on, StartEvidence.PLAN_SEEN)
    return replace(_brought(file, since, office), extensions=())


def _child_turns_18(file: v.CaseFile, today: date) -> v.CaseFile:
    month = today.month % 12 + 1
    year = today.year - 18 + (month == 1)
    return replace(file, household=(v.HouseholdMember("child", False, year, month),))


def _without_benefits(file: v.CaseFile, today: date) -> v.CaseFile:
    """Let the benefits end; people under § 24 AufenthG are counselled all the same (Rule P6)."""
    kept = tuple(each for each in file.answers if each.field != "benefits")
    return replace(file, answers=(*kept, v.Answer("benefits", "none", today - _WEEKS)))


def _on_hold(file: v.CaseFile, today: date) -> v.CaseFile:
    case = replace(
        file.case,
        hold_since=file.case.ended_on,
        hold_reason="Klage läuft (Beispiel)",
        hold_review_on=today + _WEEKS,
    )
    return replace(file, case=case)


def _ended(file: v.CaseFile) -> bool:
    return file.case.state is CaseState.ENDED and file.case.hold_since is None


def _under_section_24(file: v.CaseFile) -> bool:
    return _runs(file) and bool(file.client.section_24)


def _known_to_the_day(file: v.CaseFile) -> bool:
    return _begun_here(file) and file.client.birth_precision is BirthPrecision.DAY


_STATES: tuple[tuple[Callable[[v.CaseFile], bool], Change], ...] = (
    (_under_section_24, _without_benefits),
    (_agreed_to_health, _withdrawn_kind),
    (_ended, _on_hold),
    (_known_to_the_day, _beyond_the_period),
    (_known_to_the_day, _from_two_offices),
    (_known_to_the_day, _with_plan_along),
    (_begun_here, _without_evidence),
    (_runs, _declared(ConsentForm.ORAL_WITH_WITNESS, witness="Petra Probezeugin")),
    (_runs, _declared(ConsentForm.ELECTRONIC)),
    (_runs, _declared(ConsentForm.MARK_WITH_WITNESS, witness="Petra Probezeugin")),
    (_runs, _interpreted_by_brother),
    (_runs, _child_turns_18),
    (_runs, _without_benefits),
)
