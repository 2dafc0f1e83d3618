"""Papers of several cases as one PDF: read in one go, made away from the store (Rules E8, I9, C11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from intman_desktop.documents.apart import bundle_apart
from intman_desktop.documents.letter import unknown_placeholders
from intman_desktop.errors import Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import _, current_language
from intman_desktop.models import tables as t
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.services.casework.several import cases_in_order, not_possible
from intman_desktop.services.common.admission import note, refuse_closed
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import address_lines, letter_name, name_of
from intman_desktop.services.gate.consent_terms import opened_to
from intman_desktop.services.papers.paper_kinds import (
    INTEGRATION_PLAN,
    PAPERS_TO_DESTROY,
    PERIOD_CERTIFICATE,
    german_only,
    title_of,
)
from intman_desktop.services.papers.papers import value_of
from intman_desktop.services.papers.printing import Printing, printing
from intman_desktop.values import papers as v
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.views import NotPossible
from intman_desktop.values.work_views import Paper

LETTER = "letter"
PRINTABLE = (INTEGRATION_PLAN, PERIOD_CERTIFICATE)
"""The papers that can be printed of several cases at once."""

FOR_CLIENTS = "papers_for_clients"
"""What the persons get before their cases are erased, in one file."""

_FILES = {
    LETTER: "Schreiben",
    INTEGRATION_PLAN: "Integrationsplaene",
    PERIOD_CERTIFICATE: "Bescheinigungen",
    FOR_CLIENTS: "Papiere-vor-dem-Loeschen",
    PAPERS_TO_DESTROY: "Papiere-zu-vernichten",
}


@dataclass(frozen=True)
class PapersGathered:
    """What the papers of several cases say, before they are made.

    ``people`` are id, number and name of the cases in the papers' order, ``titles`` what the papers are
    called, where a case has several.
    """

    name: str
    title: str
    papers: tuple[v.Paper, ...]
    people: tuple[tuple[int, str, str], ...]
    refused: tuple[NotPossible, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class PapersMade:
    """One PDF of several cases (None without any): ``count`` are in it, ``refused`` are not."""

    paper: Paper | None
    count: int
    refused: tuple[NotPossible, ...] = ()


def gather_papers(desk: Desk, case_ids: Sequence[int], name: str) -> Outcome[PapersGathered]:
    """Return what a paper of ``PRINTABLE`` says of each case, journaled per case.

    Raises ``Refused`` with ``paper_unknown``. Per case: ``plan_not_begun``, ``period_not_begun`` and what
    closes the case to use (Rules E4, L2).
    """
    if name not in PRINTABLE:
        raise Refused("paper_unknown", name=name)

    def value(on: Printing, file: CaseFile) -> v.Paper:
        return value_of(on, name, file)

    return _gathered(desk, case_ids, (name, title_of(name)), Verb.PAPER_PRINTED, value)


def gather_letters(desk: Desk, case_ids: Sequence[int], subject: str, text: str) -> Outcome[PapersGathered]:
    """Return a letter to each of these clients, journaled per case; it is kept nowhere.

    Raises ``Refused``: ``letter_subject_missing``, ``letter_text_missing``, ``letter_placeholder_unknown``.
    Per case what closes it to use (Rules E4, L2).
    """
    if not subject.strip():
        raise Refused("letter_subject_missing")
    if not text.strip():
        raise Refused("letter_text_missing")
    unknown = unknown_placeholders(f"{subject} {text}")
    if unknown:
        raise Refused("letter_placeholder_unknown", name=unknown[0])

    def value(on: Printing, file: CaseFile) -> v.Paper:
        client = file.client
        return v.LetterPaper(
            on.office,
            on.worker,
            on.today,
            letter_name(client),
            subject.strip(),
            text.strip(),
            address_lines(client),
            client.family_name,
            client.sex,
            file.case.number,
        )

    return _gathered(desk, case_ids, (LETTER, _("Schreiben")), Verb.LETTER_MADE, value)


def german_for(desk: Desk, case_ids: Sequence[int], name: str) -> tuple[tuple[str, int], ...]:
    """Return the languages that a paper has no text in, each with how many of these persons speak it (E2).

    The most frequent comes first. Only cases are looked at that the basic consent opens (Rule E3).
    """
    with desk.vault.reading() as connection:
        open_ids = opened_to(connection, case_ids, {gate.BASIC}, desk.today())
        spoken = connection.scalars(select(t.clients.c.language).where(t.clients.c.case_id.in_(open_ids)))
        found = Counter(each for each in spoken if name in german_only(each))
    label = desk.profile.label
    return tuple(
        (label(ListName.LANGUAGES, code, current_language()), count) for code, count in found.most_common()
    )


def make_papers(gathered: PapersGathered, *, progress: Callable[[int, int], object]) -> PapersMade:
    """Make the PDF; ``progress(done, total)`` is told after each paper. No store is needed.

    Raises ``OfficeDataMissing`` (Rule E8).
    """
    refused = list(gathered.refused)
    if not gathered.papers:
        return PapersMade(None, 0, tuple(refused))
    content, left_out = bundle_apart(gathered.papers, gathered.title, progress)
    for index, glyph in left_out:
        fact = Explanation("glyph_missing", {"character": str(glyph.values["character"])})
        title = gathered.titles[index] if gathered.titles else ""
        refused.append(NotPossible(*gathered.people[index], fact, title))
    count = len(gathered.papers) - len(left_out)
    file_name = f"{_FILES[gathered.name]}.pdf"
    paper = Paper(gathered.name, gathered.title, file_name, content) if count else None
    return PapersMade(paper, count, tuple(refused))


def _gathered(
    desk: Desk,
    case_ids: Sequence[int],
    called: tuple[str, str],
    verb: Verb,
    value: Callable[[Printing, CaseFile], v.Paper],
) -> Outcome[PapersGathered]:
    papers: list[v.Paper] = []
    people: list[tuple[int, str, str]] = []
    refused: list[NotPossible] = []
    with desk.vault.transaction() as connection:
        on = printing(connection, desk, "de")
        for file in cases_in_order(connection, case_ids):
            try:
                refuse_closed(file, desk.today())
                papers.append(value(on.of(file), file))
            except Refused as why:
                refused.append(not_possible(file, why))
            else:
                people.append((file.case.id, file.case.number, name_of(file)))
                note(connection, desk, verb, file.case.key)
    return Outcome(PapersGathered(*called, tuple(papers), tuple(people), tuple(refused)))
