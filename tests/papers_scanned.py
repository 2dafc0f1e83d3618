"""Scanned papers for tests: small pictures and PDF, invented and made on the spot."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from PIL import Image

from intman_desktop.values.codes import ScanKind
from intman_desktop.values.scans import NewScan

ORIENTATION, MAKER = 0x0112, 0x010F
CONSENT = NewScan(ScanKind.SIGNED_CONSENT, "Einwilligung Muster")


def a_picture(
    size: tuple[int, int] = (60, 40), form: str = "JPEG", mode: str = "RGB", turned: int = 1
) -> bytes:
    """Return a picture whose left half is dark; ``turned`` is how its camera says it was held."""
    picture = Image.new(mode, size, "white")
    picture.paste(Image.new(mode, (size[0] // 2, size[1]), "black"))
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKER] = turned, "Kamera Mustermann"
    out = BytesIO()
    picture.save(out, form, exif=notes)
    return out.getvalue()


def a_pdf(pages: int = 1, password: str = "") -> bytes:
    """Return a PDF of empty pages."""
    out = BytesIO()
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page(page_size=(595, 842))
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(out, encryption=locked)
    return out.getvalue()
