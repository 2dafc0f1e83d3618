"""Papers of many people, made in a process of their own, so that Python stays free for the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from intman_desktop.documents.fonts import MissingGlyph
from intman_desktop.documents.texts import bundle_of
from intman_desktop.hardening import harden
from intman_desktop.values.papers import Paper

MANY = 12
"""So many papers take longer than a process needs to begin, which is half a second."""

_MOMENT = 0.02
"""Seconds between two looks whether the papers are wanted still."""

_Bundle = tuple[bytes, tuple[tuple[int, MissingGlyph], ...]]


def bundle_apart(papers: Sequence[Paper], title: str, progress: Callable[[int, int], object]) -> _Bundle:
    """Return what ``bundle_of`` returns, made in another process where there are ``MANY`` papers.

    The values travel through a pipe and nothing is written. ``progress(done, total)`` is called every few
    moments, with the same numbers again while a paper takes its time; what it raises ends the process. Where
    that cannot be had, or comes to a bad end, the papers are made here: the window is slower meanwhile, and
    what is wrong with them is told as ever. Raises ``OfficeDataMissing`` (Rule E8).
    """
    if len(papers) < MANY:
        return bundle_of(papers, title, progress)
    try:
        return _made_apart(papers, title, progress)
    except (OSError, EOFError):
        return bundle_of(papers, title, progress)


def serve_closed(orders: Connection, replies: Connection) -> None:
    """Close this process to others before it is told of anybody, then ``serve``: what begins anew is open."""
    harden()
    serve(orders, replies)


def serve(orders: Connection, replies: Connection) -> None:
    """Make the one bundle that is ordered; the end of what is sent tells that it could not be made.

    Nothing is said of an error: its message might quote a paper.
    """
    try:
        title, count = orders.recv()
        papers = [orders.recv() for _each in range(count)]
        content, left_out = bundle_of(papers, title, lambda done, total: replies.send((done, total)))
        replies.send([(index, glyph.values["character"], glyph.values["place"]) for index, glyph in left_out])
        replies.send_bytes(content)
    except Exception:
        return
    finally:
        replies.close()


def _made_apart(papers: Sequence[Paper], title: str, progress: Callable[[int, int], object]) -> _Bundle:
    """Let another process make the bundle. Raises ``OSError`` or ``EOFError`` where that does not succeed."""
    # A new interpreter and pipes of one direction: a copy of this process would hold the key of the store,
    # and pipes of both directions are sockets.
    context = get_context("spawn")
    for_orders, orders = context.Pipe(duplex=False)
    replies, for_replies = context.Pipe(duplex=False)
    process = context.Process(target=serve_closed, args=(for_orders, for_replies), daemon=True)
    with orders, replies:
        try:
            with for_orders, for_replies:
                process.start()
            orders.send((title, len(papers)))
            for paper in papers:
                progress(0, len(papers))
                orders.send(paper)  # one by one: to pack hundreds at once would hold Python's lock
            done: Any = (0, len(papers))
            while not isinstance(done, list):
                progress(*done)
                if replies.poll(_MOMENT):
                    done = replies.recv()
            return replies.recv_bytes(), tuple(
                (index, MissingGlyph(character, place)) for index, character, place in done
            )
        finally:
            process.kill()
            process.join()
            process.close()
