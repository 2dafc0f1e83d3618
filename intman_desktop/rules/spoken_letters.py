"""What letters and groups of letters may sound like, in Latin spellings of any language.

``STEPS`` turn a word in small Latin letters into one letter for each sound. A sound that a spelling leaves
in doubt is a capital letter or one with a mark, and ``SPOKEN`` says what it may be.
"""

from __future__ import annotations

import re

SPOKEN: dict[str, tuple[str, ...]] = {
    # vowels
    "E": ("a", "i"),  # Ahmed is Ahmad, Khaled is Khalid
    "F": ("a", "i"),  # the same in Ethiopic letters, where no other e is
    "W": ("a", "u"),  # Woldu, Weldu
    "ï": ("i",),  # Maria, Ilya: every script writes it
    "I": ("i", ""),  # Birhane, Brhane
    "L": ("i",),  # ee, a long vowel: every script writes it
    "U": ("u",),  # ou and oo as well
    "ė": ("a", "i", ""),  # Yassine, Imane
    "O": ("o",),  # aw
    "ǎ": ("o", "av"),  # Tawfik; Krawtschenko, Davlat
    "Y": ("y",),  # ay
    "æ": ("a", "ai", "y"),  # Raed, Raid; Michael
    "ĩ": ("i", "ij"),  # Marija, Maria; Hijazi
    "ǐ": ("y", "aj", "ij"),  # Bajram; Majdi
    "ĕ": ("y", "i"),  # Timofey; Tymofii
    "ŵ": ("v", ""),  # Koslow; Khosro
    # consonants
    "A": ("a", "h"),
    "ÿ": ("w",),  # the y of yes
    "ĵ": ("j", "w"),  # Jamal; Jana, Yana
    "ḯ": ("i", "j"),  # Katja; Amjad
    "ʒ": ("j",),
    "J": ("w", ""),  # Yevhen, Evhen
    "ɉ": ("j", "w", ""),  # Jemal; Jelena, Elena
    "ď": ("j", "di"),  # Hadja; Nadja
    "ğ": ("g", "j"),  # Gibril, Magid
    "ṽ": ("v",),
    "N": ("t", ""),  # Hayat, Haya
    "C": ("c",),  # tsch
    "š": ("x",),  # sch
    "X": ("k", "c", "x"),  # Chalid, Charles, Cherif
    "ḱ": ("k", "c"),
    "ç": ("c", "j", "s"),  # Celik, Cemal, Ceesay
    "ĉ": ("k", "j"),  # Duncan, Nurcan
    "q": ("k", "g"),  # Qurban, Ghorban
    "K": ("k", "h"),
    "ẋ": ("ks", "h", "k"),  # Maxim, Maxamed, Xezal
    "ẍ": ("ks", ""),  # Max, Faarax
    "G": ("g", "h"),  # Galina, Halyna
    "H": ("", "h"),
    "D": ("d", "z"),
    "ð": ("d", "dh", "z"),  # Ridha, Rida, Reza
    "þ": ("t", "th", "s"),  # Othman, Fathi, Osman
    "S": ("t", "s"),
    "Q": ("k", "g"),
    "ť": ("t", "d"),  # Murat, Murad
    "ṗ": ("p", "b"),  # Recep, Rajab
    "T": ("ts", "z", "s"),  # Tsegay, Zegay, Segay
    "ž": ("z", "j", "x"),  # Zhila, Jila; Zhadan, Schadan
    "Z": ("z", "s"),  # Kuzmenko, Kusmenko
}

# What of a Latin word a script without short vowels writes; it has one letter for y and i, one for w and u.
WRITTEN: dict[str, tuple[str, ...]] = {
    "a": ("a", ""),
    "i": ("i", ""),
    "u": ("u", ""),
    "E": ("", "i"),
    "v": ("u", "f"),
    "ṽ": ("u",),
    "ŵ": ("u", ""),
    "ÿ": ("i",),
    "ḯ": ("j",),
    "Y": ("i", "ai"),
    "æ": ("ai", "i", "a"),
    "ĩ": ("i", "j", "ij"),
    "ǐ": ("i", "j", "aj"),
    "ĕ": ("i",),
    "O": ("u", "au"),
    "ǎ": ("u", "au"),
}
THROAT = "3"
"""What stands for a beginning ``ع``: a vowel that the script does not name."""

