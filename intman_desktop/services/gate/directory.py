"""The directory of Anlaufstellen that clients are referred to (P7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from intman_desktop.errors import Refused
from intman_desktop.gdpr.directory import new_service_code
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import current_language
from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all
from intman_desktop.models.writing import add_row, save_row
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.folding import plain_letters
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.figure_views import label_in
from intman_desktop.services.common.undoing import read_rows, step_back
from intman_desktop.values.desk_views import Directory
from intman_desktop.values.office import Service
from intman_desktop.values.outcome import Change, Outcome

_CHANGED = frozenset({Change.SERVICES})


def kinds_of_services(connection: Connection) -> Mapping[str, str]:
    """Return the kind of every service of the directory, by its code."""
    return dict(connection.execute(select(t.services.c.code, t.services.c.kind)).all())


def services_list(desk: Desk) -> tuple[Service, ...]:
    """Return every service, those in use first, by name."""
    s = t.services.c
    order = (s.active.desc(), s.name.collate("NOCASE"), s.id)
    with desk.vault.reading() as connection:
        return read_all(connection, Service, t.services, order=order)


def read_directory(desk: Desk, text: str = "") -> Directory:
    """Return the services whose name, kind, contact or hours hold every word of ``text``, and the kinds.

    With the kinds goes which consent of its own a referral asks for (Rule E3).
    """
    language = current_language()
    kinds = {item.code: label_in(item.labels, language) for item in desk.profile.list(ListName.SERVICE_KINDS)}
    known = services_list(desk)
    used = {each.kind for each in known}
    offered = {item.code for item in desk.profile.items_on(ListName.SERVICE_KINDS, desk.today())} | used
    words = plain_letters(text).split()
    found = tuple(each for each in known if _holds(each, kinds.get(each.kind, ""), words))
    asking = desk.profile.list(ListName.SERVICE_KINDS)
    needs = tuple((item.code, item.need) for item in asking if item.need != gate.BASIC)
    return Directory(found, len(known), tuple(each for each in kinds.items() if each[0] in offered), needs)


def add_service(desk: Desk, service: Service) -> Outcome[Service]:
    """Add a service under a code of its own. Raises ``Refused`` as ``save_service``."""
    code = new_service_code({each.code for each in services_list(desk)})
    return save_service(desk, replace(service, code=code, id=0))


def save_service(desk: Desk, service: Service) -> Outcome[Service]:
    """Add a service (``id`` 0) or write over one; its code stays what referrals name.

    Raises ``Refused`` (``service_name_missing``, ``service_code_missing``, ``service_code_taken``,
    ``service_twice`` for a new name that another one of its kind has) and ``ChangedMeanwhile``.
    """
    if not service.name.strip():
        raise Refused("service_name_missing")
    if not service.code.strip():
        raise Refused("service_code_missing")
    parts = ((t.services, t.services.c.code == service.code),)
    with desk.vault.transaction() as connection:
        before = read_rows(connection, parts)
        others = select(t.services.c.id).where(t.services.c.id != service.id)
        same_code = others.where(t.services.c.code == service.code)
        if connection.scalar(same_code) is not None:
            raise Refused("service_code_taken", service=service.code)
        if service.active and _named_as_another(connection, service):
            raise Refused("service_twice", service=service.name.strip())
        if service.id:
            save_row(connection, t.services, service, service.id)
            saved = replace(service, version=service.version + 1)
        else:
            saved = replace(service, id=add_row(connection, t.services, service), version=1)
        note(connection, desk, Verb.SERVICE_SAVED)
        after = read_rows(connection, parts)
    return Outcome(saved, _CHANGED, step_back(desk, (), parts, before, after))


def _named_as_another(connection: Connection, service: Service) -> bool:
    """Return whether another service in use is of its kind and has the name that is new to it.

    What was so before hinders no other change of it.
    """
    c = t.services.c
    rows = connection.execute(select(c.id, c.kind, c.name).where(c.active)).all()
    called = {row.id: (row.kind, row.name.strip().casefold()) for row in rows}
    now = service.kind, service.name.strip().casefold()
    return called.pop(service.id, None) != now and now in called.values()


def _holds(service: Service, kind: str, words: list[str]) -> bool:
    written = plain_letters(f"{service.name} {kind} {service.contact} {service.hours}")
    return all(word in written for word in words)
