"""Who has a map open: a small file beside it, seen from other accounts and machines and through sync folders.

It is a notice, not a wall: what keeps one's work from being written over is that a save looks at the file first. It
names a person, so it goes when the map is closed, and one that a killed program left is taken over without a word on
the same machine. One of another machine is never taken over unless somebody asks for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from jmapdesk.storage import platform

VERSION: Final = 1
ENDING: Final = ".jmapdesk-lock"
_LARGEST: Final = 64 * 1024
_PATIENCE: Final = 0.05
"""Seconds after which a lock that is being written is looked at again."""


class Holder(NamedTuple):
    """Who has a map open, on which machine, since when (seconds since 1970; 0 where nobody knows)."""

    user: str = ""
    host: str = ""
    pid: int = 0
    since: float = 0.0
    machine: str = ""
    mark: str = ""
    """Tells the process from a later one with its number."""
    token: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it is a program on this machine."""
        return bool(self.machine) and self.machine == platform.machine_mark()

    @property
    def is_gone(self) -> bool:
        """Whether the program has ended without taking its lock away; only known of this machine's."""
        if not self.is_here:
            return False
        if not platform.is_running(self.pid):
            return True
        now = platform.process_mark(self.pid)
        return bool(self.mark and now) and self.mark != now


class Lock:
    """Ours, until it is released or somebody takes it over."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.path, self.holder = path, holder

    def is_ours(self) -> bool:
        """Whether the file still says that it is us."""
        found = _read(self.path)
        return found is not None and found.token == self.holder.token

    def release(self) -> None:
        """Take the file away, if it is still ours."""
        if self.is_ours():
            with suppress(OSError):
                self.path.unlink()


def lock_path(path: Path) -> Path:
    """Where the lock of a map's file is: beside what it points to, hidden."""
    target = Path(os.path.realpath(path))
    name = target.name
    if len(os.fsencode(name)) > platform.LONGEST_NAME:
        name = hashlib.sha256(os.fsencode(name)).hexdigest()[:32]
    return target.with_name(f".{name}{ENDING}")


def take_lock(path: Path, *, anyway: bool = False) -> Lock | Holder | None:
    """Say that we have the map open. Gives the lock, or who has it; None where no lock can be had, as in a folder that
    may not be written to. With ``anyway`` whoever has it loses it.
    """
    try:
        where = lock_path(path)
        for _ in range(3):
            mine = _ourselves()
            if _write(where, mine):
                return Lock(where, mine)
            found = _read(where)
            if found is None:
                continue  # it went this very moment
            if not (anyway or found.is_gone):
                return found
            _clear(where, found)
    except (OSError, ValueError):
        return None
    return holder_of(path)


def holder_of(path: Path) -> Holder | None:
    """Who has the map open and lives, as far as one can tell; None for nobody."""
    try:
        found = _read(lock_path(path))
    except (OSError, ValueError):
        return None
    return None if found is None or found.is_gone else found


def _ourselves() -> Holder:
    pid = os.getpid()
    return Holder(
        platform.user_name(), platform.machine_name(), pid, time.time(), platform.machine_mark(),
        platform.process_mark(pid), secrets.token_hex(8),
    )  # fmt: skip


def _write(where: Path, mine: Holder) -> bool:
    """Write a lock where there is none; whether there was none. Others may read it: they shall know."""
    try:
        handle = os.open(where, os.O_WRONLY | os.O_CREAT | os.O_EXCL | platform.BINARY, 0o666)
    except FileExistsError:
        return False
    try:
        data = json.dumps({"jmapdesk-lock": VERSION, **mine._asdict()}, ensure_ascii=True).encode("ascii")
        while data:
            data = data[os.write(handle, data) :]
    except OSError:
        with suppress(OSError):
            where.unlink()
        raise
    finally:
        os.close(handle)
    with suppress(OSError):
        platform.hide(where)
    return True


def _clear(where: Path, found: Holder) -> None:
    """Take a lock away, but only the very one that was looked at: another program may have been quicker."""
    aside = where.with_name(f"{where.name}.{secrets.token_hex(4)}")
    where.rename(aside)
    moved = _read(aside)
    if moved is not None and moved.token != found.token:
        with suppress(OSError):
            aside.rename(where)
        return
    aside.unlink()


def _read(where: Path) -> Holder | None:
    """What a lock says; None where there is none. One that says nothing one can read is somebody's all the same."""
    for wait in (_PATIENCE, 0.0):
        try:
            with where.open("rb") as file:
                value: Any = json.loads(file.read(_LARGEST))
            return Holder(
                str(value["user"])[:80], str(value["host"])[:80], int(value["pid"]), float(value["since"]),
                str(value["machine"]), str(value["mark"]), str(value["token"]),
            )  # fmt: skip
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            time.sleep(wait)
    since = 0.0
    with suppress(OSError):
        since = where.stat().st_mtime
    return Holder(since=since)
