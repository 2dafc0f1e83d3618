"""Who may import whom and what: the laws of the house, kept by a machine."""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli

import intman_desktop

pytestmark = pytest.mark.unmeasured

PACKAGE = Path(intman_desktop.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
# What would make a rule depend on more than its arguments.
IMPURE = frozenset(
    {
        "io",
        "locale",
        "logging",
        "os",
        "random",
        "secrets",
        "shutil",
        "subprocess",
        "tempfile",
        "time",
    }
)
LONGEST_FILE = 400
# Longer files, each with its reason.
LONG_FILES = {
    "models/migrations/versions/r0001_first_schema.py": "a migration stands alone and holds the whole schema",
}

QT = frozenset({"PySide6", "shiboken6"})
STORE = frozenset({"sqlalchemy"})
# What each room may take from outside; the reason stands beside it. A room that is not
# listed takes nothing but the standard library.
ALLOWED: dict[str, frozenset[str]] = {
    "app": frozenset({"PySide6"}),
    "tour": frozenset({"PySide6"}),
    # zxcvbn: how easily the passphrase that is just being chosen is guessed; Cocoa: macOS tells of sleep
    # and of its screen through it alone
    "ui": QT | {"zxcvbn", "AppKit", "Foundation"},
    "jobs": QT,  # results come back as Qt signals
    "services": STORE | {"cattrs"},  # opens the transactions; settings and texts are kept as JSON
    "gdpr": STORE,
    "reporting": STORE,  # counts in SQL
    "models": STORE | {"alembic"},  # the tables and their migrations
    "vault": STORE | {"sqlcipher3", "alembic", "filelock"},  # the one connection, its file, one instance
    # Papers: drawing, shaping, order, structure; dates and numbers in the paper's language.
    "documents": frozenset({"reportlab", "uharfbuzz", "pikepdf", "babel", "openpyxl"}),
    # Foreign files, checked: the case format, lists in whatever form and encoding offices have them,
    # and scanned papers: pictures made small and upright, PDF looked into; calendar files out.
    "exchange": frozenset(
        {
            "cattrs",
            "python_calamine",
            "charset_normalizer",
            "PIL",
            "pikepdf",
            "icalendar",
        }
    ),
    "rules": frozenset({"anyascii"}),  # a table of letters without I/O: names in other scripts as Latin ones
    "paths": frozenset({"platformdirs"}),
    "sealing": frozenset({"argon2", "cryptography"}),  # the one place that seals and derives
}
# Ways out of the machine and around the type checker; nobody takes them.
NEVER = frozenset(
    {
        "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets", "asyncio", "ftplib", "http",
        "imaplib", "marshal", "pickle", "poplib", "requests", "shelve", "smtplib", "socket", "socketserver",
        "ssl", "telnetlib", "urllib", "webbrowser", "xmlrpc",
    }
)  # fmt: skip
# Exceptions to NEVER, each with its reason.
EXCEPTIONS: dict[tuple[str, str], str] = {}


def room_of(file: Path) -> str:
    """Return the room a file belongs to: its first folder, or its own name at the top."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def place_of(file: Path) -> str:
    """Return where a file lies in the package."""
    return file.relative_to(PACKAGE).as_posix()


@functools.cache
def imports_of(file: Path) -> tuple[str, ...]:
    """Return every module a file imports, wherever in the file it does so, with its dots."""
    return tuple(_imports(file))


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: imports name the whole path"
            module = node.module or ""
            yield module
            yield from (f"{module}.{name.name}" for name in node.names)


@functools.cache
def parsed(file: Path) -> ast.Module:
    """Return the syntax tree of a file, read once; nobody changes it."""
    return ast.parse(file.read_text(encoding="utf-8"))


def at_import_time(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when the module is imported: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in (*child.decorator_list, *child.args.defaults, *filter(None, child.args.kw_defaults)):
                yield part
                yield from ast.walk(part)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from at_import_time(child)


def names_above(module: str) -> set[str]:
    """Return ``a``, ``a.b``, ``a.b.c`` for ``a.b.c``."""
    parts = module.split(".")
    return {".".join(parts[: end + 1]) for end in range(len(parts))}


@contextlib.contextmanager
def every_logger_speaks_on() -> Iterator[None]:
    """Give their voice back to the loggers that the linter silences for the whole process."""
    known = [each for each in logging.root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    before = {logger: logger.disabled for logger in known}
    yield
    for logger, disabled in before.items():
        logger.disabled = disabled


def test_rooms_import_downwards_only() -> None:
    told = io.StringIO()
    with contextlib.redirect_stdout(told), every_logger_speaks_on():
        code = cli.lint_imports(no_cache=True)
    assert code == 0, told.getvalue()


def test_each_room_takes_from_outside_only_what_it_is_there_for() -> None:
    inside = set(sys.stdlib_module_names) | {"intman_desktop"}
    taken = {
        (place_of(file), outside)
        for file in SOURCES
        for outside in {module.split(".")[0] for module in imports_of(file)} - inside
        if outside not in ALLOWED.get(room_of(file), frozenset())
    }
    assert taken == set()


def test_no_room_is_allowed_what_none_of_its_files_takes() -> None:
    taken = {(room_of(file), module.split(".")[0]) for file in SOURCES for module in imports_of(file)}
    assert {(room, name) for room, names in ALLOWED.items() for name in names} - taken == set()


def test_no_file_knows_a_way_into_the_network() -> None:
    reached = {
        (place_of(file), name)
        for file in SOURCES
        for module in imports_of(file)
        for name in names_above(module) & NEVER
    }
    assert reached - set(EXCEPTIONS) == set()


def test_every_exception_is_still_needed() -> None:
    for place in LONG_FILES:
        assert (PACKAGE / place).read_text(encoding="utf-8").count("\n") > LONGEST_FILE
    for place, module in EXCEPTIONS:
        assert module in {name for found in imports_of(PACKAGE / place) for name in names_above(found)}


def test_a_file_fits_one_thought_and_says_which() -> None:
    lines = {place_of(file): file.read_text(encoding="utf-8").count("\n") for file in SOURCES}
    too_long = {place: count for place, count in lines.items() if count > LONGEST_FILE}
    silent = [place_of(file) for file in SOURCES if parsed(file).body and not ast.get_docstring(parsed(file))]
    assert set(too_long) - set(LONG_FILES) == set(), too_long
    assert silent == []


def test_the_keys_of_the_store_stay_with_the_vault_and_with_what_keeps_it() -> None:
    """So no page sees one; ``Vault`` says it of ``driver``, ``engine``, ``data_key`` and ``former_keys``."""
    named = re.compile(r"data_key|former_key|\bvault\.(?:driver|engine)\b")
    elsewhere = [file for file in SOURCES if not place_of(file).startswith(("vault/", "services/keeping/"))]
    assert {"ui", "services", "jobs", "cli"} <= {room_of(file) for file in elsewhere}
    assert [place_of(file) for file in elsewhere if named.search(file.read_text(encoding="utf-8"))] == []


def test_rules_and_values_know_no_clock_and_no_file() -> None:
    pure = [file for file in SOURCES if room_of(file) in ("rules", "values")]
    assert {room_of(file) for file in pure} == {"rules", "values"}
    faults = {}
    for file in pure:
        known = {module.split(".")[0] for module in imports_of(file)} & IMPURE
        known |= {"intman_desktop.language", "intman_desktop.paths"} & set(imports_of(file))
        known |= called_names(file) & {
            "today", "now", "utcnow", "open", "read_text", "read_bytes", "print", "input",
        }  # fmt: skip
        if known:
            faults[place_of(file)] = known
    assert faults == {}


def called_names(file: Path) -> set[str]:
    """Return the names of what a file calls, each without what stands before its dot."""
    called = {node.func for node in ast.walk(parsed(file)) if isinstance(node, ast.Call)}
    return {
        function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        for function in called
    }


def test_nothing_is_translated_before_the_language_is_known() -> None:
    early = [
        f"{place_of(file)}:{node.lineno}"
        for file in SOURCES
        for node in at_import_time(parsed(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext", "pgettext")
    ]
    assert early == []
