"""Who reads "Rule C8" in the code finds it in ``docs/rules.md``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

# The groups that have numbers. Longer numbers are caught as well, so that a slip of the finger is found.
_ID = r"[PCIZEBKLU]\d+"
_IDS = rf"{_ID}(?:(?:,\s+and|,|\s+and|\s+to)\s+{_ID})*\b"
# "Rule X1", "Rules X1, Y2 and Z3", "(E3, L4)", and a docstring that starts with them: "C1 to C9, P4: …".
_CITED = re.compile(rf"\b[Rr]ules?\s+({_IDS})|\(({_IDS})(?=[),;: ])|\"\"\"({_IDS})(?=:)")
# Its rules are Unicode's (UAX #9), which has an I1 and an I2 too.
_RULES_OF_OTHERS = {"intman_desktop/documents/bidi.py"}


def cited(text: str) -> Iterator[str]:
    for found in _CITED.finditer(text):
        yield from re.findall(_ID, found.group())


@pytest.fixture(scope="module")
def told(checkout: Path) -> list[str]:
    """Every number that has a line on the page, as often as it has one."""
    page = (checkout / "docs" / "rules.md").read_text(encoding="utf-8")
    return re.findall(rf"^\| ({_ID}) \|", page, re.MULTILINE)


def test_every_rule_has_one_line_and_no_number_is_left_out(told: list[str]) -> None:
    last: dict[str, int] = {}
    for rule in told:
        last[rule[0]] = last.get(rule[0], 0) + 1
        assert rule == f"{rule[0]}{last[rule[0]]}"
    assert "".join(last) == "PCIZEBKLU"
    assert max(Counter(told).values()) == 1


def test_every_rule_that_is_cited_is_told(told: list[str], checkout: Path) -> None:
    known = set(told)
    seen = 0
    unknown = []
    for room in ("intman_desktop", "tests"):
        for file in (checkout / room).rglob("*.py"):
            name = file.relative_to(checkout).as_posix()
            if name in _RULES_OF_OTHERS or file == Path(__file__):
                continue
            for rule in cited(file.read_text(encoding="utf-8")):
                seen += 1
                if rule not in known:
                    unknown.append(f"{name}: {rule}")
    assert not unknown
    assert seen > 1000


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Refused (Rule C99).", "C99"),
        ("See Rules I8, K4 and Z3 for more", "I8 K4 Z3"),
        ("Rules C1 to C9", "C1 C9"),
        ("closed for good (E3,\n    L4).", "E3 L4"),
        ("notices (E4, Art. 19)", "E4"),
        ('"""C11, P4: the papers."""', "C11 P4"),
        ('colour("#E3B1C2"), cell("B5"), a paper in A4, [a-zA-Z0-9] # noqa: B023, PLC0414', ""),
        ("Rule W5: signs; (N0)", ""),
    ],
)
def test_a_citation_is_told_from_what_looks_like_one(text: str, rules: str) -> None:
    assert list(cited(text)) == rules.split()
