"""Sentences on the ways into the store."""

from __future__ import annotations

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.words.kinds import Counted, Sentences


def keyring() -> Sentences:
    """Return why a way into the store, or an older backup, stays as it is."""
    return {
        "way_may_not_change": _(
            "Das geht nur, wenn Sie den Tresor mit der Hauptpassphrase oder mit dem Notfallblatt geöffnet "
            "haben."
        ),
        "owner_needed": _(
            "Eine Vertretung kann nur eintragen, wer den Tresor mit der Hauptpassphrase geöffnet hat."
        ),
        "sheet_needed": _(
            "Ohne die bisherige Passphrase geht das nur, wenn Sie den Tresor mit dem Notfallblatt geöffnet "
            "haben."
        ),
        "way_without_passphrase": _(
            "Sie haben den Tresor mit dem Notfallblatt geöffnet. Bitte setzen Sie eine neue Passphrase; die "
            "bisherige braucht es dafür nicht."
        ),
        "way_stays": _(
            "Entfernen lässt sich nur eine Vertretung. Die Passphrase können Sie ändern, das Notfallblatt "
            "neu ausstellen."
        ),
        "substitutes_full": Counted(
            "most",
            lambda n: ngettext(
                "Mehr als {most} Vertretung ist nicht möglich. Bitte entfernen Sie zuerst eine.",
                "Mehr als {most} Vertretungen sind nicht möglich. Bitte entfernen Sie zuerst eine.",
                n,
            ),
        ),
        "substitute_name_missing": _("Bitte geben Sie der Vertretung einen Namen; er steht im Protokoll."),
        "substitute_name_long": _("Der Name der Vertretung ist zu lang; höchstens {most} Zeichen."),
        "substitute_name_twice": _(
            "Eine Vertretung „{name}“ gibt es schon. Bitte unterscheiden Sie die beiden im Namen."
        ),
        "renewal_first": _(
            "Bitte erneuern Sie zuerst den Schlüssel: Bis dahin öffnet auch eine neue Sicherung, wer den "
            "bisherigen Schlüssel kennt."
        ),
        "backup_not_old": _("Diese Sicherung öffnet kein früherer Zugang. Sie muss nicht ersetzt werden."),
    }
