"""Profiles from their files; everything is read first, then all faults are told at once."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from intman_desktop.language import _
from intman_desktop.paths import resource
from intman_desktop.profiles.checking import Faults, check_profile
from intman_desktop.profiles.parts import (
    ANSWER,
    Defaults,
    DueRule,
    EditableList,
    Field,
    FieldKind,
    FigureRules,
    Item,
)
from intman_desktop.profiles.profile import Profile
from intman_desktop.profiles.troubles import ProfileFaulty, ProfileMissing
from intman_desktop.values.codes import Actor, Block
from intman_desktop.values.figures import FigureDefinition, SheetDefinition
from intman_desktop.values.office import Phrase, PhraseMeasure

FORMAT = 1
"""The version of the files' form that this program reads (``docs/formats.md``)."""

_ITEM_COLUMNS = frozenset({"code", "de", "en", "need", "valid_from", "valid_to"})


@lru_cache(maxsize=8)
def load_profile(code: str) -> Profile:
    """Return the profile of a Land, checked. Raises ``ProfileMissing``, ``ProfileFaulty``."""
    if code not in available_profiles():
        raise ProfileMissing(code=code)
    return read_profile(resource("profiles", code))


def available_profiles() -> tuple[str, ...]:
    """Return the codes of the profiles that came with the program."""
    return tuple(sorted(path.parent.name for path in resource("profiles").glob("*/profile.toml")))


def read_profile(folder: Path) -> Profile:
    """Read and check the profile in ``folder``. Raises ``ProfileFaulty`` with a sentence per fault."""
    faults: Faults = []
    try:
        profile = _build(folder, faults)
    except _Unreadable as broken:
        faults.append(broken.fault)
    else:
        faults += check_profile(profile)
    if faults:
        raise ProfileFaulty(folder.name, faults)
    return profile


class _Unreadable(Exception):
    """A file cannot be read at all; ``fault`` says where and why."""

    def __init__(self, place: str, sentence: str) -> None:
        super().__init__(place)
        self.fault = (place, sentence)


class _Table:
    """A table of a TOML file, asked for by name and type; what is wrong names its place."""

    def __init__(self, place: str, content: Mapping[str, Any]) -> None:
        self.place = place
        self._content = content

    def get(self, name: str, kind: type[Any], default: Any = None) -> Any:
        value = self._content.get(name, default)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise _Unreadable(self.place, _("„{name}“ fehlt oder ist von falscher Art.").format(name=name))
        return value

    def number(self, name: str) -> int | None:
        return int(self.get(name, int)) if name in self._content else None

    def table(self, name: str) -> _Table:
        return _Table(f"{self.place}, {name}", self.get(name, dict))

    def tables(self, name: str) -> Iterator[_Table]:
        for number, content in enumerate(self.get(name, list, []), start=1):
            place = f"{self.place}, {name} {number}"
            if not isinstance(content, dict):
                raise _Unreadable(place, _("Hier wird eine Tabelle erwartet."))
            yield _Table(place, content)

    def texts(self, name: str) -> dict[str, str]:
        return {str(key): str(value) for key, value in self.get(name, dict, {}).items()}

    def member(self, name: str, kind: type[Any]) -> Any:
        value = self.get(name, str)
        try:
            return kind(value)
        except ValueError:
            sentence = _("„{value}“ ist für „{name}“ nicht vorgesehen.").format(value=value, name=name)
            raise _Unreadable(self.place, sentence) from None


def _toml(path: Path) -> _Table:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _Unreadable(path.name, _("Die Datei fehlt.")) from None
    except ValueError:  # not UTF-8, or not TOML
        raise _Unreadable(path.name, _("Die Datei ist nicht lesbar.")) from None
    table = _Table(path.name, content)
    if table.get("format", int) != FORMAT:
        raise _Unreadable(path.name, _("Die Datei ist von einer anderen Version des Programms."))
    return table


def _build(folder: Path, faults: Faults) -> Profile:
    top = _toml(folder / "profile.toml")
    lists = {path.stem: _list(path, faults) for path in sorted((folder / "lists").glob("*.csv"))}
    figures = top.table("figures")
    names = figures.get("sheets", list)
    return Profile(
        code=top.get("code", str),
        version=top.get("version", int),
        labels=top.texts("labels"),
        programme=top.get("programme", str),
        defaults=_defaults(top.table("defaults")),
        figures=FigureRules(
            tuple(_due(each) for each in figures.tables("due")), figures.get("smallest_handed_on", int)
        ),
        lists=lists,
        fields=tuple(_field(each) for each in _toml(folder / "fields.toml").tables("field")),
        sheets=tuple(_sheet(_toml(folder / "figures" / f"{name}.toml"), lists) for name in names),
        phrases=_phrases(folder / "phrases.toml"),
        editable=tuple(_editable(each) for each in top.tables("editable_list")),
    )


