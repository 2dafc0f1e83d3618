"""The journal in words: its verbs, and how it stands to what is kept of it elsewhere (L6)."""

from __future__ import annotations

from collections.abc import Mapping

from intman_desktop.gdpr.verbs import HELD_CASE_OPENED, Verb
from intman_desktop.language import _, ngettext, pgettext
from intman_desktop.services.common.words import names
from intman_desktop.services.common.words.kinds import Counted, Sentences


def verb_words(verb: str) -> str:
    """Return a verb of the journal in words; one of another version of the program as it is."""
    words: Mapping[str, str] = {
        Verb.ACCESS_GIVEN: _("Auskunft erstellt"),
        Verb.AGREEMENT_RECORDED: _("Beratungsvereinbarung eingetragen"),
        Verb.ANSWERS_SAVED: _("Angaben gespeichert"),
        Verb.BASIC_WITHDRAWN: _("Einwilligung in die Beratung widerrufen"),
        Verb.BLOCK_REASON_SAVED: _("„Nicht erhoben, weil …“ eingetragen"),
        Verb.CASE_ENDED: _("Fall beendet"),
        Verb.CASE_EXPORTED: _("Fall ausgegeben"),
        Verb.CASE_IMPORTED: _("Aus einer Falldatei übernommen"),
        Verb.CASE_HELD: _("Löschsperre gesetzt"),
        Verb.HOLD_LIFTED: _("Löschsperre aufgehoben"),
        Verb.CASE_LISTED: _("In einer Liste ausgegeben"),
        Verb.CASE_OPENED: _("Fall angelegt"),
        Verb.CASE_READ: _("Akte geöffnet"),
        Verb.CASE_REST: _("Fall ruht"),
        Verb.CASE_RESUME: _("Fall fortgesetzt"),
        Verb.CASE_TAKEN_OVER: _("Von einer Kollegin oder einem Kollegen übernommen"),
        Verb.CLIENT_SAVED: _("Angaben zur Person gespeichert"),
        Verb.CONSENT_RECORDED: _("Einwilligung eingetragen"),
        Verb.CONSENT_WITHDRAWN: pgettext("journal", "Einwilligung widerrufen"),
        Verb.DECIDED_GO_ON: _("Weiter ohne Leistungen entschieden"),
        Verb.DECIDED_RETURN: _("Weiter nach einer Rückkehr entschieden"),
        Verb.DISCLOSURE_RECORDED: _("Weitergabe eingetragen"),
        Verb.ENDING_TAKEN_BACK: _("Ende zurückgenommen"),
        Verb.EXTENSION_CORRECTED: _("Verlängerung berichtigt"),
        Verb.EXTENSION_RECORDED: _("Verlängerung entschieden"),
        Verb.EXTENSION_TAKEN_BACK: _("Verlängerung zurückgenommen"),
        Verb.REQUEST_RECORDED: _("Anfrage der Person eingetragen"),
        Verb.REQUEST_ANSWERED: _("Anfrage der Person beantwortet"),
        Verb.REQUEST_REMOVED: _("Eintrag einer Anfrage entfernt"),
        Verb.VALUE_RECTIFIED: _("Angabe berichtigt"),
        Verb.MARKED_REDACTED: _("Angabe geschwärzt, für die keine Einwilligung besteht"),
        Verb.NOTE_REDACTED: _("Namen in einer Notiz geschwärzt"),
        Verb.GOAL_CHANGED: _("Stand eines Ziels geändert"),
        Verb.GOAL_REMOVED: _("Ziel entfernt"),
        Verb.GOAL_SAVED: _("Ziel gespeichert"),
        Verb.HELD_CASE_OPENED: _("Akte mit Löschsperre geöffnet"),
        **{
            verb: _("Akte mit Löschsperre geöffnet: {reason}").format(reason=names.word(reason))
            for reason, verb in HELD_CASE_OPENED.items()
        },
        Verb.HOLD_REVIEW_MOVED: _("Löschsperre: nächster Blick verschoben"),
        Verb.HOUSEHOLD_LINKED: _("Mit der Akte einer oder eines Angehörigen verbunden"),
        Verb.HOUSEHOLD_SAVED: _("Haushalt gespeichert"),
        Verb.KIND_EMPTIED: _("Angaben nach Ablauf der Einwilligung geleert"),
        Verb.LETTER_MADE: _("Schreiben gemacht"),
        Verb.PAPER_PRINTED: _("Papier zusammen mit denen anderer Fälle erstellt"),
        Verb.PAPERS_BEFORE_ERASURE: _("Papiere vor dem Löschen gedruckt"),
        Verb.PAPERS_BEFORE_ERASURE_SAVED: _("Papiere vor dem Löschen als Datei gespeichert"),
        Verb.PAPERS_TO_DESTROY_PRINTED: _("Liste der zu vernichtenden Papiere gedruckt"),
        Verb.PAPERS_TO_DESTROY_SAVED: _("Liste der zu vernichtenden Papiere als Datei gespeichert"),
        Verb.CERTIFICATE_PRINTED: _("Bescheinigung gedruckt"),
        Verb.CERTIFICATE_SAVED: _("Bescheinigung als Datei gespeichert"),
        Verb.PLAN_PRINTED: _("Integrationsplan gedruckt"),
        Verb.PLAN_SAVED: _("Integrationsplan als Datei gespeichert"),
        Verb.WITHDRAWAL_PRINTED: _("Bestätigung des Widerrufs gedruckt"),
        Verb.WITHDRAWAL_SAVED: _("Bestätigung des Widerrufs als Datei gespeichert"),
        Verb.REVIEWS_SET: _("Nächste Überprüfung gesetzt"),
        Verb.DOUBLES_DECIDED: _("Über eine mögliche Dublette entschieden"),
        Verb.HOUSEHOLD_UNLINKED: _("Verbindung zu einer anderen Akte gelöst"),
        Verb.NEEDS_SAVED: _("Bedarfserhebung gespeichert"),
        Verb.MEASURE_MOVED: _("Maßnahme verschoben"),
        Verb.MEASURE_SETTLED: _("Maßnahme erledigt"),
        Verb.NO_GOAL_SAVED: _("„Noch kein Ziel, weil …“ eingetragen"),
        Verb.NOTICE_RECORDED: _("Datenschutzerklärung als erklärt eingetragen"),
        Verb.PAPER_MADE: _("Papier erstellt"),
        Verb.PLAN_BEGIN_CHANGED: _("Beginn des Integrationsplans geändert"),
        Verb.PLAN_BEGUN: _("Integrationsplan begonnen"),
        Verb.PLAN_CLOSED: _("Integrationsplan geschlossen"),
        Verb.PLAN_HANDED_OUT: _("Integrationsplan ausgehändigt"),
        Verb.PLAN_MISSING_EXPLAINED: _("„Plan fehlt, weil …“ eingetragen"),
        Verb.PLAN_REOPENED: _("Integrationsplan wieder geöffnet"),
        Verb.PLAN_WRITTEN: _("Integrationsplan gespeichert"),
        Verb.PLAN_SIGNED: _("Unterschriften unter dem Plan eingetragen"),
        Verb.REFERRAL_OUTCOME_SAVED: _("Ergebnis einer Weitervermittlung eingetragen"),
        Verb.SCAN_ADDED: _("Scan aufgenommen"),
        Verb.SCAN_DELETED: _("Scan gelöscht"),
        Verb.SCAN_LOOKED_THROUGH: _("Scan durchgesehen und behalten"),
        Verb.SCAN_SHOWN: _("Scan angesehen"),
        Verb.REVIEW_MOVED: _("Überprüfung verschoben"),
        Verb.START_CHANGED: _("Beginn des Beratungszeitraums geändert"),
        Verb.START_FOLLOWED: _("Beginn des Beratungszeitraums übernommen"),
        Verb.STEP_MOVED: _("Nächsten Schritt verschoben"),
        Verb.STEP_SETTLED: _("Nächsten Schritt erledigt"),
        Verb.TAKEN_BACK: _("Letzte Änderung zurückgenommen"),
        Verb.DONE_AGAIN: _("Zurückgenommene Änderung wiederholt"),
        Verb.TALK_CHANGED: _("Gespräch geändert"),
        Verb.TALK_NOTED: _("Gespräch notiert"),
        Verb.TALK_REMOVED: _("Gespräch entfernt"),
    }
    return words.get(verb, verb)