_OPEN, _CLOSE, _ROUND = ("a", THROAT, f"{THROAT}a"), ("a", THROAT, "ai", f"{THROAT}i"), ("a", THROAT, "au")
FIRST_WRITTEN = {
    "a": _OPEN,
    **dict.fromkeys("iEL", _CLOSE),
    **dict.fromkeys("uU", _ROUND),
    "ĵ": ("j", "i"),
    "Y": ("ai", f"{THROAT}i", f"{THROAT}ai"),
    "O": ("au", f"{THROAT}u"),
    "ǎ": ("au", f"{THROAT}u"),
}
LAST_WRITTEN = {"a": ("a",), "i": ("i",), "u": ("u",), "E": ("a", "i"), "Y": ("i", "ai"), "O": ("u",)}

MARKED = str.maketrans(
    {"ç": "tch", "č": "tch", "ć": "tch", "ş": "sh", "š": "sh", "ś": "sh", "ž": "zh", "ż": "z", "ź": "z"}
    | {"ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "t", "ø": "u", "æ": "e", "œ": "u", "ß": "ss", "ə": "e"}
    | {"ä": "e", "ö": "u", "ü": "u", "ñ": "nj"}
)


def _compiled(*steps: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), written) for pattern, written in steps)


_SLAVIC_ENDINGS = (
    "enko|[^aeiou]ko|(?<!o)[uy]k|ych|[eo][vw]a?|(?<=.)i?[vw]|s[ck]?[kz][yi][ijy]?|[sz][kz]a[jy]?a?|iia?"
    "|[jy]n[iy][jiy]?|[lr]h[ay]|(?<=[lnrv])yo[nrv].*|fyodor.*|semyon.*|artyom.*|pyot.*"
)
_SLAVIC_CLUSTERS = "(?<=[^aeiouy])y[^aeiouy].|^h[lrvn]|(?<=[nrvw])h[aeiouy]|^(?:ye|je)h|tsch"
SLAVIC = re.compile(f"(?:{_SLAVIC_ENDINGS})$|{_SLAVIC_CLUSTERS}")
"""A word that is Ukrainian or Russian by its ending or its clusters, written in Latin letters."""

SLAVIC_IN_LATIN_STEPS = _compiled(
    (r"(?<=[^aeiouy])io", "e"),
)
"""What only stands for another sound where such a word is written in Latin letters: Violetta has both."""

SLAVIC_STEPS = _compiled(
    (r"tsch|tch|(?<!s)ch(?=uk|en)", "C"),
    (r"(?<![ksczptgdKGC])h", "G"),
    (r"g(?!h)", "G"),
    (r"z(?![hs])", "Z"),
    (r"(?<=a)w(?=[^aeiouy])", "v"),
    (r"(?<=[^aeiouy])[jy]o|(?<=l)o(?=[vw]a$)", "e"),
    (r"i?[jy]?e(?=nko$)", "e"),
    (r"(?<!s)ch", "ḱ"),
)

