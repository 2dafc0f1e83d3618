"""Two families of errors: troubles of the surroundings (here) and bugs (everything else).

A trouble carries a sentence that a person can act on, worded in the language in use
at the moment it is shown, and an exit code for the command line.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

from intman_desktop.language import _


def described(error: BaseException) -> str:
    """Return class and places of ``error`` and its causes, without a word of their messages.

    A message may quote what somebody typed; file, line and function cannot.
    """
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame, line in traceback.walk_tb(seen.__traceback__):  # reads no source: it is told to the window
            code = frame.f_code
            lines.append(f"  {Path(code.co_filename).name}:{line} {code.co_name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


class Trouble(Exception):
    """Something outside the program stands in the way; ``sentence()`` says what and the way on.

    ``fields`` names the fields of ``Office`` in the settings that have to be filled first, ``stopped`` says
    that a person stopped what was going on.
    """

    exit_code = 1
    fields: tuple[str, ...] = ()
    stopped = False

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__)
        self.values = values

    def template(self) -> str:
        """Return the sentence with its placeholders, in the language in use."""
        return _("Etwas hat nicht geklappt. Ihre Daten sind unverändert.")

    def sentence(self) -> str:
        """Return the whole sentence for the person."""
        return self.template().format(**self.values)


class Refused(Trouble):
    """The input or the act is not allowed by a rule; ``code`` names the rule's fact.

    ``further`` are the other facts by which the same rule refuses it, so that all can be mended at once.
    """

    exit_code = 3
    further: tuple[Refused, ...] = ()

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(**values)
        self.code = code
        self.args = (code,)


class FaultyInput(Trouble):
    """A file or form holds faults; ``faults`` lists every one as (place, sentence)."""

    exit_code = 4

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(faults)

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("Nichts wurde gespeichert: Die Eingabe hat {count} Fehler.")


class ChangedMeanwhile(Trouble):
    """The row was saved by someone else since it was read; both texts are kept."""

    exit_code = 5

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Dieser Eintrag wurde inzwischen geändert. Ihr Text ist noch da; bitte vergleichen Sie beide."
        )


class NotFound(Trouble):
    """What was asked for is not in this store."""

    exit_code = 6

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("„{what}“ gibt es in diesem Tresor nicht.")
