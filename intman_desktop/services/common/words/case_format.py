"""Sentences on faults and notices of a file of the case format."""

from __future__ import annotations

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.words.kinds import Counted, Sentences


def case_format() -> Sentences:
    """Return the sentences on what a file holds that cannot be taken in."""
    return {
        "wrong_type": _("Erwartet wird hier {expected}."),
        "missing_field": _("Diese Angabe fehlt."),
        "unknown_field": _("Dieses Feld gibt es im Format nicht."),
        "unknown_code": _("„{code}“ steht in keiner Liste."),
        "code_missing": _("Hier fehlt ein Eintrag der Liste."),
        "unknown_person": _("Diese Person steht nicht in der Datei."),
        "value_does_not_fit": _("Der Wert passt nicht zum Feld: Erwartet wird {expected}."),
        "ends_before_begin": _("Das Ende liegt vor dem Beginn."),
        "field_closed": _("Dafür fehlt die Einwilligung ({need})."),
        "basic_consent_needed": _("Ohne gültige Einwilligung wird nichts gespeichert."),
        "own_consent_needed": _(
            "Dieser Fall kommt von einer anderen Stelle ({office}). Deren Einwilligung gilt hier nicht: Er "
            "wird erst mit der eigenen Einwilligung der Person übernommen."
        ),
        "own_consent_of_minor": _(
            "Die Person ist minderjährig. Wer sie bei der Einwilligung vertreten hat, tragen Sie bitte im "
            "Fenster ein, bei „Falldatei übernehmen …“."
        ),
        "own_consent_unused": _(
            "Zu {number} ist eine eigene Einwilligung angegeben, aber kein Fall dieser Nummer kommt mit "
            "dieser Datei von einer anderen Stelle."
        ),
        "closed_part_left_out": _(
            "Worin die Person hier nicht eingewilligt hat (etwa Angaben zur Gesundheit), ist nicht "
            "übernommen."
        ),
        "case_number_missing": _("Die Fallnummer fehlt."),
        "number_unseen_letters": _(
            "In der Fallnummer stehen Zeichen, die man nicht sieht, etwa ein Zeilenumbruch."
        ),
        "number_too_long": _("Eine Fallnummer hat hier höchstens {longest} Zeichen."),
        "case_opened_in_future": _("Der Fall beginnt in der Zukunft."),
        "case_twice_in_file": _("Dieser Fall steht zweimal in der Datei."),
        "entry_twice": _("Dieser Eintrag steht zweimal in der Datei."),
        "hold_not_told": _(
            "Warum diese Akte eine Löschsperre hat oder wann jemand wieder nachsieht, stand nicht dabei. "
            "Bitte klären Sie es; wo der Grund fehlte, heißt er jetzt „Grund nicht überliefert“."
        ),
        "deletion_not_told": _(
            "Warum diese Akte länger bleibt, stand nicht dabei; der Grund heißt jetzt „Grund nicht "
            "überliefert“."
        ),
        "decision_not_told": _("Zu einer Entscheidung fehlt, warum, oder bis wann sie gilt."),
        "goal_course_not_told": _(
            "Im Verlauf eines Ziels fehlt ein Tag. Bitte sehen Sie nach: Ohne ihn zählt es in keinem Jahr."
        ),
        "corrections_joined": _(
            "Zu einer Angabe standen für einen Tag mehrere Berichtigungen; sie sind hier eine, mit allem, "
            "was aufbewahrt war."
        ),
        "case_here_already": _("Dieser Fall ist schon im Tresor und wurde ausgelassen."),
        "case_ended_here": _(
            "Dieser Fall ist hier beendet, aber noch nicht gelöscht, und wurde ausgelassen. Löschen Sie "
            "zuerst die alte Akte; danach kommt er herein."
        ),
        "case_waits_for_its_talks": _("Dieser Fall bleibt draußen, bis seine Gespräche ohne Fehler sind."),
        "cases_wait_for_nobodys_talk": _(
            "Bei einem Gespräch der Datei steht nicht fest, zu welchem Fall es gehört. Bis das berichtigt "
            "ist, bleibt auch dieser Fall draußen."
        ),
        "case_waits_for_others": _(
            "Dieser Fall bleibt draußen, bis die Fälle aller, die an einem gemeinsamen Gespräch teilnahmen, "
            "ohne Fehler sind: Dieses Gespräch hat keinen „key“ und würde später doppelt zählen."
        ),
        "talk_twice_in_file": _("Dieses Gespräch steht bei dieser Person zweimal in der Datei."),
        "line_too_long": _("Hier haben höchstens {longest} Zeichen Platz."),
        "beyond_the_forms": _(
            "Ein Tag oder eine Angabe ist so, wie kein Feld sie annimmt; bitte sehen Sie in der Akte nach."
        ),
        "counselled_before_now_yes": _(
            "Zu diesem Fall steht, dass die Person noch nie beraten wurde, und doch eine frühere Beratung. "
            "Übernommen ist, dass sie schon beraten wurde; bitte prüfen Sie das."
        ),
        "case_was_erased_here": _("Diese Akte wurde hier gelöscht und nun neu aufgenommen."),
        "consent_was_withdrawn_here": _(
            "Die Einwilligung wurde hier widerrufen und die Akte gelöscht. "
            "Wer wiederkommt, erhält eine neue Akte."
        ),
        "kind_was_withdrawn_here": _(
            "Diese Einwilligung ({need}) wurde hier widerrufen; eine ältere Datei bringt sie nicht zurück."
        ),
        "case_number_changed": _("Diese Fallnummer ist vergeben; der Fall heißt hier {number}."),
        "case_perhaps_double": _(
            "Das könnte dieselbe Person sein wie {number} (siehe „Dubletten suchen“). {double}"
        ),
        "ending_day_missing": _("Der Tag der Beendigung fehlt."),
        "ending_in_future": _("Die Beendigung liegt in der Zukunft."),
        "ending_of_open_case": _("Der Fall ist nicht beendet, hat aber eine Beendigung."),
        "rest_decision_missing": _("Der Fall ruht, aber seit wann, bis wann und warum steht nicht dabei."),
        "hold_in_future": _("Die Löschsperre kann nicht erst am {on} begonnen haben."),
        "goal_wording_missing": _("Das Ziel hat keinen Text."),
        "goal_state_not_its_last": _("Der Stand des Ziels ist nicht der letzte seines Verlaufs."),
        "goal_agreed_and_proposed": _("Das Ziel ist nur vorgeschlagen, hat aber einen Tag der Vereinbarung."),
        "goal_history_missing": _("Im Verlauf des Ziels fehlt der Tag, an dem es so kam."),
        "goal_agreed_day_missing": _("Der Tag fehlt, an dem das Ziel vereinbart wurde."),
        "goal_agreed_otherwise": _("Nach seinem Verlauf wurde das Ziel an einem anderen Tag vereinbart."),
        "history_out_of_order": _("Der Verlauf ist nicht nach dem Datum geordnet."),
        "history_in_future": _("Der Verlauf reicht in die Zukunft."),
        "version_number_impossible": _("Eine solche Nummer hat keine Fassung eines Plans."),
        "version_issued_in_future": _("Die Fassung kann nicht erst am {on} ausgehändigt worden sein."),
        "version_content_unreadable": _("Der Inhalt dieser Fassung ist kein Integrationsplan."),
        "version_fingerprint_differs": _("Die Prüfsumme ist nicht die dieser Fassung."),
        "zip_entry_unknown": _("Dieser Eintrag gehört in keine Falldatei."),
        "zip_entry_twice": _("Dieser Eintrag steht zweimal in der Datei."),
        "zip_entry_too_large": _("Dieser Eintrag ist zu groß oder entpackt sich verdächtig weit."),
        "zip_entry_sealed": _("Dieser Eintrag ist verschlüsselt oder anders gepackt als üblich."),
        "export_closed": _(
            "Für den Fall {number} steht keine Einwilligung in die Beratung; er wird nicht ausgegeben."
        ),
        "declaration_unknown": _("Diese Einwilligung steht nicht in der Datei."),
        "scan_value_impossible": _("So kann ein Scan nicht sein."),
        "scan_content_missing": _("Der Inhalt dieses Scans fehlt in der Datei."),
        "scan_content_differs": _("Der Inhalt dieses Scans ist nicht der, den Größe und Prüfsumme nennen."),
        "scan_content_elsewhere": Counted(
            "count",
            lambda count: ngettext(
                "Der Inhalt von {count} Scan steht nur in einer Zip-Falldatei; er wurde ausgelassen.",
                "Der Inhalt von {count} Scans steht nur in einer Zip-Falldatei; sie wurden ausgelassen.",
                count,
            ),
        ),
        "counter_below_zero": _("Eine Summe gelöschter Akten ist nie kleiner als null."),
        "counter_below_its_cells": _("Diese Summe ist kleiner als ihre Teile zusammen."),
        "file_imported_before": _("Diese Datei wurde schon übernommen; die Kurzkontakte zählen nur einmal."),
        "brief_contacts_here_already": Counted(
            "count",
            lambda count: ngettext(
                "{count} Kurzkontakt ist schon im Tresor und zählt nur einmal.",
                "{count} Kurzkontakte sind schon im Tresor und zählen nur einmal.",
                count,
            ),
        ),
        "counters_not_taken": _(
            "Zähler gelöschter Akten werden nur in einen leeren Tresor übernommen und wurden ausgelassen."
        ),
        "office_left_out": _(
            "Die Einstellungen der Beratungsstelle haben Fehler und fehlen hier noch; die Kennzahlen dieses "
            "Tresors sind deshalb nicht die der Datei. Übernehmen Sie die berichtigte Datei noch einmal, "
            "bevor hier jemand die Einstellungen ändert."
        ),
        "counters_left_out": _(
            "Unter den Zählern gelöschter Akten sind Fehler, darum fehlen sie hier noch alle; die Kennzahlen "
            "dieses Tresors sind deshalb nicht die der Datei. Übernehmen Sie die berichtigte Datei noch "
            "einmal."
        ),
        "office_came_later": _("Die Einstellungen der Beratungsstelle sind jetzt übernommen."),
        "office_changed_since": _(
            "Die Einstellungen der Beratungsstelle wurden hier inzwischen geändert und bleiben, wie sie sind."
        ),
        "counters_came_later": _("Die Zähler gelöschter Akten sind jetzt übernommen."),
    }
