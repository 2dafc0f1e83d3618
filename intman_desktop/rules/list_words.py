"""The words that lists of offices use: names of columns, peoples, sexes and months, folded as they compare.

What folds is ``folding.plain_letters``: no case, no marks, no hyphens; ``ä`` is ``a``.
"""

from __future__ import annotations

from intman_desktop.values.codes import Sex
from intman_desktop.values.lists import ListField as F

HEADERS: dict[F, tuple[str, ...]] = {
    F.FAMILY_NAME: (
        "familienname", "nachname", "zuname", "name familie", "last name", "lastname", "surname",
        "family name", "nachnamen", "fam name", "familien name", "nname",
    ),
    F.GIVEN_NAME: (
        "vorname", "vornamen", "rufname", "first name", "firstname", "given name", "given names", "vname",
        "forename",
    ),
    F.FULL_NAME: (
        "name vorname", "vorname name", "nachname vorname", "vorname nachname", "name und vorname",
        "vor und nachname", "name", "klient", "klientin", "klient in", "klientinnen", "person",
        "full name", "client", "vollstandiger name", "ganzer name", "teilnehmer", "teilnehmerin",
        "familienname vorname", "name klient", "name der person",
    ),
    F.BIRTH_DATE: (
        "geburtsdatum", "geb datum", "gebdatum", "geb", "geboren", "geboren am", "geburtstag", "geb am",
        "date of birth", "birth date", "birthdate", "dob", "born", "geb dat", "gebdat", "geburt",
        "geburtsjahr", "jahrgang", "gebtag",
    ),
    F.SEX: ("geschlecht", "sex", "gender", "m w", "m w d", "w m", "w m d", "anrede", "mwd"),
    F.NATIONALITY: (
        "staatsangehorigkeit", "staatsangeh", "nationalitat", "nationality", "herkunftsland", "herkunft",
        "land", "staat", "citizenship", "sta", "staatsburgerschaft", "nation", "stag", "country",
        "staatsangehorigkeiten",
    ),
    F.LANGUAGE: (
        "sprache", "sprachen", "language", "muttersprache", "erstsprache", "sprache der verstandigung",
        "verstandigung", "dolmetscher sprache", "herkunftssprache", "beratungssprache",
    ),
    F.PHONE: (
        "telefon", "tel", "telefonnummer", "tel nr", "telnr", "handy", "mobil", "mobilnummer", "handynummer",
        "phone", "mobile", "rufnummer", "telefon nr", "fon", "handy nr", "telephone", "mobiltelefon",
    ),
    F.EMAIL: ("email", "mail", "e mail", "emailadresse", "mailadresse", "e mail adresse"),
    F.STREET: (
        "strasse", "str", "strasse hausnummer", "strasse und hausnummer", "anschrift", "adresse", "street",
        "address", "strasse nr", "strasse hausnr", "wohnadresse", "unterkunft",
    ),
    F.POSTAL_CODE: ("plz", "postleitzahl", "zip", "postal code", "postcode"),
    F.TOWN: ("ort", "wohnort", "stadt", "town", "city", "gemeinde", "place"),
    F.DATE_OF_ENTRY: (
        "einreise", "einreisedatum", "tag der einreise", "ankunft", "ankunftsdatum", "in deutschland seit",
        "date of entry", "arrival", "eingereist", "eingereist am", "einreise am", "einreisetag",
    ),
    F.RESIDENCE_STATUS: (
        "aufenthaltsstatus", "aufenthaltstitel", "aufenthalt", "status", "titel", "residence status",
        "residence permit", "auf status", "rechtsstatus", "aufenth status",
    ),
    F.FIRST_TALK: (
        "erstes gesprach", "erstgesprach", "erstberatung", "erstkontakt", "beratung seit", "beginn beratung",
        "beratungsbeginn", "first talk", "erstgesprach am", "erstes beratungsgesprach", "im seit",
        "aufnahmedatum", "aufnahme", "beginn", "betreut seit",
    ),
    F.EARLIER_OFFICE: (
        "fruhere stelle", "vorherige stelle", "fruhere beratungsstelle", "vorher beraten bei",
        "earlier office",
        "vorherige beratungsstelle", "zugezogen aus",
    ),
    F.EARLIER_SINCE: (
        "fruhere beratung seit", "vorher beraten seit", "beratung anderswo seit", "earlier counselling since",
        "erstgesprach fruhere stelle",
    ),
    F.PLAN_BEGUN: (
        "plan begonnen", "integrationsplan", "plan vom", "plan seit", "integrationsplan vom", "plan am",
        "integrationsplan begonnen", "ip", "plan begun", "datum plan", "planbeginn",
    ),
    F.FURTHER_NEEDS: ("bedarf", "weiterer bedarf", "bedarfe", "needs", "further needs"),
    F.CONSENT_ON: (
        "einwilligung", "einwilligung am", "einwilligung vom", "datum einwilligung", "consent", "ewe",
        "einverstandnis", "einverstandniserklarung", "einwilligungserklarung", "einverstandnis vom",
        "consent date", "ee",
    ),
    F.FILING_PLACE: ("ablage", "ablageort", "ordner", "ablage einwilligung", "aktenzeichen papier",
    "filed in",
                     "abgelegt", "abgelegt in", "papierakte"),
    F.WORKER: (
        "beraterin", "berater", "berater in", "zustandig", "integrationsmanagerin", "integrationsmanager",
        "im", "bearbeiter", "bearbeiterin", "sachbearbeiter", "sachbearbeiterin", "worker", "betreuer",
        "betreuerin", "fallmanager", "fallmanagerin", "zustandige person",
    ),
}  # fmt: skip
"""Names of columns by the field they mean."""

