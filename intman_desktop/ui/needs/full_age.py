"""Whether somebody is of age is asked only while the date of birth leaves it open (I8, P4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from intman_desktop.rules.ages import full_age_is_clear
from intman_desktop.services.gate.field_forms import client_with
from intman_desktop.ui.needs.field_base import FieldWidget
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.values.case_file import Client

_BIRTH, _ADULT = "birth_date", "adult"


def follow_birth(
    form: Form,
    fields: Mapping[str, tuple[FieldWidget, FormRow]],
    today: Callable[[], date],
) -> Callable[[], None]:
    """Show the row "Volljährig" of ``form`` as long as the birth leaves it open, as the taking in does.

    Args:
        form: where both rows stand.
        fields: the fields by their codes, with their rows.
        today: the day that tells.

    Returns what follows the birth again, for one that was put back.
    """
    if _BIRTH not in fields or _ADULT not in fields:
        return lambda: None
    birth, row = fields[_BIRTH][0], fields[_ADULT][1]

    def follow() -> None:
        client = client_with(Client(), {_BIRTH: birth.value()})
        form.show_row(row, not full_age_is_clear(client, today()))

    birth.changed.connect(follow)
    follow()
    return follow
