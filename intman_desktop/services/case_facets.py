"""What the list of cases can be narrowed by beside its chips, as far as it is in use."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, select

from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.services.desk import Desk
from intman_desktop.services.office import office_in
from intman_desktop.values.views import CaseFacets

_LANGUAGES = "languages"
_TOPICS = "topics"


def case_facets(desk: Desk) -> CaseFacets:
    """Return the workers, languages and towns of the cases shown, the Anlaufstellen and the topics (P7)."""
    language, profile = current_language(), desk.profile
    with desk.vault.reading() as connection:
        workers = _used(connection, t.cases.c.worker)
        languages = _used(connection, t.clients.c.language)
        towns = _used(connection, t.clients.c.town)
        names = {worker.code: worker.name for worker in office_in(connection).workers}
        named = select(t.services.c.code, t.services.c.name).order_by(t.services.c.name.collate("NOCASE"))
        services = connection.execute(named).all()
    spoken = [(code, profile.label(_LANGUAGES, code, language)) for code in languages]
    return CaseFacets(
        tuple((code, names.get(code, code)) for code in workers),
        tuple(sorted(spoken, key=lambda pair: pair[1])),
        tuple((town, town) for town in towns),
        tuple((row.code, row.name) for row in services),
        tuple((item.code, profile.label(_TOPICS, item.code, language)) for item in profile.list(_TOPICS)),
    )


def _used(connection: Connection, column: ColumnElement[str]) -> list[str]:
    joined = t.cases.join(t.clients, t.clients.c.case_id == t.cases.c.id)
    query = select(column).distinct().select_from(joined).where(column != "", t.cases.c.hold_since.is_(None))
    return sorted(connection.scalars(query), key=str.casefold)
