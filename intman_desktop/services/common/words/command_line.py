"""Sentences on what was asked for on the command line."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.services.common.words.kinds import Sentences


def command_line() -> Sentences:
    """Return the sentences on arguments that no rule allows."""
    return {
        "extension_months_out_of_bounds": _("Verlängert werden kann um 1 bis {most} Monate."),
        "passphrases_differ": _("Die beiden Eingaben sind verschieden. Bitte noch einmal."),
    }
