"""Which earlier saves of a map are kept: all of the last hour, one an hour for a day, one a day for a month, named ones
for ever, and whatever the clock says at least ten; and of which maps none is needed any more. Pure, so that it can be
tried against any past."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Literal, NamedTuple, TypeAlias

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
MONTH: Final = 31 * DAY
LEAST: Final = 10
"""So many saves without a name are kept of every file, however old and however large they are."""
MOST_BYTES: Final = 64 * 1024 * 1024
"""Bytes that the saves without a name of one file may take, once there are more than ``LEAST`` of them."""

HALF_A_YEAR: Final = 182 * DAY
"""So long nothing is heard of a map whose file is gone, while its folder is there, before it counts as forgotten."""
TWO_YEARS: Final = 730 * DAY
"""So long for a map whose folder cannot be seen: it may be on a drive that is somewhere else."""

Place: TypeAlias = Literal["there", "gone", "unseen"]
"""Where a map's file is: where it was; not there though its folder is; nobody can tell, for its folder is not there."""


class Save(NamedTuple):
    """What the rules look at: which file it was a save of, when (seconds since 1970), its name, its size on disk."""

    key: str
    file: str
    at: float
    name: str = ""
    size: int = 0


def to_keep(saves: Iterable[Save], now: float, most_bytes: int = MOST_BYTES) -> set[str]:
    """The keys of the saves that stay. Applying it again at the same moment drops nothing more.

    Each file of a map is looked at by itself, so that a copy that is saved often does not push the other one's out.
    """
    kept: set[str] = set()
    files: dict[str, list[Save]] = {}
    for save in saves:
        if save.name:
            kept.add(save.key)
        else:
            files.setdefault(save.file, []).append(save)
    for of_file in files.values():
        kept |= _of_one_file(sorted(of_file, key=lambda one: (-one.at, one.key)), now, most_bytes)
    return kept


def _of_one_file(newest_first: list[Save], now: float, most_bytes: int) -> set[str]:
    timely = _timely(newest_first, now)
    chosen = [one for one in newest_first if one.key in timely]
    if len(chosen) < LEAST:
        others = [one for one in newest_first if one.key not in timely]
        chosen = sorted([*chosen, *others[: LEAST - len(chosen)]], key=lambda one: (-one.at, one.key))
    kept: set[str] = set()
    taken = 0
    for place, one in enumerate(chosen):
        taken += one.size
        if place < LEAST or taken <= most_bytes:
            kept.add(one.key)
        else:
            break
    return kept


def _timely(newest_first: list[Save], now: float) -> set[str]:
    """All of the last hour, those that a clock runs ahead of too; then the last of each hour, the last of each day."""
    found: set[str] = set()
    hours: set[float] = set()
    days: set[float] = set()
    for one in newest_first:
        age = now - one.at
        if age <= HOUR:
            found.add(one.key)
        elif age <= DAY:
            _last_of(one, HOUR, hours, found.add)
        elif age <= MONTH:
            _last_of(one, DAY, days, found.add)
    return found


def _last_of(save: Save, span: float, seen: set[float], keep: Callable[[str], object]) -> None:
    stretch = save.at // span
    if stretch not in seen:
        seen.add(stretch)
        keep(save.key)


def is_forgotten(last: float, now: float, places: Iterable[Place]) -> bool:
    """Whether nobody needs the saves without a name of a map any more.

    ``last`` is when it was saved or opened last, ``places`` is where each file is that it was ever saved as or opened
    from. A clock that runs behind forgets nothing.
    """
    known = set(places)
    if "there" in known:
        return False
    return now - last > (HALF_A_YEAR if known == {"gone"} else TWO_YEARS)
