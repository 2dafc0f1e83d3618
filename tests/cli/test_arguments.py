"""Options before and after the command, the passphrase, and how errors are told."""

from __future__ import annotations

import gc
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from intman_desktop import app
from intman_desktop.cli import commands, period_command, screen, verify_command
from intman_desktop.cli.commands import main
from intman_desktop.cli.screen import NoScreen
from intman_desktop.language import current_language
from intman_desktop.vault import layout
from intman_desktop.vault import store as stores
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import Interrupted
from tests.cli.conftest import TODAY, Intman, names_in
from tests.opened import PASSPHRASE


def test_options_stand_before_or_after_the_command(plain: Intman, store: Path, passphrase_file: Path) -> None:
    named = ("--vault", store, "--passphrase-file", passphrase_file, "--today", TODAY)
    before, after = plain(*named, "verify"), plain("verify", *named)
    assert before.code == after.code == 0
    assert before.out.startswith("Der Tresor ist in Ordnung")
    assert before.out.splitlines()[0].split("(")[0] == after.out.splitlines()[0].split("(")[0]
    between = plain("--vault", store, "--today", TODAY, "verify", "--passphrase-file", passphrase_file)
    assert between.code == 0


def test_of_an_option_given_twice_the_one_after_the_command_counts(
    plain: Intman, store: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    named = ("--passphrase-file", passphrase_file, "--vault")
    assert plain(*named, tmp_path / "keiner", "verify", "--vault", store).code == 0
    assert plain(*named, store, "verify", "--vault", tmp_path / "keiner").code == 11


def test_without_any_option_the_persons_own_store_and_day_are_meant(
    plain: Intman, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path / "eigen"))
    ended = plain("verify")
    assert (ended.code, ended.out) == (11, "")
    assert ended.err.startswith("Hier liegt kein Tresor.")
    assert plain("period", "2024-03-15").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verifi",), "„verifi“ gibt es nicht"),
        (("import",), "es fehlt FILE"),
        (("import", "a", "b"), "„b“ ist hier nicht bekannt"),
        (("verify", "--vaul", "x"), "„--vaul x“ ist hier nicht bekannt"),
        (("verify", "--vault"), "nach --vault fehlt eine Angabe"),
        (("key-figures", "zwanzig"), "„zwanzig“ ist keine ganze Zahl"),
        (("period", "heute", "--extension", "viel"), "„viel“ ist keine ganze Zahl"),
        (("verify", "--today", "31.6.2024"), "„31.6.2024“ ist kein Datum"),
        (("verify", "--language", "fr"), "„fr“ gibt es nicht"),
        (("verify", "--today", "31.12.9999"), "„31.12.9999“: Das Jahr 9999 liegt außerhalb"),
        (("backup", ""), "leerer Name statt einer Datei oder eines Ordners"),
        (("papers", "IM-1", "--folder", " "), "leerer Name"),
        (("verify", "--vault="), "leerer Name"),
        (("--passphrase-file", "p.txt"), "das Fenster fragt selbst nach der Passphrase"),
        (
            ("export", "x", "--case", "A", "--to", "B", "--same-provider"),
            "--same-provider und --to gehen nicht zusammen",
        ),
        (("import", "x", "--partial=ja"), "zu --partial gehört keine Angabe"),
        (("export", "x", "--held", "it's"), "„it's“ gibt es nicht"),
        (("import", "x", "\x1b[31mrot\nfalsch\u202e"), "„\\u001b[31mrot\\u000afalsch\\u202e“ ist hier nicht"),
    ],
)
def test_what_cannot_be_understood_gets_one_sentence(
    plain: Intman, arguments: tuple[str, ...], said: str
) -> None:
    ended = plain(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert "--help" in ended.err
    for english in ("argument", "choose", "allowed", "expected", "required"):
        assert english not in ended.err


def test_without_a_command_the_window_asks_for_the_store_that_is_named(
    plain: Intman, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []

    def window(vault: Path, **_given: object) -> int:
        shown.append(vault)
        return 0

    monkeypatch.setattr(app, "run_window", window)
    assert plain("--vault", store).code == 0
    assert shown == [store]


@pytest.mark.parametrize("before", [True, False])
def test_cycles_are_collected_after_a_window_as_before_it_also_where_none_opened(
    plain: Intman, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    collecting: list[bool] = []

    def refused() -> None:
        collecting.append(gc.isenabled())
        raise NoScreen(why="kein Bildschirm")

    monkeypatch.setattr(screen, "require_screen", refused)
    was = gc.isenabled()
    try:
        (gc.enable if before else gc.disable)()
        assert plain().code == NoScreen.exit_code
        assert (collecting, gc.isenabled()) == ([False], before)
    finally:
        (gc.enable if was else gc.disable)()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--language=en", "period", "2024-03-15"],
        ["--language", "en", "period", "2024-03-15"],
        ["period", "2024-03-15", "--language", "en"],
    ],
)
def test_the_language_can_be_chosen_on_either_side(arguments: list[str]) -> None:
    assert main(arguments) == 0
    assert current_language() == "en"


@pytest.mark.parametrize("command", [(), ("papers",)])
def test_the_help_speaks_one_language(plain: Intman, command: tuple[str, ...]) -> None:
    told = plain(*command, "--help").out
    assert told.startswith("Aufruf: intman")
    assert "zeigt diese Hilfe" in told
    for english in ("usage", "options", "show ", "positional"):
        assert english not in told


def test_version_and_help_end_well(plain: Intman) -> None:
    assert plain("--version").out.startswith("intman ")
    assert plain("--help").code == 0


@pytest.mark.parametrize("word", ["--passphrase", "--password", "--passphrase=Geheimes Wort"])
def test_a_passphrase_on_the_command_line_is_refused_and_not_repeated(
    plain: Intman, store: Path, word: str
) -> None:
    ended = plain("verify", "--vault", store, word, "Geheimes Wort")
    assert (ended.code, ended.out) == (2, "")
    assert "Geheimes" not in ended.err
    assert "--passphrase-file" in ended.err


def test_with_a_passphrase_file_no_question_is_asked(
    intman: Intman, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_prompt: str) -> str:
        raise AssertionError("a question was asked")

    monkeypatch.setattr(getpass, "getpass", asked)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert intman(store, "verify").code == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PASSPHRASE, 0),
        (PASSPHRASE + "\r\n", 0),
        ("\ufeff" + PASSPHRASE + "\n", 0),
        (PASSPHRASE + "\n\n", 10),
        (PASSPHRASE + " ", 10),
        (PASSPHRASE.lower(), 10),
        ("falsch", 10),
        ("", 10),
        ("ß" * 1000, 10),
        ("x" * 100_000, 7),
    ],
)
def test_the_passphrase_is_the_text_of_the_file_without_its_line_end(
    plain: Intman, store: Path, tmp_path: Path, content: str, code: int
) -> None:
    file = tmp_path / "p.txt"
    file.write_text(content, encoding="utf-8", newline="")
    ended = plain("verify", "--vault", store, "--passphrase-file", file)
    assert ended.code == code
    assert content.strip() not in ended.err or not content.strip()


