"""``new-vault``, ``backup``, ``restore``, ``verify``, ``self-test`` from end to end."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest

from intman_desktop import clock
from intman_desktop.cli import commands, self_checks, several_files
from intman_desktop.cli.arguments import path_argument
from intman_desktop.cli.files import through_to_disk
from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.sealing import FLOOR
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.keeping.backing_up import deliver_one, note_backups, order_backup
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.keeping.stores import desk_of, open_store, open_store_with_code
from intman_desktop.services.papers import papers
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault import files
from intman_desktop.vault.key_file import read_key_file
from tests.builders import a_case_file
from tests.cli.conftest import Intman, names_in
from tests.documents.reading import text_of
from tests.opened import FAST, PASSPHRASE, TODAY, moment, on_day, open_desk, put_in
from tests.vault.dying import dying_share
from tests.vault.making import files_at_most, flip, hold_open

CODE = re.compile(r"[A-Z]{7}(?:-[A-Z]{7}){5}")


@pytest.mark.unmeasured
def test_new_vault_makes_a_store_and_shows_its_code_once(intman: Intman, tmp_path: Path) -> None:
    folder = tmp_path / "Büro der Integration" / "tresor"
    ended = intman(folder, "new-vault")
    assert ended.code == 0, ended.err
    assert str(folder) in ended.out
    found = CODE.search(ended.out)
    assert found
    open_store(folder, PASSPHRASE).close()
    open_store_with_code(folder, found.group()).close()
    # the one command here whose key derivation is the calibrated one
    parameters = read_key_file(folder / "keys.json").slots[0].parameters
    assert (parameters.passes, parameters.memory) >= (FLOOR.passes, FLOOR.memory)
    taken = intman(folder, "new-vault")
    assert (taken.code, taken.out) == (25, "")
    assert intman(folder, "verify").code == 0


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let new stores derive in milliseconds, as every store of these tests."""
    monkeypatch.setattr("intman_desktop.sealing.calibrate", lambda: FAST)


def test_the_emergency_sheet_as_a_file_keeps_the_code_off_the_screen(
    intman: Intman, tmp_path: Path, quick: None
) -> None:
    sheet = tmp_path / "Notfallblatt.pdf"
    ended = intman(tmp_path / "tresor", "new-vault", "--emergency-sheet", sheet)
    assert ended.code == 0
    assert not CODE.search(ended.out)
    groups = re.findall(r"\b[A-Z]{7}\b", text_of(sheet.read_bytes()))
    open_store_with_code(tmp_path / "tresor", "-".join(groups[:6])).close()


def test_without_a_place_for_the_emergency_sheet_no_store_is_made(
    intman: Intman, tmp_path: Path, quick: None
) -> None:
    (tmp_path / "ordner").mkdir()
    for sheet in (tmp_path / "weg" / "blatt.pdf", tmp_path / "ordner"):
        ended = intman(tmp_path / "tresor", "new-vault", "--emergency-sheet", sheet)
        assert (ended.code, ended.out) == (8, "")
        assert not (tmp_path / "tresor").exists()
    assert names_in(tmp_path / "ordner") == set()


def test_the_sheet_of_another_store_is_not_written_over(intman: Intman, tmp_path: Path, quick: None) -> None:
    """It is the only one: nobody could make it again."""
    sheet = tmp_path / "blatt.pdf"
    assert intman(tmp_path / "eins", "new-vault", "--emergency-sheet", sheet).code == 0
    before = sheet.read_bytes()
    ended = intman(tmp_path / "zwei", "new-vault", "--emergency-sheet", sheet)
    assert (ended.code, ended.out) == (8, "")
    assert "dort liegt schon eine Datei dieses Namens" in ended.err
    assert sheet.read_bytes() == before
    assert not (tmp_path / "zwei").exists()


