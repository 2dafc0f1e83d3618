"""A plan of four pages, beside the same text set by plain ReportLab in the same font.

Plain ReportLab sets paragraph after paragraph: no shaping, no structure for screen readers, no boxes and
bars. The ratio says what all that costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from xml.sax.saxutils import escape

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate
from sqlalchemy import select

from bench.figures import RATIO, Figure, alternating
from intman_desktop.documents.fonts import font_file
from intman_desktop.documents.texts import pdf_of
from intman_desktop.models.reading import read_case_file
from intman_desktop.models.tables import plans
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_kinds import INTEGRATION_PLAN
from intman_desktop.services.papers.papers import value_of
from intman_desktop.services.papers.printing import printing
from intman_desktop.values.papers import PlanPaper

PAGES = 4
MOST = 4.0
"""How many times as long as plain ReportLab of the same text the plan may take."""
RUNS = 11

_FONT = "NotoSans-Regular"


class NoPlan(Exception):
    """Nobody in the store has a plan that could be printed."""


def measures(desk: Desk) -> Iterator[Figure]:
    """Yield how long a plan of four pages takes to be made, and how much longer than plain ReportLab."""
    plan = _of_pages(_some_plan(desk))
    lines = _lines_of(pdf_of(plan))
    ours, plain = alternating(lambda: pdf_of(plan), lambda: _plainly_set(lines), RUNS)
    yield Figure("a plan of four pages", ours)
    yield Figure("a plan of four pages, to plain ReportLab of the same text", ours / plain, RATIO, MOST)


def _some_plan(desk: Desk) -> PlanPaper:
    """Return the plan of the first case that has one with goals. Raises ``NoPlan``."""
    with desk.vault.reading() as connection:
        on = printing(connection, desk, "de")
        for case_id in connection.scalars(select(plans.c.case_id).order_by(plans.c.case_id)).all():
            file = read_case_file(connection, case_id)
            if file is None or file.plan is None or not file.plan.goals:
                continue
            paper = value_of(on, INTEGRATION_PLAN, file)
            if isinstance(paper, PlanPaper):
                return paper
    raise NoPlan


def _of_pages(plan: PlanPaper) -> PlanPaper:
    """Return the plan with its goals repeated until it has ``PAGES`` pages."""
    goals = plan.goals
    while len(_pages(pdf_of(plan))) < PAGES:
        plan = replace(plan, goals=(*plan.goals, goals[len(plan.goals) % len(goals)]))
    return plan


def _pages(content: bytes) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _lines_of(content: bytes) -> list[str]:
    return [line for page in _pages(content) for line in page.splitlines() if line.strip()]


def _plainly_set(lines: list[str]) -> bytes:
    """Return a PDF of these lines as one sets them with ReportLab alone."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FONT, font_file(_FONT)))
    style = ParagraphStyle("plain", fontName=_FONT, fontSize=10, leading=14)
    content = BytesIO()
    SimpleDocTemplate(content, pagesize=A4).build([Paragraph(escape(line), style) for line in lines])
    return content.getvalue()
