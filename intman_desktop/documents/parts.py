"""What a paper is made of: plain values that are either laid out on pages or told as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from intman_desktop.documents.paragraph import Words


class Role(StrEnum):
    """How a stretch of text speaks."""

    BODY = "body"
    LEAD = "lead"
    SMALL = "small"


@dataclass(frozen=True)
class Title:
    """The name of the paper, and a line below that says what it is for; or the ``subject`` of a letter."""

    text: Words
    below: Words = ()
    subject: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 or 3; ``number`` stands before it as a mark of its own."""

    text: Words
    level: int = 2
    number: str = ""
    aside: Words = ()


@dataclass(frozen=True)
class Text:
    """A paragraph; a line break in it begins a new line. ``keep`` holds it to what follows."""

    text: Words
    role: Role = Role.BODY
    keep: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Words, ...]


@dataclass(frozen=True)
class Note:
    """Something the reader should not miss."""

    text: Words


@dataclass(frozen=True)
class Fact:
    """A label and its value."""

    label: Words
    value: Words


@dataclass(frozen=True)
class Facts:
    """Labels with their values: one below the other, or two beside each other (``columns`` 2).

    What ``goes_on`` stands close below the facts before it, as if both were one. A value that is empty is
    written by hand: in one column it has a line below, also as the last one. ``continued`` stands above
    again where they go on over a page, ``under`` where they begin one.
    """

    rows: tuple[Fact, ...]
    columns: int = 1
    goes_on: bool = False
    continued: Words = ()
    under: Words = ()


@dataclass(frozen=True)
class Choice:
    """A box to tick; ``ticked`` is what is already known."""

    text: Words
    ticked: bool = False


@dataclass(frozen=True)
class Choices:
    """Boxes to tick, one below the other."""

    items: tuple[Choice, ...]


@dataclass(frozen=True)
class Declaration:
    """One question that is answered for itself: what for, and the boxes for yes and no.

    ``keep`` holds it to what follows.
    """

    title: Words
    text: Words
    choices: tuple[Choice, ...]
    below: Words = ()
    keep: bool = False


@dataclass(frozen=True)
class SignatureField:
    """A line to sign on, or what is known about the signature (``signed``).

    ``place`` stands on the line for place and date already; the day is written when it is signed.
    """

    caption: Words
    place_and_date: Words
    signed: Words = ()
    place: Words = ()


@dataclass(frozen=True)
class Signatures:
    """Two people side by side."""

    fields: tuple[SignatureField, ...]


@dataclass(frozen=True)
class ClockBar:
    """The advisory period as a bar from ``start`` to ``latest``, with its words below (C9)."""

    start: date
    today: date
    last_day: date
    latest: date
    captions: tuple[Words, Words, Words]
    spoken: Words


@dataclass(frozen=True)
class Step:
    """A measure: ticked when done, with who and until when."""

    text: Words
    who: Words
    until: Words
    done: bool = False


@dataclass(frozen=True)
class Card:
    """A goal: where it belongs, how it stands, what the client wants, and what follows from it.

    ``measured`` are the steps by which the columns are measured, those of all goals of the paper; without
    any, its own.
    """

    area: Words
    state: Words
    wording: Words
    facts: tuple[Fact, ...] = ()
    steps_heads: tuple[Words, Words, Words] = ((), (), ())
    steps: tuple[Step, ...] = ()
    course_head: Words = ()
    course: tuple[Words, ...] = ()
    measured: tuple[Step, ...] = ()


@dataclass(frozen=True)
class FigureRow:
    """One number with a bar beside it; ``share`` is 0 to 1 of the largest in its group."""

    label: Words
    number: Words
    share: float
    previous: Words = ()


@dataclass(frozen=True)
class FigureTable:
    """Numbers that belong together, under heads for label, number and last year.

    ``continued`` stands above the heads again where the table goes on over a page.
    """

    heads: tuple[Words, Words, Words]
    rows: tuple[FigureRow, ...]
    continued: Words = ()


@dataclass(frozen=True)
class Sum:
    """An identity told in numbers: terms with their sign, and the result (K4)."""

    terms: tuple[tuple[str, Words, Words], ...]


@dataclass(frozen=True)
class KeyGroups:
    """A secret to be typed from paper: groups in large letters, each with its number."""

    groups: tuple[str, ...]


@dataclass(frozen=True)
class PictureBox:
    """A box of a picture: left, top, width and height in points, a ``tone``, and the words inside."""

    at: tuple[float, float, float, float]
    tone: str
    title: Words
    text: Words = ()


@dataclass(frozen=True)
class PictureArrow:
    """An arrow along ``points``, with its number at ``mark``; ``both`` has a head at each end."""

    points: tuple[tuple[float, float], ...]
    mark: tuple[float, float]
    number: str
    both: bool = False


@dataclass(frozen=True)
class Picture:
    """Boxes and the arrows between them, as high as ``height`` points; ``spoken`` tells what one sees."""

    height: float
    boxes: tuple[PictureBox, ...]
    arrows: tuple[PictureArrow, ...]
    spoken: Words


@dataclass(frozen=True)
class Together:
    """Parts that must not be parted by the end of a page, as a signature from what is signed."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Personal:
    """A part that tells of one person: printed, but no part of the text shown to everyone (E2)."""

    part: Part


Part = (
    Title
    | Heading
    | Text
    | Bullets
    | Note
    | Facts
    | Declaration
    | Signatures
    | ClockBar
    | Card
    | FigureTable
    | Sum
    | KeyGroups
    | Choices
    | Picture
    | Together
    | Personal
)


@dataclass(frozen=True)
class Composition:
    """A whole paper before it is laid out.

    ``sender`` stands at the head of each page, ``foot`` (name of the paper, case number) and
    ``notice`` ("Vorlage, nicht amtlich …") at its foot; ``title`` is the document's title and
    ``issued_on`` the only date the file itself carries. ``spells_out``: it is made whatever signs it holds;
    what no font has is named in brackets.
    """

    title: str
    language: str
    sender: Words
    foot: Words
    notice: Words
    page_of: str
    issued_on: date
    parts: tuple[Part, ...]
    spells_out: bool = False
