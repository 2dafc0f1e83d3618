"""Reading papers back: what a person copies out of the PDF, and what its structure says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2

Element = dict[str, Any]


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page as a reader copies it, one line each, without head and foot."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """Return the text of all pages with every white space as one blank."""
    return " ".join(" ".join(pages_of(pdf)).split())


def column_of(pdf: bytes, left: float, right: float) -> str:
    """Return the text of all pages between two places across the page, in points from its left edge."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded(left, 0, right, page.get_height()))
            text_page.close()
            page.close()
        return " ".join(" ".join(texts).split())
    finally:
        document.close()


def structure_of(pdf: bytes) -> list[Element]:
    """Return the elements of the structure tree in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_elements(document.Root.StructTreeRoot.K[0]))


def _elements(node: Any) -> Iterator[Element]:
    kids = list(node.get("/K", []))
    marks = [kid for kid in kids if kid.get("/Type") == "/MCR"]
    yield {
        "tag": str(node.S)[1:],
        "language": str(node.Lang),
        "spoken": str(node.get("/ActualText", "")),
        "described": str(node.get("/Alt", "")),
        "marks": len(marks),
    }
    for kid in kids:
        if kid.get("/Type") == "/StructElem":
            yield from _elements(kid)
