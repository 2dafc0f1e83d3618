"""What the office makes of its profile – own entries, wordings, blocks, phrases – in one place (I10, Z4).

Everybody asks the profile that comes out of here: screens, papers, imports and figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intman_desktop.profiles.parts import Field, FieldKind, Item
from intman_desktop.profiles.profile import Profile
from intman_desktop.values.figures import SheetDefinition
from intman_desktop.values.office import ListEntry, Office, OwnBlock, Phrase

HIDDEN = {"choosable": "0"}
"""The mark of what is kept and understood but offered no more."""


def with_office(land: Profile, office: Office) -> Profile:
    """Return the profile of the Land as this office works with it; ``land`` itself stays as it is.

    Codes of supplied entries never change, so figures and stored cases stay right; an entry of the office's
    own counts in them under itself, also where it is offered no more (Rules K3, K7). What no list or area of
    the profile knows is left out.
    """
    if not (office.list_entries or office.own_blocks or office.phrases):
        return land
    by_list: dict[str, list[ListEntry]] = {}
    for entry in office.list_entries:
        by_list.setdefault(entry.list, []).append(entry)
    editable = {each.name for each in land.editable}
    lists = {
        name: _merged(items, by_list[name]) if name in by_list and name in editable else items
        for name, items in land.lists.items()
    }
    return replace(
        land,
        lists=lists,
        fields=(*land.fields, *map(field_of, office.own_blocks)),
        sheets=tuple(_counting(each, lists) for each in land.sheets),
        own_blocks=office.own_blocks,
        phrases=_phrases(land.phrases, office.phrases),
    )


def field_of(block: OwnBlock) -> Field:
    """Return the field whose answers are the text of a block of the office's own."""
    return Field(block.code, None, FieldKind.TEXT, {"de": block.title, "en": block.title}, need=block.need)


def _merged(items: Sequence[Item], entries: Sequence[ListEntry]) -> tuple[Item, ...]:
    """Return the items in the order of the entries; what the office never saw follows them."""
    supplied = {item.code: item for item in items}
    found: dict[str, Item] = {}
    for entry in entries:
        if entry.code in supplied:
            found.setdefault(entry.code, _reworded(supplied[entry.code], entry))
        elif entry.own:
            found.setdefault(entry.code, _own(entry))
    return (*found.values(), *(item for item in items if item.code not in found))


def _reworded(item: Item, entry: ListEntry) -> Item:
    labels = {**item.labels, "de": entry.label} if entry.label else item.labels
    return replace(item, labels=labels, marks={**item.marks, **HIDDEN} if entry.hidden else item.marks)


def _own(entry: ListEntry) -> Item:
    marks = dict.fromkeys(entry.flags, "1") | (HIDDEN if entry.hidden else {})
    return Item(entry.code, {"de": entry.label, "en": entry.label}, entry.need, marks=marks)


def _counting(sheet: SheetDefinition, lists: Mapping[str, Sequence[Item]]) -> SheetDefinition:
    """Return a definition whose figures have a cell for each entry of their lists, own ones last."""
    figures = (
        replace(each, cells=tuple(dict.fromkeys((*each.cells, *(item.code for item in lists[each.list])))))
        if each.list
        else each
        for each in sheet.figures
    )
    return replace(sheet, figures=tuple(figures))


def _phrases(supplied: Sequence[Phrase], changed: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Return the supplied phrases as the office changed them, its own behind them."""
    of_office = {phrase.code: phrase for phrase in changed}
    kept = [of_office.pop(phrase.code, phrase) for phrase in supplied]
    return (*kept, *of_office.values())
