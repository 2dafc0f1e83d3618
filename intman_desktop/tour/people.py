"""Three people taken in by typing and clicking, with talks, a plan and a goal (stories 3, 5, 6, 8, 12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from intman_desktop.tour.driver import Driver


@dataclass(frozen=True)
class Newcomer:
    """Who comes to the office in the tour: what is typed, and what she answers."""

    language: str
    family_name: str
    given_name: str
    birth: str
    health: str
    contact: str
    interpreter: str = ""
    earlier_since: str = ""


NEWCOMERS = (
    Newcomer("Arabisch", "Alrashid-Muster", "Samira", "15.3.1990", "Ja", "Ja", "Amina Dolmetschprobe"),
    Newcomer("Ukrainisch", "Beispielenko", "Olha", "1985", "Nein", "Später"),
    Newcomer("Tigrinya", "Musterab", "Tesfay", "01.01.1994", "Ja", "Nein", "", "20.09.2025"),
)


def take_in(driver: Driver, person: Newcomer, picture: Callable[[str], object] = lambda _name: None) -> None:
    """Go through the guided chain from the language to the agreement, until the case is open.

    ``picture(name)`` is taken of each step as it is filled.
    """
    driver.keys(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    driver.choose("Sprache", person.language)
    if person.interpreter:
        driver.press("Sprachmittlung ist nötig")
    picture("05-neue-person-sprache")
    driver.press("Weiter")
    if person.interpreter:
        driver.type_into("Gedolmetscht von", person.interpreter)
    picture("05-neue-person-datenschutz")
    driver.press("Weiter")
    driver.type_into("Familienname", person.family_name)
    driver.type_into("Vorname", person.given_name)
    driver.type_into("Geburtsdatum", person.birth)
    if driver.has(QLineEdit, "Volljährig") and len(person.birth) == len("1985"):
        driver.choose("Volljährig", "ja")
    picture("05-neue-person-person")
    driver.press("Weiter")
    driver.press("Beratung (Grundlage): Ja")
    driver.press(f"Gesundheit und Behinderung: {person.health}")
    driver.press(f"Kontakt (E-Mail oder Messenger): {person.contact}")
    driver.press("Dolmetschen (Sprachmittlung): " + ("Ja" if person.interpreter else "Später"))
    driver.press("Die Person weiß")
    driver.type_into("Abgelegt", "Ordner 2026, Fach 3")
    picture("05-neue-person-einwilligungen")
    driver.press("Weiter")
    if person.earlier_since:
        driver.press("Ja")
        driver.type_into("Stelle", "Landratsamt Beispielkreis")
        driver.type_into("Seit wann", person.earlier_since)
    else:
        driver.press("Nein")
    picture("05-neue-person-frueher")
    driver.press("Weiter")
    driver.press("Von beiden unterschrieben")
    picture("05-neue-person-vereinbarung")
    driver.press("Akte anlegen")
    driver.wait_for(lambda: driver.has(QAbstractButton, "Plan und Ziele"), "the new case")


def assess_needs(driver: Driver) -> None:
    """Fill a part of the needs assessment of the case that is open (Rule P1 step 4)."""
    driver.press("Bedarf aufnehmen")
    driver.choose("Geschlecht", "weiblich")
    driver.choose("Aufenthaltsstatus", "Aufenthaltserlaubnis Flüchtling")
    driver.choose("Erstsprache", "Arabisch")
    driver.choose("Deutsch mündlich", "A1")
    driver.type_into("Schuljahre", "8")
    driver.choose("Wohnform", "Anschlussunterbringung in Wohnung")
    driver.press("Speichern")


def note_talk(driver: Driver) -> None:
    """Note a talk with the case that is open, by its shortcut (story 8)."""
    driver.keys(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    driver.choose("Hauptthema", "Sprache")
    driver.type_into("Notiz", "Kurs besprochen, Anmeldung bis Monatsende (Beispieltext).")
    driver.press("Speichern")


def plan_with_goal(driver: Driver) -> None:
    """Begin the plan of the case that is open and agree on a first goal (stories 6 and 7)."""
    driver.press("Plan und Ziele")
    driver.press("Plan beginnen")
    driver.press("Ziele und deren Erfüllung")
    driver.press("Ziel vereinbaren", last=True)  # as the deadline in the head of the case calls for, too
    driver.choose("Lebensbereich", "Sprache")
    driver.type_into("Ziel in den Worten", "Ich will die A2-Prüfung schaffen.")
    driver.type_into("Woran wir sehen", "Das Zertifikat liegt vor.")
    driver.type_into("Bis wann", "30.06.2027")
    driver.type_into("1. Maßnahme", "Kurs besuchen")
    driver.press("Ziel speichern")
