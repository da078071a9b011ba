"""How a version is called: its name, its day and time, the file it was in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from jmapdesk.storage.save import shown
from jmapdesk.storage.versions import Version
from jmapdesk.util.file_names import folders_apart

_WEEK = 7


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("versions", text, "", n)


def day_and_time(at: float, now: datetime, inside: bool = False, seconds: bool = False) -> str:
    """A moment as people say it: today and yesterday by name, days of this week too, else the date.

    ``inside`` a sentence it begins with a small letter; ``seconds`` tell it from others of the same minute.
    """
    then = _moment(at)
    if then is None:
        return _tr("at a time nobody knows")
    days = (now.date() - then.date()).days
    date = QDate(then.year, then.month, then.day)
    if days in (0, 1):
        day = _tr("Today") if days == 0 else _tr("Yesterday")
        if inside:
            day = _tr("today") if days == 0 else _tr("yesterday")
    elif 1 < days < _WEEK:
        day = QLocale().dayName(date.dayOfWeek())
    else:
        day = QLocale().toString(date, "d MMM" if then.year == now.year else "d MMM yyyy")
    form = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    if seconds and "s" not in form:
        form = form.replace("mm", "mm:ss")
    time = QLocale().toString(QTime(then.hour, then.minute, then.second), form)
    return f"{day}, {time}"


def for_file_name(at: float) -> str:
    """A moment as it may stand in the name of a file, on every system."""
    then = _moment(at)
    return then.strftime("%Y-%m-%d %H.%M") if then is not None else ""


def title_of(version: Version, now: datetime, seconds: bool = False) -> str:
    """A version in a line: its name, or when it was saved."""
    return version.name or day_and_time(version.at, now, seconds=seconds)


def alike(versions: Sequence[Version], here: Path | None, now: datetime) -> frozenset[Path]:
    """The files of those versions that would read like another one in the list, were it not for seconds."""
    lines = [(title_of(one, now), facts_of(one, here, now)) for one in versions]
    return frozenset(one.path for one, line in zip(versions, lines, strict=True) if lines.count(line) > 1)


def deleting_words(version: Version, is_last: bool, now: datetime, seconds: bool = False) -> str:
    """The question before a version is deleted: which one, and that nothing brings it back."""
    moment = day_and_time(version.at, now, inside=True, seconds=seconds)
    asked = _tr("Delete the version of {moment} for good?")
    if version.name:
        asked = _tr("Delete the snapshot “{name}” of {moment} for good?").replace("{name}", version.name)
    safe = _tr("Nothing brings it back. The map and its other versions stay as they are.")
    if is_last:
        safe = _tr("Nothing brings it back, and no other version is left. The map stays as it is.")
    return f"{asked.replace('{moment}', moment)}\n\n{safe}"


def facts_of(version: Version, here: Path | None, now: datetime, seconds: bool = False) -> str:
    """What else there is to say of it: when, how many cards, and the file where it is another one than ``here``, with
    as much of its folder as it takes to tell it from that.
    """
    said = [day_and_time(version.at, now, seconds=seconds)] if version.name else []
    said.append(_tr("1 card") if version.cards == 1 else _tr("%n cards", version.cards))
    if version.file and (here is None or version.file != str(here.absolute())):
        other = Path(version.file)
        folder = folders_apart([other, *([here.absolute()] if here is not None else [])])[other]
        said.append(_tr("from {file}").replace("{file}", f"{folder}{os.sep}{shown(other)}" if folder else shown(other)))
    return " · ".join(said)


def _moment(at: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(at)
    except (OverflowError, OSError, ValueError):
        return None