PARTS_OF_DATE = {
    "tag": F.BIRTH_DAY, "day": F.BIRTH_DAY, "monat": F.BIRTH_MONTH, "month": F.BIRTH_MONTH,
    "jahr": F.BIRTH_YEAR, "year": F.BIRTH_YEAR,
}  # fmt: skip
"""How the columns are called over which a date of birth is spread; a day alone may be one of anything."""

BESIDE = frozenset({
    "der", "die", "das", "des", "dem", "den", "in", "im", "von", "zur", "zum", "oder", "und", "bzw",
    "klient", "klientin", "klientinnen", "klienten", "client", "of", "the", "and", "or", "privat", "private",
    "neu", "aktuell", "aktuelle", "aktueller", "aktuelles", "derzeit", "derzeitige", "derzeitiger",
    "person",
    "jetzige", "jetziger", "laut", "lt", "pass", "ausweis", "nr", "nummer", "no", "number", "angabe", "1",
    "2",
    "hier",
})  # fmt: skip
"""What changes nothing of what the rest of the name of a column says."""

_OF_A_DAY = frozenset({"am", "vom", "seit", "ab", "datum", "tag", "date", "on", "since"})
_OF_COUNSELLING = frozenset({"beratung", "integrationsmanagement", "counselling"})
_OF_A_PAPER = frozenset({
    "schriftlich", "unterschrieben", "unterschrift", "liegt", "vor", "vorhanden", "erteilt", "abgegeben",
    "dsgvo", "ds", "signed",
})  # fmt: skip
BESIDE_FIELD: dict[F, frozenset[str]] = {
    F.BIRTH_DATE: _OF_A_DAY,
    F.DATE_OF_ENTRY: _OF_A_DAY | {"nach", "deutschland", "bundesgebiet", "germany"},
    F.FIRST_TALK: _OF_A_DAY | _OF_COUNSELLING,
    F.EARLIER_SINCE: _OF_A_DAY,
    F.PLAN_BEGUN: _OF_A_DAY,
    F.CONSENT_ON: _OF_A_DAY | _OF_COUNSELLING | _OF_A_PAPER,
    F.FILING_PLACE: _OF_A_PAPER | {"einwilligung", "papier"},
    F.WORKER: _OF_COUNSELLING,
}
"""The same beside the names of single fields: ``Titel am`` is no title, ``Einreise am`` is the entry."""

SPECIAL = (
    "gesundheit", "krank", "behinder", "diagnose", "medi", "therapie", "trauma", "schwanger", "gdb",
    "religion", "konfession", "glaube", "ethnie", "volksgruppe", "health", "disab", "illness", "pflegegrad",
    "sexuell", "gewerkschaft", "partei",
)  # fmt: skip
"""How names of columns begin or what they hold when data of a special kind stand below (Art. 9 DS-GVO)."""

EMPTY = frozenset({
    "", "k a", "ka", "keine angabe", "n n", "n b", "nb", "n a", "na", "null", "none", "nan", "unbekannt",
    "unknown", "nicht bekannt", "entfallt", "0 0",
})  # fmt: skip
"""What people write where there is nothing to write; a dash or a question mark folds to nothing as well."""

SUMS = frozenset({"summe", "gesamt", "insgesamt", "anzahl", "zwischensumme", "ubertrag", "total", "sum"})
"""How a row begins that counts the others."""

NOT_CONSENTED = frozenset({
    "nein", "nicht", "kein", "keine", "keinen", "verweigert", "verweigerung", "abgelehnt", "ablehnung",
    "lehnt",
    "widerrufen", "widerruf", "zuruckgezogen", "refused", "declined", "withdrawn", "not",
})  # fmt: skip
"""Words by which a cell says that somebody has not consented, whatever else stands there."""

NO = frozenset({"n", "no", "false", "falsch", "0"})
"""What says the same where it stands alone."""

