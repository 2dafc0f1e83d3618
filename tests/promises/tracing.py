"""A tracer of our own: every byte that a program hands to the system for a file, every socket it asks for.

``run_traced`` starts a program and looks at each system call that can bring bytes into a file, give a
thing on the disk a name, start another program or open a way out, before it is carried out. So it sees what
any library does, Python, SQLite and Qt alike, on every thread and in every further process, and also what is
deleted a moment later, has no name at all or never leaves the cache of the system. It needs Linux, where the
tests may trace their own children (``ptrace``, as everywhere unless it was forbidden), and no tool.

Not seen is what is changed in a shared mapping of a file: that one was mapped is told (``mapped``), and so is
the use of ``io_uring``. Pipes, memory files and devices are no files here; what is said on standard output
and error counts as one, because a desktop writes it into a log.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_CALLS = {
    # name: (number on x86_64, number on aarch64); None where a system has no such call
    "write": (1, 64),
    "pwrite64": (18, 68),
    "writev": (20, 66),
    "pwritev": (296, 70),
    "pwritev2": (328, 287),
    "sendfile": (40, 71),
    "splice": (275, 76),
    "copy_file_range": (326, 285),
    "mmap": (9, 222),
    "socket": (41, 198),
    "open": (2, None),
    "creat": (85, None),
    "openat": (257, 56),
    "openat2": (437, 437),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "link": (86, None),
    "linkat": (265, 37),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "execve": (59, 221),
    "execveat": (322, 281),
    "io_uring_setup": (425, 425),
    "prctl": (157, 167),
}
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_TEXTS = {
    # which arguments are paths or other texts
    "mkdir": (0,),
    "mkdirat": (1,),
    "rename": (0, 1),
    "renameat": (1, 3),
    "renameat2": (1, 3),
    "link": (0, 1),
    "linkat": (1, 3),
    "symlink": (0, 1),
    "symlinkat": (0, 2),
    "execve": (0,),
    "execveat": (1,),
}
_OPENING = {"open": (0, 1), "openat": (1, 2), "creat": (0, None)}
"""Where path and flags of a file stand that is opened; only what may be written is of interest."""

_TRACEME, _CONT, _SETOPTIONS, _GET_SYSCALL_INFO = 0, 7, 0x4200, 0x420E
_FOLLOW = 0x2 | 0x4 | 0x8 | 0x10 | 0x80 | 0x100000  # fork, vfork, clone, exec, seccomp; ends with the tracer
_SECCOMP_EVENT = 7
_WAIT_FOR_ALL = 0x40000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _SET_DUMPABLE = 38, 22, 4
_ALLOW, _TRACE, _PRETEND = 0x7FFF0000, 0x7FF00000, 0x00050000
_WRITABLE = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_LONGEST = 4096
_NO_FILES = ("pipe:", "socket:", "anon_inode:", "/memfd:", "/dev/")
STANDARD_OUTPUT = "standard output"


@dataclass
class Trace:
    """What a program did.

    ``written`` holds for each file all bytes in the order in which they were written; ``texts`` are the names
    given on the disk and the words other programs were started with; ``sockets`` are the families of sockets;
    ``mapped`` the files of shared mappings that may be written; ``rings`` is how often ``io_uring`` was asked
    for; ``code`` how the program ended.
    """

    written: dict[str, bytearray] = field(default_factory=dict)
    texts: set[bytes] = field(default_factory=set)
    sockets: list[int] = field(default_factory=list)
    mapped: set[str] = field(default_factory=set)
    rings: int = 0
    code: int = -1


class _Info(ctypes.Structure):
    """What the system tells of the call at which a thread stands (``ptrace_syscall_info``)."""

    _fields_ = (
        ("op", ctypes.c_uint8),
        ("padding", ctypes.c_uint8 * 3),
        ("arch", ctypes.c_uint32),
        ("instruction", ctypes.c_uint64),
        ("stack", ctypes.c_uint64),
        ("number", ctypes.c_uint64),
        ("arguments", ctypes.c_uint64 * 6),
        ("data", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_libc.prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)


def be_traced() -> None:
    """Let the parent trace this process from now on; called first of all in the program that is traced.

    To make itself unreadable for others (``PR_SET_DUMPABLE``) seems to succeed and does nothing: it would
    blind the tracer, and is the one thing in which a traced program is not as it always is.
    """
    _ptrace(_TRACEME, 0)
    os.kill(os.getpid(), signal.SIGSTOP)
    rules = _filter()
    code = ctypes.create_string_buffer(rules, len(rules))
    program = _Program(len(rules) // 8, ctypes.addressof(code))
    for arguments in (
        (_NO_NEW_PRIVILEGES, 1, 0, 0, 0),
        (_SET_SECCOMP, 2, ctypes.addressof(program), 0, 0),
    ):
        if _libc.prctl(*arguments) != 0:
            raise OSError(ctypes.get_errno(), "this system does not let a program be traced")


def run_traced(command: Sequence[str], environment: Mapping[str, str], folder: str) -> Trace:
    """Run ``command`` in ``folder`` to its end and return what it did; it has to call ``be_traced``.

    Raises ``OSError`` where the system lets nobody trace his own children.
    """
    trace = Trace()
    read, write = os.pipe()
    with subprocess.Popen(
        command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=write, stderr=write
    ) as started:
        os.close(write)
        with os.fdopen(read, "rb", buffering=0):
            os.set_blocking(read, False)
            _Tracer(started.pid, trace, read).follow()
        started.returncode = trace.code
    return trace


class _Tracer:
    """Follows one program with all its threads and processes."""

    def __init__(self, first: int, trace: Trace, said: int) -> None:
        self._first = first
        self._trace = trace
        self._said = said
        self._met = {first}
        which, self._arch = _MACHINES[platform.machine()]
        self._names = {numbers[which]: name for name, numbers in _CALLS.items() if numbers[which] is not None}
        self._info = _Info()

    def follow(self) -> None:
        _pid, status = os.waitpid(self._first, _WAIT_FOR_ALL)
        if not os.WIFSTOPPED(status):
            raise OSError(errno.EPERM, "the program ended before it was traced", self._read().decode())
        _ptrace(_SETOPTIONS, self._first, _FOLLOW)
        _ptrace(_CONT, self._first)
        while self._step():
            pass
        self._read()

    def _step(self) -> bool:
        try:
            thread, status = os.waitpid(-1, _WAIT_FOR_ALL)
        except ChildProcessError:
            return False
        if not os.WIFSTOPPED(status):
            self._met.discard(thread)
            if thread == self._first:
                self._trace.code = os.waitstatus_to_exitcode(status)
            return bool(self._met)
        passed_on = 0
        if status >> 16 == _SECCOMP_EVENT:
            # a thread may be killed while it stands here
            with suppress(ProcessLookupError):
                self._look(thread)
        elif status >> 16 == 0:
            received = os.WSTOPSIG(status)
            # a new thread begins with a stop that nobody sent
            passed_on = 0 if received == signal.SIGSTOP and thread not in self._met else received
            self._read()
        self._met.add(thread)
        with suppress(ProcessLookupError):
            _ptrace(_CONT, thread, passed_on)
        return True

    def _look(self, thread: int) -> None:
        _ptrace(_GET_SYSCALL_INFO, thread, ctypes.sizeof(self._info), ctypes.addressof(self._info))
        name, arguments = self._names[self._info.number], list(self._info.arguments)
        if name in ("write", "pwrite64"):
            self._note(thread, arguments[0], lambda: _bytes_of(thread, arguments[1], arguments[2]))
        elif name in ("writev", "pwritev", "pwritev2"):
            self._note(thread, arguments[0], lambda: _pieces_of(thread, arguments[1], arguments[2]))
        elif name == "sendfile":
            self._note(thread, arguments[0], lambda: _file_of(thread, arguments[1]))
        elif name in ("splice", "copy_file_range"):
            self._note(thread, arguments[2], lambda: _file_of(thread, arguments[0]))
        elif name in _OPENING:
            self._opened(thread, *_OPENING[name], arguments)
        elif name == "openat2":
            flags = struct.unpack("Q", _bytes_of(thread, arguments[2], 8))[0]
            self._opened(thread, 1, 2, [*arguments[:2], flags])
        elif name == "mmap":
            self._mapped(thread, arguments[4])
        elif name.endswith("setxattr"):
            self._trace.texts.add(_bytes_of(thread, arguments[2], arguments[3]))
        else:
            self._other(thread, name, arguments)

    def _other(self, thread: int, name: str, arguments: list[int]) -> None:
        if name == "socket":
            self._trace.sockets.append(arguments[0])
        elif name == "io_uring_setup":
            self._trace.rings += 1
        else:
            self._trace.texts |= {_text_at(thread, arguments[at]) for at in _TEXTS[name]}
            if name.startswith("execve"):
                self._trace.texts |= set(_texts_at(thread, arguments[_TEXTS[name][0] + 1]))

    def _note(self, thread: int, descriptor: int, content: Callable[[], bytes]) -> None:
        path = _path_of(thread, descriptor)
        if path is not None:
            self._trace.written.setdefault(path, bytearray()).extend(content())
        elif descriptor in (1, 2):
            self._trace.written.setdefault(STANDARD_OUTPUT, bytearray()).extend(content())
            self._read()

    def _opened(self, thread: int, path: int, flags: int | None, arguments: list[int]) -> None:
        if flags is None or arguments[flags] & _WRITABLE:
            self._trace.texts.add(_text_at(thread, arguments[path]))

    def _mapped(self, thread: int, descriptor: int) -> None:
        path = _path_of(thread, descriptor)
        if path is None:
            return
        told = Path(f"/proc/{thread}/fdinfo/{descriptor}").read_text(encoding="ascii").splitlines()
        flags = next(int(line.split()[1], 8) for line in told if line.startswith("flags:"))
        if flags & _WRITABLE:
            self._trace.mapped.add(path)

    def _read(self) -> bytes:
        """Take what was said out of its pipe, so that it never fills."""
        with suppress(BlockingIOError):
            return os.read(self._said, 1 << 20)
        return b""


def _path_of(thread: int, descriptor: int) -> str | None:
    """Return the file behind a descriptor, or None where it is none of the disk."""
    try:
        path = str(Path(f"/proc/{thread}/fd/{descriptor & 0xFFFFFFFF}").readlink())
    except FileNotFoundError:  # the call fails as well
        return None
    # what lies in memory under a name can be read there like any other file
    return path if path.startswith("/dev/shm/") or not path.startswith(_NO_FILES) else None


def _bytes_of(thread: int, address: int, length: int) -> bytes:
    with Path(f"/proc/{thread}/mem").open("rb", buffering=0) as memory:
        return os.pread(memory.fileno(), length, address) if address and length else b""


def _pieces_of(thread: int, address: int, count: int) -> bytes:
    pieces = struct.iter_unpack("QQ", _bytes_of(thread, address, 16 * count))
    return b"".join(_bytes_of(thread, start, length) for start, length in pieces)


def _file_of(thread: int, descriptor: int) -> bytes:
    """Return the whole file from which the system copies a part."""
    return Path(f"/proc/{thread}/fd/{descriptor}").read_bytes()


def _text_at(thread: int, address: int) -> bytes:
    """Return the text that ends with a nought."""
    text = b""
    while b"\0" not in text and len(text) < _LONGEST:
        # never over the end of a page: the next one may not be there
        text += _bytes_of(thread, address + len(text), _LONGEST - (address + len(text)) % _LONGEST)
    return text.partition(b"\0")[0]


def _texts_at(thread: int, address: int) -> list[bytes]:
    texts = []
    while found := struct.unpack("Q", _bytes_of(thread, address, 8))[0]:
        texts.append(_text_at(thread, found))
        address += 8
    return texts


def _filter() -> bytes:
    """Return the rules by which the system stops a thread for its tracer (a program of classic BPF)."""
    which, arch = _MACHINES[platform.machine()]
    load, equal, any_bit, end = 0x20, 0x15, 0x45, 0x06
    number_at, arch_at, first_argument_at, fourth_argument_at = 0, 4, 16, 40

    def rule(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
        return struct.pack("HBBI", code, then, otherwise, value)

    rules = [rule(load, arch_at), rule(equal, arch, 1, 0), rule(end, _TRACE), rule(load, number_at)]
    for name, numbers in _CALLS.items():
        number = numbers[which]
        if number is None:
            continue
        if name == "mmap":  # shared mappings alone
            rules += [rule(equal, number, 0, 4), rule(load, fourth_argument_at), rule(any_bit, 1, 0, 1)]
            rules += [rule(end, _TRACE), rule(end, _ALLOW)]
        elif name == "prctl":
            rules += [rule(equal, number, 0, 4), rule(load, first_argument_at)]
            rules += [rule(equal, _SET_DUMPABLE, 0, 1), rule(end, _PRETEND), rule(end, _ALLOW)]
        else:
            rules += [rule(equal, number, 0, 1), rule(end, _TRACE)]
    return b"".join((*rules, rule(end, _ALLOW)))


def _ptrace(request: int, thread: int, first: int = 0, second: int = 0) -> None:
    # options and signals are the last argument, the size of what is told the one before it
    address, data = (first, second) if request == _GET_SYSCALL_INFO else (0, first)
    if _libc.ptrace(request, thread, address, data) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"tracing: {os.strerror(number)}")


if __name__ == "__main__":
    # ``python -m tests.promises.tracing CODE``: run CODE, traced
    be_traced()
    exec(compile(sys.argv[1], "traced", "exec"))
