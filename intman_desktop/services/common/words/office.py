"""Sentences on papers, endings and the store (L, K7, E8)."""

from __future__ import annotations

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.words.kinds import Counted, Sentences


def papers() -> Sentences:
    """Return what keeps figures and papers from being made (E8, K7)."""
    return {
        "year_not_over": _("Das Jahr {year} ist noch nicht vorbei; der Stichtag ist der 31. Dezember."),
        "figures_year_not_begun": _(
            "Das Jahr {year} hat noch nicht begonnen: Heute ist der {today}. Kennzahlen zählen vom 1. Januar "
            "bis zum Stichtag am 31. Dezember."
        ),
        "paper_unknown": _("Ein Papier „{name}“ gibt es nicht."),
        "paper_needs_case": _("Dieses Papier gehört zu einem Fall. Bitte wählen Sie einen."),
        "paper_language_missing": _("In dieser Sprache gibt es das Papier noch nicht ({language})."),
        "office_data_missing": _("Zum Drucken fehlt in den Einstellungen noch: {office_fields}."),
    }


def ending() -> Sentences:
    """Return the sentences on resting, ending and erasing (C6, L1, L2, L7)."""
    return {
        "case_on_hold": _(
            "Diese Akte hat eine Löschsperre. Sie öffnet sich nur mit einem Grund; gearbeitet wird an ihr "
            "nicht, solange die Sperre gilt."
        ),
        "paper_not_under_hold": _(
            "Unter einer Löschsperre gibt es nur, was der Person oder benachrichtigten Stellen zusteht."
        ),
        "hold_reason_missing": _("Bitte geben Sie an, warum die Akte nicht gelöscht werden darf."),
        "hold_review_missing": _("Bitte geben Sie an, wann Sie wieder nachsehen."),
        "hold_review_not_ahead": _("Der {on} liegt nicht in der Zukunft."),
        "hold_gone": _("Diese Akte hat keine Löschsperre (mehr)."),
        "letter_subject_missing": _("Bitte geben Sie einen Betreff ein."),
        "letter_text_missing": _("Bitte schreiben Sie einen Text."),
        "letter_placeholder_unknown": _(
            "„{name}“ in geschweiften Klammern ist kein Platzhalter; "
            "möglich sind Anrede, Name und Fallnummer."
        ),
        "glyph_missing": _("Das Zeichen „{character}“ kann nicht gedruckt werden."),
        "plan_none_before_end": _(
            "Die Beratung ist seit dem {ended_on} beendet; bis dahin hat kein Integrationsplan begonnen."
        ),
        "case_is_ended": _("Dieser Fall ist seit dem {ended_on} beendet."),
        "case_already_ended": _("Dieser Fall ist bereits am {on} beendet worden."),
        "case_not_resting": _("Dieser Fall ruht nicht."),
        "case_not_active": _("Nur ein aktiver Fall kann ruhen."),
        "mention_changed": _(
            "Die Stelle steht inzwischen anders da; es wurde nichts geschwärzt. "
            "Bitte sehen Sie noch einmal hin."
        ),
        "case_not_ended": _("Dieser Fall ist nicht mehr beendet."),
        "ending_by_withdrawal": _(
            "Die Einwilligung ist widerrufen; dieses Ende bleibt. Kommt die Person wieder, beginnt mit ihrer "
            "neuen Einwilligung eine neue Akte."
        ),
        "resume_in_future": _("Wieder aufgenommen wird heute oder früher, nicht erst am {on}."),
        "resume_before_rest": _("Am {on} ruhte der Fall noch nicht (vereinbart am {rested_on})."),
        "ending_reason_missing": _("Bitte wählen Sie einen Grund."),
        "ending_needs_withdrawal": _(
            "So endet ein Fall nur mit dem Widerruf selbst: Tragen Sie ihn unter „Einwilligung widerrufen“ "
            "ein; dann beendet er die Akte."
        ),
        "ending_reason_unknown": _("Diesen Grund gibt es in der Liste nicht."),
        "ending_before_opening": _("Das Ende ({on}) liegt vor dem Anlegen der Akte ({opened_on})."),
        "ending_before_talk": _("Nach dem {on} gibt es noch ein Gespräch ({last})."),
        "ending_before_plan": _("Am {on} war der Plan noch nicht offen (offen seit {opened_on})."),
        "ending_before_closing": _("Der Plan wurde erst am {last} geschlossen, nach dem {on}."),
        "ending_before_goal": _("An einem Ziel ist nach dem {on} noch etwas festgehalten ({last})."),
        "ending_before_needs": _("Nach dem {on} gibt es noch die Bedarfserhebung ({last})."),
        "ending_before_extension": _("Nach dem {on} wurde noch über eine Verlängerung entschieden ({last})."),
        "ending_before_decision": _("Nach dem {on} gibt es noch eine Entscheidung ({last})."),
        "deletion_before_ending": _("Die Löschung ({due}) liegt vor dem Ende ({on})."),
        "deletion_reason_missing": Counted(
            "days",
            lambda n: ngettext(
                "Später als {days} Tag nach dem Ende braucht die Löschung eine Begründung.",
                "Später als {days} Tage nach dem Ende braucht die Löschung eine Begründung.",
                n,
            ),
        ),
        "rest_reason_missing": _("Bitte sagen Sie, warum der Fall ruht und wie die Person zugestimmt hat."),
        "rest_in_future": _("Das Ruhen kann nicht erst am {on} vereinbart worden sein."),
        "rest_before_opening": _("Am {on} gab es die Akte noch nicht (angelegt am {opened_on})."),
        "rest_is_over": _("Am {until} wäre das Ruhen schon vorbei; der Fall geht ohne Eintrag weiter."),
        "rest_until_missing": _("Bitte geben Sie an, bis wann der Fall ruht."),
        "rest_too_long": Counted(
            "months",
            lambda n: ngettext(
                "Ein Fall ruht höchstens {months} Monat, also bis {latest}.",
                "Ein Fall ruht höchstens {months} Monate, also bis {latest}.",
                n,
            ),
        ),
        "clock_went_back": _(
            "Die Uhr dieses Rechners zeigt den {today}, zuletzt gespeichert wurde am {last_saved}. "
            "Bitte prüfen Sie das Datum."
        ),
        "clock_far_ahead": _(
            "Die Uhr dieses Rechners zeigt den {today}, zuletzt gespeichert wurde am {last_saved}. "
            "Stimmt das Datum?"
        ),
        "given_day_doubtful": _(
            "Mit --today ist heute der {today}, zuletzt gespeichert wurde am {last_saved}. Stimmt das Datum?"
        ),
    }


