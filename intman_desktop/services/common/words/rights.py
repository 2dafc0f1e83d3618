"""Sentences on what a person may ask for, and on corrections (L8, Art. 12 to 21 DS-GVO)."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.services.common.words.kinds import Sentences


def requests() -> Sentences:
    """Return what the entry of a request lacks (Art. 12 (3), (4), (6))."""
    return {
        "request_in_future": _("Die Anfrage kann nicht erst am {on} gekommen sein."),
        "request_what_missing": _("Bitte geben Sie an, was berichtigt werden soll."),
        "request_use_missing": _("Bitte geben Sie an, welche Verwendung aufhören soll."),
        "request_too_long": _("Für die Anfrage haben hier höchstens {longest} Zeichen Platz."),
        "request_extension_day_missing": _(
            "Bitte geben Sie an, wann Sie der Person gesagt haben, dass es länger dauert."
        ),
        "request_extension_reason_missing": _("Bitte begründen Sie, warum es länger dauert."),
        "request_extension_too_late": _(
            "Verlängern geht nur im ersten Monat: Die Person muss bis zum {last} davon erfahren."
        ),
        "request_extension_too_early": _("Die Anfrage ist erst am {received_on} gekommen."),
        "request_extension_in_future": _("Die Person kann davon nicht erst am {on} erfahren haben."),
        "request_answer_day_missing": _("Bitte geben Sie an, wann Sie geantwortet haben."),
        "request_answer_missing": _("Bitte wählen Sie, wie Sie geantwortet haben."),
        "request_answered_in_future": _("Die Antwort kann nicht erst am {on} gegeben worden sein."),
        "request_answered_before": _("Die Antwort liegt vor der Anfrage vom {received_on}."),
        "request_identity_missing": _("Bitte geben Sie an, woran Sie die Person erkannt haben."),
        "request_refusal_reason_missing": _("Bitte begründen Sie, warum Sie die Anfrage ablehnen."),
        "request_not_answered": _("Die Anfrage ist weder beantwortet noch ist ihre Frist verlängert."),
    }


def corrections() -> Sentences:
    """Return what a correction lacks, or cannot be (Art. 16)."""
    return {
        "correction_place_unknown": _("Eine solche Angabe gibt es hier nicht."),
        "correction_in_future": _("Berichtigt wird nicht erst am {on}."),
        "correction_reason_missing": _("Ein falscher Wert wird nur mit einer Begründung aufbewahrt."),
        "correction_too_long": _("Die Begründung hat höchstens {longest} Zeichen."),
        "nothing_corrected": _("Dieser Wert steht schon da; es ist nichts zu berichtigen."),
    }
