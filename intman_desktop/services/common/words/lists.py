"""Sentences on old lists that are taken over: what is to be said of a cell or a row (P2, E2, I8)."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.services.common.words.kinds import Sentences


def old_lists() -> Sentences:
    """Return what is said of cells and rows, and why a row stays out."""
    return {
        "list_day_in_future": _("Der {on} liegt in der Zukunft."),
        "list_number_as_day": _("Als Zahl gespeichert und als {on} gelesen. Bitte vergleichen."),
        "number_unclear": _(
            "Diese Zahl kann der {counted} sein oder der {typed} ohne die führende Null. Bitte schreiben Sie "
            "den Tag mit Punkten und vierstelligem Jahr."
        ),
        "list_name_split": _("Gelesen als Familienname „{family}“, Vorname „{given}“. Bitte vergleichen."),
        "list_lone_cell": _(
            "In dieser Zeile steht fast nichts. Ist sie eine Überschrift oder eine Summe, lassen Sie sie "
            "weg; ist sie eine Person, ergänzen Sie eine zweite Angabe."
        ),
        "list_birth_missing": _("Ohne Geburtsdatum; es lässt sich in der Akte nachtragen."),
        "list_birth_uncertain": _("Das Datum gilt als unsicher und wird so vermerkt."),
        "list_minor": _(
            "Jünger als {age}: bitte einzeln über „Neue Person“ aufnehmen; dort steht, wer vertritt."
        ),
        "list_word_unknown": _("„{word}“ steht in keiner Liste des Programms; das Feld bleibt leer."),
        "list_languages_several": _(
            "„{word}“ nennt mehr als eine Sprache; das Feld bleibt leer. Bitte wählen Sie die der "
            "Verständigung."
        ),
        "list_status_unclear": _(
            "„{word}“ nennt nicht einen einzigen Aufenthaltsstatus; das Feld bleibt leer. Bitte wählen "
            "Sie ihn."
        ),
        "list_status_without_day": _("Von „{word}“ kommt nur der Status mit, nicht der Tag."),
        "list_zero_lost": _("Als Zahl gespeichert: Die führende Null wurde ergänzt."),
        "list_plus_lost": _("Als Zahl gespeichert: Das Plus vor der Landesvorwahl wurde ergänzt."),
        "list_phone_unclear": _(
            "Als Zahl gespeichert: Ob vorn eine Null oder ein Plus fehlt, ist nicht sicher. Bitte "
            "vergleichen."
        ),
        "list_email_closed": _(
            "Bleibt draußen: Dafür braucht es die Einwilligung in den Kontakt per E-Mail oder Messenger."
        ),
        "list_no_email": _("Das ist keine E-Mail-Adresse."),
        "list_worker_unknown": _("„{word}“ arbeitet nicht in dieser Beratungsstelle; der Fall wird Ihrer."),
        "list_consent_without_day": _("„{word}“ nennt keinen Tag; bitte markieren und den Tag angeben."),
        "list_consent_refused": _(
            "„{word}“ heißt, dass keine Einwilligung vorliegt. Gibt es inzwischen eine schriftliche, "
            "schreiben Sie hier den Tag von diesem Papier; sonst lassen Sie die Zeile weg."
        ),
        "list_mark_instead": _(
            "Es gilt „{marked}“, wie Sie eingetragen haben, statt „{word}“ aus der Liste."
        ),
        "list_paper_of_another": _(
            "„{word}“ steht in einer Zelle, die mit der Zeile darüber verbunden ist, und gilt nur für jene "
            "Person. Bitte tragen Sie ein, was für diese Person auf ihrem eigenen Papier steht."
        ),
        "list_withdrawal_unconfirmed": _(
            "Bitte bestätigen Sie unten, bei „Einwilligung liegt schriftlich vor“: Auf dem Papier steht, "
            "dass sie widerrufen werden kann."
        ),
        "list_talk_before_consent": _("Das erste Gespräch ({on}) liegt vor der Einwilligung ({consent_on})."),
        "list_row_faulty": _("Noch zu beheben"),
        "list_without_consent": _("Einwilligung liegt nicht vor"),
        "list_consent_unconfirmed": _("Einwilligung noch zu bestätigen"),
        "list_perhaps_double": _("Vielleicht schon da"),
        "list_left_out": _("Weggelassen"),
    }
