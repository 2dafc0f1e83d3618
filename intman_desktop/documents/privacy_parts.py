"""What the papers for the data-protection officer have in common: who is responsible, what is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

import intman_desktop
from intman_desktop import sealing
from intman_desktop.documents.frame import (
    composed,
    fact,
    filled,
    law_of,
    office_address,
    office_contact,
    require_office_data,
)
from intman_desktop.documents.holdings import Measure
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import (
    Choice,
    Choices,
    Composition,
    Fact,
    Facts,
    Note,
    Part,
    Title,
)
from intman_desktop.documents.wording import Value, Wording, given, wording
from intman_desktop.values.office import Office
from intman_desktop.values.privacy_papers import PrivacyFacts

KIB = 1024


class _AboutOffice(Protocol):
    """What every one of these papers tells."""

    @property
    def office(self) -> Office: ...
    @property
    def issued_on(self) -> date: ...
    @property
    def language(self) -> str: ...


def shared(language: str) -> Wording:
    """Return the texts that these papers share."""
    return wording("privacy_papers", language)


def composed_about_office(paper: _AboutOffice, texts: Wording, parts: Iterable[Part]) -> Composition:
    """Put parts into a paper about the processing; raises ``OfficeDataMissing`` (Rule E8)."""
    require_office_data(paper.office)
    law = law_of(paper.office.provider_law)
    title = Title(texts.words("title"), texts.words("below", **law))
    return composed(texts, paper.office, paper.issued_on, parts, title=title, notice="notice_client")


def made_by(paper: _AboutOffice) -> Note:
    """Return what such a paper is and what it is not."""
    return Note(shared(paper.language).words("made_by"))


def responsible(paper: _AboutOffice, more: Iterable[Fact] = ()) -> Facts:
    """Return who is responsible, with the day and the program's version; ``more`` stands behind."""
    texts, office = shared(paper.language), paper.office
    return Facts(
        (
            *filled(
                (
                    fact(texts, "controller", given(f"{office.controller}\n{office.controller_address}")),
                    fact(texts, "provider", given(office.provider)),
                    fact(texts, "office", given(f"{office.office}\n{office_address(office)}")),
                    fact(texts, "contact", given(office_contact(office))),
                    fact(texts, "officer", given(office.data_protection_officer)),
                    fact(texts, "authority", given(office.supervisory_authority)),
                    fact(texts, "law", given(law_of(office.provider_law)["law_name"])),
                )
            ),
            *more,
            stand(paper),
        )
    )


def stand(paper: _AboutOffice) -> Fact:
    """Return the day of the paper with the program that made it."""
    texts = shared(paper.language)
    version = texts.words("program_version", version=intman_desktop.__version__)
    return fact(texts, "issued", (*texts.day(paper.issued_on), Span(" · "), *version))


def to_fill(texts: Wording, key: str, language: str) -> Fact:
    """Return a line that the provider fills in."""
    return fact(texts, key, (Span("…  ("), *shared(language).words("to_fill"), Span(")")))


def boxes(texts: Wording, key: str, **values: Value) -> Choices:
    """Return a list of things to tick, none of them ticked: the program cannot know them."""
    return Choices(tuple(Choice(with_room(text)) for text in texts.items(key, **values)))


def with_room(text: Words) -> Words:
    """Return a question with empty lines below it where it ends with a colon, to be answered by hand."""
    return (*text, Span("\n\n")) if plain(text).endswith(":") else text


def measures_told(measures: Iterable[Measure], paper: _AboutOffice, facts: PrivacyFacts) -> Iterator[Words]:
    """Yield each measure by its name in bold and what it does, with this store's own values."""
    texts, values = shared(paper.language), measure_values(paper, facts)
    for measure in measures:
        key = f"{measure.code}_does"
        if measure.code == "key_derived" and facts.derivation is None:
            key = "key_derived_floor"
        name = Span(f"{plain(texts.words(f'{measure.code}_name'))}: ", bold=True)
        yield (name, *texts.words(key, **values))


def measure_names(codes: Iterable[str], language: str) -> str:
    """Return the names of measures in one line; some hold a comma, so something else parts them."""
    texts = shared(language)
    return "; ".join(plain(texts.words(f"{code}_name")) for code in codes)


def measure_values(paper: _AboutOffice, facts: PrivacyFacts) -> Mapping[str, Value]:
    """Return what the measures say in numbers: the code's constants and this store's own."""
    texts, cost = shared(paper.language), facts.derivation
    ways = [f"{plain(texts.words(f'way_{kind}'))} ({number})" for kind, number in facts.ways]
    own = {"passes": cost.passes, "memory": cost.memory, "lanes": cost.lanes} if cost else {}
    return {
        "key_bits": sealing.KEY_SIZE * 8,
        "floor_passes": sealing.FLOOR.passes,
        "floor_memory": sealing.FLOOR.memory // KIB,
        "lock_minutes": paper.office.lock_minutes,
        "smallest": facts.smallest,
        "count": ", ".join(ways),
        **own,
    }
