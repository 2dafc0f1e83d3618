"""What the office makes its own – blocks, entries, phrases – and whether cases still name it (I10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, count

from sqlalchemy import ColumnElement, Connection, func, or_, select
from sqlalchemy.sql.schema import Column

from intman_desktop.errors import Refused
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.corrections import OF_FIELD
from intman_desktop.rules.folding import plain_letters
from intman_desktop.services.common.figure_views import label_in
from intman_desktop.values.office import Office

_LONGEST = 40
_OPEN = (gate.BASIC, gate.NONE)

PLACES: Mapping[str, tuple[Column[str], ...]] = {
    ListName.TOPICS: (t.talks.c.topic, t.brief_contacts.c.topic),
    ListName.TALK_FORMS: (t.talks.c.form, t.brief_contacts.c.form),
    ListName.INTERPRETATION_KINDS: (t.talks.c.interpretation,),
    ListName.GOAL_AREAS: (t.goals.c.area,),
    ListName.OUTCOMES: (t.measures.c.outcome, t.referrals.c.outcome),
    ListName.SERVICE_KINDS: (t.services.c.kind,),
    ListName.ENDING_REASONS: (t.cases.c.ending_reason, t.plan_spans.c.reason, t.erasures.c.reason),
    ListName.RELATIONSHIPS: (t.household_members.c.relationship,),
    ListName.LANGUAGES: (t.clients.c.language,),
    ListName.EVIDENCE_PLACES: (t.extensions.c.evidence_place_kind,),
}
"""In which columns the codes of a list stand, beside the answers to the fields that choose from it."""


def refuse_faulty(connection: Connection, land: Profile, before: Office, after: Office) -> None:
    """Refuse what the office cannot have, and taking away what cases or figures still name (I10, K8).

    Nor does that change the consent it asks for: nobody was asked for what stands there as another kind, and
    what was hidden as one kind is not to be opened as another (Rules E1, E3).

    ``land`` is the profile as it came with the program. Raises ``Refused``: ``block_title_missing``,
    ``block_in_use``, ``block_kind_in_use``, ``entry_label_missing``, ``entry_label_twice``, ``entry_in_use``,
    ``entry_kind_in_use``, ``list_empty``, ``list_not_editable``, ``phrase_goal_missing``,
    ``phrase_area_missing``.
    """
    if before.own_blocks != after.own_blocks:
        _refuse_blocks(connection, before, after)
    if before.list_entries != after.list_entries:
        _refuse_entries(connection, land, before, after)
    for phrase in after.phrases:
        if not phrase.goal.strip():
            raise Refused("phrase_goal_missing")
        if not phrase.area:
            raise Refused("phrase_area_missing")


def with_codes(profile: Profile, office: Office) -> Office:
    """Return the office with a code for each block, entry and phrase of its own that has none yet.

    A code is made of the words it began with, and stays whatever becomes of them.
    """
    taken = {field.code for field in profile.fields}
    blocks = tuple(
        each if each.code else replace(each, code=_free(each.title, taken)) for each in office.own_blocks
    )
    listed = {(entry.list, entry.code) for entry in office.list_entries}
    entries = []
    for each in office.list_entries:
        items = {item.code for item in profile.list(each.list)} | {
            c for name, c in listed if name == each.list
        }
        entry = each if each.code else replace(each, code=_free(each.label, items))
        listed.add((entry.list, entry.code))
        entries.append(entry)
    known = {phrase.code for phrase in (*profile.phrases, *office.phrases)}
    phrases = tuple(
        each if each.code else replace(each, code=_free(each.goal, known)) for each in office.phrases
    )
    return replace(office, own_blocks=blocks, list_entries=tuple(entries), phrases=phrases)


def _free(words: str, taken: set[str]) -> str:
    """Return a code made of ``words`` that is not among ``taken``, and put it there."""
    stem = "own_" + ("_".join(re.findall(r"[a-z0-9]+", plain_letters(words)))[:_LONGEST] or "entry")
    numbered = (f"{stem}_{number}" for number in count(2))
    code = next(each for each in chain([stem], numbered) if each not in taken)
    taken.add(code)
    return code


def in_use(connection: Connection, profile: Profile, name: str, code: str) -> bool:
    """Return whether a case, the directory, or figures that stay name the code of a list (Rules K7, K8).

    These are those of erased cases, of years that were handed in, and what was noted since.
    """
    fields = [each.code for each in profile.fields if each.list == name]
    conditions: tuple[ColumnElement[bool], ...] = (
        *(select(column).where(column == code).exists() for column in PLACES.get(name, ())),
        _answered(fields, code),
        select(t.counters.c.cell).where(t.counters.c.cell == code).exists(),
        select(t.noted_changes.c.cell).where(t.noted_changes.c.cell == code).exists(),
        *(_handed_in(column, code) for column in (t.frozen_sheets.c.figures, t.frozen_sheets.c.differences)),
        *(() if name != ListName.TOPICS else (_further(code),)),
    )
    return bool(connection.scalar(select(or_(*conditions))))


def _answered(fields: list[str], code: str) -> ColumnElement[bool]:
    a = t.answers.c
    around = func.instr("," + func.replace(a.value, " ", "") + ",", f",{code},")
    return select(a.id).where(a.field.in_(fields), around > 0).exists()


def _handed_in(column: Column[str], code: str) -> ColumnElement[bool]:
    return select(t.frozen_sheets.c.id).where(func.instr(column, f'"{code}"') > 0).exists()


def _further(code: str) -> ColumnElement[bool]:
    return select(t.talks.c.id).where(func.instr(t.talks.c.further_topics, f'"{code}"') > 0).exists()


def _refuse_blocks(connection: Connection, before: Office, after: Office) -> None:
    for block in after.own_blocks:
        if not block.title.strip():
            raise Refused("block_title_missing")
    needs = {block.code: block.need for block in after.own_blocks}
    for block in before.own_blocks:
        if needs.get(block.code) != block.need and _is_written(connection, block.code):
            raise Refused("block_kind_in_use" if block.code in needs else "block_in_use", title=block.title)


def _is_written(connection: Connection, code: str) -> bool:
    """Return whether a case holds a text of a block, or did in a plan handed out or before a correction.

    What is kept of it is still to be named, and emptied when its kind is withdrawn (Rules E3, I9, L8).
    """
    handed_out = func.instr(t.plan_versions.c.content, f'"{code}"') > 0
    places = (
        t.answers.c.field == code,
        t.corrections.c.place == f"{OF_FIELD}{code}",
        handed_out,
    )
    return bool(connection.scalar(select(or_(*(select(1).where(each).exists() for each in places)))))


def _refuse_entries(connection: Connection, land: Profile, before: Office, after: Office) -> None:
    for entry in after.list_entries:
        if entry.own and not entry.label.strip():
            raise Refused("entry_label_missing")
    editable = {each.name for each in land.editable}
    if any(each.list not in editable and each not in before.list_entries for each in after.list_entries):
        raise Refused("list_not_editable")  # nobody would ever see it: the profile leaves it out
    needs = {(entry.list, entry.code): entry.need for entry in after.list_entries}
    for entry in before.list_entries:
        name = (entry.list, entry.code)
        if entry.own and needs.get(name) != entry.need and in_use(connection, land, *name):
            raise Refused("entry_kind_in_use" if name in needs else "entry_in_use", entry=entry.label)
    doubled = _doubled(land, after).items() - _doubled(land, before).items()
    for _name, label in sorted(doubled):
        raise Refused("entry_label_twice", entry=label)
    for of_list in land.editable:
        if _offers_nothing(land, after, of_list.name) and not _offers_nothing(land, before, of_list.name):
            raise Refused("list_empty", list=label_in(of_list.labels, current_language()))


def _doubled(land: Profile, office: Office) -> dict[tuple[str, str], str]:
    """Return the names that the office has given to an entry of a list and that another one there has too.

    By list and folded name, as they are written. Two entries of one name are told apart by nobody: neither in
    the choice nor in the figures (K3).
    """
    named = {(each.list, each.code): each.label.strip() for each in office.list_entries if each.label.strip()}
    given = {(name, label.casefold()): label for (name, _code), label in named.items()}
    found = Counter[tuple[str, str]]()
    for name in {each.list for each in office.list_entries}:
        supplied = [item for item in land.list(name) if item.choosable and (name, item.code) not in named]
        for item in supplied:
            shown = {label_in(item.labels, language) for language in ("de", current_language())}
            found.update({(name, label.casefold()) for label in shown})
    found.update((name, label.casefold()) for (name, _code), label in named.items())
    return {each: given[each] for each, times in found.items() if times > 1 and each in given}


def _offers_nothing(land: Profile, office: Office, name: str) -> bool:
    """Return whether a list has no entry left that can be chosen without a consent of its own (Rule E3)."""
    entries = [each for each in office.list_entries if each.list == name]
    hidden = {each.code for each in entries if each.hidden}
    supplied = {item.code for item in land.list(name) if item.choosable and item.need in _OPEN}
    own = {each.code for each in entries if each.own and each.need in _OPEN}
    return bool(supplied | own) and (supplied | own) <= hidden