def test_a_passphrase_file_that_cannot_be_read_says_so(plain: Intman, store: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Drei Äpfel".encode("latin-1"))
    for file in (tmp_path / "keine.txt", tmp_path, tmp_path / "latin.txt"):
        ended = plain("verify", "--vault", store, "--passphrase-file", file)
        assert (ended.code, ended.out) == (7, "")
        assert "--passphrase-file" in ended.err


def test_where_nobody_can_be_asked_the_passphrase_is_missing(plain: Intman, store: Path) -> None:
    assert plain("verify", "--vault", store).code == 7


def test_on_a_terminal_the_passphrase_is_asked_for(
    plain: Intman, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [PASSPHRASE]
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: answers.pop())
    assert plain("verify", "--vault", store).code == 0
    assert answers == []


def test_ctrl_d_and_ctrl_c_at_the_question_end_without_a_traceback(
    plain: Intman, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    for error, code in ((EOFError, 7), (KeyboardInterrupt, 130)):

        def answer(_prompt: str, error: type[BaseException] = error) -> str:
            raise error

        monkeypatch.setattr(getpass, "getpass", answer)
        ended = plain("verify", "--vault", store)
        assert ended.code == code
        assert ended.err.count("\n") == 1


def test_what_is_wrong_with_a_store_is_said_before_the_passphrase_is_asked(
    plain: Intman, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_prompt: str) -> str:
        raise AssertionError("a question was asked")

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", asked)
    (store / "keys.json").write_text("{}")
    assert plain("verify", "--vault", store).code == 19
    assert plain("restore", store / "keys.json", "--vault", store).code == 27


def test_l2_every_command_on_a_store_in_use_names_the_other_window(
    intman: Intman, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "_COPIED_SECONDS", 0.1)  # nobody is only looking at it
    with open_vault(store, PASSPHRASE):
        for command in (
            ("verify",),
            ("export", tmp_path / "a.json"),
            ("key-figures", "2026"),
            ("papers", "IM-2026-0001"),
            ("backup", tmp_path / "stick"),
        ):
            ended = intman(store, *command)
            assert (ended.code, ended.out) == (17, "")
            assert "schon geöffnet" in ended.err
    assert not (tmp_path / "a.json").exists()
    assert not list(tmp_path.rglob("*.imb"))


def test_a_bug_is_told_by_its_place_and_never_by_a_value(
    plain: Intman, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ValueError("Alrashid, Samira, 0711 123456")

    monkeypatch.setattr(period_command, "print_found", broken)
    monkeypatch.setattr(period_command, "run", broken)
    ended = plain("period", "2024-03-15")
    assert ended.code == commands.BUG
    assert ended.err.startswith("Hier ist dem Programm ein Fehler unterlaufen.")
    assert "builtins.ValueError" in ended.err
    assert "Alrashid" not in ended.err
    assert "0711" not in ended.err


def test_ctrl_c_in_the_middle_closes_the_store(
    intman: Intman, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from intman_desktop.services.keeping import backups

    def stopped(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(backups, "verify_store", stopped)
        ended = intman(store, "verify")
    assert (ended.code, ended.err) == (130, "Abgebrochen.\n")
    assert intman(store, "verify").code == 0
    assert verify_command.summary()


def _stop_at(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Let Ctrl+C come while SQLite runs the first statement that begins with ``words``."""

    def stopping(run: Callable[..., None]) -> Callable[..., None]:
        def stopped(self: SQLiteDialect, cursor: Any, statement: str, *arguments: Any) -> None:
            run(self, cursor, statement, *arguments)
            if statement.startswith(words):
                raise KeyboardInterrupt

        return stopped

    for name in ("do_execute", "do_executemany"):
        monkeypatch.setattr(SQLiteDialect, name, stopping(getattr(SQLiteDialect, name)))


@pytest.mark.parametrize("words", ["INSERT INTO cases", "INSERT INTO talks", "SELECT max(cases.id)"])
def test_ctrl_c_in_the_middle_of_a_write_takes_all_of_it_back(
    intman: Intman, store: Path, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """SQLAlchemy would close the connection there, and the store could not be put away as it has to be."""
    file = tmp_path / "a.json"
    assert intman(filled, "export", file).code == 0
    with monkeypatch.context() as patched:
        _stop_at(patched, words)
        ended = intman(store, "import", file)
    assert (ended.code, ended.out, ended.err) == (130, "", "Abgebrochen.\n")
    assert not (store / layout.LOG).exists() and not (store / layout.LOG_MARK).exists()
    assert intman(store, "verify").code == 0
    assert "14 Fälle übernommen." in intman(store, "import", file).out


@pytest.mark.parametrize("command", [("export", "a.json"), ("key-figures", "2026"), ("backup", "stick")])
def test_ctrl_c_in_the_middle_of_a_reading_leaves_nothing(
    intman: Intman, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, str]
) -> None:
    there = tmp_path / "dort"
    there.mkdir()
    monkeypatch.chdir(there)
    with monkeypatch.context() as patched:
        _stop_at(patched, "SELECT journal" if command[0] == "backup" else "SELECT cases")
        ended = intman(filled, *command)
    assert (ended.code, ended.out, ended.err) == (130, "", "Abgebrochen.\n")
    assert [path for path in there.rglob("*") if path.is_file()] == []
    assert intman(filled, "verify").code == 0


@pytest.mark.parametrize("trouble", [Interrupted, KeyboardInterrupt])
def test_whatever_ctrl_c_makes_of_a_command_it_is_told_as_ctrl_c(
    intman: Intman, store: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[BaseException]
) -> None:
    """SQLite swallows it where it asks whether to go on; and what is put away afterwards can fail by it."""
    from intman_desktop.services.keeping import backups

    def stopped(*_arguments: object) -> None:
        try:
            raise trouble
        finally:
            raise ValueError("closed in the middle")

    with monkeypatch.context() as patched:
        patched.setattr(backups, "verify_store", stopped)
        ended = intman(store, "verify")
    assert (ended.code, ended.err) == (130, "Abgebrochen.\n")


def test_a_command_that_fails_leaves_the_store_as_it_was(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    before = names_in(filled)
    nowhere = tmp_path / "gibt-es-nicht" / "a"
    for command, code in (
        (("export", nowhere), 8),
        (("import", nowhere), 8),
        (("key-figures", "2026", "--xlsx", nowhere), 8),
        (("key-figures", "1999"), 62),
        (("papers", "IM-1900-0001"), 6),
        (("export", tmp_path / "a.json", "--case", "IM-1900-0001", "--same-provider"), 6),
        (("restore", nowhere), 11),
    ):
        ended = intman(filled, *command)
        assert (ended.code, ended.out) == (code, ""), command
        assert ended.err.count("\n") == 1
    assert names_in(filled) == before
    assert not nowhere.parent.exists()
    assert intman(filled, "verify").code == 0
