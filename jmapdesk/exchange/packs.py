"""Group packs as files: a map split into parts that groups work on apart, and the packs read when they come home.

A pack is a map's file like any other, with an id of its own and the map's id and hash as its base, so that no other
merge takes it for a copy of the whole map. It carries the part as it was handed out, small, beside the part as it is.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from jmapdesk.insight.homecoming import Homecoming, Pack, bring_home
from jmapdesk.insight.parts import Group, part_of
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.model.records import Asset, Base, Part
from jmapdesk.storage.document import content_hash, load_bytes
from jmapdesk.storage.files import LARGEST, open_map
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import file_stem
from jmapdesk.util.ids import NewId

_LEVEL: Final = 6


class Made(NamedTuple):
    """A pack that is ready to be written: its group, its map, and what its file may be called, without a folder."""

    group: Group
    journey: JourneyMap
    file: str


def make_packs(journey: JourneyMap, by: str, dealt: Sequence[Group], new_id: NewId) -> list[Made]:
    """A pack for each group. Raises JmapError ``pack.of_pack`` for a map that is a pack itself."""
    return list(each_pack(journey, by, dealt, new_id))


def each_pack(journey: JourneyMap, by: str, dealt: Sequence[Group], new_id: NewId) -> Iterator[Made]:
    """The packs one after the other, each made when it is asked for. Raises JmapError as ``make_packs`` does."""
    if part_in(journey) is not None:
        raise JmapError("pack.of_pack", "This map is a group pack itself: make packs of the map it came from.")
    base = Base(id=journey.id, hash=content_hash(dump(journey)))
    for group, file in zip(dealt, file_names(journey, dealt), strict=True):
        held = part_of(journey, by, group.ids)
        part = Part(by=by, ids=group.ids, name=group.name)
        own = replace(base, part=part, handed_out=_packed(held))
        yield Made(group, with_parts(held, id=new_id(), base=own), file)


def file_names(journey: JourneyMap, dealt: Sequence[Group]) -> list[str]:
    """What the packs' files may be called, without a folder; they differ, also where groups are called alike."""
    names: list[str] = []
    for group in dealt:
        names.append(_file_name(journey, group, names))
    return names


def part_in(journey: JourneyMap) -> Part | None:
    """Which part of another map this one is; None where it is no group pack."""
    return journey.base.part if journey.base is not None else None


def is_pack_of(pack: JourneyMap, home: JourneyMap) -> bool:
    """Whether a map is a group pack that was made from another one."""
    return part_in(pack) is not None and pack.base is not None and pack.base.id == home.id


def read_pack(path: Path, home: JourneyMap) -> Pack:
    """A pack's file as what can be brought home.

    Raises what opening a map raises; ``pack.none`` for a map that is no pack, ``pack.other_map`` for one of another
    map, ``pack.damaged`` where what it was made from cannot be read any more.
    """
    opened = open_map(path)
    return pack_of(opened.journey, path.name, home)


def pack_of(journey: JourneyMap, name: str, home: JourneyMap) -> Pack:
    """A pack's map as what can be brought home. Raises JmapError as ``read_pack`` does."""
    part = part_in(journey)
    if part is None or journey.base is None:
        raise JmapError("pack.none", f"“{name}” is a map but no group pack: nothing was brought home from it.")
    if journey.base.id != home.id:
        raise JmapError(
            "pack.other_map",
            f"“{name}” is a group pack of another map: bring it home there; nothing was brought home from it here.",
        )
    base = _unpacked(journey.base.handed_out, name)
    assets = {key: journey.assets.get(key, one) for key, one in base.assets.items()}
    told = content_hash(dump(journey))
    return Pack(name, part, with_parts(base, assets=assets), journey, told, journey.base.hash)


class LeftOut(NamedTuple):
    """A file among packs that could not be brought home, and why, in a sentence."""

    name: str
    why: str


def packs_brought_home(home: JourneyMap, paths: Sequence[Path]) -> tuple[Homecoming, list[LeftOut]]:
    """The map joined with those of the files that are packs of it, and what was left out.

    Raises JmapError ``pack.none``, saying why of each file, where none of them is one.
    """
    packs: list[Pack] = []
    left: list[LeftOut] = []
    for path in paths:
        try:
            packs.append(read_pack(path, home))
        except JmapError as error:
            left.append(LeftOut(path.name, error.message))
    if not packs:
        raise JmapError("pack.none", "\n".join(one.why for one in left))
    return bring_home(home, packs), left


def _packed(held: JourneyMap) -> str:
    bare: dict[str, Asset] = {key: replace(asset, data="") for key, asset in held.assets.items()}
    return base64.b64encode(zlib.compress(dump(with_parts(held, assets=bare)), _LEVEL)).decode("ascii")


def _unpacked(text: str, name: str) -> JourneyMap:
    try:
        reading = zlib.decompressobj()
        data = reading.decompress(base64.b64decode(text, validate=True), LARGEST)
        if not reading.eof:
            raise ValueError("cut off, or larger than any map")
        return load_bytes(data, name).journey
    except (binascii.Error, zlib.error, ValueError, JmapError) as error:
        if isinstance(error, JmapError) and error.code == "file.newer_version":
            raise
        raise JmapError(
            "pack.damaged",
            f"What “{name}” was made from cannot be read any more, so that nobody can tell what its group changed: "
            "nothing was brought home from it; open the pack and copy its cards into the map.",
        ) from None


def _file_name(journey: JourneyMap, group: Group, taken: Sequence[str]) -> str:
    stem = file_stem(f"{journey.about.title or 'Map'} - {group.name}", "Pack")
    name, number = f"{stem}.jmap", 1
    while name.lower() in {one.lower() for one in taken}:
        number += 1
        name = f"{stem} {number}.jmap"
    return name