def journal_words(verb: str) -> str:
    """Return a verb in words, also one that belongs to no case, which no case's own list shows."""
    words: Mapping[str, str] = {
        Verb.ASIDE_REMOVED: _("Früheren Tresor gelöscht"),
        Verb.BACKED_UP: _("Tresor gesichert"),
        Verb.BACKUP_REPLACED: _("Frühere Sicherung ersetzt"),
        Verb.BRIEF_CONTACT_NOTED: _("Kurzkontakt notiert"),
        Verb.BRIEF_CONTACT_REMOVED: _("Kurzkontakt zurückgenommen"),
        Verb.CALENDAR_WRITTEN: _("Kalenderdatei gespeichert"),
        Verb.CASE_ERASED: _("Akte gelöscht"),
        Verb.CASES_IMPORTED: _("Fälle übernommen"),
        Verb.CLOCK_CONFIRMED: _("Datum des Rechners bestätigt"),
        Verb.EMERGENCY_SHEET_RENEWED: _("Neues Notfallblatt ausgestellt"),
        Verb.FIGURES_FROZEN: _("Kennzahlen abgeschlossen"),
        Verb.JOURNAL_GIVEN_OUT: _("Protokoll ausgegeben"),
        Verb.LIST_GIVEN_OUT: _("Liste der Fälle ausgegeben"),
        Verb.LIST_TAKEN_OVER: _("Vorhandene Liste übernommen"),
        Verb.KEY_RENEWED: _("Schlüssel des Tresors erneuert"),
        Verb.OFFICE_SAVED: _("Einstellungen gespeichert"),
        Verb.OWNER_PASSPHRASE_SET: _("Passphrase mit dem Notfallblatt neu gesetzt"),
        Verb.PASSPHRASE_CHANGED: _("Passphrase geändert"),
        Verb.RESTORED: _("Aus einer Sicherung wiederhergestellt"),
        Verb.SERVICE_SAVED: _("Anlaufstelle gespeichert"),
        Verb.TEXT_CHECKED: _("Prüfung eines Textes eingetragen"),
        Verb.TEXT_SAVED: _("Text für Klientinnen und Klienten gespeichert"),
        Verb.STORE_CREATED: _("Tresor angelegt"),
        Verb.STORE_OPENED: _("Tresor geöffnet"),
        Verb.STORE_OPENED_ON_SET_DAY: _("Tresor mit vorgegebenem Datum geöffnet"),
        Verb.STORE_EXPORTED: _("Alle Fälle ausgegeben"),
        Verb.SUBSTITUTE_ADDED: _("Vertretung eingetragen"),
        Verb.SUBSTITUTE_TAKEN_AWAY: _("Vertretung entfernt"),
    }
    return words.get(verb) or verb_words(verb)


def kept_elsewhere() -> Sentences:
    """Return how the journal stands to the heads kept in backups and frozen sheets (L6, K7)."""
    return {
        "journal_gap": _("Im Protokoll fehlen Einträge vor dem Eintrag {seq}."),
        "journal_unlinked": _(
            "Ab dem Eintrag {seq} des Protokolls fehlt, zu welcher Akte er gehört, obwohl danach keine Akte "
            "gelöscht wurde."
        ),
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
