"""Who works here, found by the name that somebody typed (E1)."""

from __future__ import annotations

from intman_desktop.values.office import Office, Worker


def folded_name(name: str) -> str:
    """Return a name as it is compared: blanks and capitals make no other person."""
    return " ".join(name.split()).casefold()


def worker_named(office: Office, name: str) -> Worker | None:
    """Return the worker of this name, which a way into the store may have; None without one (Rule E1)."""
    wanted = folded_name(name)
    return next((each for each in office.workers if wanted and folded_name(each.name) == wanted), None)
