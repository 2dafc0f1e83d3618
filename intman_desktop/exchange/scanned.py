"""Scanned papers from outside: PDF, JPEG and PNG, told by their bytes; pictures made small and upright."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf.settings import set_qpdf_limits
from PIL import Image, ImageOps, JpegImagePlugin, PdfImagePlugin, PngImagePlugin  # noqa: F401 - registered

from intman_desktop.errors import Refused
from intman_desktop.values.scans import JPEG, LARGEST, PDF, PNG, ScanContent

DOTS_PER_INCH = 200
A4_PIXELS = (1654, 2339)
"""An A4 sheet at 200 dots an inch, upright."""

_MOST_PIXELS = 80_000_000
_QUALITY = 85
_FORMATS = {JPEG: "JPEG", PNG: "PNG"}
_MOST_UNPACKED = 64 * 1024 * 1024
"""So large may a part of a PDF become when it is looked at; packed it may be a thousand times smaller."""
_SIGNS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))

# for the whole process, as the library has it: no paper of ours comes near
set_qpdf_limits(
    flate_max_memory=_MOST_UNPACKED,
    png_max_memory=_MOST_UNPACKED,
    run_length_max_memory=_MOST_UNPACKED,
    tiff_max_memory=_MOST_UNPACKED,
    max_stream_filters=4,
)


def media_type_of(content: bytes) -> str:
    """Return what the bytes say they are, empty for anything but PDF, JPEG and PNG."""
    return next((media_type for sign, media_type in _SIGNS if content.startswith(sign)), "")


def prepare_scan(content: bytes) -> ScanContent:
    """Return a paper as it is kept: a PDF as it is, a picture reduced, upright, without its metadata.

    Pictures have at most 200 dots an inch of an A4 sheet. Raises ``Refused``: ``scan_too_large``,
    ``scan_kind_unknown``, ``scan_not_readable``, ``scan_with_password``.
    """
    if len(content) > LARGEST:
        raise Refused("scan_too_large", most=LARGEST // (1 << 20))
    media_type = media_type_of(content)
    if not media_type:
        raise Refused("scan_kind_unknown")
    if media_type == PDF:
        _look_at_pdf(content)
        return ScanContent(PDF, content)
    return ScanContent(media_type, _written(_picture(content, media_type), media_type))


def as_pdf(scan: ScanContent) -> bytes:
    """Return a scan as a PDF for the preview, a picture as its one page. Raises ``Refused`` as above."""
    if scan.media_type == PDF:
        return scan.content
    page = BytesIO()
    picture = _picture(scan.content, scan.media_type)
    picture.save(page, "PDF", resolution=float(DOTS_PER_INCH))
    return page.getvalue()


def _look_at_pdf(content: bytes) -> None:
    try:
        with pikepdf.open(BytesIO(content)) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError:
        raise Refused("scan_with_password") from None
    except Exception:  # the parser is C++ and names its troubles in many ways; none of them is a bug of ours
        raise Refused("scan_not_readable") from None
    if not pages:
        raise Refused("scan_not_readable")


def _picture(content: bytes, media_type: str) -> Image.Image:
    """Return the picture upright, in grey or colour on white, no larger than an A4 sheet at 200 dpi."""
    try:
        with Image.open(BytesIO(content), formats=[_FORMATS[media_type]]) as found:
            if found.width * found.height > _MOST_PIXELS:
                raise Refused("scan_too_many_pixels")
            found.draft("RGB", (2 * A4_PIXELS[1], 2 * A4_PIXELS[1]))
            upright = ImageOps.exif_transpose(found)
            plain = _on_white(upright)
    except Refused:
        raise
    except Exception:  # a broken picture fails anywhere in the decoder, with any error
        raise Refused("scan_not_readable") from None
    wide = plain.width > plain.height
    plain.thumbnail(A4_PIXELS[::-1] if wide else A4_PIXELS, Image.Resampling.LANCZOS)
    return plain


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in grey or colour, on white where it shines through, without its metadata."""
    if picture.mode in ("1", "L", "I", "I;16", "F"):
        drawn = picture.convert("L")
    elif picture.has_transparency_data:
        over = picture.convert("RGBA")
        drawn = Image.new("RGB", over.size, "white")
        drawn.paste(over, mask=over.getchannel("A"))
    else:
        drawn = picture.convert("RGB")
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    return bare


def _written(picture: Image.Image, media_type: str) -> bytes:
    out = BytesIO()
    if media_type == JPEG:
        picture.save(out, _FORMATS[JPEG], quality=_QUALITY, optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    else:
        picture.save(out, _FORMATS[PNG], optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return out.getvalue()
