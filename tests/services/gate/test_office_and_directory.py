"""E8, P7: the office's own data, and the directory of services."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from intman_desktop.errors import ChangedMeanwhile, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import missing_for_papers, read_office
from intman_desktop.services.gate.directory import save_service, services_list
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.values.codes import ProviderLaw, Secrecy
from intman_desktop.values.office import Office, OwnBlock, Service, Worker
from tests.builders import an_office
from tests.opened import set_office


def test_the_office_comes_back_as_it_was_saved(desk: Desk) -> None:
    office = an_office(
        provider_law=ProviderLaw.CATHOLIC,
        warning_days=(120, 60),
        quick_topics=("work", "language"),
        own_blocks=(OwnBlock("own_volunteering", "Ehrenamt"),),
        workers=(Worker("EB", "Erika Beispiel", Secrecy.PUBLIC_OFFICE, "Vera Vertretung", 0.75),),
        full_time_equivalents=None,
    )
    set_office(desk, office)
    assert read_office(desk) == office
    with desk.vault.reading() as connection:
        assert connection.scalar(select(t.settings.c.version).where(t.settings.c.name == "office")) == 2


def test_a_backup_place_stands_once(desk: Desk) -> None:
    change_office(desk, {"backup_places": ("/media/stick", "/media/stick")})
    assert read_office(desk).backup_places == ("/media/stick",)


def test_a_store_without_saved_office_has_the_defaults(desk: Desk) -> None:
    with desk.vault.transaction() as connection:
        connection.execute(t.settings.delete())
    assert read_office(desk) == Office()
    set_office(desk, an_office())
    assert read_office(desk) == an_office()


def test_e8_what_papers_still_need_is_named(desk: Desk) -> None:
    assert missing_for_papers(desk) == ()
    set_office(desk, an_office(controller=" ", workers=(), supervisory_authority=""))
    assert set(missing_for_papers(desk)) == {"controller", "supervisory_authority", "workers"}


def test_p7_a_service_is_added_changed_and_put_out_of_use(desk: Desk) -> None:
    added = save_service(desk, Service("jc_musterstadt", "jobcenter", "Jobcenter Musterstadt")).value
    assert added in services_list(desk)
    assert (added.version, bool(added.id)) == (1, True)
    changed = save_service(desk, replace(added, hours="Mo 8–12", active=False)).value
    assert (changed.version, services_list(desk)[-1]) == (2, changed)
    with pytest.raises(ChangedMeanwhile):
        save_service(desk, replace(added, hours="nie"))


def test_p7_services_stand_by_name_whatever_the_case(desk: Desk) -> None:
    for code, name in (("x1", "zebra"), ("x2", "Anlauf"), ("x3", "anker")):
        save_service(desk, Service(code, "other", name))
    ours = [service.name for service in services_list(desk) if service.code.startswith("x")]
    assert ours == ["anker", "Anlauf", "zebra"]


@pytest.mark.parametrize(
    ("service", "code"),
    [
        (Service("neu", "other", " "), "service_name_missing"),
        (Service(" ", "other", "Neu"), "service_code_missing"),
        (Service("jobcenter", "other", "Neu"), "service_code_taken"),
    ],
)
def test_p7_a_service_that_cannot_be_is_refused(desk: Desk, service: Service, code: str) -> None:
    before = services_list(desk)
    with pytest.raises(Refused) as refused:
        save_service(desk, service)
    assert refused.value.code == code
    assert services_list(desk) == before
