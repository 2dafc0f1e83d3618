"""The practice store: full of invented people, made anew each time, gone when the practice is over."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from intman_desktop.exchange.case_format import write_document
from intman_desktop.sample.office import invented_office, the_office
from intman_desktop.sealing import FLOOR
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.directory import services_list
from intman_desktop.services.keeping.stores import create_store, desk_of
from intman_desktop.services.papers.shown import with_texts
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.vault.founding import remove_vault


def begin_practice(folder: Path, today: Callable[[], date], now: Callable[[], datetime]) -> Desk:
    """Make a store with the invented office in ``folder`` and return its open desk.

    The invented work ends on ``today()``. Nobody learns the passphrase: the store is removed with
    ``end_practice``, and what an earlier practice left behind is removed before. Raises ``VaultInUse``
    while another program practises, and what ``create_store`` raises.
    """
    remove_vault(folder)
    made = create_store(folder, secrets.token_urlsafe(), the_office(), now=now, parameters=FLOOR)
    try:
        desk = desk_of(made.vault, today=today, now=now)
        codes = frozenset(service.code for service in services_list(desk))
        office = invented_office(services=codes, last_day=today())
        import_cases(desk, write_document(replace(office, cases=with_texts(desk, office.cases))))
    except BaseException:
        made.vault.close()
        raise
    return desk


def end_practice(folder: Path) -> None:
    """Remove the practice store in ``folder``, which is closed. Raises ``VaultInUse``, ``NoRight``."""
    remove_vault(folder)
