"""What can be known of an encoded picture from its first bytes, and a JPEG without what does not show."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f."""

_FRAMES: Final = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
_HIDDEN: Final = frozenset((0xE1, 0xED, 0xFE))
"""Segments with camera data, places, captions and comments: they show nothing and may tell too much."""

UPRIGHT: Final[dict[int, Matrix]] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, 1, 1, 0, 0, 0),
    6: (0, 1, -1, 0, 1, 0),
    7: (0, -1, -1, 0, 1, 1),
    8: (0, -1, 1, 0, 0, 1),
}
"""For each way a camera was held, what brings the unit square of the stored picture upright (y down)."""


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG that can be passed on as it is: sizes as stored, and how it must be turned to stand upright."""

    width: int
    height: int
    components: int
    orientation: int
    data: bytes


def read_jpeg(data: bytes) -> Jpeg | None:
    """The JPEG without its hidden segments; None where it is none, is damaged, or is of a kind readers disagree on."""
    if data[:2] != b"\xff\xd8":
        return None
    kept = [data[:2]]
    width = height = components = 0
    orientation = 1
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            if components not in (1, 3) or not width or not height or orientation not in UPRIGHT:
                return None
            scans = _scans(data, at)
            if scans is None:
                return None
            return Jpeg(width, height, components, orientation, b"".join((*kept, *scans)))
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        if len(segment) < length + 2 or length < 2:
            return None
        if marker in _FRAMES and length >= 8:
            bits, height, width, components = struct.unpack_from(">BHHB", segment, 4)
            if bits != 8 or marker > 0xC2:
                return None
        elif marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            orientation = _orientation(segment[10:])
        if marker not in _HIDDEN:
            kept.append(segment)
        at += 2 + length
    return None


_MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""What ends a stretch of coded pixels: a marker other than a restart."""


def _scans(data: bytes, at: int) -> list[bytes] | None:
    """The coded pixels from the first scan to the end of the picture; None where that end is missing.

    Hidden segments between scans, and whatever follows the end (other pictures with camera data of their own), are
    left out.
    """
    kept: list[bytes] = []
    while at + 2 <= len(data):
        marker = data[at + 1]
        if marker == 0xD9:
            return [*kept, data[at : at + 2]]
        if at + 4 > len(data):
            break
        found = _MARKER.search(data, at + 2 + int(struct.unpack_from(">H", data, at + 2)[0]))
        if found is None:
            break
        if marker not in _HIDDEN:
            kept.append(data[at : found.start()])
        at = found.start()
    return None


def _orientation(exif: bytes) -> int:
    return next((value for tag, value in _tags(exif) if tag == 0x0112 and value), 1)


def _tags(exif: bytes) -> Iterator[tuple[int, int]]:
    """The tags of camera data with the values of those that are short numbers, 0 for the others."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return
    try:
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, start)
        for i in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", exif, start + 2 + 12 * i)
            yield tag, int(value) if kind == 3 else 0
    except struct.error:
        return


_GPS: Final = 0x8825


def tells_place(data: bytes) -> bool:
    """Whether a picture file holds the place where it was taken, in any of the ways cameras write it."""
    if b"GPSLatitude" in data or b"GPSLongitude" in data:
        return True  # XMP is text in every format
    at = -1
    while (at := data.find(b"Exif\x00\x00", at + 1)) >= 0:
        if any(tag == _GPS for tag, _ in _tags(data[at + 6 : at + 65_600])):
            return True
    for name in (b"eXIf", b"EXIF"):  # PNG keeps it in a chunk of that name, WebP too
        at = data.find(name)
        if at >= 0:
            start = at + (4 if name == b"eXIf" else 8)
            if any(tag == _GPS for tag, _ in _tags(data[start : start + 65_536])):
                return True
    return False


def is_whole(data: bytes) -> bool:
    """Whether a JPEG or PNG goes on to its end; a file of another kind is taken as whole."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return b"IEND" in data
    if data[:2] != b"\xff\xd8":
        return True
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            return _scans(data, at) is not None
        at += 1 if marker == 0xFF else 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return False
