"""The directory as a place where a client is named: what its restores are told by, and its codes (L4, L5)."""

from __future__ import annotations

from itertools import chain, count

from sqlalchemy import Connection, select, update

from intman_desktop.gdpr.free_texts import changed_draft
from intman_desktop.models import tables as t
from intman_desktop.models.settings import put_setting, setting
from intman_desktop.models.writing import new_key
from intman_desktop.rules.folding import plain_letters

_KEY = "directory_key"


def directory_key(connection: Connection) -> str:
    """Return the random key of the directory, which stands where a case's does; empty where it has none yet.

    Without it nobody can tell from a list of restores what was blacked out there (Rule L4).
    """
    return setting(connection, _KEY)


def give_directory_key(connection: Connection) -> None:
    """Give the directory a key where it has none; every backup made later holds it."""
    if not directory_key(connection):
        put_setting(connection, _KEY, new_key())


def free_code(name: str, taken: frozenset[str], otherwise: str) -> str:
    """Return a code for a service, made from its name or, without letters in it, from ``otherwise``."""
    stem = "_".join(plain_letters(name).split()) or otherwise
    numbered = (f"{stem}_{number}" for number in count(2))
    return next(each for each in chain([stem], numbered) if each not in taken)


def new_code_of(connection: Connection, code: str, name: str, kind: str) -> str:
    """Return another code for a service whose name was blacked out, since the old one is made of it.

    Referrals and drafts name the service by it from now on.
    """
    new = free_code(name, frozenset(connection.scalars(select(t.services.c.code))), kind)
    r, p, d = t.referrals.c, t.participants.c, t.drafts.c
    referred = select(r.participant_id).where(r.service == code)
    # Another version, so that no form that was open meanwhile writes the old code back.
    connection.execute(update(t.participants).where(p.id.in_(referred)).values(version=p.version + 1))
    connection.execute(update(t.referrals).where(r.service == code).values(service=new))
    for draft_id, content in connection.execute(select(d.id, d.content)).all():
        left = changed_draft(content, lambda text: new if text == code else text)
        if left != content:
            connection.execute(update(t.drafts).where(d.id == draft_id).values(content=left))
    return new
