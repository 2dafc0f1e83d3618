"""Sentences on what a backup lacks and what a restore did (L4), for screen and command line."""

from __future__ import annotations

from intman_desktop.language import _, ngettext
from intman_desktop.values.views import BackupView, Restored


def lacking_words(made: BackupView) -> str:
    """Return the sentence on the scans that a backup lacks, empty where it has them all."""
    if not made.scans_missing:
        return ""
    return ngettext(
        "Der Sicherung fehlt {count} Scan: Seine Datei neben dem Tresor fehlt oder ist beschädigt.",
        "Der Sicherung fehlen {count} Scans: Ihre Dateien neben dem Tresor fehlen oder sind beschädigt.",
        made.scans_missing,
    ).format(count=made.scans_missing)


def restored_words(done: Restored) -> tuple[str, ...]:
    """Return the sentences that tell what a restore did and what it could not know."""
    words = [
        ngettext(
            "Wiederhergestellt: {count} Fall in {folder}.",
            "Wiederhergestellt: {count} Fälle in {folder}.",
            done.cases,
        ).format(count=done.cases, folder=done.folder)
    ]
    if done.erased_again:
        words.append(
            ngettext(
                "{count} gelöschte Akte wurde wieder entfernt.",
                "{count} gelöschte Akten wurden wieder entfernt.",
                done.erased_again,
            ).format(count=done.erased_again)
        )
    if done.redacted_again:
        words.append(
            ngettext(
                "An {count} Stelle wurde ein Name wieder geschwärzt.",
                "An {count} Stellen wurden Namen wieder geschwärzt.",
                done.redacted_again,
            ).format(count=done.redacted_again)
        )
    if done.kept_aside:
        words.append(_("Der bisherige Tresor liegt jetzt in {folder}.").format(folder=done.kept_aside))
    if done.scans_missing:
        words.append(
            ngettext(
                "{count} Scan fehlt: Seine Datei liegt nicht im Ordner „scans“ neben der Sicherung.",
                "{count} Scans fehlen: Ihre Dateien liegen nicht im Ordner „scans“ neben der Sicherung.",
                done.scans_missing,
            ).format(count=done.scans_missing)
        )
    words += [
        _(
            "Ohne Liste der Löschungen: {place}. Spätere Löschungen sind dieser Sicherung nicht bekannt."
        ).format(place=place)
        for place in done.places_missing
    ]
    return tuple(words)
