"""The consents that something of the office's own can ask for, as choices (E1, E3)."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.rules import gate
from intman_desktop.services.common.wording import shown
from intman_desktop.values.codes import SpecialKind
from intman_desktop.values.form_views import Options


def need_choices() -> Options:
    """Return (need, words): none beside the basic consent, or a kind of data with a consent of its own."""
    kinds = tuple((kind.value, shown(kind)) for kind in SpecialKind)
    return ((gate.BASIC, _("nur die in die Beratung")), *kinds)
