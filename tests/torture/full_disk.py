"""A disk that is full at seven sizes round the file's: the old file stands or the new one does, never a part."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import set_text
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.records import Asset
from jmapdesk.session.document import open_document
from jmapdesk.session.recorder import Recorder
from jmapdesk.session.recovery import recoveries
from jmapdesk.storage.files import save_map
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from tests.builders import small_map

_PAGE = 4096
_SIZE = 200_000
_SHARES = (0.1, 0.5, 0.9, 0.99, 1.01, 1.1, 2.0)
"""How much of the new file finds room beside the old one."""
FAULTS = ("truncated", "wrong_mark", "wrong_message", "journal_lost")


def run(runs: int) -> dict[str, object]:
    """Save so many times on a disk of each size."""
    figures = dict.fromkeys(("saves", "refused", *FAULTS), 0)
    mounted = True
    for number in range(runs):
        for share in _SHARES:
            with tempfile.TemporaryDirectory() as name:
                disk = Path(name) / "disk"
                disk.mkdir()
                journal = (disk if number % 2 else Path(name)) / "recovery"  # every other time it is as full
                with _disk(disk, share) as is_mounted:
                    mounted = mounted and is_mounted
                    for fault in _save(disk, journal, number, figures):
                        figures[fault] += 1
    by = "tmpfs" if mounted else "RLIMIT_FSIZE, because nothing may be mounted here"
    clean = not any(figures[name] for name in FAULTS)
    return {"held": clean and 0 < figures["refused"] < figures["saves"], "disk": by, **figures}


def _map(letters: int) -> JourneyMap:
    asset = Asset(id="a", name="a.png", media_type="image/png", data="A" * letters)
    return with_record(small_map(), "assets", asset)


@contextmanager
def _disk(folder: Path, share: float) -> Iterator[bool]:
    """A small disk at ``folder``, or a limit on the size of files; whether it is a disk."""
    pages = 3 + (len(dump(_map(0))) + int(_SIZE * share)) // _PAGE
    mount = ["mount", "-t", "tmpfs", "-o", f"size={pages * _PAGE}", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        with _limited(int(_SIZE * share)):
            yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


@contextmanager
def _limited(size: int) -> Iterator[None]:
    assert sys.platform != "win32"
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _save(folder: Path, journal: Path, number: int, figures: dict[str, int]) -> list[str]:
    path = folder / "map.jmap"
    save_map(set_about(_map(0), title=str(number)), path, None)
    old = path.read_bytes()
    document = open_document(path)
    said: list[str] = []
    recorder = Recorder(document, journal, said.append)
    document.do("Picture", lambda _: set_text(_map(_SIZE), "c1", "One"))
    new, faults, message = dump(document.committed), [], ""
    recorder.flush()
    kept = not said
    try:
        document.save()
    except JmapError as error:
        message = error.message
    figures["saves"] += 1
    figures["refused"] += bool(message)
    if path.read_bytes() != (old if message else new):
        faults.append("truncated")
    if document.is_modified != bool(message):
        faults.append("wrong_mark")
    if message and "no room left on the disk" not in message:
        faults.append("wrong_message")
    recorder.flush()
    recorder.close(keep=True)
    found = recoveries(journal)
    if message and kept and [one.document.committed.cards["c1"].text for one in found] != ["One"]:
        faults.append("journal_lost")
    return faults
