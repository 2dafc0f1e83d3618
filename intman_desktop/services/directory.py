"""The directory of Anlaufstellen that clients are referred to (P7)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from intman_desktop.errors import Refused
from intman_desktop.models.rows import read_all
from intman_desktop.models.tables import services
from intman_desktop.models.writing import add_row, save_row
from intman_desktop.services.admission import note
from intman_desktop.services.desk import Desk
from intman_desktop.values.office import Service
from intman_desktop.values.outcome import Change, Outcome

_CHANGED = frozenset({Change.SERVICES})


def services_list(desk: Desk) -> tuple[Service, ...]:
    """Return every service, those in use first, by name."""
    order = (services.c.active.desc(), services.c.name.collate("NOCASE"), services.c.id)
    with desk.vault.reading() as connection:
        return read_all(connection, Service, services, order=order)


def save_service(desk: Desk, service: Service) -> Outcome[Service]:
    """Add a service (``id`` 0) or write over one; its code stays what referrals name.

    Raises ``Refused`` (``service_name_missing``, ``service_code_missing``, ``service_code_taken``) and
    ``ChangedMeanwhile``.
    """
    if not service.name.strip():
        raise Refused("service_name_missing")
    if not service.code.strip():
        raise Refused("service_code_missing")
    with desk.vault.transaction() as connection:
        same_code = select(services.c.id).where(services.c.code == service.code, services.c.id != service.id)
        if connection.scalar(same_code) is not None:
            raise Refused("service_code_taken", service=service.code)
        if service.id:
            save_row(connection, services, service, service.id)
            saved = replace(service, version=service.version + 1)
        else:
            saved = replace(service, id=add_row(connection, services, service), version=1)
        note(connection, desk, "service_saved")
    return Outcome(saved, _CHANGED)
