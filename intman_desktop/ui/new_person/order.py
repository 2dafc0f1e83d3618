"""The steps of taking a person in: their names in order, and which of them a refusal belongs to."""

from __future__ import annotations

from typing import Final

from intman_desktop.language import _

_STEP_OF: Final = (
    (("notice_",), 1),
    (("name_", "birth_", "adult_"), 2),
    (("consent_", "never_asked", "refused", "put_off", "basic_"), 3),
    (("counselled_", "earlier_", "start_"), 4),
    (("agreement_",), 5),
)
"""Which step a refused code belongs to, by how it begins."""


def step_refused(code: str, otherwise: int) -> int:
    """Return the number of the step that a refused ``code`` belongs to, or ``otherwise``; the first is 0."""
    return next((step for starts, step in _STEP_OF if code.startswith(starts)), otherwise)


def step_names() -> tuple[tuple[str, str], ...]:
    """Return the steps by their short name and their title (Rule P1)."""
    return (
        (_("Sprache"), _("Sprache")),
        (_("Information"), _("Information ausgehändigt und erklärt")),
        (_("Person"), _("Person")),
        (_("Einwilligungen"), _("Einwilligungen")),
        (_("Frühere Beratung"), _("Frühere Beratung")),
        (_("Vereinbarung"), _("Beratungsvereinbarung")),
    )
