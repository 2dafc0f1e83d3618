"""Where things lie: the resources of the program and the private folders of the person."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_APP = "intman"
_NOWHERE = Path("~", _APP)
"""Where an account without a home folder would have its own; nothing is ever made there."""


def resource(*parts: str) -> Path:
    """Return the path of a resource, whether bundled, installed or in the checkout.

    ``parts`` are path components below ``resources/``. Raises ``FileNotFoundError``
    when the program was installed without its resources.
    """
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    roots = ([Path(bundle) / "resources"] if bundle else []) + [
        package.parent / "resources",
        package / "resources",
    ]
    for root in roots:
        if root.is_dir():
            return root.joinpath(*parts)
    raise FileNotFoundError("the program's resources are missing; please install it again")


def data_folder() -> Path:
    """Return the folder for stores, private to the person; ``INTMAN_HOME`` overrides it."""
    own = os.environ.get("INTMAN_HOME")
    if own:
        return Path(own)
    from platformdirs import user_data_path

    try:
        return user_data_path(_APP, appauthor=False)
    except RuntimeError:
        return _NOWHERE


def machine_state_folder() -> Path:
    """Return the folder for what belongs to this machine only (window, known stores by path)."""
    own = os.environ.get("INTMAN_HOME")
    if own:
        return Path(own) / "machine"
    from platformdirs import user_state_path

    try:
        return user_state_path(_APP, appauthor=False)
    except RuntimeError:
        return _NOWHERE


def make_private(folder: Path) -> Path:
    """Create ``folder`` (mode 0700) where it is missing and return it.

    Raises the errors of the system, ``FileNotFoundError`` for an account without a home folder.
    """
    if folder.is_relative_to(_NOWHERE):
        raise FileNotFoundError("this account has no home folder")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def practice_vault() -> Path:
    """Return the folder of the practice store, which exists while somebody practises."""
    return data_folder() / "practice"


def default_vault() -> Path:
    """Return the folder of the person's own store, whether it exists yet or not."""
    return data_folder() / "vault"
