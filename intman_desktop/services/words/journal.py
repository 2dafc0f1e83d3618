"""The journal in words: its verbs, and how it stands to what is kept of it elsewhere (L6)."""

from __future__ import annotations

from intman_desktop.language import _, ngettext, pgettext
from intman_desktop.services.words import names
from intman_desktop.services.words.kinds import Counted, Sentences
from intman_desktop.values.codes import HeldReason


def verb_words(verb: str) -> str:
    """Return a verb of the journal in words; one of another version of the program as it is."""
    return {
        "access_given": _("Auskunft gegeben"),
        "agreement_recorded": _("Beratungsvereinbarung eingetragen"),
        "answers_saved": _("Angaben gespeichert"),
        "basic_withdrawn": _("Einwilligung in die Beratung widerrufen"),
        "block_reason_saved": _("„Nicht erhoben, weil …“ eingetragen"),
        "case_ended": _("Fall beendet"),
        "case_exported": _("Fall ausgegeben"),
        "case_imported": _("Aus einer Falldatei übernommen"),
        "case_held": _("Löschsperre gesetzt"),
        "hold_lifted": _("Löschsperre aufgehoben"),
        "case_listed": _("In einer Liste ausgegeben"),
        "case_opened": _("Fall angelegt"),
        "case_read": _("Akte geöffnet"),
        "case_rest": _("Fall ruht"),
        "case_resume": _("Fall fortgesetzt"),
        "case_taken_over": _("Von einer Kollegin oder einem Kollegen übernommen"),
        "client_saved": _("Angaben zur Person gespeichert"),
        "consent_recorded": _("Einwilligung eingetragen"),
        "consent_withdrawn": pgettext("journal", "Einwilligung widerrufen"),
        "decided_go_on": _("Weiter ohne Leistungen entschieden"),
        "decided_return": _("Weiter nach einer Rückkehr entschieden"),
        "disclosure_recorded": _("Weitergabe eingetragen"),
        "extension_recorded": _("Verlängerung entschieden"),
        "request_recorded": _("Anfrage der Person eingetragen"),
        "request_answered": _("Anfrage der Person beantwortet"),
        "request_removed": _("Eintrag einer Anfrage entfernt"),
        "value_rectified": _("Angabe berichtigt"),
        "marked_redacted": _("Angabe geschwärzt, für die keine Einwilligung besteht"),
        "note_redacted": _("Namen in einer Notiz geschwärzt"),
        "goal_changed": _("Stand eines Ziels geändert"),
        "goal_removed": _("Ziel entfernt"),
        "goal_saved": _("Ziel gespeichert"),
        "held_case_opened": _("Akte mit Löschsperre geöffnet"),
        **{
            f"held_case_opened_{reason.value}": _("Akte mit Löschsperre geöffnet: {reason}").format(
                reason=names.word(reason)
            )
            for reason in HeldReason
        },
        "hold_review_moved": _("Löschsperre: nächster Blick verschoben"),
        "household_linked": _("Mit der Akte einer oder eines Angehörigen verbunden"),
        "household_saved": _("Haushalt gespeichert"),
        "letter_made": _("Schreiben gemacht"),
        "paper_printed": _("Mit mehreren Fällen gedruckt"),
        "papers_before_erasure": _("Papiere vor dem Löschen gedruckt"),
        "papers_to_destroy_printed": _("Liste der zu vernichtenden Papiere gedruckt"),
        "certificate_printed": _("Bescheinigung gedruckt"),
        "plan_printed": _("Integrationsplan gedruckt"),
        "withdrawal_printed": _("Bestätigung des Widerrufs gedruckt"),
        "reviews_set": _("Nächste Überprüfung gesetzt"),
        "doubles_decided": _("Über eine mögliche Dublette entschieden"),
        "household_unlinked": _("Verbindung zu einer anderen Akte gelöst"),
        "needs_saved": _("Bedarfserhebung gespeichert"),
        "no_goal_saved": _("„Noch kein Ziel, weil …“ eingetragen"),
        "notice_recorded": _("Datenschutzerklärung als erklärt eingetragen"),
        "paper_made": _("Papier gemacht"),
        "plan_begun": _("Integrationsplan begonnen"),
        "plan_closed": _("Integrationsplan geschlossen"),
        "plan_handed_out": _("Integrationsplan ausgehändigt"),
        "plan_missing_explained": _("„Plan fehlt, weil …“ eingetragen"),
        "plan_reopened": _("Integrationsplan wieder geöffnet"),
        "plan_written": _("Integrationsplan gespeichert"),
        "plan_signed": _("Unterschriften unter dem Plan eingetragen"),
        "referral_outcome_saved": _("Ergebnis einer Weitervermittlung eingetragen"),
        "scan_added": _("Scan aufgenommen"),
        "scan_deleted": _("Scan gelöscht"),
        "scan_shown": _("Scan angesehen"),
        "review_moved": _("Überprüfung verschoben"),
        "start_changed": _("Beginn des Beratungszeitraums geändert"),
        "start_followed": _("Beginn des Beratungszeitraums übernommen"),
        "step_moved": _("Nächsten Schritt verschoben"),
        "step_settled": _("Nächsten Schritt erledigt"),
        "taken_back": _("Letzte Änderung zurückgenommen"),
        "talk_changed": _("Gespräch geändert"),
        "talk_noted": _("Gespräch notiert"),
        "talk_removed": _("Gespräch entfernt"),
    }.get(verb, verb)


