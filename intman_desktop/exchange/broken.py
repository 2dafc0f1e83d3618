"""What a broken zip raises, wherever one of its entries is looked into."""

from __future__ import annotations

import zipfile
import zlib
from typing import Final

BROKEN_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""Beside errors of the disk. ``NotImplementedError`` of a version or packing unknown here is one of them."""
