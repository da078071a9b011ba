"""Every call to the system failing in turn while a map is saved and while edits are kept, and a kill at each."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jmapdesk.edit.cards import set_text
from jmapdesk.session.document import Document, open_document
from jmapdesk.session.recorder import Recorder
from jmapdesk.session.recovery import recoveries
from jmapdesk.storage.files import save_map
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.torture.calls import watched

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EXDEV, errno.EBUSY)
SHAPES = ("new", "old", "link")
"""A map no file has yet, one with a file, one reached by a symbolic link."""
EDITS = ("One", "Two", "Three")
_LIBRARY_WORDS = re.compile(r"Errno|Traceback|OSError|Path\(|\n")


class Failing:
    """Counts calls, and from the one numbered ``at`` on, once or for ever, lets them fail."""

    def __init__(self, at: int = -1, number: int = 0, *, for_ever: bool = False, pipe: int = -1) -> None:
        self.count = 0
        self._at, self._number, self._for_ever, self._pipe = at, number, for_ever, pipe

    @property
    def lasts(self) -> bool:
        """Whether it has begun to fail and will not end."""
        return self._for_ever and self.count > self._at >= 0

    def acknowledge(self, number: int) -> None:
        """Tell who may outlive this process that an edit is on disk."""
        if self._pipe >= 0:
            os.write(self._pipe, bytes([number]))

    def __call__(self, name: str) -> None:
        here, self.count = self.count, self.count + 1
        if self._at >= 0 and (here == self._at or (self._for_ever and here > self._at)):
            if self._number < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(self._number, os.strerror(self._number))


def run(errors: int) -> dict[str, object]:
    """Try so many of the errors, 1 to 6, at every call."""
    figures = dict.fromkeys(("cases", "kills", "calls", *FAULTS), 0)
    first: list[str] = []
    for shape in SHAPES:
        for trial in (_saving, _keeping):
            counter = Failing()
            _in_folder(lambda folder, t=trial, s=shape, c=counter: t(folder, s, c))
            figures["calls"] += counter.count
            for at in range(counter.count):
                for number in ERRORS[:errors]:
                    for for_ever in (False, True):
                        failing = Failing(at, number, for_ever=for_ever)
                        figures["cases"] += 1
                        for fault in _in_folder(lambda folder, t=trial, s=shape, f=failing: t(folder, s, f)):
                            figures[fault] += 1
                            first.append(f"{fault}: {trial.__name__} {shape} call {at} {number} {for_ever}")
                figures["kills"] += 1
                for fault in _in_folder(lambda folder, t=trial, s=shape, a=at: _killed(folder, t, s, a)):
                    figures[fault] += 1
                    first.append(f"{fault}: {trial.__name__} {shape} killed at {at}")
    return {"held": not any(figures[name] for name in FAULTS), **figures, "first": first[:5]}


FAULTS = ("neither_old_nor_new", "wrong_mark", "unclear_messages", "not_saved_afterwards", "edits_lost", "link_gone")


def _in_folder(trial: Callable[[Path], list[str]]) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        return trial(Path(name))


def _begin(folder: Path, shape: str) -> tuple[Document, Path]:
    path = folder / "map.jmap"
    if shape == "new":
        return Document(small_map()), path
    save_map(small_map(), path, None)
    if shape == "link":
        path.rename(folder / "real.jmap")
        path.symlink_to("real.jmap")
    return open_document(path), path


def _old(shape: str) -> bytes | None:
    return None if shape == "new" else dump(small_map())


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _saving(folder: Path, shape: str, failing: Failing) -> list[str]:
    """Save an edited map; the faults that were found."""
    document, path = _begin(folder, shape)
    document.do("Edit", lambda journey: set_text(journey, "c1", "One"))
    new, faults = dump(document.committed), []
    said = ""
    try:
        with watched(folder, failing):
            document.save(path)
    except JmapError as error:
        said = error.message
    content = _content(path)
    if content not in (_old(shape), new) or (not said and content != new):
        faults.append("neither_old_nor_new")
    if document.is_modified != bool(said):
        faults.append("wrong_mark")
    if said and (not said.startswith("“map.jmap” ") or not said.endswith(".") or _LIBRARY_WORDS.search(said)):
        faults.append("unclear_messages")
    with suppress(JmapError):
        document.save(path)
    if _content(path) != new or document.is_modified:
        faults.append("not_saved_afterwards")
    if shape == "link" and not path.is_symlink():
        faults.append("link_gone")
    return faults


def _keeping(folder: Path, shape: str, failing: Failing) -> list[str]:
    """Keep edits in a journal; the faults that were found."""
    document, _ = _begin(folder, shape)
    said: list[str] = []
    told: list[int] = []
    recorder = Recorder(document, folder / "recovery", said.append)
    with watched(folder, failing):
        for number, text in enumerate(EDITS):
            document.do("Edit", lambda journey, text=text: set_text(journey, "c1", text))
            recorder.flush()
            if not said:
                told.append(number)
                failing.acknowledge(number)
    expected = len(EDITS)
    if failing.lasts:  # the disk never comes back, and then the power goes
        expected = len(told)
        _copy_as_left(folder)
    else:
        recorder.flush()
        recorder.close(keep=True)
    reached = _reached(folder)
    recorder.close(keep=True)
    faults = []
    if len(said) > 1 or any(not line.endswith(".") or _LIBRARY_WORDS.search(line) for line in said):
        faults.append("unclear_messages")
    if reached < expected:
        faults.append("edits_lost")
    return faults


def _reached(folder: Path) -> int:
    """How many of the edits a crash would give back."""
    texts = {one.document.committed.cards["c1"].text for one in recoveries(folder / "recovery")}
    return max((EDITS.index(text) + 1 for text in texts & set(EDITS)), default=0)


def _copy_as_left(folder: Path) -> None:
    """Put copies in place of the journals, which this process still holds."""
    for path in (folder / "recovery").glob("*.journal"):
        copy = path.with_suffix(".copy")
        shutil.copyfile(path, copy)
        copy.replace(path)


def _killed(folder: Path, trial: Callable[[Path, str, Failing], list[str]], shape: str, at: int) -> list[str]:
    """The trial in a process of its own that is killed at a call; what it had acknowledged must be there."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with suppress(BaseException):
            trial(folder, shape, Failing(at, -1, pipe=writing))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        acknowledged = len(pipe.read())
    os.waitpid(child, 0)
    new = dump(set_text(small_map(), "c1", "One"))
    if _content(folder / "map.jmap") not in (_old(shape), new):
        return ["neither_old_nor_new"]
    return ["edits_lost"] if _reached(folder) < acknowledged else []
