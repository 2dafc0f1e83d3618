"""A query that is written once answers as SQLAlchemy does, each time for its own values."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import bindparam, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import KeptQuery
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.codes import BirthPrecision
from tests.builders import a_case_file, a_client
from tests.opened import put_in


def test_a_kept_query_answers_as_it_does_when_it_is_asked_once(desk: Desk) -> None:
    """Codes and days go in and come out as values, those written into the query as well."""
    born = (date(1990, 3, 12), date(1991, 6, 14), None)
    put_in(desk, [a_case_file(client=a_client(birth_date=each)) for each in born])
    c = t.clients.c
    query = (
        select(c.case_id, c.birth_date, c.birth_precision, c.birth_uncertain)
        .where(c.birth_precision == BirthPrecision.DAY, c.birth_date >= bindparam("from"))
        .order_by(c.case_id)
    )
    kept = KeptQuery(query)
    with desk.vault.reading() as connection:
        for day in (date(1990, 1, 1), date(1991, 1, 1), date(1992, 1, 1)):
            values = {"from": day, "more": "than is asked for"}
            rows = kept.rows(connection, values)
            assert rows == [list(row) for row in connection.execute(query, values)]
        assert kept.rows(connection, {"from": date(1991, 1, 1)})[0][1:3] == [born[1], BirthPrecision.DAY]
        with pytest.raises(KeyError):
            kept.rows(connection, {})


def test_a_parameter_that_stands_for_several_values_is_refused() -> None:
    with pytest.raises(ValueError, match="several values"):
        KeptQuery(select(t.cases.c.id).where(t.cases.c.id.in_(bindparam("ids", expanding=True))))
