"""``jmapdesk merge`` and ``jmapdesk diff``: two states of a map joined, or what differs between them. Also for git."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jmapdesk.cli_files import free, keep_replaced, not_open, opened_map, save_over
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.model.journey import JourneyMap


def add_merge(commands: argparse._SubParsersAction[Any]) -> None:
    """Add both commands with their options."""
    join = commands.add_parser("merge", help="join two states of a map: 0 clean, 1 with conflicts, 2 nothing done")
    join.add_argument("base", metavar="BASE", type=Path, help="what both began with; an empty file for nothing")
    join.add_argument("ours", metavar="OURS", type=Path)
    join.add_argument("theirs", metavar="THEIRS", type=Path)
    join.add_argument("out", metavar="OUT", type=Path, help="where the result goes; may be OURS")
    join.add_argument(
        "--force", action="store_true", help="write over a file that is there, or one that somebody has open"
    )
    join.set_defaults(run=run_merge)
    tell = commands.add_parser("diff", help="say what differs between two maps")
    tell.add_argument("old", metavar="A", type=Path)
    tell.add_argument("new", metavar="B", type=Path)
    tell.add_argument("--json", action="store_true", help="answer in JSON")
    tell.set_defaults(run=run_diff)


def run_merge(arguments: argparse.Namespace) -> int:
    """Join two states of a map as the arguments say; returns the exit code."""
    from jmapdesk.insight.changes import in_words
    from jmapdesk.insight.conflicts import choice_of
    from jmapdesk.insight.merge import merge
    from jmapdesk.insight.whose import Other, by_comparing
    from jmapdesk.insight.wording import Wording
    from jmapdesk.model.delta import delta
    from jmapdesk.storage.files import open_map, save_map

    out: Path = arguments.out
    in_place = out.exists() and arguments.ours.exists() and out.samefile(arguments.ours)
    free(out, arguments.force or in_place)
    ours = opened_map(arguments.ours)
    theirs = opened_map(arguments.theirs).journey
    merged = merge(_open_or_empty(arguments.base, ours.journey), ours.journey, theirs)
    if in_place:
        save_over(merged.map, out, ours, arguments.force)
    else:
        not_open(out, arguments.force)
        with suppress(JmapError):  # what is no map has no versions
            if out.exists():
                keep_replaced(out, open_map(out).journey)
        save_map(merged.map, out, None)
    print(f"Merged into {out}: {in_words(delta(ours.journey, merged.map)) or 'nothing new'}.")
    wording = Wording(merged.map)
    for conflict in merged.conflicts:
        names = by_comparing(ours.journey, Other("theirs", theirs), conflict)
        print(f"Conflict: {choice_of(merged.map, conflict, wording, names).sentence}")
    if merged.conflicts:
        print("jmapdesk: Open the map to choose; until then it keeps both sides.", file=sys.stderr)
    return 1 if merged.conflicts else 0


def run_diff(arguments: argparse.Namespace) -> int:
    """Say what differs between two maps; returns the exit code."""
    from jmapdesk.insight.differences import differences, sentence
    from jmapdesk.insight.wording import Wording

    # git gives an empty file, or no device at all, for a map that is new or gone
    there = arguments.new if _is_empty(arguments.old) else arguments.old
    some = opened_map(there).journey
    old, new = (_open_or_empty(path, some) for path in (arguments.old, arguments.new))
    wording = Wording(new, old)
    found = differences(old, new)
    if arguments.json:
        print(json.dumps([one.as_json(wording) for one in found], ensure_ascii=False, indent=1))
        return 0
    if old.id != new.id:
        print("These are two different maps.")
    for one in found:
        print(sentence(one, wording))
    if not found:
        print("The two maps say the same.")
    return 0


def _is_empty(path: Path) -> bool:
    """Whether a file stands for no map at all, as git gives it: nothing in it."""
    try:
        return str(path) == os.devnull or (path.is_file() and path.stat().st_size == 0)
    except OSError:
        return False


def _open_or_empty(path: Path, like: JourneyMap) -> JourneyMap:
    """The map of a file; for an empty file, as git gives it where there was none, a map without anything."""
    from jmapdesk.model.journey import JourneyMap

    return JourneyMap(id=like.id) if _is_empty(path) else opened_map(path).journey
