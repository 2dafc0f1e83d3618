"""P7: a service of a file is the one that is here under the same kind and name, whatever its code."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from intman_desktop.exchange.case_format import write_document
from intman_desktop.models import tables as t
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.directory import add_service, save_service, services_list
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.document import Document
from intman_desktop.values.office import Service
from tests import builders as a

OURS = Service("", "volunteers", "Café Übermorgen")


def bring_in(desk: Desk, *services: Service) -> set[str]:
    """Take in a case that was referred to each; return the codes that its referrals name here."""
    file = a.a_case_file(plan=None)
    referrals = tuple(v.Referral(each.code) for each in services)
    talk = a.a_talk(file.case.key, participants=(a.a_participant(file.case.key, referrals=referrals),))
    import_cases(desk, write_document(Document(cases=(file,), talks=(talk,), services=services)))
    with desk.vault.reading() as connection:
        referred = set(connection.scalars(select(t.referrals.c.service)))
    assert referred <= {each.code for each in services_list(desk)}
    return referred


@pytest.mark.parametrize("name", ["Café Übermorgen", "cafe übermorgen", "Café  Übermorgen "])
def test_p7_the_same_name_and_kind_is_the_same_service(desk: Desk, name: str) -> None:
    code = add_service(desk, OURS).value.code
    known = len(services_list(desk))
    assert bring_in(desk, Service("service_of_theirs", "volunteers", name)) == {code}
    assert len(services_list(desk)) == known


@pytest.mark.parametrize(
    "theirs",
    [
        Service("service_of_theirs", "association", "Café Übermorgen"),
        Service("service_of_theirs", "volunteers", "Café Vorgestern"),
        Service("service_of_theirs", "volunteers", "…"),
    ],
)
def test_p7_another_kind_or_name_is_another_service(desk: Desk, theirs: Service) -> None:
    add_service(desk, OURS)
    add_service(desk, Service("", "volunteers", "–"))
    known = len(services_list(desk))
    assert bring_in(desk, theirs) == {"service_of_theirs"}
    assert len(services_list(desk)) == known + 1


def test_p7_a_code_that_is_here_is_that_service_whatever_the_file_calls_it(desk: Desk) -> None:
    code = add_service(desk, OURS).value.code
    twin = Service("service_of_theirs", "volunteers", OURS.name)
    assert bring_in(desk, Service(code, "volunteers", "Anders genannt"), twin) == {code, twin.code}


def test_l3_the_code_of_a_service_tells_nothing_of_its_name(desk: Desk) -> None:
    """Of one name and kind each gets another: no name can be found by trying which code it gives."""
    first = add_service(desk, OURS).value
    save_service(desk, replace(first, active=False))
    second = add_service(desk, OURS).value
    assert first.code != second.code
    for code in (first.code, second.code):
        assert code.startswith("service_")
        int(code.removeprefix("service_"), 16)
