"""Every key of the window in one place: what binds them and what F1 lists."""

from __future__ import annotations

from dataclasses import dataclass

from intman_desktop.language import _

PLACES = ("overview", "cases", "deadlines", "key_figures", "services", "privacy", "settings")
"""The pages of the navigation in their order; Ctrl+1 to Ctrl+7 open them."""

SEARCH = "Ctrl+K"
TALK = "Ctrl+G"
NEW_PERSON = "Ctrl+N"
LOCK = "Ctrl+L"
HIDE_NAMES = "F8"
HELP = "F1"
BACK = "Alt+Left"
LOOK = "Ctrl+Shift+D"
NEXT_NOTE = "Ctrl+PgDown"
NOTE_BEFORE = "Ctrl+PgUp"
NEXT_ROW = "F4"
UNDO = "Ctrl+Z"
REDO = ("Ctrl+Y", "Ctrl+Shift+Z")
SAVE = "Ctrl+Return"
ALSO_SAVE = ("Ctrl+Enter", "Ctrl+S")
"""What saves as well: Enter on the number pad, and the key that other programs save with."""


@dataclass(frozen=True)
class Key:
    """One key with what it does."""

    keys: str
    words: str

    def native(self) -> str:
        """Return the key as the keyboard writes it, e.g. ``Strg+K``."""
        return native(self.keys)


def native(keys: str) -> str:
    """Return a key sequence as it stands on the keyboard of the language in use, e.g. ``Strg+Enter``."""
    spoken = {
        "Ctrl": _("Strg"),
        "Shift": _("Umschalt"),
        "Alt": _("Alt"),
        "Return": _("Enter"),
        "Tab": _("Tab"),
        "Arrows": _("Pfeiltasten"),
        "Left": _("Pfeil links"),
        "Down": _("Pfeil unten"),
        "Up": _("Pfeil oben"),
        "PgDown": _("Bild ab"),
        "PgUp": _("Bild auf"),
        "Space": _("Leertaste"),
    }
    return "+".join(spoken.get(key, key) for key in keys.split("+"))


def place_name(place: str) -> str:
    """Return the name of a page of the navigation in the language in use."""
    return {
        "overview": _("Übersicht"),
        "cases": _("Fälle"),
        "deadlines": _("Fristen"),
        "key_figures": _("Kennzahlen"),
        "services": _("Anlaufstellen"),
        "privacy": _("Datenschutz"),
        "settings": _("Einstellungen"),
    }[place]


def local_keys() -> tuple[Key, ...]:
    """Return the keys that work in single places only, in the language in use."""
    return (
        Key("Ctrl+PgDown", _("In einer Akte: zum nächsten Reiter")),
        Key("Ctrl+PgUp", _("In einer Akte: zum vorigen Reiter")),
        Key(
            "Arrows",
            _("Filter, Reiter, Auswahl in einer Reihe: von einem zum nächsten, ebenso mit Pos1 und Ende"),
        ),
        Key("1 … 9", _("Gespräch, Feld Hauptthema: häufiges Thema wählen")),
        Key("Return", _("Gespräch, Feld Hauptthema: weiter zur Notiz")),
        Key(NEXT_NOTE, _("Gespräch mit mehreren: zur Notiz der nächsten Person")),
        Key(NOTE_BEFORE, _("Gespräch mit mehreren: zurück")),
        Key("Ctrl+Shift+Return", _("Bedarfserhebung: speichern und zum Plan")),
        Key("Return", _("Liste der Fälle und Fristen: öffnen")),
        Key("Space", _("Liste der Fälle: markieren; Filter: wählen")),
        Key("Shift+Down", _("Liste der Fälle: mehrere markieren")),
        Key("Ctrl+A", _("Liste der Fälle: alle markieren")),
        Key("Esc", _("Liste der Fälle: Markierung aufheben")),
        Key("Ctrl+Down", _("Spalten wählen: die Spalte verschieben")),
        Key(NEXT_ROW, _("Vorhandene Liste: zur nächsten offenen Zeile")),
        Key("Ctrl+P", _("Papier: drucken")),
        Key("Ctrl++", _("Papier: größer")),
        Key("Ctrl+-", _("Papier: kleiner")),
    )


def all_keys() -> tuple[Key, ...]:
    """Return the keys that work everywhere in the program, in the language in use."""
    return (
        Key(SEARCH, _("Suchen")),
        Key(TALK, _("Gespräch notieren")),
        Key(NEW_PERSON, _("Neue Person aufnehmen")),
        *(Key(f"Ctrl+{number}", place_name(place)) for number, place in enumerate(PLACES, start=1)),
        Key(BACK, _("Zurück zur vorigen Seite")),
        Key(SAVE, _("Speichern, was gerade ausgefüllt wird")),
        Key(ALSO_SAVE[-1], _("Dasselbe wie Strg+Enter")),
        Key(UNDO, _("Zurücknehmen, was eben gespeichert wurde")),
        Key(REDO[0], _("Wiederholen, was eben zurückgenommen wurde")),
        Key("Tab", _("Zum nächsten Feld")),
        Key("Alt+…", _("Zum Feld, in dessen Namen dieser Buchstabe unterstrichen ist")),
        Key("Alt+Down", _("Kalender oder Liste des Feldes öffnen")),
        Key(HIDE_NAMES, _("Namen anderer Personen verbergen oder zeigen")),
        Key(LOOK, _("Hell oder dunkel")),
        Key(LOCK, _("Sperren")),
        Key(HELP, _("Was kann ich hier tun?")),
    )
