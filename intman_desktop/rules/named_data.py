"""What the free text of a consent to pass on names: the date of birth, the postal address (E1, P10)."""

from __future__ import annotations

import re
from typing import Final

_DENIED: Final = re.compile(
    r"\b(?:ohne|o\.|ausser|kein\w*|keinesfalls|nicht\w*|nie|niemals|niemand\w*|weder|noch|bis auf|ausgenommen"
    r"|ausnahme\w*|exkl\w*|abgesehen|ausschl\w*|ausgeschl\w*|geheim\w*|gesperrt\w*|sperr\w*|vertraulich\w*"
    r"|verschw\w*|weglass\w*|weggelassen|streich\w*|gestrichen"
    r"|without|except|excluding|exclud\w*|not|no|never|nor)(?!\w)"
)
"""What shuts something out, wherever it stands: nobody can tell for sure what it is meant for."""

_OF_OTHERS: Final = (
    r"(?!(?:\s*(?:und|oder|,|/)\s*(?:namen?|telefon\w*|geburts\w*|\w*anschrift|\w*adresse))*"
    r"\s+(?:der|des|deren|dessen|von|vom|aller|beider|eine[rs]|ihre[rs]|seine[rs]|meine[rs]|unsere[rs]|of)\b)"
)
"""No genitive behind it: "Anschrift der Schule" is not the person's."""

_BIRTH: Final = re.compile(
    r"(?:geburts(?:dat|tag)\w*\b|\bgeb(?:\b|dat\w*\b)|\bgeboren am\b|\bpersonalien\b"
    r"|\b(?:date of birth|birthday)\b)" + _OF_OTHERS
)
_ADDRESS: Final = re.compile(
    r"(?<![\w-])(?:(?:wohn|post|melde)?(?:anschrift|adresse)|address|personalien)\b" + _OF_OTHERS
)


def names_birth(data_kinds: str) -> bool:
    """Return whether the kinds of data of a consent, a free text, name the person's date of birth (E1, P10).

    A text that shuts anything out names neither it nor the address: a letter must not tell what somebody
    wanted to be kept.
    """
    return _names(_BIRTH, data_kinds)


def names_address(data_kinds: str) -> bool:
    """Return whether the kinds of data of a consent name the person's postal address, as ``names_birth``."""
    return _names(_ADDRESS, data_kinds)


def _names(wanted: re.Pattern[str], data_kinds: str) -> bool:
    text = " ".join(data_kinds.split()).casefold()
    return _DENIED.search(text) is None and wanted.search(text) is not None
