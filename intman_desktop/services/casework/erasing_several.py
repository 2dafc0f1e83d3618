"""Several cases before they are erased one by one: what goes, and the papers that come first (L2, L5, E4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from intman_desktop.errors import Refused
from intman_desktop.language import _, current_language
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules.requests import unanswered_requests
from intman_desktop.services.casework.several import cases_as_listed, cases_in_order, not_possible
from intman_desktop.services.casework.several_papers import FOR_CLIENTS, PapersGathered
from intman_desktop.services.closing.before_erasing import OF_SEVERAL, papers_for_client
from intman_desktop.services.closing.erasure import look_before_erasing
from intman_desktop.services.common.admission import note, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_of
from intman_desktop.services.papers.ending_papers import has_papers
from intman_desktop.services.papers.paper_kinds import PAPERS_TO_DESTROY, german_only, title_of
from intman_desktop.services.papers.papers import value_of
from intman_desktop.services.papers.printing import printing
from intman_desktop.values import papers as v
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState, PaperWay
from intman_desktop.values.ending_views import ErasureLook
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.views import NotPossible


def look_at_one(desk: Desk, case_id: int) -> ErasureLook:
    """Return what erasing one of several ended cases takes away, and what is still to be done before.

    Rules L2, L5, L8, E4. Raises ``NotFound`` and ``Refused``: ``case_on_hold``, ``case_not_ended``.
    """
    preview = look_before_erasing(desk, case_id)
    if preview.hold_reason:
        raise Refused("case_on_hold")
    if preview.state is not CaseState.ENDED:
        raise Refused("case_not_ended")
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
    of_client = [each for each in preview.papers if each.name != PAPERS_TO_DESTROY]
    lacking = tuple(each.name for each in of_client if each.way is None)
    spoken = file.client.language
    in_german = bool(of_client) and {each.name for each in of_client} <= set(german_only(spoken))
    return ErasureLook(
        preview,
        lacking,
        has_papers(file),
        preview.untold,
        unanswered_requests(file.requests),
        desk.profile.label(ListName.LANGUAGES, spoken, current_language()) if in_german else "",
    )


def gather_for_clients(desk: Desk, case_ids: Sequence[int]) -> Outcome[PapersGathered]:
    """Return what the persons get before their cases are erased, in the order of ``case_ids``.

    Confirmation of a withdrawal, certificate and plan (Rules E4, C11, U1); they are the person's own papers,
    so no consent is asked for. A case on hold is left out and told. ``note_papers_shown`` follows.
    """
    called = (FOR_CLIENTS, _("Papiere für die Personen"))
    return _gathered(desk, case_ids, called, papers_for_client)


def note_papers_shown(desk: Desk, case_ids: Sequence[int], way: PaperWay = PaperWay.PRINTED) -> Outcome[None]:
    """Journal for each case that all its papers for the person went out; from then on none is lacking (L6).

    Not noted are papers that were stopped or refused: they are still to be printed.
    """
    with desk.vault.transaction() as connection:
        for file in cases_in_order(connection, case_ids):
            note(connection, desk, OF_SEVERAL[way], file.case.key)
    return Outcome(None)


def gather_to_destroy(desk: Desk, case_ids: Sequence[int]) -> Outcome[PapersGathered]:
    """Return the lists of papers that are to be destroyed with their places, case by case (Rule E4)."""
    return _gathered(desk, case_ids, (PAPERS_TO_DESTROY, title_of(PAPERS_TO_DESTROY)), _to_destroy)


def _gathered(
    desk: Desk,
    case_ids: Sequence[int],
    called: tuple[str, str],
    wanted: Callable[[CaseFile], tuple[str, ...]],
) -> Outcome[PapersGathered]:
    papers: list[v.Paper] = []
    people: list[tuple[int, str, str]] = []
    titles: list[str] = []
    refused: list[NotPossible] = []
    with desk.vault.transaction() as connection:
        on = printing(connection, desk, "de")
        for file in cases_as_listed(connection, case_ids):
            if file.case.hold_since is not None:
                refused.append(not_possible(file, Refused("case_on_hold")))
                continue
            names = wanted(file)
            papers += [value_of(on, name, file) for name in names]
            people += [(file.case.id, file.case.number, name_of(file))] * len(names)
            titles += [title_of(name) for name in names]
    return Outcome(PapersGathered(*called, tuple(papers), tuple(people), tuple(refused), tuple(titles)))


def _to_destroy(file: CaseFile) -> tuple[str, ...]:
    return (PAPERS_TO_DESTROY,) if has_papers(file) else ()
