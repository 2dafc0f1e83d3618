"""The handbook's pictures that the guided tour makes: copied from what ``make tour`` left behind.

Without an argument they come from ``build/tour``, otherwise from the folder of another tour. They are made
small; one that shows nothing new stays, byte for byte. Those in ``BY_HAND`` are left alone: the emergency
sheet holds another invented code each time, and the others show what no tour comes to. They are taken by
hand in the tour's store: after a withdrawal, locked in the middle of a talk, its backup looked into on an
empty machine, and a copy of it with flipped bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures" / "handbuch"
OTHERWISE_CALLED = {
    "08-beratungszeitraum": "08-aufgenommen",
    "10-sicherung": "21-einstellungen-backup",
    "13-einwilligungen": "13-fall-consents",
    "13-papiere": "13-fall-papers",
    "18-schluessel": "21-einstellungen-keys",
    "21-listen": "21-einstellungen-lists",
}
"""The handbook's name of a picture, and the tour's, where they differ."""
BY_HAND = ("03-notfallblatt", "09-widerruf-loeschen", "16-gesperrt", "17-wiederherstellen", "19-beschaedigt")


_COLOURS = 128
_SEEN = 20
"""By how much a colour must differ for the picture to be a new one: fewer colours change each a little."""


def main(arguments: list[str]) -> int:
    """Copy each picture that the handbook shows; return 1 where the tour has not made one."""
    tour = Path(arguments[0]) if arguments else ROOT / "build" / "tour"
    missing = 0
    for picture in sorted(PICTURES.glob("*.png")):
        if picture.stem in BY_HAND:
            continue
        made = tour / "pictures" / "light" / f"{OTHERWISE_CALLED.get(picture.stem, picture.stem)}.png"
        if made.is_file():
            _copy(made, picture)
        else:
            print(f"{made} is missing: run 'make tour' first.", file=sys.stderr)
            missing = 1
    return missing


def _copy(made: Path, picture: Path) -> None:
    with Image.open(made) as new, Image.open(picture) as old:
        few = new.convert("RGB").quantize(_COLOURS)
        apart = ImageChops.difference(new.convert("L"), old.convert("L")) if new.size == old.size else None
        news = apart is None or apart.point(lambda value: 255 if value > _SEEN else 0).getbbox() is not None
    if news:
        few.save(picture, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
