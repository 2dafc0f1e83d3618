"""What F1 says of the open part of the settings, in one sentence."""

from __future__ import annotations

from intman_desktop.language import _


def part_help(part: str) -> str:
    """Return what one can do in ``part``, one of ``settings_parts``."""
    return {
        "office": _("In „Beratungsstelle“ stehen Träger und Standort, wie sie auf den Papieren erscheinen."),
        "duties": _(
            "In „Angaben zum Datenschutz“ steht, wer verantwortlich ist, wozu Daten gebraucht werden und wie "
            "lange; die Datenschutzerklärung nennt es."
        ),
        "texts": _(
            "In „Texte“ ändern Sie, was Klientinnen und Klienten gezeigt wird, in jeder Sprache für sich; es "
            "gilt erst, wenn Sie es dort speichern."
        ),
        "workers": _(
            "In „Wer hier berät“ stehen alle, die mit diesem Tresor arbeiten, mit ihrer Schweigepflicht."
        ),
        "work": _(
            "In „Fristen und Themen“ stellen Sie ein, wann das Programm erinnert und welche Themen auf den "
            "Tasten 1 bis 9 liegen."
        ),
        "blocks": _(
            "In „Themenfelder“ legen Sie eigene Felder an, die im Plan unter den sieben festen stehen."
        ),
        "phrases": _(
            "In „Formulierungen“ stehen die Sätze, die beim Schreiben eines Ziels angeboten werden."
        ),
        "lists": _("In „Listen“ bestimmen Sie, was in den Auswahlfeldern zur Wahl steht."),
        "keys": _("In „Schlüssel“ sehen und ändern Sie, wer den Tresor öffnen kann und womit."),
        "backup": _(
            "In „Sicherung und Sperre“ wählen Sie, wohin gesichert wird, und wann das Programm von selbst "
            "sperrt."
        ),
        "look": _("In „Ansicht“ wählen Sie hell oder dunkel, Textgröße und Sprache für diesen Rechner."),
        "about": _("In „Über“ steht, welche Fassung des Programms das ist und wo Ihre Daten liegen."),
    }[part]
