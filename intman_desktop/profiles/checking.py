"""Faults of a profile that was read: one sentence for each, with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields as fields_of
from datetime import date
from typing import TypeAlias

from intman_desktop.language import LANGUAGES, _
from intman_desktop.profiles.countable import COUNTABLE, FLAGS
from intman_desktop.profiles.list_names import ListName
from intman_desktop.profiles.parts import ANSWER, CLIENT, Field, FieldKind, Item
from intman_desktop.profiles.profile import ERASED, OTHERS, UNKNOWN, Profile
from intman_desktop.rules.gate import is_need
from intman_desktop.values.case_file import Client
from intman_desktop.values.figures import FigureDefinition, SheetDefinition

Faults: TypeAlias = list[tuple[str, str]]

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]*")
_RESERVED = frozenset({ERASED, OTHERS})
_CHOICES = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})


def is_code(text: str) -> bool:
    """Return whether a text can be the code of an entry of a list."""
    return _CODE.fullmatch(text) is not None


def check_profile(profile: Profile) -> Faults:
    """Return every fault of a profile as (place, sentence)."""
    return [
        *_labels("profile.toml", profile.labels),
        *_parameters(profile),
        *_lists(profile),
        *_fields(profile),
        *_sheets(profile),
        *_editable(profile),
        *_phrases(profile),
    ]


def _labels(place: str, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        if not labels.get(language, "").strip():
            yield place, _("Die Bezeichnung auf „{language}“ fehlt.").format(language=language)


def _doubled(place: str, codes: Iterable[object]) -> Iterator[tuple[str, str]]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield place, _("„{code}“ steht {count}-mal da.").format(code=code, count=count)


def _parameters(profile: Profile) -> Iterator[tuple[str, str]]:
    place = "profile.toml"
    for code in profile.defaults.quick_topics:
        if profile.lists.get(ListName.TOPICS) and profile.item(ListName.TOPICS, code) is None:
            yield place, _unknown(code)
    last = 0
    for rule in profile.figures.due:
        if (rule.first_year or 0) != (last + 1 if last else 0) or (rule.last_year or 9998) <= last:
            yield place, _("Die Fristen der Kennzahlen schließen nicht aneinander an.")
        last = rule.last_year or 9998
        try:
            date(2001, rule.month, rule.day)
        except ValueError:
            yield place, _("Eine Frist der Kennzahlen ist kein Tag.")
    if last != 9998:
        yield place, _("Für die letzten Jahre fehlt eine Frist der Kennzahlen.")


def _unknown(code: object) -> str:
    return _("„{code}“ gibt es nicht.").format(code=code)


def _lists(profile: Profile) -> Iterator[tuple[str, str]]:
    for required in ListName:
        if not profile.lists.get(required):
            yield f"{required}.csv", _("Die Liste fehlt oder ist leer.")
    for name, items in profile.lists.items():
        place = f"{name}.csv"
        yield from _doubled(place, (item.code for item in items))
        codes = {item.code for item in items}
        for item in items:
            yield from _item(f"{place}, {item.code}", item, codes)


def _item(place: str, item: Item, codes: set[str]) -> Iterator[tuple[str, str]]:
    if not is_code(item.code) or item.code in _RESERVED:
        yield place, _("Der Code ist nicht erlaubt.")
    yield from _labels(place, item.labels)
    if not is_need(item.need):
        yield place, _unknown(item.need)
    if item.valid_from and item.valid_to and item.valid_to < item.valid_from:
        yield place, _("Die Gültigkeit endet vor ihrem Beginn.")
    if item.mark("counts_as") and item.mark("counts_as") not in codes:
        yield place, _unknown(item.mark("counts_as"))


def _fields(profile: Profile) -> Iterator[tuple[str, str]]:
    columns = {each.name for each in fields_of(Client)}
    yield from _doubled("fields.toml", (each.code for each in profile.fields))
    for each in profile.fields:
        yield from _field(f"fields.toml, {each.code}", each, profile, columns)


def _field(place: str, field: Field, profile: Profile, columns: set[str]) -> Iterator[tuple[str, str]]:
    if not is_code(field.code):
        yield place, _("Der Code ist nicht erlaubt.")
    yield from _labels(place, field.labels)
    if not is_need(field.need):
        yield place, _unknown(field.need)
    if (field.kind in _CHOICES) != bool(field.list) or (field.list and field.list not in profile.lists):
        yield place, _("Die Liste der Auswahl fehlt oder passt nicht.")
    if field.source not in (CLIENT, ANSWER):
        yield place, _unknown(field.source)
    if field.need_area and all(
        item.code != field.need_area for item in profile.lists.get(ListName.GOAL_AREAS, ())
    ):
        yield place, _unknown(field.need_area)
    if field.source == CLIENT and (field.code not in columns or field.dated):
        yield place, _("Das Feld passt zu keiner Angabe der Person.")
    if field.ends and not field.dated:
        yield place, _("Ein Ende hat nur ein Wert, der seine Gültigkeit behält.")


def _editable(profile: Profile) -> Iterator[tuple[str, str]]:
    yield from _doubled("profile.toml", (each.name for each in profile.editable))
    for each in profile.editable:
        place = f"profile.toml, {each.name}"
        yield from _labels(place, each.labels)
        if each.name not in profile.lists:
            yield place, _unknown(each.name)
        for labels in each.flags.values():
            yield from _labels(place, labels)


def _phrases(profile: Profile) -> Iterator[tuple[str, str]]:
    yield from _doubled("phrases.toml", (each.code for each in profile.phrases))
    areas = {item.code for item in profile.lists.get(ListName.GOAL_AREAS, ())}
    for each in profile.phrases:
        place = f"phrases.toml, {each.code}"
        if not is_code(each.code):
            yield place, _("Der Code ist nicht erlaubt.")
        if each.area not in areas:
            yield place, _unknown(each.area)
        if not is_need(each.need):
            yield place, _unknown(each.need)
        if not each.goal.strip() or not all(measure.what.strip() for measure in each.measures):
            yield place, _("Hier fehlt ein Text.")


def _sheets(profile: Profile) -> Iterator[tuple[str, str]]:
    yield from _doubled("figures", ((each.code, each.version) for each in profile.sheets))
    if not profile.sheets:
        yield "figures", _("Es gibt keine Festlegung der Kennzahlen.")
    for sheet in profile.sheets:
        yield from _sheet(f"{sheet.code}.toml", sheet, profile)


def _sheet(place: str, sheet: SheetDefinition, profile: Profile) -> Iterator[tuple[str, str]]:
    yield from _labels(place, sheet.labels)
    if sheet.last_year is not None and sheet.last_year < sheet.first_year:
        yield place, _("Die Gültigkeit endet vor ihrem Beginn.")
    yield from _doubled(place, (figure.code for figure in sheet.figures))
    for note in sheet.notes:
        yield from _labels(place, note)
    for figure in sheet.figures:
        yield from _figure(f"{place}, {figure.code}", figure, profile)


def _figure(place: str, figure: FigureDefinition, profile: Profile) -> Iterator[tuple[str, str]]:
    yield from _labels(place, figure.labels)
    yield from _labels(place, figure.explains)
    for so_far in filter(None, (figure.labels_so_far, figure.explains_so_far)):
        yield from _labels(place, so_far)
    if not is_code(figure.code):
        yield place, _("Der Code ist nicht erlaubt.")
    if not is_need(figure.need):
        yield place, _unknown(figure.need)
    columns = COUNTABLE.get(figure.counts)
    if columns is None:
        yield place, _unknown(figure.counts)
        return
    for column in (*filter(None, (figure.breakdown,)), *figure.filters):
        if column not in columns:
            yield place, _unknown(column)
    if "age" in figure.filters:
        yield place, _("Nach dem Alter kann nur aufgeschlüsselt werden.")
    if figure.list and (figure.list not in profile.lists or not figure.breakdown):
        yield place, _unknown(figure.list)
    for column, value in figure.filters.items():
        if column in FLAGS and value not in ("yes", "no", UNKNOWN):
            yield place, _unknown(value)