def test_a_sheet_that_cannot_be_written_after_all_leaves_the_code_on_the_screen(
    intman: Intman, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "blatt.pdf"
    from intman_desktop.services.papers import papers

    made = papers.emergency_sheet

    def gone_meanwhile(*arguments: object) -> object:
        sheet.mkdir()
        return made(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(papers, "emergency_sheet", gone_meanwhile)
    ended = intman(tmp_path / "tresor", "new-vault", "--emergency-sheet", sheet)
    assert ended.code == 8
    found = CODE.search(ended.out)
    assert found
    open_store_with_code(tmp_path / "tresor", found.group()).close()


def test_an_empty_passphrase_makes_no_store(plain: Intman, tmp_path: Path) -> None:
    (tmp_path / "leer.txt").write_text("\n")
    ended = plain("new-vault", "--vault", tmp_path / "neu", "--passphrase-file", tmp_path / "leer.txt")
    assert (ended.code, ended.out) == (4, "")
    assert not (tmp_path / "neu").exists()


def test_a_new_passphrase_is_asked_twice(
    plain: Intman, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    for answers, code in ((["eins", "zwei"], 3), (["gleich", "gleich"], 0)):
        monkeypatch.setattr("getpass.getpass", lambda _prompt, waiting=answers: waiting.pop())
        ended = plain("new-vault", "--vault", tmp_path / "neu")
        assert ended.code == code
        assert answers == []
        assert (tmp_path / "neu").exists() == (code == 0)


def test_backup_and_restore_bring_everything_onto_a_new_laptop(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "Stick Ümläut"
    made = intman(filled, "backup", stick)
    assert made.code == 0
    (file,) = stick.glob("*.imb")
    assert str(file) in made.out
    before = intman(filled, "key-figures", "2026")
    ended = intman(tmp_path / "neu", "restore", file)
    assert ended.code == 0
    assert ended.out.startswith("Wiederhergestellt: 14 Fälle")
    assert intman(tmp_path / "neu", "key-figures", "2026").out == before.out


def test_k1_figures_of_a_year_that_has_not_begun_are_refused(
    intman: Intman, store: Path, tmp_path: Path
) -> None:
    ended = intman(store, "key-figures", "2027", "--xlsx", tmp_path / "a.xlsx")
    assert (ended.code, ended.out) == (3, "")
    assert "2027 hat noch nicht begonnen: Heute ist der 20.11.2026" in ended.err
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize("inside", ["", "scans", "twins", "neu/tiefer", "x.imb"])
def test_no_backup_lies_in_the_store_that_it_is_of(intman: Intman, store: Path, inside: str) -> None:
    before = sorted(store.rglob("*"))
    ended = intman(store, "backup", store / inside)
    assert (ended.code, ended.err.partition(".")[0]) == (25, "Dieser Ordner gehört zum Tresor")
    assert sorted(each for each in store.rglob("*") if each.name != "log.mark") == [
        each for each in before if each.name != "log.mark"
    ]


def test_a_backup_is_told_by_its_ending_in_capitals_too(intman: Intman, store: Path, tmp_path: Path) -> None:
    assert intman(store, "backup", tmp_path / "X.IMB").code == 0
    assert (tmp_path / "X.IMB").is_file()


def test_the_own_folder_is_meant_by_its_sign(
    intman: Intman, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell leaves it as it is in ``--vault=~/x``."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert intman(store, "backup", "~/sicherungen").code == 0
    assert list((tmp_path / "sicherungen").glob("*.imb"))
    assert path_argument("~") == tmp_path
    assert path_argument("a/~") == Path("a/~")


def test_without_an_own_folder_its_sign_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_path: Path) -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "expanduser", nowhere)
    assert path_argument("~/x") == Path("~/x")


def test_a_backup_gets_the_name_it_is_given(intman: Intman, store: Path, tmp_path: Path) -> None:
    assert intman(store, "backup", tmp_path / "meine.imb").code == 0
    assert (tmp_path / "meine.imb").is_file()


def test_restoring_over_a_store_keeps_it_aside_and_says_where(
    intman: Intman, store: Path, tmp_path: Path
) -> None:
    intman(store, "backup", tmp_path / "a.imb")
    ended = intman(store, "restore", tmp_path / "a.imb")
    assert ended.code == 0
    (aside,) = store.parent.glob("tresor-beiseite-*")
    assert str(aside) in ended.out
    assert intman(aside, "verify").code == intman(store, "verify").code == 0


@pytest.mark.unmeasured
def test_l4_the_erased_do_not_come_back_and_a_missing_list_is_named(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    intman(filled, "backup", stick)
    (file,) = stick.glob("*.imb")
    desk = open_desk(filled, tmp_path / "arbeit" / "tresor", date(2026, 11, 20))
    first = case_page(desk, CaseFilter()).rows[0]
    erase_case(on_day(desk, date(2026, 11, 20)), first.case_id, "other")
    desk.vault.close()
    ended = intman(tmp_path / "neu", "restore", file)
    assert "Wiederhergestellt: 13 Fälle" in ended.out
    assert "1 gelöschte Akte wurde wieder entfernt." in ended.out
    assert "keine Liste der Löschungen" not in ended.out
    (stick / "erased.txt").unlink()
    ended = intman(tmp_path / "ohne", "restore", file)
    assert f"sind dieser Sicherung nicht bekannt: In {stick} liegt keine Liste der Löschungen." in ended.out


def test_l4_restore_and_rescue_find_the_list_on_a_stick_under_another_letter(
    intman: Intman, empty_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (tmp_path / "laufwerk" / name / "Sicherung" for name in "EF")
    store, file = tmp_path / "tresor", a_case_file()
    desk = open_desk(empty_template, store)
    ids = put_in(desk, [file])
    for place in (one, two):
        place.mkdir(parents=True)
        note_backups(desk, [deliver_one(order_backup(desk, [place]))])
    backup = back_up(desk, one / "letzte.imb").value.file
    desk.vault.close()
    before = shutil.copytree(store, tmp_path / "beschädigt")
    desk = desk_of(open_store(store, PASSPHRASE), lambda: TODAY, lambda: moment())
    erase_case(desk, ids[file.case.key], "other")
    desk.vault.close()
    (one / "erased.txt").write_text("")
    two.parent.rename(tmp_path / "jetzt F")
    monkeypatch.setattr("intman_desktop.jobs.volumes.mounted_volumes", lambda: (tmp_path / "jetzt F",))
    for folder, act in (
        (tmp_path / "neu", ("restore", backup, "--preview")),
        (tmp_path / "neu", ("restore", backup)),
        (before, ("rescue",)),
    ):
        ended = intman(folder, *act)
        assert "1 gelöschte Akte" in ended.out, (act, ended)
        assert "keine Liste der Löschungen" not in ended.out


@pytest.mark.linux
def test_a_full_stick_leaves_no_half_backup(intman: Intman, filled: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with files_at_most(50_000):
        ended = intman(filled, "backup", stick)
    # a limit on the size of files is not a full disk to SQLite, which calls it a failure of the disk
    assert (ended.code in (22, 24), ended.out) == (True, "")
    assert names_in(stick) == set()
    assert intman(filled, "verify").code == 0


def test_a_backup_file_in_a_folder_that_is_not_there_says_so(
    intman: Intman, store: Path, tmp_path: Path
) -> None:
    ended = intman(store, "backup", tmp_path / "weg" / "a.imb")
    assert (ended.code, ended.out) == (8, "")
    assert "Datei oder Ordner gibt es nicht" in ended.err
    assert not (tmp_path / "weg").exists()


def test_a_backup_place_that_is_a_file_says_so(intman: Intman, store: Path, passphrase_file: Path) -> None:
    ended = intman(store, "backup", passphrase_file)
    assert (ended.code, ended.out) == (8, "")
    assert "dort liegt schon eine Datei" in ended.err


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda file: file.unlink(), 11),
        (lambda file: file.write_bytes(b""), 27),
        (lambda file: file.write_bytes(b"%PDF-1.7 not ours"), 27),
        (lambda file: os.truncate(file, 20_000), 26),
        (lambda file: flip(file, 30), 26),
        (lambda file: flip(file, file.stat().st_size - 5000), 26),
    ],
)
def test_every_spoilt_backup_gets_its_sentence_and_makes_no_store(
    intman: Intman, store: Path, tmp_path: Path, spoil: object, code: int
) -> None:
    file = tmp_path / "a.imb"
    intman(store, "backup", file)
    assert callable(spoil)
    spoil(file)
    ended = intman(tmp_path / "neu" / "tresor", "restore", file)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.count("\n") == 1
    assert not (tmp_path / "neu").exists() or names_in(tmp_path / "neu") == set()


def test_a_look_before_a_restore_changes_nothing(intman: Intman, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.imb"
    assert intman(store, "backup", file).code == 0
    before = sorted(path.name for path in tmp_path.rglob("*"))
    ended = intman(store, "restore", file, "--preview")
    assert ended.code == 0
    assert "0 Personen, 0 Gespräche" in ended.out
    assert "Der heutige Tresor enthält nichts, was in der Sicherung fehlt." in ended.out
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("option", [(), ("--preview",)])
def test_a_share_that_dies_while_its_backup_is_read_is_told_and_all_is_as_it_was(
    intman: Intman, store: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    with dying_share(tmp_path / "freigabe") as share:
        file = share.folder / "a.imb"
        assert intman(store, "backup", file).code == 0
        before, share.after = names_in(tmp_path), 3
        ended = intman(store, "restore", file, *option)
        assert share.died.is_set()
    assert (ended.code, ended.out) == (24, "")
    assert "antwortet nicht" in ended.err and ended.err.count("\n") == 1
    assert names_in(tmp_path) == before
    assert intman(store, "verify").code == 0


def test_the_emergency_code_restores_too(intman: Intman, plain: Intman, tmp_path: Path, quick: None) -> None:
    made = intman(tmp_path / "tresor", "new-vault")
    code = CODE.search(made.out)
    assert code
    intman(tmp_path / "tresor", "backup", tmp_path / "a.imb")
    file = tmp_path / "code.txt"
    file.write_text(code.group())
    named = ("restore", tmp_path / "a.imb", "--passphrase-file", file, "--vault")
    assert plain(*named, tmp_path / "neu").code == 0
    file.write_text(code.group().swapcase().replace("-", " "))
    assert plain(*named, tmp_path / "klein").code == 0
    groups = code.group().split("-")
    file.write_text("-".join([*groups[:4], groups[4][1:], groups[5]]))
    mistyped = plain(*named, tmp_path / "nicht")
    assert (mistyped.code, "Gruppe 5." in mistyped.err) == (4, True)
    file.write_text("falsch")
    assert plain(*named, tmp_path / "nicht").code == 10
    assert not (tmp_path / "nicht").exists()


def test_verify_names_what_it_finds(intman: Intman, filled: Path) -> None:
    sound = intman(filled, "verify")
    assert sound.out.startswith("Der Tresor ist in Ordnung (")
    flip(filled / "cases.db", (filled / "cases.db").stat().st_size - 3000)
    ended = intman(filled, "verify")
    assert (ended.code, ended.err) == (9, "")
    assert ended.out.strip()


@pytest.mark.parametrize(("day", "told"), [("2019-01-01", "01.01.2019"), ("2035-01-01", "01.01.2035")])
def test_l7_a_day_that_cannot_be_right_is_pointed_out_beside_the_result(
    plain: Intman, intman: Intman, filled: Path, passphrase_file: Path, day: str, told: str
) -> None:
    assert intman(filled, "verify").err == ""
    there = ("--vault", filled, "--passphrase-file", passphrase_file)
    ended = plain("verify", *there, "--today", day)
    assert ended.code == 0
    assert ended.out.startswith("Der Tresor ist in Ordnung (")
    assert ended.err.startswith(f"Mit --today ist heute der {told}, zuletzt gespeichert wurde am 20.11.2026.")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("given", ["2019-01-01", "2026-11-01", "2035-01-01"])
def test_l7_a_run_on_a_given_day_leaves_every_later_one_in_order(
    plain: Intman,
    filled: Path,
    passphrase_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: str,
) -> None:
    """A given day is no clock, and what is saved on it moves nothing that the clock is compared with."""
    there = ("--vault", filled, "--passphrase-file", passphrase_file)

    def on(day: date) -> str:
        monkeypatch.setattr(clock, "system_today", lambda: day)
        monkeypatch.setattr(clock, "system_now", lambda: moment(day))
        return plain("verify", *there).err

    assert on(date(2026, 11, 30)) == ""
    assert "Mit --today ist heute der" in plain("export", tmp_path / "a.json", *there, "--today", given).err
    assert on(date(2026, 12, 1)) == ""
    assert plain("verify", *there, "--today", "2026-12-01").err == ""
    assert on(date(2026, 11, 30)) == (
        "Die Uhr dieses Rechners zeigt den 30.11.2026, zuletzt gespeichert wurde am 01.12.2026. "
        "Bitte prüfen Sie das Datum.\n"
    )
    assert on(date(2026, 12, 2)) == ""


def test_l6_verify_says_which_backups_it_could_not_compare_with(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    intman(filled, "backup", stick / "a.imb")
    stick.rename(tmp_path / "weg")
    ended = intman(filled, "verify")
    assert ended.code == 0
    assert ended.out.splitlines()[1:] == [
        f"Gerade nicht erreichbar und deshalb nicht angesehen: {stick.resolve()}"
    ]


def test_self_test_says_that_every_part_works_and_leaves_nothing(
    plain: Intman, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = plain("self-test")
    assert ended.code == 0
    assert [line.rsplit(": ", 1)[1] for line in ended.out.splitlines()] == ["in Ordnung"] * 5
    assert names_in(tmp_path) == set()


def test_self_test_names_the_part_that_does_not_work(plain: Intman, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_code: str) -> None:
        raise OSError("Samira")

    monkeypatch.setattr(self_checks, "load_profile", broken)
    ended = plain("self-test")
    assert ended.code == 9
    assert "Regeln und Listen: FEHLER: OSError" in ended.out
    assert "Samira" not in ended.out + ended.err


OWN = ["cases.db", "keys.json", "neu.pdf", "scans/x.pdf", "../sicherung.imb", "../erased.txt"]


@pytest.mark.parametrize("name", OWN)
def test_no_output_takes_the_place_of_the_programs_own_files(intman: Intman, store: Path, name: str) -> None:
    target = store / name
    target.parent.mkdir(exist_ok=True)
    there = target.exists()
    for command in (("key-figures", "2026", "--pdf", target), ("export", target)):
        ended = intman(store, *command)
        assert (ended.code, ended.out) == (8, ""), command
        assert "Tresor oder eine Sicherung" in ended.err
    assert target.exists() == there
    assert intman(store, "verify").code == 0


def test_no_file_is_written_twice_or_over_the_passphrase(
    intman: Intman, store: Path, tmp_path: Path, passphrase_file: Path
) -> None:
    same, kept = tmp_path / "zweimal.out", passphrase_file.read_bytes()
    assert intman(store, "key-figures", "2026", "--pdf", same, "--xlsx", same).code == 8
    assert not same.exists()
    assert intman(store, "export", passphrase_file).code == 8
    assert intman(tmp_path / "neu", "new-vault", "--emergency-sheet", passphrase_file).code == 8
    assert passphrase_file.read_bytes() == kept
    assert not (tmp_path / "neu").exists()


@pytest.mark.linux
def test_links_in_a_circle_are_told_in_a_sentence(
    intman: Intman, plain: Intman, filled: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    """A link that leads to itself is a trouble of the surroundings wherever it is named, no error of ours."""
    circle = tmp_path / "kreis"
    circle.symlink_to(circle)
    for ended in (
        intman(circle, "verify"),
        intman(circle / "tresor", "verify"),
        intman(filled, "import", circle),
        intman(filled, "backup", circle),
        intman(filled, "backup", circle / "a.imb"),
        intman(filled, "key-figures", "2026", "--xlsx", circle / "a.xlsx", "--pdf", tmp_path / "b.pdf"),
        plain("new-vault", "--vault", circle / "neu", "--passphrase-file", passphrase_file),
        plain("verify", "--vault", filled, "--passphrase-file", circle),
    ):
        assert ended.code not in (0, commands.BUG), ended.err
        assert len(ended.err.strip().splitlines()) == 1, ended.err
    assert "der im Kreis führt" in intman(filled, "import", circle).err
    # A file takes the place of the link itself, as it would of any file.
    assert intman(filled, "key-figures", "2026", "--xlsx", circle).code == 0
    assert circle.is_file() and not circle.is_symlink()


def _names(folder: Path) -> list[str]:
    """Return what lies in a folder, in order."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_of_two_files_both_are_written_or_none(
    intman: Intman,
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    there: bool,
    options: tuple[str, ...],
) -> None:
    """A full disk takes the smaller one, the workbook, and not the other."""
    folder = tmp_path / "dort"
    folder.mkdir()
    sheet, paper = folder / "a.xlsx", folder / "b.pdf"
    command = ("key-figures", "2026", "--xlsx", sheet, "--pdf", paper, *options)
    assert intman(filled, *command).code == 0
    assert (sheet.stat().st_mode & 0o077, _names(folder)) == (0, ["a.xlsx", "b.pdf"])
    most = (sheet.stat().st_size + paper.stat().st_size) // 2
    assert sheet.stat().st_size < most < paper.stat().st_size
    for file in (sheet, paper):
        file.write_bytes(b"before") if there else file.unlink()

    def full(target: BinaryIO, content: bytes) -> None:
        through_to_disk(target, content[:most])
        if len(content) > most:
            raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(several_files, "through_to_disk", full)
    ended = intman(filled, *command)
    assert (ended.code, ended.out) == (8, "")
    assert "b.pdf" in ended.err and "Geschrieben" not in ended.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == (
        {"a.xlsx": b"before", "b.pdf": b"before"} if there else {}
    )


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("links", [True, False])
def test_of_two_files_none_gets_its_name_where_the_second_cannot(
    intman: Intman, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool, links: bool
) -> None:
    """Windows replaces nothing that another program has open; a stick may know no links."""
    folder = tmp_path / "dort"
    folder.mkdir()
    sheet, paper = folder / "a.xlsx", folder / "b.pdf"
    for file in (sheet, paper) if there else ():
        file.write_bytes(b"before")

    def no_links(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.EPERM, "")

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    put_in_place = files.put_in_place

    def held(draft: Path, file: Path) -> None:
        if file == paper:
            raise PermissionError(errno.EACCES, "in use")
        put_in_place(draft, file)

    monkeypatch.setattr(files, "put_in_place", held)
    ended = intman(filled, "key-figures", "2026", "--xlsx", sheet, "--pdf", paper)
    assert (ended.code, ended.out) == (8, "")
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert left == ({"a.xlsx": b"before", "b.pdf": b"before"} if there else {})


def test_of_the_papers_all_are_written_or_none(
    intman: Intman, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert intman(filled, "privacy-papers", "--folder", tmp_path / "ganz").code == 0
    names = _names(tmp_path / "ganz")
    assert len(names) > 1
    hold_open(monkeypatch, tmp_path / "halb" / names[-1])
    assert intman(filled, "privacy-papers", "--folder", tmp_path / "halb").code == 8
    assert _names(tmp_path / "halb") == []


def test_a_store_whose_sheet_cannot_be_set_is_not_left_behind_and_not_told_of(
    intman: Intman, tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_given: object) -> None:
        raise OfficeDataMissing(("office",))

    monkeypatch.setattr(papers, "emergency_sheet", cannot)
    folder = tmp_path / "tresor"
    ended = intman(folder, "new-vault", "--emergency-sheet", tmp_path / "blatt.pdf")
    assert (ended.code, ended.out) == (OfficeDataMissing.exit_code, "")
    assert not folder.exists()


def test_a_folder_of_any_name_gets_its_store_and_its_sheet(
    intman: Intman, tmp_path: Path, quick: None
) -> None:
    sheet = tmp_path / "blatt.pdf"
    assert intman(tmp_path / "Tresor 家 \U0001f600", "new-vault", "--emergency-sheet", sheet).code == 0
    assert "Tresor [U+5BB6] [grinning face]" in text_of(sheet.read_bytes())


def test_a_backup_is_never_restored_over_another_store(
    intman: Intman, store: Path, tmp_path: Path, quick: None
) -> None:
    assert intman(tmp_path / "anderer", "new-vault").code == 0
    assert intman(store, "backup", tmp_path / "hin.imb").code == 0
    for option in ((), ("--preview",)):
        assert intman(tmp_path / "anderer", "restore", tmp_path / "hin.imb", *option).code == 25
    (tmp_path / "datei").write_text("da")
    assert intman(tmp_path / "datei", "restore", tmp_path / "hin.imb").code == 25
    assert intman(store, "restore", tmp_path / "hin.imb", "--preview").code == 0
