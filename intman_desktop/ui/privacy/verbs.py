"""The verbs of the journal in words: those of the store here, those of a case on the case's page."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.ui.case.journal_panel import verb_words


def journal_words(verb: str) -> str:
    """Return a verb in words; one of another version of the program as it is."""
    return {
        "backed_up": _("Tresor gesichert"),
        "brief_contact_noted": _("Kurzkontakt notiert"),
        "calendar_written": _("Kalenderdatei gespeichert"),
        "case_erased": _("Fall gelöscht"),
        "cases_imported": _("Fälle übernommen"),
        "figures_frozen": _("Kennzahlen abgeschlossen"),
        "list_given_out": _("Liste der Fälle ausgegeben"),
        "list_taken_over": _("Vorhandene Liste übernommen"),
        "office_saved": _("Einstellungen gespeichert"),
        "restored": _("Aus einer Sicherung wiederhergestellt"),
        "service_saved": _("Anlaufstelle gespeichert"),
        "store_created": _("Tresor angelegt"),
        "store_exported": _("Alle Fälle ausgegeben"),
    }.get(verb) or verb_words(verb)
