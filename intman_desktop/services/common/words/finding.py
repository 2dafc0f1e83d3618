"""Why the search found something, in a few words."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.services.common.words.kinds import Sentences


def finding() -> Sentences:
    """Return the words for by what a case or a talk was found."""
    return {
        "found_name": _("Name"),
        "found_beginning": _("Name beginnt so"),
        "found_sound": _("Name klingt ähnlich"),
        "found_sound_beginning": _("Name beginnt ähnlich"),
        "found_place": _("Name und Anschrift"),
        "found_name_year": _("Name und Geburtsjahr"),
        "found_beginning_year": _("Namensanfang und Geburtsjahr"),
        "found_sound_year": _("Ähnlicher Name und Geburtsjahr"),
        "found_sound_beginning_year": _("Ähnlicher Anfang und Geburtsjahr"),
        "found_place_year": _("Name, Anschrift und Geburtsjahr"),
        "found_name_day": _("Name und Geburtsdatum"),
        "found_beginning_day": _("Namensanfang und Geburtsdatum"),
        "found_sound_day": _("Ähnlicher Name und Geburtsdatum"),
        "found_sound_beginning_day": _("Ähnlicher Anfang und Geburtsdatum"),
        "found_place_day": _("Name, Anschrift und Geburtsdatum"),
        "found_number": _("Fallnummer"),
        "found_phone": _("Telefon {digits}"),
        "found_phone_hidden": _("Telefon"),
        "found_birth": _("geboren am {born}"),
        "found_birth_hidden": _("Geburtsdatum"),
        "found_note": _("Notiz vom {on}: {excerpt}"),
        "found_note_hidden": _("Notiz vom {on}"),
    }
