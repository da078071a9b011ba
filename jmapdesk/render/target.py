"""Where a painter writes: a file that appears whole or not at all, or an open binary stream."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias

from jmapdesk.util.errors import JmapError

Target: TypeAlias = str | Path | BinaryIO
"""A path, whose file is replaced only when the new one is complete; or a stream open for writing bytes."""


@contextlib.contextmanager
def opened(target: Target) -> Iterator[BinaryIO]:
    """A stream to write to. What is written to a path takes its place at the end, unless something was raised.

    Raises JmapError where the file cannot be written; the old file is then as it was.
    """
    if not isinstance(target, str | Path):
        yield target
        return
    path = Path(target)
    try:
        with _beside(path) as stream:
            yield stream
    except OSError as error:
        raise JmapError(
            "export.cannot_write",
            f"{path.name} could not be written: {_reason(error)}; "
            "nothing was changed. Choose another folder or make room, then export again.",
        ) from error


_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "there is no room left for you on the disk",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "the disk is read-only",
    errno.ENOENT: "there is no such folder",
    errno.ENOTDIR: "there is no such folder",
    errno.EISDIR: "a folder has that name",
    errno.ENAMETOOLONG: "its name is too long",
}


def _reason(error: OSError) -> str:
    """Why writing failed, in plain words."""
    return _REASONS.get(error.errno or 0, "the disk did not take it")


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _keep_mode(path, temporary)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _keep_mode(path: Path, temporary: Path) -> None:
    """Temporary files are private; a finished one gets the old file's permissions, or what any new file gets."""
    if os.name != "posix":
        return
    try:
        mode = path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with contextlib.suppress(OSError):
        temporary.chmod(mode)
