"""A store is made with its office and its directory, and opened in two ways."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from intman_desktop.gdpr import journal
from intman_desktop.profiles import load_profile
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.common.ways import sheet_awaited
from intman_desktop.services.gate.directory import services_list
from intman_desktop.services.keeping import stores
from intman_desktop.services.keeping.stores import (
    create_store,
    desk_of,
    first_office,
    open_store,
    open_store_with_code,
)
from intman_desktop.values.office import Office
from intman_desktop.vault import files
from intman_desktop.vault.troubles import DiskFull, PlaceTaken, WrongPassphrase
from tests.builders import an_office
from tests.opened import FAST, PASSPHRASE, TODAY, moment


def test_a_new_store_holds_its_office_and_the_seeded_directory(desk: Desk) -> None:
    assert read_office(desk) == an_office()
    kinds = {service.kind for service in services_list(desk)}
    assert {"jobcenter", "immigration_office"} <= kinds
    assert desk.worker == "EB"
    assert (desk.today(), desk.now()) == (TODAY, moment())
    assert desk.profile.code == "bw"


def test_a_new_office_starts_with_what_its_land_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Land starts its offices with other spans (C9, Z2, L6); what is told of it stands."""
    bw = load_profile("bw")
    starts = replace(bw.defaults, warning_days=(60,), review_interval_months=5, journal_years=7)
    monkeypatch.setattr(stores, "load_profile", lambda _code: replace(bw, defaults=starts))
    office = first_office(town="Musterstadt", journal_years=4)
    assert (office.warning_days, office.review_interval_months) == ((60,), 5)
    assert (office.town, office.journal_years, office.quick_topics) == ("Musterstadt", 4, ())
    monkeypatch.undo()
    assert first_office() == Office()


def test_both_the_passphrase_and_the_emergency_code_open_it(tmp_path: Path) -> None:
    made = create_store(tmp_path / "neu", PASSPHRASE, an_office(workers=()), parameters=FAST)
    assert made.emergency_code not in repr(made)
    made.vault.close()
    with pytest.raises(WrongPassphrase):
        open_store(tmp_path / "neu", "falsch")
    by_code = open_store_with_code(tmp_path / "neu", made.emergency_code)
    assert desk_of(by_code).worker == ""
    by_code.close()
    open_store(tmp_path / "neu", PASSPHRASE).close()


def test_an_occupied_folder_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("bleibt")
    with pytest.raises(PlaceTaken):
        create_store(tmp_path, PASSPHRASE, an_office(), parameters=FAST)
    assert (tmp_path / "brief.txt").read_text() == "bleibt"


def test_a_failure_after_making_closes_and_removes_the_store(tmp_path: Path) -> None:
    def broken() -> None:
        raise RuntimeError("no clock")

    with pytest.raises(RuntimeError):
        create_store(tmp_path / "neu", PASSPHRASE, an_office(), now=broken, parameters=FAST)  # type: ignore[arg-type]
    assert not (tmp_path / "neu").exists()


def test_a_kill_while_a_store_is_made_leaves_none_without_office_or_word_of_its_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever write it comes, the folder has no name yet, or all that belongs to the store (Rule L6)."""
    named = []
    put_in_place = files.put_in_place

    def put(draft: Path, folder: Path) -> None:
        put_in_place(draft, folder)
        if folder.name == "neu":
            named.append(Path(shutil.copytree(folder, tmp_path / "getoetet")))
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(files, "put_in_place", put)
        with pytest.raises(KeyboardInterrupt):
            create_store(
                tmp_path / "neu", PASSPHRASE, an_office(), now=moment, parameters=FAST, sheet_awaited=True
            )
    desk = desk_of(open_store(named[0], PASSPHRASE))
    assert read_office(desk) == an_office()
    assert services_list(desk)
    with desk.vault.reading() as connection:
        assert sheet_awaited(connection)
        assert journal.head(connection)[1] == 1
    desk.vault.close()


def test_a_store_that_cannot_be_filled_is_not_left_behind_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr("intman_desktop.services.keeping.stores.refresh_index", full)
        with pytest.raises(DiskFull):
            create_store(tmp_path / "neu", PASSPHRASE, an_office(), parameters=FAST)
    assert not (tmp_path / "neu").exists()
    create_store(tmp_path / "neu", PASSPHRASE, an_office(), parameters=FAST).vault.close()