STEPS = _compiled(
    # whole parts of names
    (r"^c(?=abd|aa)|(?<=[aeiou])c(?=ii|aa|uu)|(?<=aa.a)c$", ""),
    (r"(?<=hm)u(?=[dt]$)", "ou"),
    (r"^abd[aeiou]+(?:l+|(?=([dnrstz])\1)|(?=s[ch]+))", "abdal"),
    (r"^abd[eiu](?=[dnrstz][aeiou]\w{2})", "abdal"),
    (r"(?<=\w\w)[aeiou]*(?:[aeiou]ld|dd|(?<=[ue])d)(?:i|ee|y)ne?$", "aldin"),
    (r"(?<=\w\w)[aeou]+(?:lla|(?<=[uo])la)h?$", "ala"),
    (r"w[eo](?=t$)|^w[eo](?=ld)", "wW"),
    (
        r"^(t(?=[gk]|rh)|k(?=[bdf]|sa)|m(?=h)|r(?=[gb])|n(?=gs)|g(?=d|rm)|f(?=t)|b(?=[rs][hG]|sr)|s(?=mr))",
        r"\1I",
    ),
    (r"^dia(?=ll|tt|kh|by)", "ʒa"),
    (r"([^aeiou])\1+", r"\1"),
    # consonants
    (r"dja$", "ďa"),
    (r"dzsch|dsch|dzh|dj|xh", "ʒ"),
    (r"tsch|tch|cz", "C"),
    (r"sch|sh", "š"),
    (r"[ck]h(?=m)", "K"),
    (r"ch", "X"),
    (r"ck|kh", "k"),
    (r"c(?=[eiy])", "ç"),
    (r"c(?=an?$)", "ĉ"),
    (r"c", "k"),
    (r"ph", "f"),
    (r"th", "þ"),
    (r"dh", "ð"),
    (r"zh", "ž"),
    (r"gh", "γ"),
    (r"g(?=[ei])", "ğ"),
    (r"γ", "g"),
    (r"t[sz]", "T"),
    (r"(?<=a)x$", "ẍ"),
    (r"x", "ẋ"),
    (r"(?<=\w[aeiu])t$", "ť"),
    (r"(?<=[aeiu])p$", "ṗ"),
    # w, and the French ou for it
    (r"aou(?=[aei])", "aṽ"),
    (r"ao?w(?:oo|u|ou)|aou|au(?![aeiouy])", "O"),
    (r"a[vw](?=[^aeiouyv])", "ǎ"),
    (r"aw$", "ǎ"),
    (r"ow$", "ouŵ"),
    (r"^ou(?=[aei])|(?<=\w[^aeiou])ou(?=[aei])", "ṽ"),
    (r"w", "ṽ"),
    # y, j and the diphthongs
    (r"a(?:ei|ie|ee|ii)", "ai"),
    (r"iy?eh$", "ia"),
    (r"(?<=.)ae(?=[^aeiouy])", "æ"),
    (r"aye$", "ay"),
    (r"^iy(?=[aeou])", "iÿ"),
    (r"(?<=[aeouI])(?:i[iyj]?|y[iyj]?)(?=[aeou])", "ÿ"),
    (r"[ae]j(?=[^aeiouy])", "ǐ"),
    (r"aj$", "ǐ"),
    (r"(?<=.[^aeiou])e(?:y|i|j)$", "ĕ"),
    (r"[ae](?:yi?|i)(?![aeiou])", "Y"),
    (r"^i(?=[aeou])", "ÿ"),
    (r"^ye(?=[^aeiouy])", "Je"),
    (r"^je(?=[^aeiouy])", "ɉe"),
    (r"(?<=[^aeiouyjJɉI])j(?=[aeou])", "ḯ"),
    (r"(?<=[^aeiouyjJɉI])y(?=[aeou])", "ï"),
    (r"(?<=[^aeiou])i?[yi](?=[aou])", "ï"),
    (r"^y(?=[aeou])", "ÿ"),
    (r"ij(?!i)", "ĩ"),
    (r"j(?=i)", "ʒ"),
    (r"j(?=[aeouy])", "ĵ"),
    # vowels
    (r"(?<=^[^aeiou])ou(?=[ae]|[^aeiou]+[aeiouyYLUǐĕ])", "u"),
    (r"ou|oo", "U"),
    (r"(?<=o)h$", ""),
    (r"ue|oe|o", "u"),
    (r"ee", "L"),
    (r"ie|[iyj]*[iy][iyj]*", "i"),
    (r"(?<=[iïUṽvlm]an)e$", "ė"),
    (r"(?:(?<=[lrskvç]in)|(?<=smin))e$", "ė"),
    (r"e", "E"),
    (r"(?<=a)h$", ""),
    (r"Eh$", "aH"),
)