def store() -> Sentences:
    """Return the sentences on the directory and on what the checks of the store find."""
    return {
        "profile_fixed": _("Das Landesprofil lässt sich nicht mehr wechseln, sobald es Fälle gibt."),
        "worker_needed": _("Bitte tragen Sie mindestens eine Person ein, die berät."),
        "worker_name_missing": _("Bitte geben Sie jeder Person, die berät, einen Namen."),
        "worker_code_missing": _("Bitte geben Sie jeder Person, die berät, ein Kürzel."),
        "worker_code_twice": _("Zwei Personen haben dasselbe Kürzel. Bitte ändern Sie eines."),
        "worker_in_use": _(
            "Zu {worker} ist schon etwas eingetragen; das Kürzel muss bleiben. Den Namen können Sie ändern."
        ),
        "block_title_missing": _("Bitte geben Sie dem Themenfeld einen Namen."),
        "block_in_use": _(
            "In „{title}“ ist schon etwas aufgeschrieben. Nehmen Sie es außer Gebrauch, "
            "statt es zu entfernen."
        ),
        "block_kind_in_use": _(
            "In „{title}“ ist schon etwas aufgeschrieben; wozu es gehört, bleibt deshalb, wie es ist. Nehmen "
            "Sie es außer Gebrauch und legen Sie ein neues Themenfeld an."
        ),
        "entry_label_missing": _("Bitte geben Sie dem Eintrag einen Namen."),
        "entry_label_twice": _("„{entry}“ steht zweimal in der Liste."),
        "list_empty": _("In „{list}“ muss mindestens ein Eintrag angeboten werden, der für alle gilt."),
        "list_not_editable": _(
            "Diese Liste lässt sich nicht ändern: Regeln und Kennzahlen hängen an ihren Einträgen."
        ),
        "number_prefix_missing": _("Bitte geben Sie an, womit die Fallnummern beginnen, zum Beispiel „IM“."),
        "entry_in_use": _("„{entry}“ kommt schon vor. Blenden Sie den Eintrag aus, statt ihn zu entfernen."),
        "entry_kind_in_use": _(
            "„{entry}“ kommt schon vor; wozu der Eintrag gehört, bleibt deshalb, wie es ist. Blenden Sie ihn "
            "aus und legen Sie einen neuen an."
        ),
        "phrase_goal_missing": _("Bitte schreiben Sie das Ziel der Formulierung auf."),
        "phrase_area_missing": _("Bitte wählen Sie einen Lebensbereich für die Formulierung."),
        "topic_twice": _("Ein Thema steht auf zwei Zifferntasten. Bitte wählen Sie ein anderes."),
        "setting_out_of_bounds": _("Möglich ist hier eine Zahl von {least} bis {most}."),
        "service_name_missing": _("Bitte geben Sie der Anlaufstelle einen Namen."),
        "service_code_missing": _("Die Anlaufstelle braucht ein Kürzel."),
        "service_twice": _(
            "„{service}“ gibt es schon. Bitte ergänzen Sie den Namen, zum Beispiel um den Ort."
        ),
        "service_code_taken": _("Das Kürzel „{service}“ ist schon vergeben."),
        "pages_damaged": Counted(
            "count",
            lambda n: ngettext(
                "{count} Seite des Tresors ist beschädigt.", "{count} Seiten des Tresors sind beschädigt.", n
            ),
        ),
        "structure_damaged": Counted(
            "count",
            lambda n: ngettext(
                "Der innere Aufbau des Tresors hat {count} Fehler.",
                "Der innere Aufbau des Tresors hat {count} Fehler.",
                n,
            ),
        ),
        "links_broken": Counted(
            "count",
            lambda n: ngettext(
                "{count} Eintrag verweist ins Leere ({table}).",
                "{count} Einträge verweisen ins Leere ({table}).",
                n,
            ),
        ),
        "scans_missing": Counted(
            "count",
            lambda n: ngettext(
                "Die Datei von {count} Scan fehlt; er gehört zu {cases}. Stecken Sie ein, worauf Sie "
                "sichern, und prüfen Sie noch einmal: Liegt er dort ganz, kommt er zurück.",
                "Die Dateien von {count} Scans fehlen; sie gehören zu {cases}. Stecken Sie ein, worauf Sie "
                "sichern, und prüfen Sie noch einmal: Was dort ganz liegt, kommt zurück.",
                n,
            ),
        ),
        "scans_damaged": Counted(
            "count",
            lambda n: ngettext(
                "Die Datei von {count} Scan ist beschädigt; er gehört zu {cases}. Stecken Sie ein, worauf "
                "Sie sichern, und prüfen Sie noch einmal: Liegt er dort ganz, kommt er zurück.",
                "Die Dateien von {count} Scans sind beschädigt; sie gehören zu {cases}. Stecken Sie ein, "
                "worauf Sie sichern, und prüfen Sie noch einmal: Was dort ganz liegt, kommt zurück.",
                n,
            ),
        ),
        "rehearsal_damaged": _(
            "Die neueste Sicherung ließ sich bei der Probe nicht wiederherstellen. Bitte sichern Sie neu, am "
            "besten auf einen anderen Datenträger."
        ),
        "rehearsal_scans_missing": _(
            "Bei der Probe fehlten Scans neben der Sicherung oder waren beschädigt. Bitte sichern Sie neu."
        ),
        "rehearsal_scans_rotten": _(
            "Bei der Probe fehlten Scans neben der Sicherung oder waren beschädigt; im Tresor sind sie noch "
            "da. Bitte sichern Sie neu: Dabei werden sie dort neu geschrieben."
        ),
        "rehearsal_journal_differs": _(
            "Das Protokoll dieses Tresors setzt das der neuesten Sicherung nicht fort. Unter „Datenschutz“ "
            "steht mehr dazu."
        ),
        "rehearsal_erased_left": _(
            "Bei der Probe ließ sich Gelöschtes nicht wieder entfernen. Bitte sichern Sie neu."
        ),
        "journal_not_checked": _("Das Protokoll ließ sich wegen des Schadens nicht prüfen."),
        "heads_not_checked": _(
            "Ob Protokoll und abgeschlossene Kennzahlenbögen noch zueinander und zu den Sicherungen passen, "
            "ließ sich wegen des Schadens nicht prüfen."
        ),
        "key_file_damaged": _("Die Schlüsseldatei ist beschädigt."),
        "frozen_sheet_changed": _(
            "Der Kennzahlenbogen {year}, Fassung {number}, ist nicht mehr so, wie er abgeschlossen wurde. "
            "Es gilt die Datei, die Sie abgegeben haben; eine Sicherung von davor enthält ihn unverändert."
        ),
        "journal_broken": _("Das Protokoll ist ab dem Eintrag {seq} nicht mehr schlüssig."),
    }
