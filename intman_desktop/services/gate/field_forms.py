"""The catalogue's fields of one case as a form: labels, lists, what is held, what is closed (I8, I10, E3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from intman_desktop.language import current_language
from intman_desktop.profiles import CLIENT, FieldKind, Profile
from intman_desktop.profiles.parts import Field
from intman_desktop.profiles.profile import split_choices
from intman_desktop.rules import gate
from intman_desktop.services.common.admission import whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.gated import closed_fields, without_closed
from intman_desktop.values.case_file import Answer, CaseFile, Client
from intman_desktop.values.codes import BirthPrecision, Block, Sex
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import FieldView, FilledField, Options

BIRTH = "birth"
"""The kind of the date of birth, which may be known only in part: ``1990``, ``1990-03``, ``1990-03-05``.

A tilde before it marks it as uncertain."""

_BIRTH_DATE = "birth_date"
_UNCERTAIN = "~"
_LENGTHS = {BirthPrecision.YEAR: 4, BirthPrecision.MONTH: 7, BirthPrecision.DAY: 10}


def filled_fields(
    desk: Desk, case_id: int, blocks: Collection[Block] = tuple(Block)
) -> tuple[FilledField, ...]:
    """Return the fields of ``blocks`` in their order with what the case holds. Raises ``NotFound``."""
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
    return fields_in(desk.profile, file, desk.today(), blocks)


def fields_in(
    profile: Profile, file: CaseFile, today: date, blocks: Collection[Block]
) -> tuple[FilledField, ...]:
    """Return the fields of a case that has been read already; closed ones hold nothing (Rule E3)."""
    closed = closed_fields(profile, file.consents, today)
    reasons = {each.field: each.fact for each in closed}
    shown = without_closed(profile, file, closed)
    needs = gate.given(file.consents, today)
    found = []
    for of_field in profile.fields:
        if of_field.block in blocks:
            held = _held(of_field, shown)
            offered = _options(profile, of_field, held, today, needs)
            words = profile.search_words(of_field.list) if of_field.list else {}
            view = _view(of_field, offered, reasons.get(of_field.code), words)
            found.append(FilledField(view, held, file.client.version))
    return tuple(found)


def client_with(client: Client, values: Mapping[str, str]) -> Client:
    """Return the client with the named columns set from the values of their fields, as a form gives them.

    Raises ``ValueError`` for a value that no widget of the field gives.
    """
    columns: dict[str, Any] = {}
    for code, value in values.items():
        if code == _BIRTH_DATE:
            columns |= _birth_columns(value)
        elif code in ("adult", "section_24", "interpreter_needed"):
            columns[code] = {"yes": True, "no": False, "": None}[value]
        elif code == "sex":
            columns[code] = Sex(value) if value else None
        else:
            columns[code] = value
    return replace(client, **columns)


def birth_value(on: date | None, precision: BirthPrecision, *, uncertain: bool = False) -> str:
    """Return a date of birth as the value of its field; empty where nothing is known."""
    if on is None or precision is BirthPrecision.UNKNOWN:
        return ""
    return (_UNCERTAIN if uncertain else "") + on.isoformat()[: _LENGTHS[precision]]


def _birth_columns(value: str) -> dict[str, Any]:
    known = value.removeprefix(_UNCERTAIN)
    if not known:
        return {"birth_date": None, "birth_precision": BirthPrecision.UNKNOWN, "birth_uncertain": False}
    precision = next(each for each, length in _LENGTHS.items() if length == len(known))
    on = date.fromisoformat(known + "-01-01"[len(known) - 4 :] if len(known) < 10 else known)
    return {
        "birth_date": on,
        "birth_precision": precision,
        "birth_uncertain": value.startswith(_UNCERTAIN),
    }


def _held(of_field: Field, file: CaseFile) -> tuple[Answer, ...]:
    if of_field.source != CLIENT:
        mine = (answer for answer in file.answers if answer.field == of_field.code)
        return tuple(sorted(mine, key=lambda answer: (answer.valid_from or date.min, answer.id)))
    if of_field.code == _BIRTH_DATE:
        client = file.client
        value = birth_value(client.birth_date, client.birth_precision, uncertain=client.birth_uncertain)
    else:
        value = _written(getattr(file.client, of_field.code))
    return (Answer(of_field.code, value),) if value else ()


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _options(
    profile: Profile, of_field: Field, held: Iterable[Answer], today: date, needs: Collection[str]
) -> Options:
    """Return what is on offer today and, after it, codes that are held but no longer offered.

    Where a list tells on which law its entries rest, the label says it: by its section a title is known.
    """
    if not of_field.list:
        return ()
    language = current_language()
    offered = {item.code for item in profile.offered(of_field.list, today, needs)}
    used = {code for answer in held for code in split_choices(answer.value)}
    return tuple(
        (item.code, _with_law(profile.label(of_field.list, item.code, language), item.mark("legal_basis")))
        for item in profile.list(of_field.list)
        if item.code in offered | used
    )


def _with_law(label: str, law: str) -> str:
    return f"{label} ({law})" if law else label


def _view(
    of_field: Field, options: Options, closed: Explanation | None, words: Mapping[str, tuple[str, ...]]
) -> FieldView:
    birth = of_field.source == CLIENT and of_field.code == _BIRTH_DATE
    return FieldView(
        of_field.code,
        of_field.block,
        BIRTH if birth and of_field.kind is FieldKind.DATE else of_field.kind.value,
        of_field.labels[current_language()],
        options,
        of_field.dated,
        of_field.core,
        of_field.source == CLIENT,
        closed,
        of_field.lines,
        words,
        of_field.ends,
    )
