"""Words for the texts that persons are shown: their parts, their placeholders, what is wrong (E6, E8)."""

from __future__ import annotations

from collections.abc import Mapping

from intman_desktop.language import _
from intman_desktop.services.common.words.kinds import Sentences
from intman_desktop.values.codes import SpecialKind, TextKind


def texts() -> Sentences:
    """Return what keeps a text from being saved, and what is refused."""
    return {
        "text_empty": _(
            "Hier steht nichts. Das Papier braucht diesen Text; bitte schreiben Sie ihn oder holen Sie den "
            "mitgelieferten."
        ),
        "text_placeholder_unknown": _(
            "„{name}“ kennt das Programm nicht. Bitte wählen Sie den Platzhalter aus der Liste."
        ),
        "text_placeholder_elsewhere": _(
            "„{name}“ hat an dieser Stelle keinen Wert. Bitte nehmen Sie diesen Platzhalter hier heraus."
        ),
        "text_placeholder_missing": _(
            "Hier fehlt der Platzhalter „{name}“. Bitte setzen Sie ihn ein: Die Person muss das lesen können."
        ),
        "text_brace_alone": _(
            "Eine geschweifte Klammer steht allein. Bitte nehmen Sie sie heraus oder schließen Sie sie."
        ),
        "text_bold_open": _(
            "Fett beginnt mit zwei Sternen und endet mit zwei Sternen. Bitte ergänzen Sie das zweite Paar."
        ),
        "text_too_long": _("Dieser Text ist länger als {most} Zeichen. Bitte kürzen oder teilen Sie ihn."),
        "text_unchanged": _("Der Text ist derselbe wie bisher. Es gibt nichts zu speichern."),
        "paper_text_damaged": _(
            "Der Text passt nicht zu seinem Fingerabdruck oder nicht zu diesem Programm."
        ),
        "paper_texts_not_taken": _(
            "Die geänderten Texte für Klientinnen und Klienten aus der Datei wurden nicht übernommen. Hier "
            "gelten weiter die Texte aus Ihren Einstellungen."
        ),
        "text_check_in_future": _("Der Tag der Prüfung liegt in der Zukunft: {on}."),
        "text_check_nameless": _("Bitte nennen Sie, wer den Text geprüft hat."),
        "text_check_not_in_force": _(
            "Der Text wurde inzwischen geändert. Bitte sehen Sie nach, welche Fassung geprüft wurde."
        ),
    }


def text_title(kind: TextKind) -> str:
    """Return what a text is called."""
    return {
        TextKind.PRIVACY_NOTICE: _("Datenschutzerklärung"),
        TextKind.CONSENT: _("Einwilligung"),
        TextKind.AGREEMENT: _("Beratungsvereinbarung"),
        TextKind.PASSING_ON_CONSENT: _("Einzelne Einwilligung: Weitergabe"),
        TextKind.RELOCATION_CONSENT: _("Einzelne Einwilligung: Umzug"),
        TextKind.SPECIAL_CONSENT: _("Einzelne Einwilligung: besonders geschützte Angaben"),
    }[kind]


def placeholder_label(name: str) -> str:
    """Return what a placeholder is called where it is read and typed."""
    return {
        "law_name": _("Name des Gesetzes"),
        "law_notice": _("Artikel zur Information"),
        "law_consent": _("Artikel zur Einwilligung"),
        "law_special": _("Artikel zu besonders geschützten Angaben"),
        "law_withdrawal": _("Artikel zum Widerruf"),
        "law_access": _("Artikel zur Auskunft"),
        "law_rectification": _("Artikel zur Berichtigung"),
        "law_erasure": _("Artikel zur Löschung"),
        "law_restriction": _("Artikel zur Einschränkung"),
        "law_portability": _("Artikel zur Mitnahme"),
        "law_objection": _("Artikel zum Widerspruch"),
        "law_complaint": _("Artikel zur Beschwerde"),
        "other_services": _("andere Stellen desselben Trägers"),
        "deletion_days": _("Tage bis zur Löschung"),
        "backup_days": _("Tage der Sicherungen"),
        "journal_years": _("Jahre des Protokolls"),
        "proof_years": _("Jahre des Nachweises"),
        "controller": _("verantwortliche Stelle"),
        "kind": _("Art der Angaben"),
        "worker": _("Name der Beraterin"),
        "office": _("Beratungsstelle"),
        "first_talk": _("Tag des ersten Beratungsgesprächs"),
        "until": _("letzter Tag der Beratung"),
        "months": _("Monate bis zur Überprüfung"),
        "date": _("Datum"),
    }[name]