UNTICKED = "nein"
"""How a box for the consent that is not ticked is read."""

SEXES = {
    "m": Sex.MALE, "mann": Sex.MALE, "mannlich": Sex.MALE, "male": Sex.MALE, "herr": Sex.MALE,
    "w": Sex.FEMALE, "f": Sex.FEMALE, "frau": Sex.FEMALE, "weiblich": Sex.FEMALE, "female": Sex.FEMALE,
    "d": Sex.DIVERSE, "divers": Sex.DIVERSE, "diverse": Sex.DIVERSE,
    "x": Sex.NOT_STATED, "keine angabe": Sex.NOT_STATED, "not stated": Sex.NOT_STATED,
    "mr": Sex.MALE, "ms": Sex.FEMALE, "mrs": Sex.FEMALE,
}  # fmt: skip
"""Words for the sexes, titles before a name among them."""

PEOPLES = {
    "syr": "SY", "afghan": "AF", "irak": "IQ", "iraq": "IQ", "iran": "IR", "turk": "TR", "ukrain": "UA",
    "eritre": "ER", "athiop": "ET", "ethiop": "ET", "somal": "SO", "sudanes": "SD", "nigerian": "NG",
    "gambisch": "GM", "gambier": "GM", "gambian": "GM", "ghana": "GH", "marokkan": "MA", "morocc": "MA",
    "tunes": "TN", "tunis": "TN", "algeri": "DZ", "libanes": "LB", "leban": "LB", "pakistan": "PK",
    "ind": "IN", "sri lank": "LK", "srilank": "LK", "viet": "VN", "chines": "CN", "georgi": "GE",
    "armeni": "AM", "aserbaidschan": "AZ", "azerbaijan": "AZ", "russ": "RU", "serb": "RS", "kosovar": "XK",
    "albani": "AL", "alban": "AL", "alban isch": "AL", "nordmazedon": "MK", "mazedon": "MK",
    "macedon": "MK", "bosni": "BA", "bosn": "BA", "moldau": "MD", "moldaw": "MD", "moldov": "MD",
    "kamerun": "CM", "cameroon": "CM", "guine": "GN", "togo": "TG", "toges": "TG", "kolumbian": "CO",
    "colombian": "CO", "venezolan": "VE", "venezuel": "VE", "palastinens": "PS", "palestin": "PS",
    "deutsch": "DE", "german": "DE", "rumani": "RO", "romani": "RO", "ruman": "RO", "bulgar": "BG",
    "kroat": "HR", "croat": "HR", "poln": "PL", "pole": "PL", "polish": "PL", "ungar": "HU",
    "hungar": "HU", "griech": "GR", "greek": "GR", "italien": "IT", "italian": "IT", "span": "ES",
    "portugies": "PT", "franzos": "FR", "french": "FR", "agypt": "EG", "egypt": "EG", "jordan": "JO",
    "jemenit": "YE", "yemen": "YE", "libysch": "LY", "libyer": "LY", "libyan": "LY", "kongoles": "CD",
    "bengal": "BD", "banglades": "BD", "nepales": "NP", "belarus": "BY", "weissruss": "BY",
}  # fmt: skip
"""How words for belonging to a state begin, with its ISO code; the endings stand in ``PEOPLE_ENDINGS``."""

PEOPLE_ENDINGS = frozenset({
    "", "e", "er", "erin", "in", "isch", "ische", "ischer", "isches", "sch", "sche", "scher", "n", "an",
    "ian", "ish", "i", "is", "er in", "erinnen", "ese", "esisch", "esischer", "esische", "ern", "es", "es e",
    "anisch", "anische", "anischer", "ner", "nerin", "ianisch", "ianer", "ianerin", "aner", "anerin",
    "enisch",
    "nisch", "nische", "nischer", "akisch", "akische", "akischer", "aker", "akerin", "er er", "stanisch",
    "istani", "erer", "ererin", "eisch", "eische", "eischer", "iner", "inerin", "inisch", "inischer",
    "inische", "namese", "namesisch", "ani", "oer", "al", "ic", "os", "osin", "ose", "erisch", "erische",
    "erischer", "eer", "eerin", "an isch",
})  # fmt: skip
"""How such words end."""

STATES = {
    "brd": "DE", "deutschland": "DE", "uk": "GB", "england": "GB", "usa": "US", "syria": "SY",
    "arabische republik syrien": "SY", "syrian arab republic": "SY", "islamische republik iran": "IR",
    "irak": "IQ", "russland": "RU", "russia": "RU", "turkiye": "TR", "turkei": "TR", "turkey": "TR",
    "mazedonien": "MK", "nord mazedonien": "MK", "moldawien": "MD", "republik moldau": "MD",
    "palastina": "PS", "palestine": "PS", "aegypten": "EG", "weissrussland": "BY", "elfenbeinkuste": "CI",
    "kongo": "CD", "demokratische republik kongo": "CD", "volksrepublik china": "CN", "vr china": "CN",
}  # fmt: skip
"""Other names of states, with their ISO code."""

