"""Who of an old list was not taken over, by the reason, with a box to tick once it is settled (P2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from intman_desktop.documents.frame import composed_for_work, fact, filled
from intman_desktop.documents.paragraph import Words, words
from intman_desktop.documents.parts import Choice, Choices, Composition, Facts, Heading, Note, Part
from intman_desktop.documents.wording import Wording, given, number_text, wording
from intman_desktop.values.office_papers import RestOfList, RestPerson


def compose(paper: RestOfList) -> Composition:
    """Return the list."""
    texts = wording("rest_of_list", paper.language)
    return composed_for_work(paper, texts, _parts(paper, texts))


def _parts(paper: RestOfList, texts: Wording) -> Iterator[Part]:
    count = words(number_text(len(paper.people), paper.language), bold=True)
    yield Facts(
        filled(
            (
                fact(texts, "office", given(paper.office.office)),
                fact(texts, "issued", texts.day(paper.issued_on)),
                fact(texts, "count", count),
            )
        ),
        columns=2,
    )
    yield Note(texts.words("care"))
    by_reason: dict[str, list[RestPerson]] = defaultdict(list)
    for person in paper.people:
        by_reason[person.reason].append(person)
    for reason, people in by_reason.items():
        yield Heading(given(reason))
        yield Choices(tuple(Choice(_line(person, texts)) for person in people))


def _line(person: RestPerson, texts: Wording) -> Words:
    key = "line" if person.birth else "line_without_birth"
    return texts.words(key, name=person.name, birth=person.birth, number=str(person.number))
