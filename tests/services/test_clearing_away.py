"""L3: what was erased is overwritten, at once or, where that was not possible, at the next opening."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intman_desktop.models import tables as t
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.stores import open_store
from intman_desktop.vault.troubles import DiskFull, Interrupted
from intman_desktop.vault.vault import Vault
from tests.builders import a_case_file
from tests.opened import PASSPHRASE, put_in


def cleared(vault: Vault) -> bool:
    """Return whether the store was written anew after the last thing that was taken away."""
    with vault.reading() as connection:
        mark = connection.scalar(select(t.settings.c.value).where(t.settings.c.name == "cleared_away"))
        return mark == str(len(connection.scalars(select(t.erased_keys.c.digest)).all()))


@pytest.mark.parametrize("trouble", [DiskFull, Interrupted])
def test_l3_what_could_not_be_overwritten_is_at_the_next_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    first, second = a_case_file(), a_case_file()
    ids = put_in(desk, [first, second])
    erase_case(desk, ids[first.case.key], "other")
    assert cleared(desk.vault)
    whole = Vault.shrink
    times: list[Vault] = []

    def fails_once(vault: Vault) -> None:
        times.append(vault)
        if len(times) == 1:
            raise trouble
        whole(vault)

    monkeypatch.setattr(Vault, "shrink", fails_once)
    record = erase_case(desk, ids[second.case.key], "other").value
    assert record.reason == "other"
    assert not cleared(desk.vault)
    folder = desk.vault.folder
    desk.vault.close()
    for _opening in range(2):
        vault = open_store(folder, PASSPHRASE)
        assert cleared(vault)
        vault.close()
    assert len(times) == 2
