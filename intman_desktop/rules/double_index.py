"""Many people against many: only those are compared that can be doubles at all (scenarios "Doubles")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from intman_desktop.rules.doubles import Double, names_alike, possible_doubles, swapped
from intman_desktop.values.case_file import Client


class DoubleIndex:
    """Clients by what a double must share: the name as it folds, or the day of birth, also turned."""

    def __init__(self, people: Iterable[tuple[str, Client]] = ()) -> None:
        self._by_name: dict[str, list[tuple[str, Client]]] = defaultdict(list)
        self._by_birth: dict[date, list[tuple[str, Client]]] = defaultdict(list)
        for key, client in people:
            self.add(key, client)

    def add(self, key: str, client: Client) -> None:
        """Take one more client in under ``key``."""
        self._by_name[names_alike(client)].append((key, client))
        if client.birth_date is not None:
            self._by_birth[client.birth_date].append((key, client))

    def of(self, client: Client) -> tuple[Double, ...]:
        """Return what ``doubles.possible_doubles`` finds among all that were added."""
        found = dict(self._by_name.get(names_alike(client), ()))
        for day in (client.birth_date, swapped(client.birth_date)):
            if day is not None:
                found |= self._by_birth.get(day, ())
        return possible_doubles(client, found.items())
