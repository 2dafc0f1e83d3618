"""The list of those who are not taken over, as a paper made from memory alone (Rule P2)."""

from __future__ import annotations

from collections.abc import Sequence

from intman_desktop.documents.texts import pdf_of
from intman_desktop.language import _
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.values.office_papers import RestOfList, RestPerson
from intman_desktop.values.work_views import Paper

REST_OF_LIST = "rest_of_list"


def rest_paper(desk: Desk, rest: Sequence[tuple[int, str, str, str]]) -> Paper:
    """Return the paper that names who stays out, by the reason; nothing of it is written anywhere.

    ``rest`` holds for each person the row in the file, the name, the birth and the reason, as they stand on
    screen.
    """
    people = tuple(RestPerson(*each) for each in rest)
    value = RestOfList(read_office(desk), desk.today(), people)
    title = _("Nicht übernommene Personen")
    return Paper(REST_OF_LIST, title, "Nicht_uebernommene_Personen.pdf", pdf_of(value))