def _editable(table: _Table) -> EditableList:
    flags = {each.get("column", str): each.texts("labels") for each in table.tables("flag")}
    return EditableList(
        table.get("name", str), table.texts("labels"), flags, table.get("marked", bool, False)
    )


def _phrases(path: Path) -> tuple[Phrase, ...]:
    """Return the phrases of goals; a profile may come without any."""
    return tuple(_phrase(each) for each in _toml(path).tables("phrase")) if path.exists() else ()


def _phrase(table: _Table) -> Phrase:
    return Phrase(
        code=table.get("code", str),
        area=table.get("area", str),
        goal=table.get("goal", str),
        seen_by=table.get("seen_by", str, ""),
        months=table.number("months"),
        measures=tuple(
            PhraseMeasure(each.get("what", str), each.member("who", Actor), each.get("third_party", str, ""))
            for each in table.tables("measure")
        ),
        need=table.get("need", str, "basic"),
    )


def _defaults(table: _Table) -> Defaults:
    return Defaults(
        warning_days=tuple(table.get("warning_days", list)),
        review_interval_months=table.get("review_interval_months", int),
        deletion_days=table.get("deletion_days", int),
        backup_max_age_days=table.get("backup_max_age_days", int),
        dormant_max_months=table.get("dormant_max_months", int),
        no_contact_months=table.get("no_contact_months", int),
        journal_years=table.get("journal_years", int),
        quick_topics=tuple(table.get("quick_topics", list)),
    )


def _due(table: _Table) -> DueRule:
    years = (table.number("first_year"), table.number("last_year"))
    return DueRule(table.get("month", int), table.get("day", int), *years)


def _field(table: _Table) -> Field:
    return Field(
        code=table.get("code", str),
        block=table.member("block", Block),
        kind=table.member("kind", FieldKind),
        labels=table.texts("labels"),
        list=table.get("list", str, ""),
        need=table.get("need", str),
        source=table.get("source", str, ANSWER),
        dated=table.get("dated", bool, False),
        core=table.get("core", bool, False),
        need_area=table.get("need_area", str, ""),
        need_values=tuple(table.get("need_values", list, [])),
        lines=table.get("lines", int, 1),
        ends=table.get("ends", bool, False),
    )


def _sheet(table: _Table, lists: Mapping[str, tuple[Item, ...]]) -> SheetDefinition:
    return SheetDefinition(
        code=table.get("code", str),
        version=table.get("version", int),
        labels=table.texts("labels"),
        first_year=table.get("first_year", int),
        last_year=table.number("last_year"),
        figures=tuple(_figure(each, lists) for each in table.tables("figure")),
        notes=tuple({"de": each.get("de", str), "en": each.get("en", str)} for each in table.tables("note")),
    )


def _figure(table: _Table, lists: Mapping[str, tuple[Item, ...]]) -> FigureDefinition:
    name = table.get("list", str, "")
    items = lists.get(name, ())
    return FigureDefinition(
        code=table.get("code", str),
        counts=table.get("counts", str),
        breakdown=table.get("breakdown", str, ""),
        labels=table.texts("labels"),
        explains=table.texts("explains"),
        filters=table.texts("filters"),
        list=name,
        cells=tuple(item.code for item in items),
        counted_as={item.code: item.mark("counts_as") for item in items if item.mark("counts_as")},
        need=table.get("need", str),
        labels_so_far=table.texts("labels_so_far"),
        explains_so_far=table.texts("explains_so_far"),
    )


def _list(path: Path, faults: Faults) -> tuple[Item, ...]:
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise _Unreadable(path.name, _("Die Datei ist nicht lesbar.")) from None
    return tuple(_item(f"{path.name}, {line}", row, faults) for line, row in enumerate(rows, start=2))


def _item(place: str, row: dict[str | None, Any], faults: Faults) -> Item:
    if None in row or None in row.values():
        raise _Unreadable(place, _("Die Zeile hat nicht so viele Spalten wie die erste."))
    cells = {str(name): str(value) for name, value in row.items()}
    return Item(
        code=cells.get("code", ""),
        labels={"de": cells.get("de", ""), "en": cells.get("en", "")},
        need=cells.get("need", "") or "basic",
        valid_from=_day(place, cells.get("valid_from", ""), faults),
        valid_to=_day(place, cells.get("valid_to", ""), faults),
        marks={name: value for name, value in cells.items() if name not in _ITEM_COLUMNS},
    )


def _day(place: str, text: str, faults: Faults) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.append((place, _("„{value}“ ist kein Tag.").format(value=text)))
        return None
