"""Technische und organisatorische Maßnahmen: what the program does, where it ends, what is the provider's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath

from intman_desktop.documents.frame import law_of
from intman_desktop.documents.holdings import holdings
from intman_desktop.documents.parts import Bullets, Composition, Facts, Heading, Part, Text, Together
from intman_desktop.documents.privacy_parts import (
    boxes,
    composed_about_office,
    made_by,
    measures_told,
    shared,
    stand,
    to_fill,
)
from intman_desktop.documents.wording import Value, Wording, wording
from intman_desktop.values.privacy_papers import SecurityMeasuresPaper

_TODO = ("device", "access", "backup", "people")


def compose(paper: SecurityMeasuresPaper) -> Composition:
    """Return the measures; raises ``OfficeDataMissing`` (Rule E8)."""
    texts = wording("security_measures", paper.language)
    return composed_about_office(paper, texts, _parts(paper, texts))


def _parts(paper: SecurityMeasuresPaper, texts: Wording) -> Iterator[Part]:
    common, law = shared(paper.language), law_of(paper.office.provider_law)
    yield made_by(paper)
    yield Text(texts.words("opening"))
    yield Heading(texts.words("does_head"))
    for area in holdings().areas():
        told = tuple(measures_told(holdings().measures_of(area), paper, paper.facts))
        yield Heading(common.words(f"area_{area}"), level=3)
        yield Bullets(told)
    yield Heading(texts.words("ends_head"))
    yield Bullets(texts.items("ends"))
    yield Heading(texts.words("todo_head"))
    values: dict[str, Value] = {**law, "backup_days": paper.office.backup_max_age_days}
    for name in _TODO:
        head = Heading(texts.words(f"todo_{name}_head"), level=3)
        places = (_places(paper, texts),) if name == "backup" else ()
        yield Together((head, *places, boxes(texts, f"todo_{name}", **values)))
    yield Facts(
        (
            to_fill(texts, "responsible", paper.language),
            to_fill(texts, "next_check", paper.language),
            stand(paper),
        )
    )


def _places(paper: SecurityMeasuresPaper, texts: Wording) -> Text:
    """Return the places of the backups by their last names: a whole path may name a person's account."""
    names = [PureWindowsPath(place).name or place for place in paper.office.backup_places]
    if not names:
        return Text(texts.words("todo_backup_none"))
    return Text(texts.words("todo_backup_places", places=", ".join(names)))
