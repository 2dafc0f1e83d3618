"""What can be wrong with a profile, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from intman_desktop.errors import Trouble
from intman_desktop.language import _


class ProfileMissing(Trouble):
    """No profile of this code came with the program."""

    exit_code = 60

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("Das Profil „{code}“ gehört nicht zu diesem Programm. Wählen Sie ein anderes.")


class ProfileFaulty(Trouble):
    """The files of a profile hold faults; ``faults`` has every one as (place, sentence)."""

    exit_code = 61

    def __init__(self, code: str, faults: Sequence[tuple[str, str]]) -> None:
        place, sentence = faults[0]
        super().__init__(code=code, count=len(faults), place=place, first=sentence)
        self.faults = tuple(faults)

    def template(self) -> str:
        """Return the sentence with the first fault."""
        return _("Das Profil „{code}“ hat {count} Fehler. {place}: {first}")


class NoFigures(Trouble):
    """No definition of figures is valid for the year."""

    exit_code = 62

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("Für {year} gibt es keine Kennzahlen. Wählen Sie ein anderes Jahr.")
