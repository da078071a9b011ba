"""What differs between operating systems when files are kept: folder sync, permissions, what counts as which trouble.

The Windows branches follow the documentation and have not been tried on Windows.
"""

from __future__ import annotations

import errno
import os
import sys
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
        try:
            for name in os.listxattr(original):
                os.setxattr(temp, name, os.getxattr(original, name))
        except OSError:
            return  # attributes are a courtesy; many disks have none


def is_full(error: OSError) -> bool:
    """Whether there was no room: the disk is full, a quota is used up, the file would be too large."""
    return error.errno in _FULL or getattr(error, "winerror", None) == 112


def is_closed(error: OSError) -> bool:
    """Whether the place may not be written."""
    return error.errno in _CLOSED


def is_too_long(error: OSError) -> bool:
    """Whether the name is longer than the disk takes."""
    return error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in (111, 206)
