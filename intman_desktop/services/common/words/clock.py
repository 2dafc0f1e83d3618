"""Sentences on dates, the advisory period and its extension (C-rules)."""

from __future__ import annotations

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.words.kinds import Counted, Sentences


def dates() -> Sentences:
    """Return the sentences on dates as they are typed."""
    return {
        "date_missing": _("Bitte geben Sie ein Datum ein."),
        "not_a_date": _("Das ist kein Datum, das hier verstanden wird. Beispiel: 15.03.2024."),
        "no_such_day": _("Diesen Tag gibt es nicht."),
        "leap_day_without_year": _(
            "Den {day}.{month}. gibt es nur in Schaltjahren. Bitte schreiben Sie das Jahr dazu."
        ),
        "no_such_month": _("Diesen Monat gibt es nicht."),
        "day_missing": _("Der Tag fehlt. Bitte geben Sie Tag, Monat und Jahr an."),
        "other_calendar": _(
            "{year} sieht nach einem anderen Kalender aus. Bitte geben Sie das Datum nach dem "
            "gregorianischen Kalender ein oder nur das Jahr."
        ),
        "year_out_of_range": _("Das Jahr {year} liegt außerhalb dessen, was hier möglich ist."),
        "two_digit_year": _("Bitte das Jahr mit vier Ziffern: {earlier} oder {later}?"),
        "year_not_written": _(
            "Ohne das Jahr steht der Tag nicht fest. Bitte schreiben Sie Tag, Monat und Jahr, zum Beispiel "
            "15.03.2024."
        ),
        "year_missing": _("Bitte geben Sie mindestens das Jahr an."),
        "birth_in_future": _("Dieses Geburtsdatum liegt in der Zukunft."),
        "birth_too_long_ago": _("Dieses Geburtsdatum liegt mehr als {years} Jahre zurück."),
    }


def period() -> Sentences:
    """Return the sentences on the advisory period."""
    return {
        "period_not_extended": _("Der Beratungszeitraum ist nicht verlängert."),
        "period_not_begun": _(
            "Der Beratungszeitraum hat noch nicht begonnen; er beginnt mit dem ersten Beratungsgespräch."
        ),
        "period_start_unknown": _(
            "Die Person wurde schon einmal im Integrationsmanagement beraten; seit wann, ist nicht bekannt."
        ),
        "period_start_here": _("Erstes Beratungsgespräch am {start}."),
        "period_start_brought": _("Erstes Beratungsgespräch an anderer Stelle am {start} ({evidence})."),
        "period_start_unproven": _("Der Beginn ist nicht belegt."),
        "period_rule": _(
            "Der Beratungszeitraum dauert drei Jahre; der Tag des ersten Gesprächs zählt nicht mit. "
            "Drei Jahre nach dem {start} ist der {regular_end}."
        ),
        "period_rule_month_end": _(
            "Der Beratungszeitraum dauert drei Jahre; der Tag des ersten Gesprächs zählt nicht mit. "
            "Den Tag {start} gibt es drei Jahre später nicht, darum ist der letzte Tag des Monats "
            "maßgeblich: {regular_end}."
        ),
        "period_extended": _("Verlängert bis {until} (ohne Verlängerung bis {regular_end})."),
        "period_last_day": _("Letzter Tag: {last_day}."),
        "period_days_left": Counted("days", lambda n: ngettext("noch {days} Tag", "noch {days} Tage", n)),
        "period_last_day_today": _("Heute ist der letzte Tag."),
        "period_over": Counted(
            "days",
            lambda n: ngettext(
                "seit {days} Tag vorbei (letzter Tag {last_day})",
                "seit {days} Tagen vorbei (letzter Tag {last_day})",
                n,
            ),
        ),
        "period_ahead": _("beginnt am {start}"),
        "period_exhausted": _("Die Höchstdauer ist ausgeschöpft (letzter möglicher Tag {latest})."),
        "period_extendable": _("Verlängerbar bis höchstens {latest}."),
        "period_extendable_no_more": _(
            "Verlängerbar war der Zeitraum bis höchstens {latest}; dieser Tag ist vorbei."
        ),
        "period_ends_today": _("Der Beratungszeitraum endet heute, am {last_day}."),
        "period_ends_soon": Counted(
            "days",
            lambda n: ngettext(
                "Der Beratungszeitraum endet in {days} Tag, am {last_day}.",
                "Der Beratungszeitraum endet in {days} Tagen, am {last_day}.",
                n,
            ),
        ),
        "start_first": _("Der Beratungszeitraum beginnt am {derived}."),
        "start_earlier": _("Der Beginn liegt jetzt früher: {derived} statt {current}. Er wurde übernommen."),
        "start_later": _(
            "Nach den Gesprächen läge der Beginn jetzt später: {derived} statt {current}. "
            "Er wird nur mit einer Begründung übernommen."
        ),
        "start_gone": _(
            "Es gibt kein zählendes Gespräch mehr; der Beginn {current} bleibt, bis Sie ihn mit einer "
            "Begründung ändern."
        ),
        "start_unchanged": _("Der Beginn bleibt der {start}."),
        "start_in_future": _("Der Beginn {start} liegt in der Zukunft."),
        "start_before_birth": _("Der Beginn {start} liegt vor dem Geburtsdatum der Person."),
        "start_too_long_ago": _("Der Beginn {start} liegt zu lange zurück; bitte prüfen Sie das Jahr."),
        "start_over_regular": _(
            "Seit dem Beginn {start} sind mehr als drei Jahre vergangen; der letzte Tag ohne Verlängerung "
            "war der {last_day}."
        ),
        "start_over_longest": _(
            "Seit dem Beginn {start} ist auch die längste Verlängerung vorbei (letzter möglicher Tag "
            "{latest})."
        ),
        "start_reason_missing": _("Bitte begründen Sie, warum der Beginn geändert wird."),
        "start_after_first_talk": _(
            "Der Beginn kann nicht nach dem liegen, was aufgezeichnet ist ({derived})."
        ),
    }


