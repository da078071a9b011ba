"""What the bars over a map say of others who have it: who, since when, what they did."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from jmapdesk.session.ground import FileState
from jmapdesk.session.outside import Copy, Outside
from jmapdesk.storage import platform
from jmapdesk.storage.lock import Holder
from jmapdesk.storage.save import shown
from jmapdesk.ui.versions.words import day_and_time, for_file_name

_DAY = 24 * 3600


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("sharing", text, "", n)


def held_words(path: Path, holder: Holder, now: datetime) -> str:
    """Who has a map open that is open here too, and what that means."""
    return f"{who_has(path, holder, now)} {_tr('Here it is open to read only.')}"


def waiting_words(path: Path) -> str:
    """What is said of a map while a slow drive has not told yet who has it."""
    words = _tr("It is being found out whether somebody else has “{name}” open. Until then it is open to read only.")
    return words.replace("{name}", shown(path))


def taken_words(path: Path, holder: Holder, now: datetime) -> str:
    """Why a map is not saved as a file that somebody has open, and what is safe."""
    safe = _tr("Nothing was written: that file is as it was, and all of your map is still open here.")
    return f"{who_has(path, holder, now)}\n\n{safe}"


def who_has(path: Path, holder: Holder, now: datetime) -> str:
    """Who has a map open, where, and since when."""
    if holder.is_here and holder.pid == os.getpid():
        return _tr("“{name}” is open here, in a window of its own.").replace("{name}", shown(path))
    if holder.is_here and holder.user == platform.user_name():
        words = _tr("“{name}” is open in another jmapdesk of yours on this computer{since}.")
    elif holder.is_here:
        words = _tr("“{name}” is open elsewhere: {user} has it on this computer{since}.")
    elif holder.user or holder.host:
        words = _tr("“{name}” is open elsewhere: {user} has it on “{host}”{since}.")
    else:
        words = _tr("“{name}” is open elsewhere{since}.")
    since = ""
    if holder.since > 0:
        since = _tr(", since {moment}").replace("{moment}", day_and_time(holder.since, now, inside=True))
    said = words.replace("{since}", since).replace("{host}", holder.host or "?")
    said = said.replace("{user}", holder.user or _tr("somebody")).replace("{name}", shown(path))
    days = int((now.timestamp() - holder.since) // _DAY) if holder.since > 0 else 0
    if days >= 1 and not holder.is_here:
        long = _tr("That is a day ago: it may have been left behind.") if days == 1 else _tr(
            "That is %n days ago: it may have been left behind.", days
        )  # fmt: skip
        said = f"{said} {long}"
    return said


def refusal(path: Path) -> str:
    """What somebody is told who edits a map that is open to read only."""
    words = _tr("“{name}” is open to read only here: the bar above the map has the ways out.")
    return words.replace("{name}", shown(path))


def outside_words(found: Outside, state: FileState, summary: str, read_only: bool = False) -> str:
    """What happened to the file of an open map."""
    if state == "gone" and found.has_folder:
        words = _tr("“{name}” is no longer there: it was moved, renamed or deleted. All of the map is here.")
    elif state == "gone":
        words = _tr("“{name}” cannot be reached: its folder or drive is gone. All of the map is here.")
    elif state == "unreadable" and read_only:
        words = _tr("“{name}” was changed by another program and cannot be read now. What you see is all of it.")
    elif state == "unreadable":
        words = _tr("“{name}” was changed by another program and cannot be read now. Your map is here, all of it.")
    elif state == "another":
        words = _tr("“{name}” holds another map now. Your map is here, all of it.")
    elif not summary:
        words = _tr("“{name}” was written anew by another program; the map in it says the same as before.")
    else:
        words = _tr("“{name}” was changed by another program since you opened or saved it: {changes}.")
    return words.replace("{changes}", summary).replace("{name}", shown(found.path))


def copy_words(found: Copy, summary: str, now: datetime) -> str:
    """What lies beside an open map."""
    words = _tr("“{name}” is another state of this map, laid beside it by a sync program ({moment}): {changes}.")
    said = words.replace("{changes}", summary).replace("{moment}", day_and_time(found.at, now, inside=True))
    return said.replace("{name}", shown(found.path))


def free_beside(path: Path, now: float) -> Path:
    """A name beside a map's file for one's own state of it."""
    who = "".join(c for c in platform.user_name() if c.isalnum() or c in "-_.") or "mine"
    stem = f"{path.stem} – {who} {for_file_name(now)}"
    made, number = path.with_name(f"{stem}{path.suffix}"), 2
    while os.path.lexists(made):
        made, number = path.with_name(f"{stem} ({_tr('no.')} {number}){path.suffix}"), number + 1
    return made
