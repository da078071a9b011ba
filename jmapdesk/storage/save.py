"""Putting bytes into a file so that at every moment either all of the old ones or all of the new ones are there."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from jmapdesk.storage import platform
from jmapdesk.storage.document import content_hash
from jmapdesk.util.errors import JmapError

STALE_AFTER = 300.0
"""Seconds after which a temporary file cannot belong to a save that still runs."""


Stopped: TypeAlias = Callable[[], bool]
"""Says whether somebody does not want it any more."""
_AT_ONCE = 1024 * 1024
"""Bytes between two questions whether to go on."""


def never() -> bool:
    """Nobody can stop it."""
    return False


_ELSEWHERE = "save somewhere else"
_OTHER_NAME = "save under another name"


def save(
    path: Path, data: bytes, expected_hash: str | None, *, mode: int = 0o666, stopped: Stopped = never
) -> None:
    """Make ``data`` the content of the file. When this returns, the disk has it; when it raises, the old file stands.

    ``expected_hash`` is the hash of what the file should hold now: another program's work is not overwritten. None
    overwrites whatever is there. ``mode`` is what a new file may be used for, as far as the user's umask lets it; one
    that is there keeps its own. ``stopped`` is asked until the new content is in place. A symbolic link stays, and the
    file it points to is replaced. Raises JmapError: ``file.changed_outside``, ``file.disk_full``, ``file.read_only``,
    ``file.folder_missing``, ``file.is_folder``, ``file.not_a_file``, ``file.name_too_long``, ``file.write_failed``,
    ``file.stopped``; and ``file.not_confirmed`` where all was written but the disk would not promise to remember the
    new file's name.
    """

    def go_on() -> None:
        if stopped():
            raise _not_saved("file.stopped", path, "it was stopped", "save again when you like")

    with _told(path):
        target = Path(os.path.realpath(path))
        old = _stat(target)
        _check_target(path, target, old, expected_hash)
        temp = target.with_name(f"{_temp_prefix(target.name)}{secrets.token_hex(4)}.tmp")
        try:
            _write(temp, data, target, old, mode, go_on)
            _compare(temp, data, path)
            go_on()
            temp.replace(target)
        except BaseException:
            with suppress(OSError):
                temp.unlink()
            raise
        _sync_folder(path, target.parent)


def sweep_temps(path: Path, older_than: float = STALE_AFTER) -> None:
    """Remove what saves of this very file left behind when they were killed, ``older_than`` seconds ago or more."""
    with suppress(OSError):
        target = Path(os.path.realpath(path))
        ours = re.compile(re.escape(_temp_prefix(target.name)) + r"[0-9a-f]{8}\.tmp")
        with os.scandir(target.parent) as entries:
            found = [entry for entry in entries if ours.fullmatch(entry.name)]
        for entry in found:
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode) and time.time() - status.st_mtime >= older_than:
                    Path(entry.path).unlink()


def other_names(path: Path) -> int:
    """How many other names the file has on its disk (hard links); saving gives the new content to this name alone."""
    try:
        return max(0, path.stat().st_nlink - 1)
    except (OSError, ValueError):
        return 0


def shown(path: Path) -> str:
    """The name of a file, fit to stand in a sentence whatever bytes it is made of."""
    name = os.fsencode(path.name or str(path)).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _temp_prefix(name: str) -> str:
    """What the names of a file's temporaries begin with; short even where the name itself is as long as may be."""
    if len(os.fsencode(name)) > platform.LONGEST_NAME:
        name = hashlib.sha256(os.fsencode(name)).hexdigest()[:32]
    return f".{name}.jmapdesk-"


def _stat(target: Path) -> os.stat_result | None:
    try:
        status = target.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(status.st_mode):  # a link that could not be followed must not be replaced itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return status


def _check_target(path: Path, target: Path, old: os.stat_result | None, expected_hash: str | None) -> None:
    if old is None:
        return
    if stat.S_ISDIR(old.st_mode):
        raise _not_saved("file.is_folder", path, "a folder has this name", "choose another name")
    if not stat.S_ISREG(old.st_mode):
        raise _not_saved("file.not_a_file", path, "this is a device, not a file", "choose another name")
    if not os.access(target, os.W_OK):
        raise _not_saved("file.read_only", path, "the file may not be changed", _OTHER_NAME)
    if expected_hash is not None and content_hash(target.read_bytes()) != expected_hash:
        raise _not_saved(
            "file.changed_outside",
            path,
            "another program has changed the file since it was opened",
            "save under another name, or open the file again to see what is new",
        )


def _write(
    temp: Path, data: bytes, target: Path, old: os.stat_result | None, mode: int, go_on: Callable[[], None]
) -> None:
    mode = mode if old is None else old.st_mode & 0o777
    handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | platform.BINARY, mode)
    try:
        rest = memoryview(data)
        while rest:
            go_on()
            rest = rest[os.write(handle, rest[:_AT_ONCE]) :]
        if old is not None:
            platform.keep_access(handle, temp, old, target)
        os.fsync(handle)
    finally:
        os.close(handle)


def _compare(temp: Path, data: bytes, path: Path) -> None:
    if temp.read_bytes() != data:
        raise _not_saved("file.write_failed", path, "the disk gave back other bytes", _ELSEWHERE)


def _sync_folder(path: Path, folder: Path) -> None:
    try:
        platform.sync_folder(folder)
    except OSError:
        message = f"“{shown(path)}” was written, but the disk did not confirm it: save again, or somewhere else."
        raise JmapError("file.not_confirmed", message) from None


def _not_saved(code: str, path: Path, why: str, advice: str) -> JmapError:
    message = f"“{shown(path)}” was not saved because {why}; nothing there was changed: {advice}."
    return JmapError(code, message)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """The system's errors as sentences."""
    try:
        yield
    except ValueError:  # a name with a null character
        raise _not_saved("file.name_too_long", path, "no file can have this name", "choose another") from None
    except OSError as error:
        raise _sentence(path, error) from None


def _sentence(path: Path, error: OSError) -> JmapError:
    if platform.is_full(error):
        advice = "make room or save somewhere else"
        return _not_saved("file.disk_full", path, "there is no room left on the disk", advice)
    if platform.is_closed(error):
        return _not_saved("file.read_only", path, "its folder may not be written to", _ELSEWHERE)
    if platform.is_too_long(error):
        return _not_saved("file.name_too_long", path, "its name is too long", "choose a shorter one")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _not_saved("file.folder_missing", path, "its folder is not there", _ELSEWHERE)
    code = f" (error {error.errno})" if error.errno else ""
    return _not_saved("file.write_failed", path, f"the disk refused it{code}", _ELSEWHERE)