WITHOUT_STATE = {
    "staatenlos": "997", "stateless": "997", "ungeklart": "998", "unresolved": "998", "unklar": "998",
    "ohne angabe": "999", "keine angabe": "999",
}  # fmt: skip
"""Words for belonging to no state, with the code of the list of nationalities."""

LANGUAGE_WORDS = {
    "farsi": "fa", "persisch": "fa", "persian": "fa", "dari": "fa_AF", "paschto": "ps", "pashto": "ps",
    "pashtu": "ps", "kurmanci": "ku", "kurmandschi": "ku", "kurmanji": "ku", "kurmancî": "ku",
    "sorani": "ckb", "kurdisch": "ku", "kurdish": "ku", "tigrinya": "ti", "tigrinisch": "ti",
    "tigrigna": "ti", "arab": "ar", "arabic": "ar", "somalisch": "so", "amharic": "am", "ukr": "uk",
    "aramaisch": "aii", "urdu": "ur", "panjabi": "pa", "turk": "tr", "engl": "en", "franz": "fr",
}  # fmt: skip
"""Other words for languages, with the code of the list of languages."""

STATUS_WORDS = {
    "duldung": "D60a", "geduldet": "D60a", "gestattung": "AG", "aufenthaltsgestattung": "AG",
    "fluchtlingseigenschaft": "AE25-2-F", "gfk": "AE25-2-F", "anerkannter fluchtling": "AE25-2-F",
    "subsidiar": "AE25-2-S", "subsidiarer schutz": "AE25-2-S", "subs schutz": "AE25-2-S",
    "abschiebungsverbot": "AE25-3", "abschiebeverbot": "AE25-3", "asylberechtigt": "AE25-1",
    "vorubergehender schutz": "AE24", "niederlassungserlaubnis": "NE9", "ne": "NE9",
    "chancenaufenthalt": "AE104c", "chancen aufenthalt": "AE104c", "chancenaufenthaltsrecht": "AE104c",
    "ausbildungsduldung": "D60c", "beschaftigungsduldung": "D60d", "hartefall": "AE23a",
    "resettlement": "AE23-4", "deutsch": "DE", "eu": "EU", "freizugigkeit": "EU", "unbekannt": "UNB",
}  # fmt: skip
"""What offices call a residence status, with the code of the list."""

STATUS_KINDS: dict[str, tuple[str, ...]] = {
    "ae": ("AE",), "aufenthaltserlaubnis": ("AE",), "ne": ("NE",), "niederlassungserlaubnis": ("NE",),
    "titel": ("AE", "NE"), "aufenthaltstitel": ("AE", "NE"), "duldung": ("D60",), "geduldet": ("D60",),
    "fiktion": ("FIK",), "fiktionsbescheinigung": ("FIK",), "visum": ("VIS",), "asylverfahren": ("AKN", "AG"),
    "im verfahren": ("AKN", "AG"), "asylbewerber": ("AKN", "AG"), "asylbewerberin": ("AKN", "AG"),
    "anerkannt": ("AE25-1", "AE25-2"), "fluchtling": ("AE25-2-F",), "ukraine": ("AE24",),
}  # fmt: skip
"""Words for several of them, with how their codes begin: beside a paragraph they fit it or they do not."""

AROUND_DAYS = frozenset({
    "bis", "seit", "ab", "am", "vom", "zum", "gultig", "gultigkeit", "verlangert", "erteilt", "ausgestellt",
    "befristet",
})  # fmt: skip
"""What stands around the day from which or until which something is valid, and changes nothing else."""

MONTHS = {
    "januar": 1, "jan": 1, "janner": 1, "january": 1, "februar": 2, "feb": 2, "february": 2, "marz": 3,
    "mrz": 3, "mar": 3, "march": 3, "april": 4, "apr": 4, "mai": 5, "may": 5, "juni": 6, "jun": 6,
    "june": 6, "juli": 7, "jul": 7, "july": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "okt": 10, "october": 10, "oct": 10, "november": 11, "nov": 11, "dezember": 12,
    "dez": 12, "december": 12, "dec": 12,
}  # fmt: skip
"""Names of months with their number."""

PARTICLES = frozenset({
    "al", "el", "ul", "abu", "abd", "abdul", "ben", "bin", "bint", "ibn", "von", "van", "de", "da",
    "di", "del",
    "della", "dos", "el-", "al-", "zu", "zur", "la", "le", "ould", "umm",
})  # fmt: skip
"""Small words that belong to the family name that follows."""
