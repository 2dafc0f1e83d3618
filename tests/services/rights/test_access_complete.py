"""L8: report and file against the store, for random cases: nothing held is missing, nothing of others in."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum, StrEnum
from io import BytesIO
from random import Random
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from intman_desktop.documents import look
from intman_desktop.documents.wording import wording
from intman_desktop.exchange.case_format import read_document
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.models.writing import new_key
from intman_desktop.rules.corrections import ELSEWHERE
from intman_desktop.rules.family import told_of
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.correction_words import place_label
from intman_desktop.services.papers.printing import printing
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.access_values import Held, access_sections, snake, word_of
from intman_desktop.services.transfer.exporting import export_own
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import DisclosureGround
from intman_desktop.values.doubles import DoubleDecision
from tests.documents.reading import column_of, text_of
from tests.opened import TODAY, put_in

_LISTS = {
    ("Client", "nationality"): "nationalities",
    ("Client", "second_nationality"): "nationalities",
    ("Client", "language"): "languages",
    ("Case", "ending_reason"): "ending_reasons",
    ("PlanSpan", "reason"): "ending_reasons",
    ("HouseholdMember", "relationship"): "relationships",
    ("Goal", "area"): "goal_areas",
    ("Extension", "reason"): "extension_reasons",
    ("Extension", "evidence_place_kind"): "evidence_places",
    ("Talk", "form"): "talk_forms",
    ("Talk", "topic"): "topics",
    ("Talk", "further_topics"): "topics",
    ("Talk", "interpretation"): "interpretation_kinds",
    ("Measure", "outcome"): "outcomes",
    ("Referral", "outcome"): "outcomes",
}
_OF_THE_STORE = {
    "id",
    "version",
    "origin_key",
    "text_fingerprint",
    "fingerprint",
    "sha256",
    "file",
    "file_key",
}
_FREE = {("Answer", "value"), ("Correction", "old_value")}
_GROUPS = {"participants", "referrals", "measures", "history", "spans", "block_reasons", "goals", "versions"}
_GROUPS |= {"light_changes"}


class Maker:
    """Makes values with a mark of their own in every text, and a day of its own in every date."""

    def __init__(self, random: Random, desk: Desk, mark: str, first: date) -> None:
        self._random, self._desk, self._mark = random, desk, mark
        self._count, self._day = 0, first
        self._fields = [each for each in desk.profile.fields if each.source == "answer" and not each.list]

    def one(self, kind: type[Any], **given: Any) -> Any:
        """Return a value of ``kind``; what may be missing is, now and then."""
        hints = get_type_hints(kind)
        made = {each.name: self._value(kind, each.name, hints[each.name]) for each in fields(kind)}
        if kind is v.Answer:
            field = self._random.choice(self._fields)
            made |= {"field": field.code, "value": self._answer(field.kind)}
        if kind is v.Correction:
            texts = [each for each in self._fields if each.kind == "text"]
            place = self._random.choice([*sorted(ELSEWHERE), *(f"field.{e.code}" for e in texts)])
            made["place"] = place
        return kind(**{**made, **given})

    def text(self) -> str:
        self._count += 1
        return f"{self._mark}{self._count:04d}"

    def day(self) -> date:
        self._day += timedelta(days=1)
        return self._day

    def _answer(self, kind: str) -> str:
        return {"date": lambda: self.day().isoformat(), "flag": lambda: "yes", "number": lambda: "7"}.get(
            kind, self.text
        )()

    def _value(self, kind: type[Any], name: str, hint: Any) -> Any:
        if name in _OF_THE_STORE:
            return {"id": 0, "version": 1, "file": new_key()}.get(name, self.text())
        if get_origin(hint) in (Union, UnionType):
            (inner,) = (each for each in get_args(hint) if each is not type(None))
            return self._value(kind, name, inner) if self._random.random() < 0.5 else None
        if get_origin(hint) is tuple:
            inner, count = get_args(hint)[0], self._random.randint(0, 2)
            if is_dataclass(inner) and isinstance(inner, type):
                return tuple(self.one(inner) for _ in range(count))
            return tuple(dict.fromkeys(self._value(kind, name, inner) for _ in range(count)))
        if (kind.__name__, name) in _LISTS:
            items = self._desk.profile.list(_LISTS[(kind.__name__, name)])
            return self._random.choice([item.code for item in items])
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return self._random.choice(list(hint))
        if is_dataclass(hint) and isinstance(hint, type):
            return self.one(hint)
        if hint is bool:
            return self._random.random() < 0.5
        if hint is int:
            return self._random.randint(1, 12)
        return self.day() if hint is date else self.text()


def two_cases(random: Random, desk: Desk) -> tuple[v.CaseFile, v.CaseFile, tuple[v.Talk, ...]]:
    """Return a case and another one that it has talks, a double and a household in common with."""
    maker, others = (
        Maker(random, desk, "Eigen", date(1990, 1, 1)),
        Maker(random, desk, "Fremd", date(2100, 1, 1)),
    )
    own, other = _case(maker), _case(others)
    keys = own.case.key, other.case.key
    own = replace(
        own,
        household=tuple(replace(each, linked_case=keys[1]) for each in own.household),
        doubles=(DoubleDecision(keys[1], False, maker.day()),),
    )
    talks = []
    for _ in range(random.randint(1, 3)):
        joint = random.random() < 0.5
        mine = maker.one(v.Participant, case_key=keys[0])
        theirs = (others.one(v.Participant, case_key=keys[1]),) if joint else ()
        talks.append(maker.one(v.Talk, participants=(mine, *theirs), key=new_key(), programme=PROGRAMME))
    return own, other, tuple(talks)


PROGRAMME = "integrationsmanagement_bw"


def _case(maker: Maker) -> v.CaseFile:
    case = maker.one(v.Case, key=new_key(), programme=PROGRAMME, hold_since=None)
    file: v.CaseFile = maker.one(v.CaseFile, case=case, doubles=(), talks=())
    consents = len(file.consents)
    return replace(
        file,
        scans=tuple(replace(each, consent=None, media_type="image/png") for each in file.scans),
        disclosures=tuple(replace(each, consent=0 if consents else None) for each in file.disclosures),
        **_in_german_or_english(file),
    )


def _in_german_or_english(file: v.CaseFile) -> dict[str, Any]:
    """Return the parts that name a language, in one that the lists have."""
    plan = file.plan
    if plan is not None:
        blocks = {each.block: each for each in plan.block_reasons}
        versions = tuple(_spoken(each, number) for number, each in enumerate(plan.versions))
        plan = replace(plan, block_reasons=tuple(blocks.values()), versions=versions)
    return {
        "client": replace(file.client, language="en" if file.household else "ar"),
        "notices": tuple(replace(each, language="fa") for each in file.notices),
        "consents": tuple(replace(each, language="uk") for each in file.consents),
        "agreement": file.agreement and replace(file.agreement, language="ti"),
        "plan": plan,
    }


def _spoken(version: v.PlanVersion, number: int) -> v.PlanVersion:
    return replace(version, language="tr", number=number + 1)


def told(desk: Desk, value: Any) -> Iterator[str]:
    """Yield every value that is held as the report tells it in German, told once more from the values."""
    kind = type(value).__name__
    for each in fields(value):
        held, place = getattr(value, each.name), (kind, each.name)
        if each.name in _OF_THE_STORE | {"key", "case_key", "linked_case", "other", "consent", "content"}:
            continue
        for part in held if isinstance(held, tuple) else (held,):
            yield from _told(desk, value, place, part)


def _told(desk: Desk, value: Any, place: tuple[str, str], held: Any) -> Iterator[str]:
    if held is None or held == "" or isinstance(held, int):  # numbers are compared with their labels
        return
    if is_dataclass(held):
        yield from told(desk, held)
    elif place in _LISTS:
        name = _LISTS[place]
        yield desk.profile.label(name, held)
    elif place[1] == "language":
        yield desk.profile.label("languages", held)
    elif place == ("Case", "programme") or place == ("Talk", "programme"):
        yield desk.profile.label("programmes", held)
    elif place == ("Answer", "field"):
        field = desk.profile.field(held)
        assert field is not None
        yield field.labels["de"]
    elif place == ("Answer", "value"):
        field = desk.profile.field(value.field)
        assert field is not None
        yield (
            f"{date.fromisoformat(held):%d.%m.%Y}"
            if field.kind == "date"
            else desk.profile.value_label(value.field, held)
        )
    elif place == ("Correction", "place"):
        yield place_label(desk.profile, held, "de")
    elif isinstance(held, Enum):
        yield word_of(held, "de")
    else:
        yield f"{held:%d.%m.%Y}" if isinstance(held, date) else str(held)


def rows_of_numbers(value: Any) -> Iterator[tuple[str, str]]:
    """Yield label and answer of every Yes, No and number that is held: as bare words they stand anywhere."""
    kind, labels = snake(type(value).__name__), wording("access", "de")
    for each in fields(value):
        held = getattr(value, each.name)
        if each.name in _OF_THE_STORE | {"consent"}:  # a position; the consents are told themselves
            continue
        for part in held if isinstance(held, tuple) else (held,):
            if is_dataclass(part):
                yield from rows_of_numbers(part)
            elif isinstance(part, bool):
                yield labels.raw(f"{kind}_{each.name}"), "ja" if part else "nein"
            elif isinstance(part, int):
                yield labels.raw(f"{kind}_{each.name}"), str(part)


def rows_told(desk: Desk, file: v.CaseFile) -> Counter[tuple[str, str]]:
    """Return label and answer of every row of the report in German, and how often each stands there."""
    with desk.vault.reading() as connection:
        sections = access_sections(printing(connection, desk, "de"), Held(file, {}))
    rows = (row for section in sections for entry in section.entries for row in entry.rows)
    return Counter((str(row.label), str(row.value)) for row in rows)


def without_own_things(file: v.CaseFile) -> v.CaseFile:
    """Return a case as a file holds it: without the store's ids and versions, and without the other's key."""

    def plain(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(plain, value))
        if not is_dataclass(value) or isinstance(value, type):
            return value
        store = {"id": 0, "version": 1, "file": "", "file_key": "", "linked_case": "", "other": ""}
        return type(value)(
            **{each.name: store.get(each.name, plain(getattr(value, each.name))) for each in fields(value)}
        )

    made: v.CaseFile = plain(replace(file, scans=()))
    return made


def _german(pdf: bytes, *, paired: bool) -> str:
    """Return the German column of a report, once more its labels alone, and once more its values.

    Where both wrap, their lines stand in turn when the whole is read.
    """
    column, share = ((look.WIDTH - look.GUTTER) / 2, 0.4) if paired else (look.WIDTH, 0.33)
    end, values = look.LEFT + column, look.LEFT + share * column
    return " ".join(column_of(pdf, *at) for at in ((0, end), (0, values), (values, end)))


def seen_by_her(file: v.CaseFile) -> v.CaseFile:
    """Return a case without the acts of passing on that its person was not told of (Rule E7).

    Beside one, nor with what says that an entry of the register was corrected (Rule L8).
    Of a linked child that came of age only the relationship is told (Rule P4).
    """
    told = tuple(
        each
        for each in file.disclosures
        if each.ground is DisclosureGround.CONSENT or each.told_on is not None
    )
    corrections = file.corrections
    if len(told) < len(file.disclosures):
        corrections = tuple(each for each in corrections if each.place != "disclosure")
    household = told_of(file.household, TODAY)
    return replace(file, disclosures=told, corrections=corrections, household=household)


@pytest.mark.unmeasured
@settings(
    # each draws two whole cases and lays a report out
    max_examples=max(5, settings().max_examples // 20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_l8_report_and_file_hold_what_the_store_holds_and_nothing_of_others(desk: Desk, seed: int) -> None:
    own, other, talks = two_cases(Random(seed), desk)
    with desk.vault.transaction() as connection:
        for table in (t.talks, t.cases):
            connection.execute(delete(table))
    case_id = put_in(desk, (own, other), talks)[own.case.key]
    with desk.vault.reading() as connection:
        stored = read_case_file(connection, case_id)
    assert stored is not None
    withheld = set(stored.disclosures) - set(seen_by_her(stored).disclosures)
    stored = seen_by_her(stored)
    content = access_report(desk, case_id).value.content
    report = "".join(_german(content, paired=stored.client.language == "en").split())
    held = {"".join(each.split()) for each in told(desk, stored)}
    assert [each for each in held if each not in report][:5] == []
    missing = Counter(rows_of_numbers(stored)) - rows_told(desk, stored)
    assert sorted(missing)[:5] == []
    target = BytesIO()
    export_own(desk, target, case_id)
    with zipfile.ZipFile(target) as parcel:
        plain = parcel.read("cases.json")
    found = read_document(plain)
    assert found.faults == ()
    (file,), spoken = found.document.cases, found.document.talks
    assert without_own_things(replace(file, talks=spoken)) == without_own_things(stored)
    for alien in ("Fremd", other.case.key, *(each.recipient for each in withheld)):
        assert alien not in text_of(content)
        assert alien not in plain.decode()
