"""Does what the program stands on work on this machine? Asked in a folder of its own, which is removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from intman_desktop import sealing
from intman_desktop.errors import Trouble
from intman_desktop.exchange.case_format import write_document
from intman_desktop.language import _
from intman_desktop.profiles import load_profile
from intman_desktop.sample import invented_office
from intman_desktop.services.across.key_figures import sheet_json
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.stores import create_store, desk_of, open_store
from intman_desktop.services.papers.papers import emergency_sheet
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.office import Office
from intman_desktop.vault.known_answers import prove_encryption
from intman_desktop.vault.store import Vault
from intman_desktop.vault.verify import verify

_DAY = date(2026, 11, 20)
_MOMENT = datetime(2026, 11, 20, 12, tzinfo=UTC)
_PASSPHRASE = "only for the self-test"  # noqa: S105 - of a store that lives for a second
_PEOPLE = 5
_QUICK = sealing.KdfParameters(sealing.PASSES[0], sealing.MEMORY[0], sealing.LANES[0])


@dataclass(frozen=True)
class CheckResult:
    """One check: its name in the language of the screen, whether it passed, and why not."""

    name: str
    passed: bool
    why: str = ""


def run_self_test() -> tuple[CheckResult, ...]:
    """Run every check and return the results in their order; nothing of it stays on the disk."""
    with TemporaryDirectory(prefix="intman-self-test-") as folder:
        store = Path(folder) / "store"
        checks: tuple[tuple[str, Callable[[], None]], ...] = (
            (_("Verschlüsselung"), prove_encryption),
            (_("Regeln und Listen"), _check_profile),
            (_("Tresor anlegen, schließen und prüfen"), lambda: _check_store(store)),
            (_("Fälle aufnehmen und zählen"), lambda: _check_counting(store)),
            (_("Papiere"), lambda: _check_paper(store)),
        )
        return tuple(_result(name, check) for name, check in checks)


def _result(name: str, check: Callable[[], None]) -> CheckResult:
    try:
        check()
    except Trouble as trouble:
        return CheckResult(name, passed=False, why=trouble.sentence())
    except Exception as error:
        return CheckResult(name, passed=False, why=type(error).__name__)
    return CheckResult(name, passed=True)


def _check_profile() -> None:
    load_profile(Office().profile)


def _check_store(store: Path) -> None:
    made = create_store(
        store,
        _PASSPHRASE,
        Office(),
        now=lambda: _MOMENT,
        parameters=_QUICK,
    )
    made.vault.close()
    vault = open_store(store, _PASSPHRASE)
    try:
        if not verify(vault).sound:
            raise ArithmeticError("the store is damaged")
    finally:
        vault.close()


def _check_counting(store: Path) -> None:
    def count(desk: Desk) -> None:
        import_cases(desk, write_document(invented_office(_PEOPLE)))
        sheet_json(desk, _DAY.year)

    _with_desk(store, count)


def _check_paper(store: Path) -> None:
    _with_desk(store, lambda desk: emergency_sheet(desk, "-".join(["ABCDEFG"] * 6)))


def _with_desk(store: Path, use: Callable[[Desk], object]) -> None:
    vault: Vault = open_store(store, _PASSPHRASE)
    try:
        use(desk_of(vault, today=lambda: _DAY, now=lambda: _MOMENT))
    finally:
        vault.close()
