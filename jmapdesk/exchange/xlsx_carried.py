"""What a workbook carries unseen: the map it was made from, and what its cells said then.

On a sheet that no program lists among the hidden ones, as JSON in pieces that fit into cells, each part with the hash
of its text, so that a workbook that was cut or tampered with is not mistaken for a whole one. Pictures go along, in a
part of their own, up to ``PICTURES`` characters.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from openpyxl import Workbook

from jmapdesk.exchange.read_xlsx import CARRYING
from jmapdesk.exchange.xlsx_cells import put_plain
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.model.records import Asset
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError

PIECE: Final = 30_000
"""UTF-16 units of a piece; a cell holds 32,767."""
PICTURES: Final = 24_000_000
"""Characters of pictures that go along, some 18 MB of files; what is beyond is left out and said."""

_SAID: Final = "The map that this workbook was made from. jmapdesk brings edits of the other sheets back with it."
_PARTS: Final = ("map", "shown", "pictures")
_FIRST: Final = 6
"""The row of the first pieces; above them each part's name, number of pieces and hash."""
_NOT_PLAIN: Final = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\uffef\U00010000-\U0001fffd]|_x")
"""What a spreadsheet program might change in a text: controls, halves of characters, its own ``_x0041_``."""

Cells = Mapping[tuple[int, int], str]
"""A sheet's cells by row and column, from 1."""


class Carried(NamedTuple):
    """What a workbook carries: the map as it was written (pictures that were too large without their bytes), and what
    its cells said."""

    journey: JourneyMap
    shown: Mapping[str, Any]
    without: frozenset[str]
    """The ids of pictures whose bytes did not go along."""


def carry(workbook: Workbook, journey: JourneyMap, shown: Mapping[str, Any]) -> list[str]:
    """Add the unseen sheet; returns remarks on what did not go along."""
    sheet = workbook.create_sheet(CARRYING)
    sheet.sheet_state = "veryHidden"
    put_plain(sheet.cell(1, 1), _SAID)
    taken, left = _pictures(journey)
    bare: dict[str, Asset] = {key: replace(asset, data="") for key, asset in journey.assets.items()}
    texts = {
        "map": dump(with_parts(journey, assets=bare)).decode("utf-8"),
        "shown": json.dumps(shown, ensure_ascii=False, separators=(",", ":")),
        "pictures": json.dumps(taken, separators=(",", ":")),
    }
    for column, name in enumerate(_PARTS, 1):
        text = _safe(texts[name])
        pieces = list(_pieces(text))
        put_plain(sheet.cell(2, column), name)
        sheet.cell(3, column).value = len(pieces)
        put_plain(sheet.cell(4, column), _hash(text))
        for row, piece in enumerate(pieces, _FIRST):
            put_plain(sheet.cell(row, column), piece)
    if not left:
        return []
    number = "One picture was" if len(left) == 1 else f"{len(left)} pictures were"
    return [f"{number} too large to go along in the workbook; the map file keeps them."]


def carried(name: str, cells: Cells) -> Carried:
    """What the unseen sheet holds. Raises JmapError ``import.carried`` where it is not whole any more."""
    texts: dict[str, str] = {}
    for column, part in enumerate(_PARTS, 1):
        told = cells.get((3, column), "")
        count = int(told) if told.isdecimal() and len(told) < 7 else 0
        pieces = [cells.get((row, column), "") for row in range(_FIRST, _FIRST + count)]
        texts[part] = "".join(pieces)
        if cells.get((2, column)) != part or _hash(texts[part]) != cells.get((4, column)):
            raise JmapError(
                "import.carried",
                f"What “{name}” carries of its map is damaged, so that edits cannot be told from what was there; "
                "export the map again.",
            )
    journey = load_bytes(texts["map"].encode("utf-8"), name).journey
    pictures: Mapping[str, str] = json.loads(texts["pictures"])
    assets = {key: replace(asset, data=pictures.get(key, "")) for key, asset in journey.assets.items()}
    without = frozenset(key for key, asset in assets.items() if key not in pictures)
    return Carried(with_parts(journey, assets=assets), json.loads(texts["shown"]), without)


def _pictures(journey: JourneyMap) -> tuple[dict[str, str], list[str]]:
    """The pictures that go along, smallest first as long as there is room; and the ids of the others."""
    taken: dict[str, str] = {}
    room = PICTURES
    ordered = sorted(journey.assets.values(), key=lambda asset: (len(asset.data), asset.id))
    for asset in ordered:
        room -= len(asset.data)
        if room >= 0:
            taken[asset.id] = asset.data
    return dict(sorted(taken.items())), [asset.id for asset in ordered if asset.id not in taken]


def _safe(text: str) -> str:
    """JSON that says the same on one line, without a character that a spreadsheet program might change."""

    def escaped(found: re.Match[str]) -> str:
        piece = found.group()
        if piece == "_x":
            return "\\u005fx"
        code = ord(piece)
        if code < 0x10000:
            return f"\\u{code:04x}"
        return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"

    # the line ends of a map's file stand between records, where JSON needs none
    return _NOT_PLAIN.sub(escaped, text.replace("\n", " "))


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that fit into cells and neither begin nor end with a blank."""
    start = 0
    while start < len(text):
        end = min(len(text), start + PIECE)
        while len(text[start:end].encode("utf-16-le")) > 2 * PIECE:
            end -= max(1, (len(text[start:end].encode("utf-16-le")) // 2 - PIECE) // 2)
        while end < len(text) and end > start + 1 and (text[end - 1].isspace() or text[end].isspace()):
            end -= 1
        yield text[start:end]
        start = end


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
