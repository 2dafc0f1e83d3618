"""What the pages read first: unlocking, the list of cases, deadlines, the overview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from bench.figures import RATIO, Figure, alternating, milliseconds
from bench.stores import PASSPHRASE
from intman_desktop.services.across import case_rows, overview
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.indexing import refresh_index
from intman_desktop.services.keeping.stores import desk_of
from intman_desktop.ui.overview.due_list import MOST as LINES
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault.keys import unlock
from intman_desktop.vault.store import look_at_vault, open_unlocked

UNLOCKED_MS = 150.0
"""How long opening may take once the key is derived."""
MOST = 1.5
"""How many times as long as bare SQL a query may take."""
PAGE = 100
RUNS = 9

FIRST_PAGE = """
    SELECT c.id, c.key, c.number, c.state, c.period_start, c.worker, p.family_name, p.given_name,
        p.designation, p.language, p.interpreter_needed, p.town, l.complete_blocks,
        EXISTS (SELECT 1 FROM plan_spans AS s WHERE s.plan_id = l.id AND s.closed_on IS NULL) AS is_open,
        (SELECT max(e.until) FROM extensions AS e WHERE e.case_id = c.id) AS extended,
        (SELECT min(g.next_review) FROM goals AS g
         WHERE g.plan_id = l.id
         AND g.state IN ('proposed', 'agreed', 'in_progress', 'deferred')) AS next_review,
        (SELECT max(t."on") FROM participants AS h JOIN talks AS t ON t.id = h.talk_id
         WHERE h.case_id = c.id AND h.counts) AS last_talk
    FROM clients AS p JOIN cases AS c ON c.id = p.case_id LEFT JOIN plans AS l ON l.case_id = c.id
    WHERE c.hold_since IS NULL
    ORDER BY p.sort_name, c.id LIMIT 100
"""


def unlocking(folder: Path) -> Iterator[Figure]:
    """Yield what opening the closed store in ``folder`` costs beyond the derivation of the key."""
    unlocked = unlock(look_at_vault(folder), PASSPHRASE)

    def open_and_close() -> None:
        vault = open_unlocked(folder, unlocked)
        refresh_index(vault)
        desk_of(vault)
        vault.close()

    yield Figure("unlock beyond the key derivation", milliseconds(open_and_close, RUNS), aim=UNLOCKED_MS)


def measures(desk: Desk) -> Iterator[Figure]:
    """Yield how long the store takes for what stands on the pages first."""
    ours, bare = alternating(lambda: _first_page(desk), lambda: _on_the_desk(desk, FIRST_PAGE), RUNS)
    yield Figure("first page of the list of cases, the query", ours)
    yield Figure("first page of the list of cases, to bare SQL", ours / bare, RATIO, MOST)
    yield Figure("counts of all filter chips", milliseconds(lambda: _chips(desk), RUNS))
    yield Figure("list of deadlines", milliseconds(lambda: overview.deadlines(desk), 5))
    yield Figure("overview at a glance", milliseconds(lambda: _overview(desk), 5))


def _overview(desk: Desk) -> object:
    return overview.first_deadlines(desk, LINES), overview.glance(desk)


def _on_the_desk(desk: Desk, statement: str) -> object:
    with desk.vault.reading() as connection:
        return connection.exec_driver_sql(statement).fetchall()


def _first_page(desk: Desk) -> object:
    with desk.vault.reading() as connection:
        return _page(connection, desk)


def _page(connection: Connection, desk: Desk) -> object:
    return case_rows.page_of(connection, desk.today(), CaseFilter(), 0, PAGE)


def _chips(desk: Desk) -> object:
    with desk.vault.reading() as connection:
        return case_rows.counts_of(connection, desk.today(), CaseFilter())
