"""What papers need of the office, in the words of the screen: named wherever it is missing (E8)."""

from __future__ import annotations

from collections.abc import Sequence

from intman_desktop.language import _, ngettext
from intman_desktop.values.office import Office

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


def missing_office_data(office: Office) -> tuple[str, ...]:
    """Return the names of the office's fields that a paper for clients still needs (Rule E8)."""
    return tuple(name for name in NEEDED if not _filled(getattr(office, name)))


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


def _filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)
