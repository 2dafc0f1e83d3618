"""What the parts of the settings are called, also where none of them is shown."""

from __future__ import annotations

from intman_desktop.language import _


def settings_parts() -> tuple[tuple[str, str], ...]:
    """Return the parts of the settings in their order, with their words."""
    return (
        ("office", _("Beratungsstelle")),
        ("duties", _("Angaben zum Datenschutz")),
        ("texts", _("Texte")),
        ("workers", _("Wer hier berät")),
        ("work", _("Fristen und Themen")),
        ("blocks", _("Themenfelder")),
        ("phrases", _("Formulierungen")),
        ("lists", _("Listen")),
        ("keys", _("Schlüssel")),
        ("backup", _("Sicherung und Sperre")),
        ("look", _("Ansicht")),
        ("about", _("Über")),
    )
