"""How a person is named: in lists, in a letter to her, on its envelope."""

from __future__ import annotations

from intman_desktop.values.case_file import Client


def listed_name(family_name: str, given_name: str, designation: str) -> str:
    """Return "family name, given name"; of one name only that one; the designation where there is none."""
    return ", ".join(name for name in (family_name, given_name) if name) or designation


def letter_name(client: Client) -> str:
    """Return "given name family name", the designation where there is neither."""
    return " ".join(part for part in (client.given_name, client.family_name) if part) or client.designation


def address_lines(client: Client) -> tuple[str, ...]:
    """Return street and place, each on its line, as far as they are known."""
    place = " ".join(part for part in (client.postal_code, client.town) if part)
    return tuple(line for line in (client.street, place) if line)