def journal_words(verb: str) -> str:
    """Return a verb in words; one of another version of the program as it is."""
    return {
        "aside_removed": _("Früheren Tresor gelöscht"),
        "backed_up": _("Tresor gesichert"),
        "backup_replaced": _("Frühere Sicherung ersetzt"),
        "brief_contact_noted": _("Kurzkontakt notiert"),
        "calendar_written": _("Kalenderdatei gespeichert"),
        "case_erased": _("Akte gelöscht"),
        "cases_imported": _("Fälle übernommen"),
        "clock_confirmed": _("Datum des Rechners bestätigt"),
        "emergency_sheet_renewed": _("Neues Notfallblatt ausgestellt"),
        "figures_frozen": _("Kennzahlen abgeschlossen"),
        "journal_given_out": _("Protokoll ausgegeben"),
        "list_given_out": _("Liste der Fälle ausgegeben"),
        "list_taken_over": _("Vorhandene Liste übernommen"),
        "key_renewed": _("Schlüssel des Tresors erneuert"),
        "office_saved": _("Einstellungen gespeichert"),
        "owner_passphrase_set": _("Passphrase mit dem Notfallblatt neu gesetzt"),
        "passphrase_changed": _("Passphrase geändert"),
        "restored": _("Aus einer Sicherung wiederhergestellt"),
        "service_saved": _("Anlaufstelle gespeichert"),
        "text_checked": _("Prüfung eines Textes eingetragen"),
        "text_saved": _("Text für Klientinnen und Klienten gespeichert"),
        "store_created": _("Tresor angelegt"),
        "store_opened": _("Tresor geöffnet"),
        "store_exported": _("Alle Fälle ausgegeben"),
        "substitute_added": _("Vertretung eingetragen"),
        "substitute_taken_away": _("Vertretung entfernt"),
    }.get(verb) or verb_words(verb)


def kept_elsewhere() -> Sentences:
    """Return how the journal stands to the heads kept in backups and frozen sheets (L6, K7)."""
    return {
        "journal_gap": _("Im Protokoll fehlen Einträge vor dem Eintrag {seq}."),
        "journal_shortened": _(
            "Am Ende des Protokolls fehlen Einträge, die es am {on} schon gab ({source}). Vielleicht wurde "
            "der Ordner des Tresors durch eine ältere Kopie ersetzt; sonst wurden sie entfernt."
        ),
        "journal_rewritten": _(
            "Das Protokoll ist nicht mehr das vom {on} ({source}). Vielleicht wurde mit einer älteren Kopie "
            "des Ordners weitergearbeitet; sonst wurden Einträge von davor verändert oder entfernt."
        ),
        "journal_cut_early": _(
            "Am Anfang des Protokolls fehlen Einträge vom {on} ({source}), die noch aufzubewahren waren."
        ),
        "journal_other_branch": Counted(
            "count",
            lambda n: ngettext(
                "{count} Sicherung ist jünger als die, mit der Sie wiederhergestellt haben. Dieses Protokoll "
                "geht seitdem einen eigenen Weg; das ist in Ordnung.",
                "{count} Sicherungen sind jünger als die, mit der Sie wiederhergestellt haben. Dieses "
                "Protokoll geht seitdem einen eigenen Weg; das ist in Ordnung.",
                n,
            ),
        ),
        "journal_copy": _(
            "Die Sicherung vom {on} kommt aus einer wiederhergestellten Kopie dieses Tresors. Wissen "
            "Sie von keiner, fragen Sie bitte die oder den Datenschutzbeauftragten."
        ),
        "backup_place_away": _("Gerade nicht erreichbar und deshalb nicht angesehen: {place}"),
        "backups_unread": Counted(
            "count",
            lambda n: ngettext(
                "{count} Sicherung lässt sich nicht lesen: {place}",
                "{count} Sicherungen lassen sich nicht lesen: {place}",
                n,
            ),
        ),
    }
