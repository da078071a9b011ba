"""``jmapdesk pack`` and ``jmapdesk unpack``: a map split into packs for groups who work apart, and the packs home."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jmapdesk.cli_files import free, opened_map, save_over, write_text
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.insight.parts import Group
    from jmapdesk.model.journey import JourneyMap


def add_packs(commands: argparse._SubParsersAction[Any]) -> None:
    """Add both commands with their options."""
    make = commands.add_parser("pack", help="split a map into packs for groups who work apart")
    make.add_argument("map", metavar="MAP.jmap", type=Path)
    make.add_argument("folder", metavar="FOLDER", type=Path, help="where the packs go; made if need be")
    make.add_argument("--by", choices=("stage", "lane", "persona"), default="stage", help="what each group gets")
    make.add_argument(
        "--groups", metavar="N|NAME,NAME…", default="", help="how many groups, or their names; else one each"
    )
    make.add_argument("--force", action="store_true", help="write over files that are there")
    make.set_defaults(run=run_pack)
    home = commands.add_parser("unpack", help="bring packs home: 0 clean, 1 conflicts or files left out, 2 no packs")
    home.add_argument("map", metavar="MAP.jmap", type=Path)
    home.add_argument("packs", metavar="PACK.jmap", type=Path, nargs="+")
    home.add_argument("--report", metavar="FILE.json", type=Path, help="what came from which pack")
    home.add_argument("--force", action="store_true", help="write a map that somebody has open, too")
    home.set_defaults(run=run_unpack)


def run_pack(arguments: argparse.Namespace) -> int:
    """Make the packs as the arguments say; returns the exit code."""
    from jmapdesk.exchange.packs import make_packs
    from jmapdesk.insight.parts import groups
    from jmapdesk.storage.files import save_map
    from jmapdesk.util.ids import random_id

    journey = opened_map(arguments.map).journey
    number, names = _asked(arguments.groups)
    made = make_packs(journey, arguments.by, groups(journey, arguments.by, number, names), random_id)
    folder: Path = arguments.folder
    for one in made:
        free(folder / one.file, arguments.force)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JmapError("file.cannot_write", f"The folder {folder} could not be made; no packs were made.") from error
    for one in made:
        save_map(one.journey, folder / one.file, None)
        print(f"Made {folder / one.file}: {_held(one.journey, arguments.by, one.group)}")
    return 0


def _asked(text: str) -> tuple[int | None, list[str]]:
    """How many groups, or what they are called."""
    if text.strip().isdigit():
        return int(text), []
    names = [name.strip() for name in text.split(",") if name.strip()]
    return None, names


def _held(pack: JourneyMap, by: str, group: Group) -> str:
    from jmapdesk.insight.parts import shared_cards

    number, cards, shared = len(group.ids), len(pack.cards), shared_cards(pack, by, group.ids)
    said = f"{number} {by}{'' if number == 1 else 's'}, {cards:,} card{'' if cards == 1 else 's'}"
    return f"{said}, {shared:,} in every pack" if shared else said


def run_unpack(arguments: argparse.Namespace) -> int:
    """Bring packs home as the arguments say, all files that are packs of the map; returns the exit code."""
    from jmapdesk.exchange.packs import packs_brought_home
    from jmapdesk.insight.outcome import of_arrival

    opened = opened_map(arguments.map)
    home, skipped = packs_brought_home(opened.journey, arguments.packs)
    if home.map is not opened.journey:
        save_over(home.map, arguments.map, opened, arguments.force)
    told = [(one.pack, of_arrival(one, home)) for one in home.arrivals]
    for pack, came in told:
        print(f"{pack.name} into {arguments.map}: {came.summary}")
        for line in came.lines():
            print(f"  {line}")
    for one in skipped:
        print(f"jmapdesk: Left out {one.name}: {one.why}", file=sys.stderr)
    if arguments.report:
        report = [{"file": pack.name, "group": pack.part.name, **came.as_json()} for pack, came in told]
        report += [{"file": one.name, "left_out": one.why} for one in skipped]
        write_text(arguments.report, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    return 1 if skipped or any(came.conflicts for _, came in told) else 0