def extension() -> Sentences:
    """Return the sentences on decisions to extend."""
    return {
        "extension_exhausted": _("Mehr als bis {latest} kann nicht verlängert werden."),
        "extension_not_after_last_day": _(
            "Der {until} liegt nicht nach dem letzten Tag ({last_day}); verlängert würde nichts."
        ),
        "extension_beyond_latest": _(
            "Bis {until} geht es nicht: Mehr als ein weiteres Jahr ist nicht möglich, also höchstens bis "
            "{latest}."
        ),
        "extension_decided_in_future": _("Die Entscheidung kann nicht in der Zukunft liegen ({decided_on})."),
        "extension_decided_before_start": _(
            "Die Entscheidung ({decided_on}) liegt vor dem Beginn des Beratungszeitraums ({start})."
        ),
        "extension_late_reason_missing": _(
            "Am {decided_on} war der letzte Tag ({last_day}) schon vorbei. Bitte begründen Sie, warum erst "
            "dann entschieden wurde."
        ),
        "extension_not_last": _(
            "Berichtigt oder zurückgenommen wird zuerst die letzte Verlängerung, die bis {until}."
        ),
        "extension_unchanged": _("An der Verlängerung ist nichts geändert."),
        "extension_correction_reason_missing": _("Bitte sagen Sie in einem Satz, was falsch war."),
        "extension_reason_missing": _("Bitte wählen Sie einen Grund für die Verlängerung."),
        "extension_reason_unknown": _("Diesen Grund für eine Verlängerung gibt es hier nicht."),
        "extension_reason_needs_health_consent": _(
            "Dieser Grund sagt etwas über die Gesundheit. Dafür fehlt die Einwilligung; möglich ist "
            "„anderer begründeter Einzelfall“ ohne Einzelheiten."
        ),
        "extension_text_missing": _("Bitte beschreiben Sie den Einzelfall in einem Satz."),
        "extension_evidence_needs_health_consent": _(
            "Ein Nachweis über die Gesundheit darf ohne Einwilligung nicht vermerkt werden."
        ),
        "extension_evidence_missing": _(
            "Eine psychische Erkrankung muss nachgewiesen sein: Bitte vermerken Sie, wann Sie den Nachweis "
            "gesehen haben und von welcher Art Stelle er ist."
        ),
        "extension_evidence_place_missing": _(
            "Eine psychische Erkrankung muss nachgewiesen sein: Bitte wählen Sie, von welcher Art Stelle der "
            "Nachweis ist."
        ),
        "extension_evidence_day_missing": _("Bitte vermerken Sie auch, wann Sie den Nachweis gesehen haben."),
        "extension_place_unknown": _("Diese Art der Stelle steht nicht in der Liste: {place}."),
        "extension_evidence_in_future": _("Der Nachweis kann nicht erst am {seen_on} gesehen worden sein."),
        "extension_decided": _("Entschieden am {decided_on}: verlängert bis {until}."),
        "extension_decided_late": _(
            "Nachträglich entschieden am {decided_on}, als der letzte Tag ({last_day}) vorbei war: "
            "verlängert bis {until}."
        ),
        "extension_now_beyond_latest": _(
            "Die Verlängerung bis {until} geht nun über den letzten möglichen Tag ({latest}) hinaus."
        ),
        "extension_now_without_effect": _(
            "Die Verlängerung bis {until} bewirkt nichts mehr: Der Zeitraum endet ohnehin später."
        ),
    }


