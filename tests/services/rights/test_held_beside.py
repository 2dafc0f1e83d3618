"""L8: what is held of a person beside the rows of her case, as it is told to her."""

from __future__ import annotations

import json

from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.rights.held_beside import held_beside
from tests.builders import a_case_file
from tests.opened import put_in, stored


def test_l8_of_a_begun_text_what_was_typed_is_told_and_not_how_its_form_was_opened(desk: Desk) -> None:
    """Art. 12: the program's own names for its parts would say nothing to her."""
    file = a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    typed = {"texts": {"what": "Möchte alles sehen."}, "codes": {"kind": "access"}, "extends": False}
    form = {"part": "request", "values": {"details": {"back": "papers", "on": "2026-11-19"}, "typed": typed}}
    save_draft(desk, "case", case_id, json.dumps({"where": {"case_id": case_id}, "values": form}))
    several = {"act": "decide", "case_ids": [case_id], "typed": {"reason": "Wie besprochen."}}
    save_draft(desk, "cases", None, json.dumps({"where": {}, "values": several}))
    held = stored(desk, case_id)
    with desk.vault.reading() as connection:
        begun = held_beside(connection, desk.profile, held, "de").begun
    assert [each.texts for each in begun] == [("Möchte alles sehen.",), ("Wie besprochen.",)]
