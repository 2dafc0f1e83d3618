"""What the list of cases can be narrowed by beside its chips, as far as it is in use."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, select

from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.profiles.list_names import ListName
from intman_desktop.profiles.profile import Profile
from intman_desktop.rules import gate
from intman_desktop.rules.folding import plain_letters
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.gate.consent_terms import opened
from intman_desktop.values.views import CaseColumn, CaseFacets, CaseFilter


def case_facets(desk: Desk) -> CaseFacets:
    """Return the workers, languages and towns of the cases shown, the Anlaufstellen and the topics (P7)."""
    language, profile = current_language(), desk.profile
    with desk.vault.reading() as connection:
        counselled = opened(gate.BASIC, desk.today())
        workers = _used(connection, t.cases.c.worker, counselled)
        languages = _used(connection, t.clients.c.language, counselled)
        towns = _used(connection, t.clients.c.town, counselled)
        names = {worker.code: worker.name for worker in office_in(connection).workers}
        named = select(t.services.c.code, t.services.c.name).order_by(t.services.c.name.collate("NOCASE"))
        services = connection.execute(named).all()
    spoken = [(code, _word(profile, code)) for code in languages]
    return CaseFacets(
        tuple((code, names.get(code, code)) for code in workers),
        tuple(sorted(spoken, key=lambda pair: plain_letters(pair[1]))),
        tuple((town, town) for town in towns),
        tuple((row.code, row.name) for row in services),
        tuple(
            (item.code, profile.label(ListName.TOPICS, item.code, language))
            for item in profile.list(ListName.TOPICS)
        ),
    )


def asked_with(connection: Connection, desk: Desk, chosen: CaseFilter) -> CaseFilter:
    """Return the filter with the needs of what it asks for: of the topic, and of the service's kind (E3).

    Sorted by language it says in which order the words for them stand.
    """
    by_name = (chosen.worker, chosen.language, chosen.town, chosen.service, chosen.topic)
    needs = {gate.BASIC} if any(by_name) else set()
    if chosen.topic:
        needs.add(desk.profile.need_of_item(ListName.TOPICS, chosen.topic))
    if chosen.service:
        kind = connection.scalar(select(t.services.c.kind).where(t.services.c.code == chosen.service)) or ""
        needs.add(desk.profile.need_of_item(ListName.SERVICE_KINDS, kind))
    spoken = _languages_in_order(desk.profile) if chosen.sort is CaseColumn.LANGUAGE else ""
    return replace(chosen, needs=frozenset(needs), spoken=spoken)


def _languages_in_order(profile: Profile) -> str:
    words = {item.code: _word(profile, item.code) for item in profile.list(ListName.LANGUAGES)}
    return "|".join(["", *sorted(words, key=lambda code: plain_letters(words[code])), ""])


def _word(profile: Profile, language: str) -> str:
    return profile.label(ListName.LANGUAGES, language, current_language())


def _used(connection: Connection, column: ColumnElement[str], counselled: ColumnElement[bool]) -> list[str]:
    joined = t.cases.join(t.clients, t.clients.c.case_id == t.cases.c.id)
    shown = (column != "", t.cases.c.hold_since.is_(None), counselled)
    query = select(column).distinct().select_from(joined).where(*shown)
    return sorted(connection.scalars(query), key=plain_letters)
