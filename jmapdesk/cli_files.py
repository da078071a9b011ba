"""The files that commands write: never over one that nobody asked to replace, nor under a window that has it open."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import MAP_ENDING

if TYPE_CHECKING:
    from jmapdesk.model.journey import JourneyMap
    from jmapdesk.storage.check import CheckReport
    from jmapdesk.storage.files import Opened
    from jmapdesk.storage.lock import Holder


def free(path: Path, force: bool) -> None:
    """Refuse to write over a file that nobody asked to replace."""
    if path.exists() and not force:
        raise JmapError(
            "file.exists", f"{path} is there already and was left as it is; choose another name or add --force."
        )


def is_map_name(path: Path) -> None:
    """Refuse to call a map what no map is called: it would not be found again, or be written over what it is not."""
    if path.suffix.lower() != MAP_ENDING:
        name = path.with_name(f"{path.stem or path.name}{MAP_ENDING}") if path.name else Path(f"map{MAP_ENDING}")
        raise JmapError("file.ending", f"{path} was not written: maps end in {MAP_ENDING}; call it {name}.")


def write_text(path: Path, text: str) -> None:
    """Write a report beside a map. Raises JmapError where it cannot be written."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise JmapError("file.cannot_write", f"{path} could not be written; the map itself was saved.") from error


def save_over(journey: JourneyMap, path: Path, opened: Opened, force: bool) -> None:
    """Save a map in place of the one that was read from its file, which is kept as a version.

    Raises JmapError ``file.open_elsewhere`` where somebody has it open and nobody asked for it, and what saving raises.
    """
    from jmapdesk.storage.files import save_map

    not_open(path, force)
    keep_replaced(path, opened.journey)
    save_map(journey, path, opened.hash)


def not_open(path: Path, force: bool) -> None:
    """Refuse to write a map that somebody has open, unless that was asked for."""
    from jmapdesk.storage.lock import holder_of

    holder = None if force else holder_of(path)
    if holder is not None:
        raise JmapError(
            "file.open_elsewhere",
            f"{path} is open in jmapdesk{_by(holder)} and was left as it is: close it there, or add --force; the "
            "window then says that the file was changed, and offers to merge it.",
        )


def _by(holder: Holder) -> str:
    if holder.is_here:
        who = " on this computer"
    else:
        who = f" by {holder.user or 'somebody'} on “{holder.host or '?'}”" if holder.user or holder.host else ""
    with suppress(OverflowError, OSError, ValueError):
        if holder.since > 0:
            who += f" since {datetime.fromtimestamp(holder.since).isoformat(sep=' ', timespec='minutes')}"
    return who


def keep_replaced(path: Path, journey: JourneyMap) -> None:
    """Keep what a map's file holds as a version before it is replaced. Where that cannot be it is said, no more."""
    from jmapdesk.session.versions import is_kept, versions_folder
    from jmapdesk.storage.versions import keep_version, thin

    if path.name.startswith(".merge_file_"):
        return  # of git, which keeps what it has merged itself
    folder, at = versions_folder(), time.time()
    with suppress(OSError):
        at = path.stat().st_mtime
    try:
        if not is_kept(folder, journey):
            keep_version(folder, journey, str(path.absolute()), at)
            thin(folder, journey.id, time.time())
    except (OSError, JmapError):
        print(
            f"jmapdesk: What {path} held before could not be kept as a version, because {folder} cannot be written.",
            file=sys.stderr,
        )


def opened_map(path: Path) -> Opened:
    """The map in a file. Raises JmapError where it is none, with what can be done about it."""
    from jmapdesk.storage.files import open_map

    try:
        return open_map(path)
    except JmapError as error:
        raise with_ways_out(error, path) from error


def with_ways_out(error: JmapError, path: Path) -> JmapError:
    """The same error with what can be done about the file, a line each."""
    from jmapdesk.storage.check import check

    return JmapError(error.code, "\n".join([error.message, *ways_out(check(path), path)]))


def ways_out(report: CheckReport, path: Path) -> list[str]:
    """What can be done about a file that is not opened as a map: what is left of it, what it was before."""
    from jmapdesk.session.versions import versions_folder, versions_of_damaged
    from jmapdesk.storage.files import MAY_BE_RESCUED, read_file
    from jmapdesk.storage.rescue import holds_something

    codes = {entry.code for entry in report.entries}
    ways: list[str] = []
    if report.status == 2 and codes & MAY_BE_RESCUED and holds_something(read_file(path), path.name):
        ways.append(f"What can be read of it becomes a new map with: jmapdesk check --rescue NEW.jmap {path}")
    if report.status == 2 and codes & (MAY_BE_RESCUED | {"file.empty", "file.missing"}):
        kept = len(versions_of_damaged(versions_folder(), path))
        if kept:
            how_many = "one earlier version" if kept == 1 else f"{kept} earlier versions"
            ways.append(f"This computer has {how_many} of it: jmapdesk versions {path}")
    return ways
