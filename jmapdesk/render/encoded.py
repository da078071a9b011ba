"""What can be known of an encoded picture from its first bytes, and a JPEG without what does not show."""

from __future__ import annotations

import struct
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
            return Jpeg(width, height, components, orientation, b"".join((*kept, data[at:])))
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


def _orientation(exif: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return 1
    try:
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, start)
        for i in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", exif, start + 2 + 12 * i)
            if tag == 0x0112 and kind == 3:
                return int(value)
    except struct.error:
        pass
    return 1
