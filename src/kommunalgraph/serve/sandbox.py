"""What a worker process may not do, enforced by the operating system.

A query can name a network address (``SERVICE``, ``LOAD``), and the engine would go there.
``guard.py`` refuses such queries before they run; this is the second lock on the same door: on
Linux a worker cannot open a socket at all.  Elsewhere only the first lock holds.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct
import sys

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: how the kernel's audit calls it, and the number of the system call ``socket``."""

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 22, 38
_FILTER_MODE = 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # BPF: load a word; jump if equal; return
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_AT_NUMBER, _AT_MACHINE = 0, 4  # offsets in the kernel's struct seccomp_data


def confine(*, memory: int) -> bool:
    """Forbid this process sockets and more than ``memory`` bytes; return whether both hold."""
    return all([_limit_memory(memory), _forbid_sockets()])


def _limit_memory(memory: int) -> bool:
    """Limit what the process allocates; past that the engine aborts, and the server goes on."""
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return False
    return sys.platform == "linux"  # elsewhere mapped memory does not count


class _Program(ctypes.Structure):
    """The kernel's ``struct sock_fprog``: a filter and how many instructions it has."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _forbid_sockets() -> bool:
    machine = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    audit, socket = machine
    instructions = b"".join(
        struct.pack("HBBI", code, yes, no, value)
        for code, yes, no, value in (
            (_LOAD, 0, 0, _AT_MACHINE),
            (_EQUAL, 0, 3, audit),
            (_LOAD, 0, 0, _AT_NUMBER),
            (_EQUAL, 0, 1, socket),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        )
    )
    program = _Program(len(instructions) // 8, instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done = libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0)
    return bool(done == 0)
