"""What a process gives up before it touches what strangers wrote: memory, files, writing, the network, other processes.

Limits are POSIX's (``setrlimit``). On Linux two things more, each by the kernel's own interface and needing no privilege:

- seccomp (``Documentation/userspace-api/seccomp_filter.rst``): system calls that reach a network, another process, or parts of
  the kernel that no decoder needs are refused with ``EPERM``, all of socket calls, so that no
  local service is a way out.
- Landlock (``Documentation/userspace-api/landlock.rst``): nothing is written, made, renamed or removed but in one folder
  where that is wanted; no TCP,
  no signals to processes outside.

Both hold for everything that the process starts and cannot be taken back. What a system lacks is left out and said.
"""

import ctypes
import errno
import os
import resource
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Limits", "confine", "cpu_seconds_from_now", "environment"]

MEGABYTE = 1 << 20
PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What a confined process is told of the environment, which may hold secrets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one process may use."""

    memory: int = 4096 * MEGABYTE
    """Bytes that it may have written to: enough for pictures of 8K and some threads."""
    files: int = 64
    """Open at once."""
    folder: Path | None = None
    """The only place where files may be made and written; ``None`` for none at all."""
    written: int = 0
    """Bytes of one written file."""
    programs: bool = True
    """Whether other programs may be started; what holds here holds for them too."""


def confine(limits: Limits) -> tuple[str, ...]:
    """Give up, for this process and for ever, what decoding does not need.

    Returns:
        What is not possible on this system, in words; empty where all is.
    """
    _die_with_parent()
    missing = list(_limit(limits))
    if sys.platform != "linux":
        return (*missing, f"network and writing: not refused by {os.uname().sysname}")
    missing += _landlock(limits.folder)
    missing += _seccomp(programs=limits.programs)
    return tuple(missing)


def environment() -> dict[str, str]:
    """What a process of ours that will confine itself is started with: it finds this package, and knows no secrets."""
    known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**known, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}


def cpu_seconds_from_now(seconds: float) -> None:
    """Allow this process so much processor time more; beyond that the kernel ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _limit(limits: Limits) -> list[str]:
    missing = []
    wanted = (
        ("memory", resource.RLIMIT_DATA, limits.memory),
        ("open files", resource.RLIMIT_NOFILE, limits.files),
        ("written files", resource.RLIMIT_FSIZE, limits.written),
        ("core dumps", resource.RLIMIT_CORE, 0),
    )
    for name, kind, most in wanted:
        try:
            _, hard = resource.getrlimit(kind)
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (allowed, allowed))
        except (OSError, ValueError) as error:
            missing.append(f"{name}: no limit ({error})")
    if sys.platform != "linux":
        missing.append(f"memory: {os.uname().sysname} does not hold to the limit")
    return missing


# ── Linux ───────────────────────────────────────────────────────────────────────────────────────

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def _die_with_parent() -> None:
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _call(number: int, *arguments: object) -> int:
    """A system call.

    Raises:
        OSError: it failed.
    """
    result = int(_LIBC.syscall(ctypes.c_long(number), *arguments))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
"""The same numbers on every architecture."""
_WRITES = 0b1_1111_1111_0010
"""Rights that change something (ABI 1): writing, removing, making of every kind; not executing (bit 0), reading (2 and 3)."""
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_WRITE_FILE = 1 << 1
_FILES = _WRITE_FILE | 1 << 5 | 1 << 8
"""Writing, removing and making plain files: no folders, links, sockets."""
_TCP = 0b11
_SCOPES = 0b11
"""Abstract Unix sockets and signals."""
_LAST_RIGHT_OF_ABI = ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL))


def _landlock(folder: Path | None) -> list[str]:
    try:
        abi = _call(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    except OSError as error:
        return [f"writing: not refused beyond the limit of size (no Landlock: {error.strerror})"]
    rights = _WRITES | sum(right for since, right in _LAST_RIGHT_OF_ABI if abi >= since)
    attribute = struct.pack("=QQQ", rights, _TCP if abi >= 4 else 0, _SCOPES if abi >= 6 else 0)
    # An older kernel knows a shorter structure.
    attribute = attribute[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    try:
        rules = _call(_LANDLOCK_CREATE, attribute, ctypes.c_size_t(len(attribute)), ctypes.c_uint32(0))
        try:
            # Programs are started with it in the place of what they do not get.
            _allow(rules, Path(os.devnull), _WRITE_FILE)
            if folder is not None:
                _allow(rules, folder, _FILES | (rights & _TRUNCATE))
            _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            _call(_LANDLOCK_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0))
        finally:
            os.close(rules)
    except OSError as error:
        return [f"writing: not refused beyond the limit of size (Landlock: {error.strerror})"]
    return []


def _allow(rules: int, path: Path, rights: int) -> None:
    """Except ``path``, and what lies beneath it, from what is refused."""
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, place)
        _call(_LANDLOCK_ADD, ctypes.c_int(rules), ctypes.c_int(1), rule, ctypes.c_uint32(0))
    finally:
        os.close(place)


_REFUSED = {
    # name: (x86-64, the numbers that younger architectures share)
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "io_uring_setup": (425, 425),  # its queue would open sockets without a system call
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "setsid": (112, 157),  # whoever ends it ends its group
    "setpgid": (109, 154),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
}
_PROGRAMS = {"execve": (59, 221), "execveat": (322, 281)}
_ARCHITECTURES = {"x86_64": (0xC000003E, 0, 317), "aarch64": (0xC00000B7, 1, 277), "riscv64": (0xC00000F3, 1, 277)}
"""Machine → (AUDIT_ARCH, column of ``_REFUSED``, number of ``seccomp``)."""
_X32 = 0x40000000
"""Bit of the numbers of a second set of calls on x86-64."""
_ALLOW, _EPERM = 0x7FFF0000, 0x00050000 | errno.EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06


def _program(architecture: int, numbers: list[int]) -> bytes:
    """The filter in classic BPF: another architecture, the second set of calls and ``numbers`` are refused."""
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _EPERM), (_LOAD, 0, 0, 0)]
    tests = [(_AT_LEAST, _X32), *((_EQUAL, number) for number in numbers)]
    # Each test jumps over those that follow and over the permission, to the refusal at the end.
    steps += [(code, len(tests) - place, 0, value) for place, (code, value) in enumerate(tests)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _EPERM)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _seccomp(*, programs: bool) -> list[str]:
    machine = os.uname().machine
    known = _ARCHITECTURES.get(machine)
    if known is None:
        return [f"network: not refused by seccomp (no filter for {machine})"]
    architecture, column, number = known
    refused = _REFUSED if programs else {**_REFUSED, **_PROGRAMS}
    program = _program(architecture, [numbers[column] for numbers in refused.values()])
    steps = _Filter(length=len(program) // 8, steps=program)
    set_filter, every_thread = ctypes.c_uint(1), ctypes.c_uint(1)
    try:
        _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _call(number, set_filter, every_thread, ctypes.byref(steps))
    except OSError as error:
        return [f"network: not refused by seccomp ({error.strerror})"]
    return []