def field_label(key: str, *, in_list: bool) -> str:
    """Return what the text ``key`` is on its paper, and when it stands there."""
    own = _own_labels().get(key)
    if own is not None:
        return own
    if key.endswith("_head"):
        return _("Überschrift")
    if key.endswith("_no"):
        return _("Satz unter den Kästchen")
    if key.startswith("sign_"):
        return _("Unter der Linie zum Unterschreiben")
    return _("Punkte, einer je Zeile") if in_list else _("Absatz")


def _own_labels() -> Mapping[str, str]:
    fact = _("Beschriftung")
    return {
        "title": _("Titel des Papiers"),
        "below": _("Zeile unter dem Titel"),
        "intro": _("Einleitung"),
        "yes": _("Satz neben dem Kästchen „Ja“"),
        "no": _("Satz neben dem Kästchen „Nein“"),
        **dict.fromkeys(("controller", "provider", "office", "contact", "worker", "substitute"), fact),
        "colleagues": fact,
        **dict.fromkeys(("recipient", "purpose", "data_kinds", "until", "other_office"), fact),
        "until_open": _("Was bei „Gilt bis“ steht, wenn kein Tag genannt ist"),
        "kind_head": _("Zeile über den Kästchen, wenn keine Art genannt ist"),
        **dict.fromkeys((f"kind_{kind.value}" for kind in SpecialKind), _("Art der Angaben")),
        "consent": _("Satz der Einwilligung"),
        "consent_of": _("Satz der Einwilligung, wenn die Art genannt ist"),
        **dict.fromkeys(("officer", "authority", "explained_by", "interpreted_by", "representative"), fact),
        "recipients": _("Absatz, wenn hier nur eine Person berät"),
        "recipients_colleagues": _("Absatz, wenn hier mehrere Personen beraten"),
        "substitute_text": _("Absatz, wenn es eine Vertretung gibt"),
        "secrecy_social_worker": _("Absatz bei Schweigepflicht nach § 203 Abs. 1 StGB"),
        "secrecy_public_office": _("Absatz bei Schweigepflicht nach § 203 Abs. 2 StGB"),
        "secrecy_none": _("Absatz ohne gesetzliche Schweigepflicht"),
        "storage_proof": _("Absatz, wenn der Nachweis der Einwilligung nach dem Löschen bleibt"),
        "storage_proof_none": _("Absatz, wenn kein Nachweis der Einwilligung bleibt"),
        "counters": _("Absatz, wenn nach der Löschung aufgeschlüsselt weitergezählt wird"),
        "counters_totals": _("Absatz, wenn nach der Löschung nur Gesamtzahlen bleiben"),
        "period_expected": _("Absatz vor dem ersten Beratungsgespräch"),
        "period_agreed": _("Absatz vor dem ersten Beratungsgespräch, wenn schon unterschrieben ist"),
        "period_known": _("Absatz, wenn der Zeitraum schon läuft"),
        "period_signed": _("Absatz, wenn der Zeitraum läuft und schon unterschrieben ist"),
        "plan_one": _("Absatz, wenn Ziele jeden Monat überprüft werden"),
        "plan_many": _("Absatz, wenn Ziele seltener überprüft werden"),
        "oral": _("Hinweis, wenn mündlich vereinbart wurde"),
        "copy": _("Zeile am Ende"),
    }
