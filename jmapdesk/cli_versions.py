"""``jmapdesk versions``: the earlier states of a map, listed, taken, saved as a map of their own, deleted."""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jmapdesk.cli_files import free
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.storage.versions import Version


def add_versions(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command with its options."""
    look = commands.add_parser(
        "versions", help="list earlier states of a map, take a snapshot, save one as a map, delete one"
    )
    look.add_argument("map", metavar="MAP.jmap", type=Path)
    doing = look.add_mutually_exclusive_group()
    doing.add_argument("--take", metavar="NAME", help="keep the map as it is now under a name")
    doing.add_argument("--save", nargs=2, metavar=("N", "OUT.jmap"), help="save number N of the list as a map")
    doing.add_argument("--delete", metavar="N", help="delete number N of the list for good")
    look.add_argument(
        "--force", action="store_true", help="write over a file that is there; delete a snapshot that has a name"
    )
    look.add_argument("--json", action="store_true", help="answer in JSON")
    look.set_defaults(run=run_versions)


def run_versions(arguments: argparse.Namespace) -> int:
    """Do what the arguments say; returns the exit code."""
    from jmapdesk.session.versions import versions_folder

    folder = versions_folder()
    if arguments.take is not None:
        return _take(arguments, folder)
    found = _versions(arguments.map, folder)
    if arguments.save is not None:
        number, out = arguments.save
        return _save(found, number, out, arguments.force)
    if arguments.delete is not None:
        return _delete(found, arguments.delete, arguments.force)
    if arguments.json:
        print(json.dumps([_plain(number, one) for number, one in enumerate(found, 1)], ensure_ascii=False, indent=1))
        return 0
    for number, one in enumerate(found, 1):
        print(_line(number, one, arguments.map))
    if not found:
        print("Nothing is kept of this map yet.")
    return 0


def _versions(path: Path, folder: Path) -> list[Version]:
    """What is kept of the map in a file, or of the one that was in it where it is gone or cannot be read."""
    from jmapdesk.session.versions import versions_of_damaged
    from jmapdesk.storage.files import open_map
    from jmapdesk.storage.versions import kept_versions

    try:
        return kept_versions(folder, open_map(path).journey.id)
    except JmapError as error:
        found = versions_of_damaged(folder, path)
        if not found:
            raise
        print(f"jmapdesk: {error.message} These states of it are kept:", file=sys.stderr)
        return found


def _take(arguments: argparse.Namespace, folder: Path) -> int:
    from jmapdesk.storage.files import open_map
    from jmapdesk.storage.versions import keep_version

    name = " ".join(arguments.take.split())
    if not name:
        raise JmapError("version.no_name", "A snapshot needs a name.")
    file = str(arguments.map.absolute())
    try:
        keep_version(folder, open_map(arguments.map).journey, file, time.time(), name)
    except OSError:
        message = f"No snapshot was taken because {folder} cannot be written; the map is as it was."
        raise JmapError("version.not_kept", message) from None
    print(f"Kept {arguments.map} as “{name}”.")
    return 0


def _save(found: list[Version], number: str, out: str, force: bool) -> int:
    from jmapdesk.storage.files import save_map
    from jmapdesk.storage.versions import read_version

    version = _numbered(found, number)
    free(Path(out), force)
    earlier = read_version(version)
    save_map(earlier.journey, Path(out), None)
    print(f"Saved version {number} as {out}.")
    if earlier.lost:
        print(f"Pictures that could not be read any more: {', '.join(earlier.lost)}.")
    return 0


def _delete(found: list[Version], number: str, force: bool) -> int:
    from jmapdesk.storage.versions import delete_version

    version = _numbered(found, number)
    if version.name and not force:
        message = f"Version {number} is the snapshot “{version.name}”, kept for good: --force deletes it all the same."
        raise JmapError("version.named", message)
    delete_version(version)
    named = f", “{version.name}”" if version.name else ""
    print(f"Deleted version {number} of {_when(version)}{named}.")
    return 0


def _numbered(found: list[Version], number: str) -> Version:
    if not number.isdecimal() or not 1 <= int(number) <= len(found):
        there = f"choose one from 1 to {len(found)}" if found else "nothing is kept of this map yet"
        raise JmapError("version.number", f"There is no version {number}: {there}.")
    return found[int(number) - 1]


def _line(number: int, version: Version, here: Path) -> str:
    named = f"  “{version.name}”" if version.name else ""
    cards = "1 card" if version.cards == 1 else f"{version.cards:,} cards"
    elsewhere = f"  from {version.file}" if version.file and version.file != str(here.absolute()) else ""
    return f"{number:>3}  {_when(version)}  {cards}{named}{elsewhere}"


def _plain(number: int, version: Version) -> dict[str, Any]:
    return {
        "number": number, "when": _when(version), "name": version.name, "file": version.file, "cards": version.cards,
        "hash": version.hash,
    }  # fmt: skip


def _when(version: Version) -> str:
    try:
        return datetime.fromtimestamp(version.at).isoformat(sep=" ", timespec="seconds")
    except (OverflowError, OSError, ValueError):
        return "at an unknown time"
