"""What a file may leave out that does not follow from the default of its field (``docs/formats.md``).

Both are asked of the JSON as it came: in the values read from it nobody sees any more what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from intman_desktop.values.codes import BirthPrecision

_NEW_YEAR = "-01-01"


def say_births(cases: Any) -> None:
    """Write into each client with a birth and no word of its precision that the day is known (Rule I8).

    01.01. is hardly true, so it is uncertain. ``cases`` is the list of a file, of whatever form it may be.
    """
    for client in (case.get("client") for case in _objects(cases)):
        if not isinstance(client, dict) or "birth_precision" in client:
            continue
        born = client.get("birth_date")
        if isinstance(born, str):
            client["birth_precision"] = BirthPrecision.DAY.value
            if born.endswith(_NEW_YEAR) and client.get("birth_uncertain", False) is False:
                client["birth_uncertain"] = True


def without_counts(talks: Any) -> Iterator[tuple[int, int]]:
    """Yield row of the talk and own row of each participant of whom nobody says if the talk counts (P5)."""
    if not isinstance(talks, list):
        return
    for row, talk in enumerate(talks):
        people = talk.get("participants") if isinstance(talk, dict) else None
        for number, person in enumerate(people if isinstance(people, list) else ()):
            if isinstance(person, dict) and "counts" not in person:
                yield row, number


def _objects(listed: Any) -> Iterator[dict[str, Any]]:
    return (each for each in (listed if isinstance(listed, list) else ()) if isinstance(each, dict))
