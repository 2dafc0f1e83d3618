"""L2 to L6, K4, K5, K7, K8, E3 to E5, I9: whatever is done, the figures stay and the erased are gone.

A generated office of many people goes through all that people do with the program, in random order and on
a real encrypted store (``erasing.working``), while it is backed up, brought back, frozen and erased from
(``erasing.closing``). Every trace of a person can be told from any other (``erasing.marks``).
"""

from __future__ import annotations

import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from intman_desktop.exchange.case_format import write_document
from intman_desktop.services.keeping.backups import verify_store
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from tests.cells import every_cell, same_totals
from tests.conftest import PROVE
from tests.opened import make_template, open_desk
from tests.promises.erasing.closing import CLOSING
from tests.promises.erasing.marks import marked_office
from tests.promises.erasing.office import (
    REFUSALS,
    AtWork,
    assert_gone,
    assert_index_holds_the_living,
    open_at_work,
)
from tests.promises.erasing.plans import PLANNING
from tests.promises.erasing.working import WORK

PEOPLE = 300 if PROVE else 90
EVERY = {**WORK, **PLANNING, **CLOSING}
OFTEN = {
    "take_somebody_in": 3,
    "note_a_talk": 4,
    "note_a_joint_talk": 5,
    "begin_a_plan": 3,
    "agree_on_a_goal": 3,
    "mention_in_a_draft": 2,
    "erase_somebody": 6,
    "withdraw_one_kind": 3,
    "take_out_what_is_marked": 4,
    "withdraw_everything": 3,
    "make_a_backup": 5,
    "bring_a_backup_back": 5,
}
"""How many times as often as the rest some things are done."""

BATCHES = range(2 if PROVE else 1)
TRIES = 12
"""How often at most an act that chance refused in a whole sequence is tried again."""


@pytest.fixture(scope="session")
def office_of_many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of two closed stores: an office of marked people, and an empty one."""
    root = tmp_path_factory.mktemp("erasing")
    empty = make_template(root / "empty")
    with drawn_keys("office"):
        desk = open_desk(empty, root / "office")
        import_cases(desk, write_document(marked_office(PEOPLE, seed=PEOPLE)))
        desk.vault.close()
    return root / "office", empty


@contextmanager
def drawn_keys(seed: str) -> Iterator[None]:
    """Draw what the program draws by chance, keys of cases above all, from ``seed``: failures come again.

    The order of sets comes from ``PYTHONHASHSEED``, which the runs of the whole suite fix.
    """
    draw = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_hex", lambda size: draw.randbytes(size).hex())
        yield


def planned(seed: int) -> list[tuple[int, str]]:
    """Return what is done in a sequence: numbers and names of its acts, each of them once at least."""
    acts = [name for name in sorted(EVERY) for _time in range(OFTEN.get(name, 1))]
    Random(seed).shuffle(acts)
    return list(enumerate(["make_a_backup", *acts]))


def carry_one_out(work: AtWork, seed: int, number: int, name: str) -> None:
    """Do one act, which draws from its own number, whatever was done before it."""
    draw = Random(f"{seed} {number} {name}")
    work.day += timedelta(days=draw.randrange(3))
    try:
        EVERY[name](work, draw)
    except REFUSALS as refused:
        work.log.append(f"{number} {work.day} {name}: {getattr(refused, 'code', type(refused).__name__)}")
        return
    except BaseException:
        work.log.append(f"{number} {work.day} {name}: FAILED")
        raise
    work.log.append(f"{number} {work.day} {name}")
    work.done[name] += 1


def carry_out(work: AtWork, seed: int, acts: list[tuple[int, str]]) -> None:
    """Do these acts one after the other; what was refused each time is tried again at the end."""
    for number, name in acts:
        carry_one_out(work, seed, number, name)
    for again in range(TRIES):
        for name in sorted(set(EVERY) - set(work.done)):
            carry_one_out(work, seed, len(acts) + again, name)
    assert_gone(work, work.desk, set())
    assert_index_holds_the_living(work.desk)
    assert verify_store(work.desk).sound


def assert_moves_whole(work: AtWork, empty: Path) -> None:
    """Assert that a whole export makes the same sheets in another store, without any trace of the erased."""
    content = export_cases(work.desk)
    there = open_desk(empty, work.root / "c" / "tresor", work.day)
    try:
        import_cases(there, content)
        now, then = every_cell(there, work.last_year), work.cells()
        assert same_totals(now, then) if work.keep_totals_only() else now == then
        assert_gone(work, there, set())
    finally:
        there.vault.close()


def run(stores: tuple[Path, Path], root: Path, seed: int, *, move: bool = False) -> Counter[str]:
    """Carry a sequence out on a fresh copy and return how often each act was done."""
    root.mkdir()
    work = open_at_work(*stores, root)
    try:
        with drawn_keys(f"sequence {seed}"):
            carry_out(work, seed, planned(seed))
            if move:
                assert_moves_whole(work, stores[1])
    except BaseException as fault:
        fault.add_note(f"seed {seed}, acts:\n" + "\n".join(work.log))
        raise
    finally:
        work.close()
        shutil.rmtree(root)
    return work.done


@pytest.mark.slow
@pytest.mark.journey
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("batch", BATCHES)
def test_whatever_is_done_the_figures_stay_and_the_erased_are_gone(
    office_of_many: tuple[Path, Path], tmp_path: Path, how_many: Callable[[str, int, int], int], batch: int
) -> None:
    """Each act is checked as it is done; a failure tells its seed and everything that was done before.

    Where the one who is left can have no plan, say, an act stays impossible to the end of a sequence; in all
    of them together each was done.
    """
    sequences = how_many("random sequences of acts in an office of 300", 1, 24)
    done: Counter[str] = Counter()
    for number in range(sequences):
        done += run(office_of_many, tmp_path / str(number), 1000 * batch + number, move=batch == number == 0)
    assert set(EVERY) - set(done) == set(), "something was never possible"
