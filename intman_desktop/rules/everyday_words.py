"""German words that are also the names of many (Rule L5)."""

from __future__ import annotations

from intman_desktop.rules.folding import fold_name

_WORDS = """
Sommer Winter Herbst Frühling Lenz Januar Februar März April Mai Juni Juli August September Oktober November
Dezember Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Tag Morgen Abend Nacht Koch Köchin
Fischer Müller Schneider Bäcker Becker Metzger Fleischer Bauer Jäger Schäfer Richter Schmied Zimmermann
Maurer Maler Lehrer Wagner Weber Wirt Pfarrer Kaiser König Graf Ritter Engel Herr Klein Groß Lang Lange Kurz
Alt Jung Neu Braun Schwarz Weiß Grün Roth Rot Blau Gold Silber Reich Stark Ernst Gut Schön Süß Stolz Fromm
Frank Froh Scharf Kalt Warm Frei Wolf Fuchs Hase Hahn Vogel Bär Hirsch Fisch Adler Rose Lilie Blume Baum
Linde Busch Wald Berg Stein Bach See Fluss Feld Wiese Heide Stern Sonne Mond Licht Regen Sturm Brot Salz
Nagel Hammer Haus Hof Stadt Dorf Kirch Kind Mann Frau Bruder Freund Glück Friede Freude Hoffnung Mut Not
Zeit Schule Kraft Beispiel Nur Noch Da So Can Will Art Null Kaufmann Kaufleute Schreiner Tischler Gärtner
Pfleger Arzt Ärztin Amt Herz Amtmann Bergmann Böttcher Drechsler Dreher Färber Förster Gerber Glaser Hirt
Hüter Köhler Krämer Krüger Kürschner Lehmann Meister Papst Bischof Priester Mönch Sattler Schlosser Schuster
Seiler Steinmetz Töpfer Vogt Wächter Winzer Gast Bote Bürger Fürst Herzog Held Sänger Spieler Springer
Läufer Reiter Jude Christ Heiland Arm Bein Bart Faust Finger Fuß Haar Hals Hand Haupt Kopf Mund Auge Ohr
Zahn Blut Apfel Birne Bohne Erbse Kirsche Nuss Pfeffer Zucker Zwiebel Käse Butter Milch Wein Bier Wurst
Suppe Korn Weizen Hafer Heu Stroh Gras Laub Ast Zweig Eiche Birke Buche Tanne Ähre Igel Hund Katze Kater
Maus Löwe Lamm Schaf Ochse Ziege Falke Rabe Specht Spatz Strauß Storch Krebs Hecht Biene Hummel Käfer Sand
Kies Lehm Ton Eisen Stahl Kupfer Blei Kohle Asche Feuer Flamme Funke Eis Schnee Frost Nebel Wind Donner
Blitz Himmel Erde Meer Ufer Insel Tal Höhe Höhle Graben Brücke Steg Weg Straße Gasse Platz Markt Burg
Schloss Turm Mauer Tor Tür Fenster Dach Keller Stube Kammer Küche Ofen Tisch Stuhl Bett Schrank Lampe Kerze
Glocke Uhr Ring Krone Schild Schwert Pfeil Bogen Lanze Kugel Kreuz Fahne Mantel Rock Hose Hemd Hut Schuh
Stiefel Kappe Tuch Seide Wolle Leder Faden Knopf Beutel Sack Fass Krug Kanne Teller Löffel Messer Gabel Rad
Wagen Schiff Anker Segel Ruder Geld Kreuzer Heller Pfennig Taler Lohn Zins Schatz Erbe Buch Brief Feder
Blatt Seite Wort Lied Sang Tanz Geige Flöte Trommel Spiel Scherz Streit Krieg Sieg Ehre Treu Lieb Lust Leid
Sorge Angst Trost Ruhe Schlaf Traum Wunsch Recht Rat Lob Dank Gruß Bitter Bunt Dick Dünn Ehrlich Falsch Faul
Fein Fest Frech Frisch Fröhlich Früh Ganz Gerecht Gesund Glatt Grob Hart Heilig Heiß Hell Hoch Hübsch Kluge
Klug Krumm Kühl Kühn Laut Leer Leicht Leise Mild Müde Nass Offen Rasch Rau Reif Rein Richtig Roh Rund Sanft
Satt Sauber Sauer Schlau Schlecht Schlicht Schmal Schnell Schwach Schwer Selig Spät Spitz Stumm Stumpf Teuer
Tief Toll Treuer Trocken Voll Wahr Weich Weise Weit Wild Witzig Zahm Zart Oben Unten Links Ost West Nord Süd
Ende Anfang Mitte Ecke Hälfte Paar Erster Letzter Eins Zwei Drei Acht Neun Zehn Hundert Tausend Heute
Gestern Immer Bald Gleich Eben Gern Viel Wenig Mehr Sehr
"""
_FOLDED = frozenset(map(fold_name, _WORDS.split()))
_ENDINGS = ("s", "es", "n", "en", "e", "er", "em")
"""What such a word in small letters has behind it; with a capital Armen and Nasser are names."""


def is_everyday(word: str) -> bool:
    """Return whether a word of a text means nobody by itself: the name of a season, a trade, a thing."""
    folded = fold_name(word)
    endings = _ENDINGS if word.islower() else _ENDINGS[:1]
    return folded in _FOLDED or any(folded.removesuffix(each) in _FOLDED for each in endings)
