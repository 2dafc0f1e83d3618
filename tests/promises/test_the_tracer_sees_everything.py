"""The counter-proofs of ``tests.promises.tracing`` and ``marked``: they do see what they look for."""

from __future__ import annotations

import base64
import os
import socket
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.promises.marked import known_again, said
from tests.promises.tracing import STANDARD_OUTPUT, Trace, run_traced

pytestmark = pytest.mark.linux

_ACTS = """
import ctypes, mmap, os, shutil, sqlite3, subprocess, sys, tempfile, threading
libc = ctypes.CDLL(None)
with tempfile.TemporaryFile() as file:
    file.write(b"without a name")
with open("gone.txt", "w") as file:
    file.write("deleted")
os.remove("gone.txt")
unnamed = os.open(".", os.O_TMPFILE | os.O_RDWR)
os.writev(unnamed, [b"in two ", b"pieces"])
os.pwrite(unnamed, b"in the middle", 3)
threading.Thread(target=lambda: open("thread.txt", "w").write("by a thread")).start()
subprocess.run(["sh", "-c", "echo by another program > other.txt"], check=True)
with open("mapped.bin", "wb") as file:
    file.write(bytes(4096))
with open("mapped.bin", "r+b") as file:
    mmap.mmap(file.fileno(), 4096).close()
with open("mapped.bin", "rb") as file:
    mmap.mmap(file.fileno(), 4096, access=mmap.ACCESS_READ).close()
store = sqlite3.connect("store.db")
store.execute("CREATE TABLE t (x)")
store.execute("INSERT INTO t VALUES ('by SQLite')")
store.commit()
store.close()
shutil.copyfile("store.db", "copy.db")
os.mkdir("folder with a name")
os.symlink("target of a link", "link")
descriptor = os.open("attributed", os.O_CREAT | os.O_WRONLY)
try:
    os.setxattr("attributed", "user.note", b"an attribute")
except OSError:
    pass
libc.socket(2, 1, 0)
libc.prctl(4, 0, 0, 0, 0)
with open("after.txt", "w") as file:
    file.write("still seen")
print("said aloud")
sys.exit(7)
"""


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Trace:
    folder = tmp_path_factory.mktemp("traced").resolve()
    environment = {**os.environ, "PYTHONPATH": str(checkout), "TMPDIR": str(folder)}
    return run_traced([sys.executable, "-m", "tests.promises.tracing", _ACTS], environment, str(folder))


def test_whatever_is_written_is_seen(trace: Trace) -> None:
    by_name = {Path(path).name: bytes(content) for path, content in trace.written.items()}
    assert by_name["gone.txt"] == b"deleted"
    assert by_name["thread.txt"] == b"by a thread"
    assert by_name["other.txt"] == b"by another program\n"
    assert by_name["after.txt"] == b"still seen"
    assert b"by SQLite" in by_name["store.db"]
    assert b"by SQLite" in by_name["copy.db"]
    everything = b"|".join(by_name.values())  # what has no name may have the number of what had none before
    assert b"without a name" in everything
    assert b"in two piecesin the middle" in everything
    assert bytes(trace.written[STANDARD_OUTPUT]) == b"said aloud\n"
    assert trace.code == 7


def test_names_words_sockets_and_mappings_are_seen(trace: Trace) -> None:
    assert {b"folder with a name", b"target of a link", b"an attribute"} <= trace.texts
    assert b"echo by another program > other.txt" in trace.texts
    assert trace.sockets == [socket.AF_INET]
    assert {Path(each).name for each in trace.mapped} == {"mapped.bin"}


def test_a_program_that_cannot_be_traced_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="ended before it was traced"):
        run_traced([sys.executable, "-c", "raise SystemExit"], os.environ, str(tmp_path))


@pytest.mark.parametrize("what", ["family_name", "given_name", "note", "passphrase"])
def test_a_text_is_known_again_in_every_shape(what: str) -> None:
    text = said(what)
    apart = unicodedata.normalize("NFD", text)
    shaped = [
        *(
            each.encode(encoding)
            for each in (text, apart)
            for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        ),
        text.encode("utf-32-le"),
        text.encode().hex().encode(),
        *(base64.b64encode(bytes(before) + text.encode() + b"behind it") for before in range(3)),
    ]
    assert [known_again(b"before" + each + b"after") for each in shaped] == [{what}] * len(shaped)
    assert known_again(b"Grummeldorf, Nulpenweg, Notiz") == set()
