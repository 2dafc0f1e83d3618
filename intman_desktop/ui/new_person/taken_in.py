"""What is said once a person is taken in, with the next step beside it."""

from __future__ import annotations

from functools import partial

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.values.views import CaseOpened


def tell_taken_in(frame: Frame, opened: CaseOpened, *, waits: bool, brief: bool) -> None:
    """Say in the line of notices that the file is there, and lead on.

    Where the agreement ``waits`` it comes first: needs and plan are refused before it (Rule B1). A contact
    that is begun without personal data (``brief``) is still to be counted.
    """
    said = _("Die Akte {number} ist angelegt.").format(number=opened.number)
    if waits:
        way = partial(frame.open_page, "case", case_id=opened.case_id, tab="agreement")
        frame.say(said, way, _("Vereinbarung eintragen"))
    else:
        frame.say(said, partial(frame.open_page, "needs", case_id=opened.case_id), _("Bedarf aufnehmen"))
    if brief:
        frame.offer(partial(frame.open_page, "new_person", brief=True), _("Zurück zum Kurzkontakt"))