def decisions() -> Sentences:
    """Return what was decided and moves nothing, what hinders it, and what else a clock rests on (C6, P6)."""
    return {
        "period_several_offices": _(
            "{count} frühere Stellen sind eingetragen: Der früheste Beginn zählt, addiert wird nichts."
        ),
        "period_earlier_unknown": _(
            "Zu einer früheren Beratung an anderer Stelle ist der Beginn nicht bekannt. Der Zeitraum kann "
            "früher begonnen haben, als hier gerechnet ist."
        ),
        "period_talks_outside": Counted(
            "count",
            lambda n: ngettext(
                "Außerhalb des Zeitraums liegt {count} Gespräch: {days}.",
                "Außerhalb des Zeitraums liegen {count} Gespräche: {days}.",
                n,
            ),
        ),
        "decided_rest": _(
            "Am {on} vereinbart: Der Fall ruht bis {until} ({reason}). Der Zeitraum läuft weiter."
        ),
        "decided_resume": _("Am {on} fortgesetzt. Der Zeitraum war nicht angehalten."),
        "decided_go_on": _("Am {on} entschieden: weiter ohne Leistungen ({reason})."),
        "decided_return": _(
            "Am {on} entschieden: Die Person ist wieder da ({reason}). Es gilt derselbe letzte Tag."
        ),
        "decided_take_over": _(
            "Seit {on} führt {worker} den Fall weiter; die Person weiß es seit {told_on}. Einwilligung, "
            "Plan und Zeitraum gehen weiter."
        ),
        "decided_start": _("Am {on} übernommen: Beginn {start}."),
        "decided_no_start": _("Am {on} übernommen: kein Beginn."),
        "decided_otherwise": _("Am {on} festgehalten: {reason}."),
        "benefits_ended": _(
            "Seit {since} keine Leistungen zum Lebensunterhalt. Innerhalb des Zeitraums kann die Beratung "
            "weitergehen, mit Tag und Grund (Leitfaden II.1.2)."
        ),
        "benefits_ended_goes_on": _(
            "Seit {since} keine Leistungen zum Lebensunterhalt; am {on} wurde entschieden weiterzuberaten."
        ),
        "section_24_without_benefits": _(
            "Seit {since} keine Leistungen zum Lebensunterhalt. Mit § 24 AufenthG gehört die Person trotzdem "
            "dazu, vorübergehend und unabhängig von Leistungen und Unterbringung (Leitfaden II.1.2)."
        ),
        "decision_never_away": _(
            "Nach den Einträgen war die Person nicht weg: Der Fall hat nie geruht, und zwischen zwei "
            "Gesprächen lag nie mehr als ein Monat. Dann ist nichts zu entscheiden."
        ),
        "decision_kind_unknown": _("Bitte wählen Sie, was entschieden wurde."),
        "decision_in_future": _("Der {on} liegt in der Zukunft."),
        "decision_before_start": _("Der {on} liegt vor dem Beginn des Beratungszeitraums ({start})."),
        "decision_after_last_day": _(
            "Am {on} war der Beratungszeitraum vorbei (letzter Tag {last_day}). Weiter geht es nur mit "
            "einer Verlängerung."
        ),
        "decision_reason_missing": _("Bitte begründen Sie die Entscheidung in einem Satz."),
        "take_over_worker_missing": _("Bitte wählen Sie, wer den Fall weiterführt."),
        "take_over_by_herself": _("Diese Person ist schon zuständig."),
        "take_over_before_opening": _("Am {on} gab es die Akte noch nicht (angelegt am {opened_on})."),
        "take_over_before_last": _("Am {last} hat schon jemand übernommen; ein Wechsel am {on} läge davor."),
        "take_over_told_before_opening": _(
            "Am {told_on} gab es die Akte noch nicht (angelegt am {opened_on})."
        ),
        "take_over_not_told": _(
            "Die Person muss vom Wechsel wissen. Bitte tragen Sie ein, wann Sie es ihr gesagt haben."
        ),
        "take_over_told_in_future": _("Am {told_on} kann die Person es noch nicht erfahren haben."),
    }
