"""What differs between operating systems when files are kept: folder sync, permissions, processes, kinds of trouble.

The Windows branches follow the documentation and have not been tried on Windows.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

WINDOWS = sys.platform == "win32"

BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
"""Flags for ``os.open`` that keep bytes as they are and the file to this process."""

LONGEST_NAME = 200
"""Bytes of a file's name beyond which a name made from it may be too long for the disk."""

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def sync_folder(folder: Path) -> None:
    """Have the disk know the folder's entries. Raises OSError where it says that it could not."""
    if WINDOWS:  # not tried: there a folder cannot be opened for this, and a rename is journalled by the system
        return
    handle = os.open(folder, os.O_RDONLY | BINARY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks know no sync of folders
            raise
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, and those above it, so that the disk knows all of them. Raises OSError."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    with suppress(PermissionError):  # a folder one may go through need not be one's to read
        sync_folder(folder.parent)


def sync_data(handle: int) -> None:
    """Have the disk know what was written to an open file. Raises OSError where it says that it could not."""
    getattr(os, "fdatasync", os.fsync)(handle)


def hold(handle: int) -> None:
    """Hold an open file for this process alone, until it is closed or the process ends, however it ends.

    Raises OSError where somebody else holds it. Disks without locks hold nothing.
    """
    if sys.platform == "win32":  # not tried
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        return
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.ENOTSUP, errno.ENOLCK, errno.EINVAL):
            raise


def is_held(path: Path) -> bool:
    """Whether a living process holds a file with ``hold``. Raises OSError where the file cannot be opened."""
    handle = os.open(path, os.O_RDWR | BINARY)
    try:
        hold(handle)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def keep_access(handle: int, temp: Path, old: os.stat_result, original: Path) -> None:
    """Give an open new file the owner, permissions and attributes of the one it replaces, as far as one may."""
    if WINDOWS:  # not tried: a new file takes the folder's access rules, which is what programs do there
        return
    now = os.fstat(handle)
    if (now.st_uid, now.st_gid) != (old.st_uid, old.st_gid):
        for owner, group in ((old.st_uid, old.st_gid), (-1, old.st_gid)):
            try:
                os.fchown(handle, owner, group)
                break
            except OSError:
                continue
    try:
        os.fchmod(handle, old.st_mode & 0o7777)
    except OSError as error:  # memory cards and some network disks keep no permissions
        if error.errno not in (errno.EPERM, errno.ENOTSUP):
            raise
    if sys.platform == "linux":
        with suppress(OSError):  # attributes are a courtesy; many disks have none
            for name in os.listxattr(original):
                with suppress(OSError):  # one that only the system may set keeps none of the others away
                    os.setxattr(temp, name, os.getxattr(original, name))


def is_full(error: OSError) -> bool:
    """Whether there was no room: the disk is full, a quota is used up, the file would be too large."""
    return error.errno in _FULL or getattr(error, "winerror", None) == 112


def is_closed(error: OSError) -> bool:
    """Whether the place may not be written."""
    return error.errno in _CLOSED


def is_too_long(error: OSError) -> bool:
    """Whether the name is longer than the disk takes."""
    return error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in (111, 206)


def user_name() -> str:
    """Who is at work here, as others know them; empty where the system does not say."""
    import getpass  # a start should not wait for this

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def machine_name() -> str:
    """What this computer is called in its network."""
    if sys.platform != "win32":
        return os.uname().nodename
    import socket

    return socket.gethostname()


def machine_mark() -> str:
    """What tells this computer from another of the same name. It gives nothing away about it."""
    own = ""
    for file in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError):
            own = own or Path(file).read_text("ascii", "replace").strip()
    if not own:
        import uuid

        own = f"{uuid.getnode():x}"
    return hashlib.sha256(f"jmapdesk {own} {machine_name()}".encode()).hexdigest()[:16]


def process_mark(pid: int) -> str:
    """What tells a process from a later one with its number; empty where the system does not say."""
    if sys.platform != "linux":
        return ""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        # the name of the program comes second, in brackets, and may hold blanks
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return f"{boot} {fields[19]}"
    except (OSError, IndexError, ValueError):
        return ""


def is_running(pid: int) -> bool:
    """Whether a process of this computer lives; True where that cannot be told."""
    if pid <= 0:
        return False
    if sys.platform == "win32":  # not tried: os.kill would end it there
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if not handle:
            return bool(ctypes.windll.kernel32.GetLastError() == 5)  # it lives, and is somebody else's
        code = ctypes.c_ulong()
        known = ctypes.windll.kernel32.GetExitCodeProcess(handle, ctypes.byref(code))
        ctypes.windll.kernel32.CloseHandle(handle)
        return not known or code.value == 259
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # it is somebody else's
    return True


def hide(path: Path) -> None:
    """Keep a file out of sight where a dot before its name does not."""
    if sys.platform == "win32":  # not tried
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(str(path), 0x2)
