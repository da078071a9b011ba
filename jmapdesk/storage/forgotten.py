"""The states of maps that are no more: dropped, in the end, by ``version_rules.is_forgotten``; named ones never are.

A note beside the states says from where their map was opened last, so that one that moved and is only read is known.
"""

from __future__ import annotations

import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from jmapdesk.storage.save import save
from jmapdesk.storage.version_rules import Place, is_forgotten
from jmapdesk.storage.versions import ASSETS, ENDING, folder_of, sweep, versions_in
from jmapdesk.util.errors import JmapError

_NOTE: Final = "opened-from"
_LONGEST: Final = 64 * 1024


def note_opened(versions: Path, map_id: str, file: str) -> None:
    """Keep from where a map was opened, if any state of it is kept. A disk that takes nothing is no harm."""
    folder = folder_of(versions, map_id)
    with suppress(OSError, JmapError):
        if folder.is_dir():
            save(folder / _NOTE, file.encode("utf-8", "surrogateescape"), None, mode=0o600)


def sweep_forgotten(versions: Path, now: float) -> int:
    """Drop the states without a name of all maps that are forgotten; how many went. Never raises for what it finds."""
    dropped = 0
    with suppress(OSError):
        for folder in sorted(versions.iterdir()):
            with suppress(OSError):
                if stat.S_ISDIR(folder.lstat().st_mode):
                    dropped += _sweep_map(folder, now)
    return dropped


def _sweep_map(folder: Path, now: float) -> int:
    found = versions_in(folder)
    if len(list(folder.glob(f"*{ENDING}"))) > len(found):
        return 0  # some cannot be read, perhaps because a later program wrote them: hands off
    dropped = 0
    if found:
        noted, noted_at = _note(folder)
        files = {one.file for one in found} | {noted}
        if not is_forgotten(max(noted_at, *(one.at for one in found)), now, map(_place, files - {""})):
            return 0
        for one in found:
            if not one.name:
                one.path.unlink(missing_ok=True)
                dropped += 1
    kept = [one for one in found if one.name]
    sweep(folder, kept)
    if not kept:
        _take_away(folder)
    return dropped


def _take_away(folder: Path) -> None:
    """Take a folder away that holds no state any more; what is in it still, such as a fresh picture, keeps it there."""
    with suppress(OSError):
        (folder / ASSETS).rmdir()
    with suppress(OSError):
        if [path.name for path in folder.iterdir()] == [_NOTE]:
            (folder / _NOTE).unlink()
        folder.rmdir()


def _note(folder: Path) -> tuple[str, float]:
    """From where the map was opened last, and when; nothing and 0 where nobody noted it."""
    try:
        with (folder / _NOTE).open("rb") as file:
            return file.read(_LONGEST).decode("utf-8", "surrogateescape"), (folder / _NOTE).stat().st_mtime
    except OSError:
        return "", 0.0


def _place(file: str) -> Place:
    try:
        if _is_there(Path(file)):
            return "there"
        return "gone" if _is_there(Path(file).parent) else "unseen"
    except (OSError, ValueError):
        return "there"  # a folder one may not look into, a drive that answers with an error: nobody can tell


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
