"""A row of an old list, understood as a person, with everything that is to be said of it (P2, E2, I8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from intman_desktop.rules.ages import FULL_AGE, is_adult
from intman_desktop.rules.dates import UnclearDate
from intman_desktop.rules.folding import FaultyName, clean_name, plain_letters
from intman_desktop.rules.list_cells import (
    is_blank,
    languages_of,
    may_be_several_statuses,
    names_day,
    nationality_of,
    parts_of,
    phone_of,
    says_no,
    sex_of,
    split_name,
    status_of,
    text_of,
    title_of,
)
from intman_desktop.rules.list_dates import birth_in_parts, birth_of, day_of, is_bare_number
from intman_desktop.rules.list_words import SUMS
from intman_desktop.rules.period import start_faults
from intman_desktop.values.case_file import Answer, Client, Consent, EarlierCounselling
from intman_desktop.values.codes import ConsentDecision, ConsentForm, ConsentScope, StartEvidence
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.lists import (
    OF_SEVERAL_LINES,
    Cell,
    CellFact,
    ListField,
    ListPerson,
    PaperConsent,
    Vocabulary,
)

_NAMES = (ListField.FAMILY_NAME, ListField.GIVEN_NAME, ListField.FULL_NAME)
_PARTS_OF_BIRTH = (ListField.BIRTH_DAY, ListField.BIRTH_MONTH, ListField.BIRTH_YEAR)
_LINES = (ListField.STREET, ListField.TOWN, ListField.EMAIL)
_SAID_OF_ONE = 3
"""Of how many columns that are matched a person has more than one filled."""
_OF_ONE_PAPER = (ListField.CONSENT_ON, ListField.FILING_PLACE)
"""What a paper that one person signed says, and of nobody else (Rule E5)."""


@dataclass
class _Reading:
    """A row while it is read: its cells, what was found, and the facts."""

    cells: Mapping[ListField, Cell]
    words: Vocabulary
    today: date
    client: dict[str, Any] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    facts: list[CellFact] = field(default_factory=list)

    def text(self, name: ListField) -> str:
        """Return what stands in the field, nothing for a word that means nothing."""
        cell = self.cells.get(name, "")
        return "" if is_blank(cell) else _written(name, cell)

    def tell(self, name: ListField, fact: Explanation, *, fault: bool = False) -> None:
        """Add a fact to the field."""
        self.facts.append(CellFact(name, fact, fault))

    def day(self, name: ListField) -> date | None:
        """Return the date in the field; a text that is none, and a day to come, is a fault."""
        if not self.text(name):
            return None
        try:
            day = day_of(self.cells[name], self.today)
        except UnclearDate as unclear:
            self.tell(name, unclear.explanation, fault=True)
            return None
        self.tell_number(name, day)
        return day

    def tell_number(self, name: ListField, day: date | None) -> None:
        """Tell as which day a bare number was read."""
        if is_bare_number(self.cells[name]):
            self.tell(name, Explanation("list_number_as_day", {"on": day}))


def understand(
    number: int,
    cells: Mapping[ListField, Cell],
    words: Vocabulary,
    today: date,
    paper: PaperConsent | None = None,
    *,
    told: bool = False,
    merged: Collection[ListField] = (),
) -> ListPerson:
    """Return a row as a person; nothing is presumed, what is not understood is told (Rules P2, E5, I8).

    Args:
        number: of the row in the file.
        cells: what stands in the matched columns, mended already.
        words: what words mean here.
        today: the day it is read on.
        paper: the mark "liegt schriftlich vor" of this row.
        told: the papers say that the consent can be withdrawn (Rule E2), as the worker confirms.
        merged: the fields whose cell is merged with that of a row above. Day and place of a consent count
            as missing there: they are those of another person (Rule E5).
    """
    papers = (name for name in _OF_ONE_PAPER if name in merged and not is_blank(cells[name]))
    of_another = {name: text_of(cells[name]) for name in papers}
    cells = {**cells, **dict.fromkeys(of_another, "")}
    cells = {name: _written(name, cell) if isinstance(cell, str) else cell for name, cell in cells.items()}
    row = _Reading(cells, words, today)
    _lone_cell(row)
    _names(row)
    _birth(row)
    _codes(row)
    _contact_data(row)
    first_talk, plan_begun = row.day(ListField.FIRST_TALK), row.day(ListField.PLAN_BEGUN)
    earlier = _earlier(row)
    if first_talk is not None:
        for fact in start_faults(first_talk, today):
            row.tell(ListField.FIRST_TALK, fact)
    client = Client(**row.client)
    consent = _consent(row, paper, of_another, told=told)
    _order(row, client, consent, first_talk)
    wants_contact = paper is not None and paper.contact and consent is not None
    if client.email and not wants_contact:
        row.tell(ListField.EMAIL, Explanation("list_email_closed"))
        client = replace(client, email="")
    return ListPerson(
        number,
        {name: _written(name, cell) for name, cell in cells.items()},
        client,
        tuple(row.answers),
        earlier,
        first_talk,
        plan_begun,
        _worker(row),
        consent,
        replace(consent, scope=ConsentScope.CONTACT) if consent and wants_contact else None,
        tuple(row.facts),
    )


def _written(name: ListField, cell: Cell) -> str:
    """Return what stands in a cell as text: one line, but for a field that has several."""
    return cell.strip() if isinstance(cell, str) and name in OF_SEVERAL_LINES else text_of(cell)


def hindrance(person: ListPerson) -> Explanation | None:
    """Return why a row cannot be taken in, or None: a fault, or no basic consent on paper (Rule P2).

    Of one whose day and place are known what the paper says of the withdrawal is still to be confirmed (E2).
    Whether it is a double, or is left out, is decided by the person at the screen.
    """
    if person.faulty:
        return Explanation("list_row_faulty")
    if person.consent is not None:
        return None
    if any(each.fact.code == "list_withdrawal_unconfirmed" for each in person.facts):
        return Explanation("list_consent_unconfirmed")
    return Explanation("list_without_consent")


def _lone_cell(row: _Reading) -> None:
    """Tell of a row that may be a heading or a sum: a name alone, or one beside counts (Rule P2)."""
    filled = [name for name in row.cells if row.text(name)]
    name = next((each for each in _NAMES if each in filled), None)
    if name is None:
        return
    words = plain_letters(row.text(name)).split()
    counts = all(row.text(each).isdecimal() for each in filled if each is not name)
    columns = {_PARTS_OF_BIRTH[0] if each in _PARTS_OF_BIRTH else each for each in row.cells}
    lone = len(filled) == 1 and len(columns) >= _SAID_OF_ONE
    if lone or (counts and words and words[0] in SUMS):
        row.tell(name, Explanation("list_lone_cell"), fault=True)


def _names(row: _Reading) -> None:
    names = {name: _name(row, name) for name in _NAMES}
    family, given = names[ListField.FAMILY_NAME], names[ListField.GIVEN_NAME]
    whole = names[ListField.FULL_NAME]
    if whole and not family and not given:
        family, given, guessed = split_name(whole)
        if guessed:
            values = {"family": family, "given": given}
            row.tell(ListField.FULL_NAME, Explanation("list_name_split", values))
        row.client["sex"] = title_of(whole)
    row.client |= {"family_name": family, "given_name": given}
    if not family and not given:
        row.tell(_first_given(row, _NAMES), Explanation("name_missing"), fault=True)


def _name(row: _Reading, name: ListField) -> str:
    try:
        return clean_name(text_of(row.cells.get(name, "")))
    except FaultyName as faulty:
        row.tell(name, faulty.explanation, fault=True)
        return ""


def _first_given(row: _Reading, names: tuple[ListField, ...]) -> ListField:
    return next((name for name in names if name in row.cells), names[0])


def _birth(row: _Reading) -> None:
    name = _first_given(row, (ListField.BIRTH_DATE, *_PARTS_OF_BIRTH))
    cell = row.cells.get(name, "")
    if name in _PARTS_OF_BIRTH:
        cell = birth_in_parts(*(row.cells.get(part, "") for part in _PARTS_OF_BIRTH))
    if is_blank(cell):
        row.tell(name, Explanation("list_birth_missing"))
        return
    try:
        born = birth_of(cell, row.today)
    except UnclearDate as unclear:
        row.tell(name, unclear.explanation, fault=True)
        return
    row.client |= {
        "birth_date": born.date,
        "birth_precision": born.precision,
        "birth_uncertain": born.uncertain,
    }
    row.tell_number(name, born.date)
    if born.uncertain:
        row.tell(name, Explanation("list_birth_uncertain"))
    if is_adult(Client(**row.client), row.today) is False:
        row.tell(name, Explanation("list_minor", {"age": FULL_AGE}), fault=True)


def _codes(row: _Reading) -> None:
    sex = row.text(ListField.SEX)
    if sex:
        found = sex_of(sex)
        row.client["sex"] = found
        if found is None:
            _unknown(row, ListField.SEX, sex)
    _nationalities(row)
    _language(row)
    status = row.text(ListField.RESIDENCE_STATUS)
    if status:
        _status(row, status)
    entered = row.day(ListField.DATE_OF_ENTRY)
    if entered is not None:
        row.answers.append(Answer(ListField.DATE_OF_ENTRY.value, entered.isoformat()))
    needs = row.text(ListField.FURTHER_NEEDS)
    if needs:
        row.answers.append(Answer(ListField.FURTHER_NEEDS.value, needs))


def _status(row: _Reading, text: str) -> None:
    """Read the residence status; of several that may be meant none is, and no day comes with it (Rule K3)."""
    name = ListField.RESIDENCE_STATUS
    code = status_of(text, row.words.residence_statuses)
    if code:
        row.answers.append(Answer(name.value, code))
        if names_day(text):
            row.tell(name, Explanation("list_status_without_day", {"word": text[:60]}))
    elif may_be_several_statuses(text):
        row.tell(name, Explanation("list_status_unclear", {"word": text[:60]}))
    else:
        _unknown(row, name, text)


def _language(row: _Reading) -> None:
    """Read the language; where the list names none or several, none is known: not even German is presumed."""
    language = row.text(ListField.LANGUAGE)
    codes = languages_of(language, row.words.languages)
    row.client["language"] = codes[0] if len(codes) == 1 else ""
    if len(codes) > 1:
        row.tell(ListField.LANGUAGE, Explanation("list_languages_several", {"word": language[:60]}))
    elif language and not codes:
        _unknown(row, ListField.LANGUAGE, language)


def _nationalities(row: _Reading) -> None:
    text = row.text(ListField.NATIONALITY)
    if not text:
        return
    words = row.words.nationalities
    whole = nationality_of(text, words)
    codes = [whole] if whole else [nationality_of(part, words) for part in parts_of(text)]
    found = [code for code in dict.fromkeys(codes) if code]
    if found:
        row.client["nationality"] = found[0]
        row.client["second_nationality"] = found[1] if len(found) > 1 else ""
    if not found or not all(codes):
        _unknown(row, ListField.NATIONALITY, text)


def _unknown(row: _Reading, name: ListField, text: str) -> None:
    row.tell(name, Explanation("list_word_unknown", {"word": text[:60]}))


def _contact_data(row: _Reading) -> None:
    for name in _LINES:
        row.client[name.value] = " ".join(row.text(name).split())
    phone = row.cells.get(ListField.PHONE, "")
    row.client["phone"] = row.text(ListField.PHONE)
    if isinstance(phone, int) and phone:
        row.client["phone"], told = phone_of(phone)
        row.tell(ListField.PHONE, told)
    code = row.text(ListField.POSTAL_CODE)
    row.client["postal_code"] = code.zfill(5) if code.isdecimal() else code
    if row.client["email"] and "@" not in row.client["email"]:
        row.tell(ListField.EMAIL, Explanation("list_no_email"))


def _earlier(row: _Reading) -> tuple[EarlierCounselling, ...]:
    office, since = row.text(ListField.EARLIER_OFFICE), row.day(ListField.EARLIER_SINCE)
    if not office and since is None:
        return ()
    return (EarlierCounselling(office, since, evidence=StartEvidence.TOLD),)


def _worker(row: _Reading) -> str:
    name = row.text(ListField.WORKER)
    if not name:
        return row.words.acting
    code = row.words.workers.get(plain_letters(name))
    if code is None:
        row.tell(ListField.WORKER, Explanation("list_worker_unknown", {"word": name[:60]}))
    return code or row.words.acting


def _consent(
    row: _Reading, paper: PaperConsent | None, of_another: Mapping[ListField, str], *, told: bool
) -> Consent | None:
    """Return the basic declaration where its day and its place are known, never a presumed one (E2, E5).

    ``of_another`` is what stands in the cells of another person; it is told, and nothing rests on it.
    A cell that says no is a fault that no mark heals: only whoever reads it there can write another day.
    """
    written = row.text(ListField.CONSENT_ON)
    if says_no(written):
        row.tell(
            ListField.CONSENT_ON, Explanation("list_consent_refused", {"word": written[:60]}), fault=True
        )
        return None
    on = paper.on if paper is not None and paper.on is not None else None
    if on is not None:
        _tell_instead(row, ListField.CONSENT_ON, f"{on:%d.%m.%Y}")
    elif any(letter.isdigit() for letter in written):
        on = row.day(ListField.CONSENT_ON)
    elif written:
        row.tell(ListField.CONSENT_ON, Explanation("list_consent_without_day", {"word": written[:60]}))
    place = paper.filing_place.strip() if paper is not None else ""
    if place:
        _tell_instead(row, ListField.FILING_PLACE, place)
    place = place or row.text(ListField.FILING_PLACE)
    lacking = {ListField.CONSENT_ON: on is None, ListField.FILING_PLACE: not place}
    for name, word in of_another.items():
        if lacking[name]:
            row.tell(name, Explanation("list_paper_of_another", {"word": word[:60]}))
    if on is not None and not place and ListField.FILING_PLACE not in of_another:
        row.tell(ListField.FILING_PLACE, Explanation("consent_filing_place_missing"))
    if on is None or not place:
        return None
    if not told:
        row.tell(ListField.CONSENT_ON, Explanation("list_withdrawal_unconfirmed"))
        return None
    return Consent(
        ConsentScope.BASIC,
        ConsentDecision.GIVEN,
        on,
        form=ConsentForm.WRITTEN,
        told_withdrawable=True,
        filing_place=place,
    )


def _tell_instead(row: _Reading, name: ListField, marked: str) -> None:
    """Tell what the row itself says where a mark goes before it."""
    written = row.text(name)
    if written and written != marked:
        row.tell(name, Explanation("list_mark_instead", {"word": written[:60], "marked": marked[:60]}))


def _order(row: _Reading, client: Client, consent: Consent | None, first_talk: date | None) -> None:
    """Tell what lies before the consent it rests on (Rule P1), and a consent given by a minor."""
    if consent is None:
        return
    if first_talk is not None and first_talk < consent.decided_on:
        values = {"on": first_talk, "consent_on": consent.decided_on}
        row.tell(ListField.FIRST_TALK, Explanation("list_talk_before_consent", values))
    if is_adult(client, consent.decided_on) is False:
        row.tell(ListField.CONSENT_ON, Explanation("consent_representative_missing"), fault=True)
