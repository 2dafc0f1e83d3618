"""What papers need of the office, in the words of the screen (E8), and who of it sees a case (E1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from intman_desktop.language import _, ngettext
from intman_desktop.rules.workers import folded_name, worker_named
from intman_desktop.values.office import Office, Worker

NEEDED = (
    "provider",
    "office",
    "controller",
    "controller_address",
    "data_protection_officer",
    "supervisory_authority",
    "purposes",
    "recipients",
    "storage_time",
    "workers",
)

LIST_MARKS: Final = "-–—•*·"
"""What people put before a line of a list."""

_NO_WORD: Final = f"{LIST_MARKS}_.…/?,"
"""What fills a field without saying anything."""


def missing_office_data(office: Office) -> tuple[str, ...]:
    """Return the names of the office's fields that a paper for clients still needs (Rule E8).

    A mark without a word, as a dash, fills no field.
    """
    return tuple(name for name in NEEDED if not is_filled(getattr(office, name)))


def office_words() -> dict[str, str]:
    """Return the fields of ``Office`` that papers need, by name, in words."""
    return {
        "provider": _("Träger"),
        "office": _("Standort"),
        "controller": _("Verantwortlich"),
        "controller_address": _("Anschrift des Verantwortlichen"),
        "data_protection_officer": _("Datenschutzbeauftragte Person"),
        "supervisory_authority": _("Aufsichtsbehörde"),
        "purposes": _("Zwecke"),
        "recipients": _("Empfänger"),
        "storage_time": _("Dauer der Speicherung"),
        "workers": _("Wer hier berät"),
    }


def named_fields(names: Sequence[str], most: int | None = None) -> str:
    """Return fields that papers need in a row of words; beyond ``most`` of them only how many follow."""
    words = office_words()
    named = ", ".join(words[name] for name in names[:most])
    more = len(names) - len(names[:most])
    if not more:
        return named
    return ngettext("{names} und {count} weitere", "{names} und {count} weitere", more).format(
        names=named, count=more
    )


def colleagues_of(office: Office, worker: Worker) -> tuple[str, ...]:
    """Return the names of who else counsels in this store: they can open every case (Rule E1)."""
    return tuple(each.name for each in office.workers if each.code != worker.code and each.name.strip())


def substitutes_of(office: Office, workers: Iterable[Worker], let_in: Iterable[str]) -> tuple[str, ...]:
    """Return the substitutes by name: those of ``workers``, and whom a way of their own lets in (Rule E1).

    ``let_in`` are the names of such ways; one of somebody who counsels here is no substitute's.
    """
    entered = [worker.substitute for worker in workers]
    named = [*entered, *(name for name in let_in if worker_named(office, name) is None)]
    found: dict[str, str] = {}
    for name in filter(None, map(str.strip, named)):
        found.setdefault(folded_name(name), name)
    return tuple(found.values())


def is_filled(value: object) -> bool:
    """Return whether a field of the office, or a line of one, says something: a mark alone does not."""
    if not isinstance(value, str):
        return bool(value)
    return any(sign not in _NO_WORD and not sign.isspace() for sign in value)
