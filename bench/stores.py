"""Stores full of invented people to measure on: the invented office, each person with thirty talks.

They are filled with the program's own bulk statements, a stretch of people at a time, so that twenty
thousand people fit into the memory of any machine.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

from intman_desktop.models.writing import add_case_files
from intman_desktop.sample import work
from intman_desktop.sample.office import LAST_DAY, invented_office, the_office
from intman_desktop.sealing import FLOOR
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.directory import services_list
from intman_desktop.services.keeping.stores import create_store, desk_of, open_store
from intman_desktop.values import case_file as v

PASSPHRASE = "Gemessen wird mit Muster"  # noqa: S105 - of a store that lives for minutes
NOON = datetime.datetime.combine(LAST_DAY, datetime.time(12), datetime.UTC)
TALKS_EACH = 30

_STRETCH = 500
_REMARKS = (
    "Brief vom Jobcenter gemeinsam gelesen und den Termin notiert.",
    "Möchte vor dem nächsten Termin mit der Schwester sprechen.",
    "Die Wohnung ist klein und feucht, der Vermieter antwortet nicht.",
    "Hat die Unterlagen für die Ausländerbehörde vollständig mitgebracht.",
    "Der Kurs am Abend passt nicht zur Arbeit in der Bäckerei.",
    "Kindergarten hat für Januar einen Platz zugesagt.",
    "Fragt nach einer Dolmetscherin für das Gespräch in der Klinik.",
    "Bewerbung im Pflegeheim abgeschickt, Antwort steht aus.",
    "Mahnung der Stadtwerke: Ratenzahlung vorgeschlagen.",
    "Führerschein soll umgeschrieben werden, Übersetzung fehlt noch.",
    "Die Anerkennung des Zeugnisses dauert länger als angekündigt.",
    "Sohn wechselt nach den Ferien in die Regelklasse.",
    "Kontoeröffnung war beim zweiten Versuch möglich.",
    "Vormittags ist sie am besten zu erreichen, telefonisch eher abends.",
    "Zusammen den Antrag auf Wohngeld ausgefüllt.",
    "Im Verein angemeldet, Training ist immer donnerstags.",
    "Rückfrage beim Landratsamt wegen der Fahrkarte.",
    "Der Bescheid ist fehlerhaft, Widerspruch fristgerecht eingelegt.",
)


@contextmanager
def opened_store(folder: Path) -> Iterator[Desk]:
    """Yield the open desk over the filled store in ``folder``."""
    vault = open_store(folder, PASSPHRASE)
    try:
        yield desk_of(vault, today=lambda: LAST_DAY, now=lambda: NOON)
    finally:
        vault.close()


def fill(folder: Path, people: int, talks: int = TALKS_EACH) -> None:
    """Make a store in ``folder`` with ``people`` invented people (none: an empty one), and close it."""
    vault = create_store(folder, PASSPHRASE, the_office(), now=lambda: NOON, parameters=FLOOR).vault
    try:
        desk = desk_of(vault, today=lambda: LAST_DAY, now=lambda: NOON)
        services = frozenset(service.code for service in services_list(desk))
        for first in range(0, people, _STRETCH):
            files, held = _stretch(first, min(_STRETCH, people - first), talks, services)
            with vault.transaction() as connection:
                add_case_files(connection, files, held)
    finally:
        vault.close()


def _stretch(
    first: int, people: int, talks: int, services: frozenset[str]
) -> tuple[list[v.CaseFile], list[v.Talk]]:
    """Return the people from the ``first``-th on, and their talks in the order of their days."""
    random = Random(first)  # noqa: S311 - invented people, not secrets
    files: list[v.CaseFile] = []
    held: list[v.Talk] = []
    invented = invented_office(people, seed=first, services=services).cases
    for place, each in enumerate(invented, start=first):
        number = f"{each.case.number[:8]}{place + 1:05d}"
        file = replace(each, case=replace(each.case, number=number))
        own = _talks_of(file, talks, services, random)
        if files and place % 8 == 1:
            partner = files[-1].case.key
            own = [work.join(talk, partner) if at % 3 == 1 else talk for at, talk in enumerate(own)]
        files.append(file)
        held += own
    return files, sorted(held, key=lambda talk: (talk.on, talk.key))


def _talks_of(file: v.CaseFile, count: int, services: frozenset[str], random: Random) -> list[v.Talk]:
    """Return ``count`` talks of one person between the first talk and the end of the case."""
    first = file.needs_assessment.held_on if file.needs_assessment else file.case.opened_on
    span = ((file.case.ended_on or LAST_DAY) - first).days
    days = sorted(first + datetime.timedelta(days=random.randint(0, span)) for _ in range(count))
    return [
        replace(talk, participants=tuple(_remarked(each, random) for each in talk.participants))
        for talk in work.talks_of(file.case.key, tuple(days), LAST_DAY, services, random)
    ]


def _remarked(participant: v.Participant, random: Random) -> v.Participant:
    """Return the participant with one or two remarks more in the note, as no two notes are the same."""
    remarks = random.sample(_REMARKS, random.randint(1, 2))
    return replace(participant, note=" ".join((participant.note, *remarks)).strip())
