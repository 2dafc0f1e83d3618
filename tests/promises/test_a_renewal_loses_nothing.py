"""Whatever ends a renewal of the data key: one key opens the store, every slot reaches it, no row is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from intman_desktop.vault import layout, slots
from intman_desktop.vault.changing import change_keys
from intman_desktop.vault.former import is_former
from intman_desktop.vault.key_file import SlotKind, read_key_file
from intman_desktop.vault.renewing import opens_with
from intman_desktop.vault.store import open_vault, open_with_emergency_code
from intman_desktop.vault.troubles import KeyFileOutdated
from intman_desktop.vault.verify import verify
from tests.promises.killing import said_by
from tests.vault.making import FAST, PASSPHRASE, make_store, setting_names, write_setting

pytestmark = [pytest.mark.linux, pytest.mark.timeout(3600)]
HowMany = Callable[[str, int, int], int]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a store that a substitute opens too, and the code of its sheet in a file."""
    (tmp_path / "code").write_text(make_store(tmp_path / "tresor"))
    with open_vault(tmp_path / "tresor", PASSPHRASE) as vault:
        write_setting(vault, "before", "x" * 300_000)
        held = {1: vault.data_key}
        change_keys(vault, slots.with_slot(vault.keys, held, SlotKind.SUBSTITUTE, "Vertretung", FAST)[0])
    return tmp_path


def opened_by_all(folder: Path, code: str, turn: int) -> tuple[int, list[str]]:
    """Open through every slot, in another order each ``turn``; return the key's generation and the rows."""
    substitute = read_key_file(folder / layout.KEY_FILE).slots[2].id
    ways = [
        lambda: open_vault(folder, PASSPHRASE),
        lambda: open_vault(folder, "Vertretung", substitute),
        lambda: open_with_emergency_code(folder, code),
    ]
    found: list[tuple[int, list[str]]] = []
    for number in range(3):
        with ways[(number + turn) % 3]() as vault:
            assert found or verify(vault).sound
            assert not vault.keys.renewing
            former = [key for key in vault.former_keys.values() if opens_with(folder / layout.STORE, key)]
            assert former == []
            assert not is_former(folder, vault.data_key)
            rows = [name for name in setting_names(vault) if name != "key_file"]
            found.append((vault.keys.generation, rows))
    assert found[0] == found[1] == found[2]
    assert not list(folder.glob(f"{layout.UNFINISHED}*"))
    return found[0]


def test_a_kill_at_any_operation_of_a_renewal_leaves_the_old_or_the_new_key(
    checkout: Path, place: Path
) -> None:
    code, before = (place / "code").read_text(), (place / "tresor" / layout.KEY_FILE).read_bytes()
    steps = said_by(checkout, "renew and die", place, 3_600_000)
    generations = []
    for number in map(int, steps):
        for moment in ("before", "after"):
            folder = place / f"{number}-{moment}"
            generation, rows = opened_by_all(folder, code, number)
            assert rows == ["before"]
            generations.append(generation)
            if (folder / layout.KEY_FILE).read_bytes() != before:
                (folder / layout.KEY_FILE).write_bytes(before)
                with pytest.raises(KeyFileOutdated):
                    open_vault(folder, PASSPHRASE)
    assert len(steps) > 20
    assert generations == sorted(generations), "the rename, and nothing else, decides"
    assert set(generations) == {1, 2}


@pytest.mark.slow
def test_a_kill_while_renewing_loses_nothing_that_was_acknowledged(
    checkout: Path, place: Path, how_many: HowMany
) -> None:
    draw = random.Random(505)
    code = (place / "code").read_text()
    interrupted = renewed = 0
    for turn in range(how_many("kills while renewing", 5, 500)):
        copy = shutil.copytree(place / "tresor", place / "copy" / "tresor")
        said = said_by(checkout, "renew", copy.parent, draw.randrange(100, 900))
        interrupted += any(copy.glob(f"{layout.UNFINISHED}*"))
        generation, rows = opened_by_all(copy, code, turn)
        acknowledged = [line for line in said if line != "renewed"]
        assert rows[: len(acknowledged)] == acknowledged
        assert len(rows) - 1 - len(acknowledged) in (0, 1)
        # one more may be there: in its place, and killed before it could say so
        assert generation - 1 - said.count("renewed") in (0, 1)
        renewed += said.count("renewed")
        shutil.rmtree(copy)
    assert interrupted > 0
    assert renewed > 0
