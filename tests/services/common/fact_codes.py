"""Every fact code in the sources, with the values that come with it, read from the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import intman_desktop

PACKAGE = Path(intman_desktop.__file__).parent
ROOMS = ("rules", "services", "reporting", "gdpr", "exchange", "profiles", "cli")
# What makes a fact, with the place of the code among its arguments.
MAKERS = {"Explanation": 0, "UnclearDate": 0, "FaultyName": 0, "Refused": 0, "Fault": 1}
# Functions that hand a code on to one of them, by file, with the place of the code.
FORWARDERS = {
    "rules/chain.py": {"_closed": 1},
    "reporting/plausibility.py": {"_facts": 1},
}


@dataclass(frozen=True)
class FactCall:
    """One place where a fact is made; ``values`` is None where they cannot be read off."""

    place: str
    code: str
    values: frozenset[str] | None


@dataclass(frozen=True)
class Unread:
    """A place whose code is not written there."""

    place: str
    source: str


@cache
def fact_calls(rooms: tuple[str, ...] = ROOMS) -> tuple[list[FactCall], list[Unread]]:
    """Return every fact that the rooms make, and the places where the code could not be read."""
    calls: list[FactCall] = []
    unread: list[Unread] = []
    for room in rooms:
        for file in sorted((PACKAGE / room).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            where = file.relative_to(PACKAGE).as_posix()
            makers = {**MAKERS, **FORWARDERS.get(where, {})}
            for function, call, place_of_code in _calls(tree, makers):
                codes = [
                    code
                    for code in (
                        _texts(call.args[place_of_code], (function, tree))
                        if len(call.args) > place_of_code
                        else ()
                    )
                    if code
                ]
                if not codes:
                    unread.append(Unread(where, ast.unparse(call)))
                given = call.args[place_of_code + 1 :]
                made_here = not isinstance(call.func, ast.Name) or call.func.id in MAKERS
                values = _values(call, given, function) if made_here else None
                calls += [FactCall(f"{where}:{call.lineno}", code, values) for code in codes]
    return calls, unread


def _calls(tree: ast.AST, makers: dict[str, int]) -> Iterator[tuple[ast.AST, ast.Call, int]]:
    """Yield every call that makes a fact, the innermost function around it, and the place of the code."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name in makers:
            around = [f for f in functions if f.lineno <= call.lineno <= (f.end_lineno or 0)]
            yield (max(around, key=lambda f: f.lineno) if around else tree), call, makers[name]


def _texts(node: ast.AST, scopes: tuple[ast.AST, ast.AST]) -> Iterator[str]:
    """Yield the texts an expression can have, as far as they stand in the file.

    A text, one of two, what a name or a table was given, what a function of the file returns.
    ``scopes`` are the function around the call and the file.
    """
    function, tree = scopes
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, scopes)
        yield from _texts(node.orelse, scopes)
    elif isinstance(node, ast.Name):
        for value in _given(node.id, function):
            yield from _texts(value, scopes)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        for table in _given(node.value.id, tree):
            for value in table.values if isinstance(table, ast.Dict) else ():
                yield from _texts(value, scopes)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        for called in ast.walk(tree):
            if isinstance(called, ast.FunctionDef) and called.name == node.func.id:
                for back in ast.walk(called):
                    if isinstance(back, ast.Return) and back.value is not None:
                        yield from _texts(back.value, (called, tree))


def _given(name: str, function: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in node.targets
        ):
            yield node.value


def _values(call: ast.Call, given_args: list[ast.expr], function: ast.AST) -> frozenset[str] | None:
    names: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg is None:
            return None
        names.add(keyword.arg)
    if not given_args:
        return frozenset(names)
    given = given_args[0]
    if isinstance(given, ast.Tuple):
        return _pairs(given)
    tables = list(_given(given.id, function)) if isinstance(given, ast.Name) else [given]
    if not tables or not all(isinstance(table, ast.Dict) for table in tables):
        return None
    found = [_keys(table) for table in tables if isinstance(table, ast.Dict)]
    if any(each is None for each in found):
        return None
    return frozenset(names.union(*(each for each in found if each is not None)))


def _keys(table: ast.Dict) -> set[str] | None:
    if not all(isinstance(key, ast.Constant) for key in table.keys):
        return None
    return {str(key.value) for key in table.keys if isinstance(key, ast.Constant)}


def _pairs(table: ast.Tuple) -> frozenset[str] | None:
    """Return the names of a tuple of (name, value) pairs, as faults carry them."""
    names = [pair.elts[0] for pair in table.elts if isinstance(pair, ast.Tuple)]
    if len(names) < len(table.elts) or not all(isinstance(name, ast.Constant) for name in names):
        return None
    return frozenset(str(name.value) for name in names if isinstance(name, ast.Constant))
