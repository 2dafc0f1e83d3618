"""How our papers look: colours, sizes and spaces, in one place. Lengths are points."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from intman_desktop.documents.paragraph import Type

TEXT = "1F2326"
QUIET = "596066"
LINE = "E3E0D9"
FIELD_LINE = "8C9196"
TINT = "F6F4EF"
ACCENT = "1B6B73"
ACCENT_TINT = "E4EFEF"

PAGE = (float(A4[0]), float(A4[1]))
LEFT = RIGHT = 22 * mm
TOP = 25 * mm
BOTTOM = 23 * mm
WIDTH = PAGE[0] - LEFT - RIGHT
HEIGHT = PAGE[1] - TOP - BOTTOM
GUTTER = 18.0

TITLE = Type(20, 25, TEXT, bold=True)
NARROW_TITLE = Type(15.5, 20, TEXT, bold=True)
BELOW_TITLE = Type(10.5, 15, QUIET)
HEADING = Type(12.5, 17, TEXT, bold=True)
SUBHEADING = Type(10.25, 14, TEXT, bold=True)
BODY = Type(10.25, 14.25, TEXT)
LEAD = Type(11.25, 16.5, TEXT)
SMALL = Type(8.5, 11.75, QUIET)
LABEL = Type(8.5, 11.5, QUIET)
VALUE = Type(10.25, 14, TEXT)
TAG = Type(8.5, 11.5, ACCENT, bold=True)
GOAL = Type(11.25, 15.5, TEXT, bold=True)
NUMBER = Type(10.25, 14, TEXT, bold=True)
STATE = Type(8.5, 11.5, TEXT, bold=True)
MARK = Type(9, 12, "FFFFFF", bold=True)
SECRET = Type(19, 27, TEXT, bold=True)
RUNNING = Type(8, 10.5, QUIET)

FONT_DROP = 0.78
"""Where the baseline lies in a line, as a share of its leading."""
