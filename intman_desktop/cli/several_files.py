"""Several files that the person asked for at once: all of them are written, or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from intman_desktop.cli.files import FileTrouble, must_be_writable, through_to_disk, why_of


@contextmanager
def new_files(files: Sequence[tuple[Path, bytes]]) -> Iterator[None]:
    """Write ``files`` (where to, and what) for their owner only, each as ``files.new_file`` would.

    All lie whole beside their places while the ``with`` goes on, and get their names where it ends without an
    error. Raises ``FileTrouble`` with the first that cannot be written; what was there before stays then.
    """
    from intman_desktop.vault.files import new_private_file, put_in_place, unfinished

    for file, _content in files:
        must_be_writable(file)
    with ExitStack() as beside:
        drafts = []
        for file, content in files:
            draft = unfinished(file.parent)
            beside.callback(_remove, draft)
            with _troubles_of(file), os.fdopen(new_private_file(draft), "wb") as opened:
                through_to_disk(opened, content)
            drafts.append((draft, file))
        yield
        with ExitStack() as undone:
            for draft, file in drafts:
                kept = unfinished(file.parent)
                beside.callback(_remove, kept)
                undone.callback(_put_back, kept, file, was_there=os.path.lexists(file))
                with _troubles_of(file):
                    _keep(file, kept)
                    put_in_place(draft, file)
            undone.pop_all()


def _keep(file: Path, kept: Path) -> None:
    """Give what stands at ``file`` a second name, where nothing can be linked instead of its own."""
    if not os.path.lexists(file):
        return
    try:
        os.link(file, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):
        file.replace(kept)


def _put_back(kept: Path, file: Path, *, was_there: bool) -> None:
    """Let ``file`` be what it was before."""
    with suppress(OSError):
        if os.path.lexists(kept):
            kept.replace(file)
        elif not was_there:
            file.unlink(missing_ok=True)


def _remove(draft: Path) -> None:
    with suppress(OSError):  # a stick that was pulled: there is nothing that could be removed
        draft.unlink(missing_ok=True)


@contextmanager
def _troubles_of(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileTrouble(name=str(file), why=why_of(error)) from None
