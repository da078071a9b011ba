"""The outlines of TrueType glyphs (OpenType, "glyf"): read from a face's bytes, as paths, and written as bytes."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from jmapdesk.util.geometry import Command, Path

Tables: TypeAlias = Callable[[str], bytes]
"""Gives a table of a face by its tag."""


class Point(NamedTuple):
    """A point of a contour in font units, y up; points off the line bend it."""

    x: float
    y: float
    on: bool


Contour: TypeAlias = Sequence[Point]

_ON, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32
_WORDS, _OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 1, 2, 8, 0x20, 0x40, 0x80
_HEAD: Final = 10
"""How many bytes a glyph's number of contours and box take."""
_DEEP: Final = 8
_FAR: Final = 16_000


def glyph_bytes(tables: Tables, glyph: int) -> bytes:
    """A glyph's outline as the face holds it; empty for one without."""
    loca, long = tables("loca"), tables("head")[50:52] == b"\0\1"
    form, size, times = (">II", 4, 1) if long else (">HH", 2, 2)
    start, end = struct.unpack_from(form, loca, glyph * size)
    return tables("glyf")[start * times : end * times]


def contours_of(tables: Tables, glyph: int, deep: int = 0) -> list[Contour]:
    """The contours of a glyph, those of what it is put together of included."""
    data = glyph_bytes(tables, glyph)
    if not data or deep > _DEEP:
        return []
    (count,) = struct.unpack_from(">h", data)
    return list(_together(tables, data, deep) if count < 0 else _simple(data, count))


def _simple(data: bytes, count: int) -> Iterator[Contour]:
    ends = struct.unpack_from(f">{count}H", data, _HEAD)
    at = _HEAD + 2 * count
    at += 2 + int(struct.unpack_from(">H", data, at)[0])
    flags = bytearray()
    while ends and len(flags) <= ends[-1]:
        flag = data[at]
        at += 1
        times = 1
        if flag & _REPEAT:
            times += data[at]
            at += 1
        flags += bytes([flag]) * times
    xs, at = _places(data, at, flags, _X_SHORT, _X_SAME)
    ys, at = _places(data, at, flags, _Y_SHORT, _Y_SAME)
    points = [Point(x, y, bool(flag & _ON)) for x, y, flag in zip(xs, ys, flags, strict=True)]
    start = 0
    for end in ends:
        yield points[start : end + 1]
        start = end + 1


def _places(data: bytes, at: int, flags: bytearray, short: int, same: int) -> tuple[list[int], int]:
    """The coordinates along one axis, each told as what it adds to the one before; and where they end."""
    places: list[int] = []
    place = 0
    for flag in flags:
        if flag & short:
            place += data[at] if flag & same else -data[at]
            at += 1
        elif not flag & same:
            place += int(struct.unpack_from(">h", data, at)[0])
            at += 2
        places.append(place)
    return places, at


def _together(tables: Tables, data: bytes, deep: int) -> Iterator[Contour]:
    """The contours of a glyph made of others, each moved and perhaps scaled or turned."""
    at, flags = _HEAD, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", data, at)
        at += 4
        form, size = (">hh", 4) if flags & _WORDS else (">bb", 2)
        dx, dy = struct.unpack_from(form, data, at) if flags & _OFFSETS else (0, 0)
        at += size
        a, b, c, d = 1.0, 0.0, 0.0, 1.0
        if flags & _SCALE:
            a = d = struct.unpack_from(">h", data, at)[0] / 16384
            at += 2
        elif flags & _TWO_SCALES:
            a, d = (n / 16384 for n in struct.unpack_from(">hh", data, at))
            at += 4
        elif flags & _MATRIX:
            a, b, c, d = (n / 16384 for n in struct.unpack_from(">hhhh", data, at))
            at += 8
        for contour in contours_of(tables, glyph, deep + 1):
            yield [Point(a * x + c * y + dx, b * x + d * y + dy, on) for x, y, on in contour]


# --- as a path --------------------------------------------------------------------------------------------------------


def path_of(contours: Iterable[Contour], units: int) -> Path:
    """The contours as a path in ems, y down."""
    path: list[Command] = []
    for contour in contours:
        path += _closed([Point(x / units, -y / units, on) for x, y, on in contour])
    return tuple(path)


def _closed(points: Sequence[Point]) -> list[Command]:
    """A closed line: points off it bend it, and halfway between two of them it is touched."""
    if len(points) < 2:
        return []
    if not points[0].on:
        points = [points[-1], *points[:-1]] if points[-1].on else [_middle(points[-1], points[0]), *points]
    here, bend = points[0], None
    path: list[Command] = [("M", here.x, here.y)]
    for point in (*points[1:], points[0]):
        if bend is None:
            if point.on:
                path.append(("L", point.x, point.y))
                here = point
            else:
                bend = point
            continue
        to = point if point.on else _middle(bend, point)
        path.append(_curve(here, bend, to))
        here, bend = to, None if point.on else point
    path.append(("Z",))
    return path


def _middle(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2, True)


def _curve(start: Point, bend: Point, end: Point) -> Command:
    """The cubic curve that is this quadratic one."""
    x1, y1 = start.x + (bend.x - start.x) * 2 / 3, start.y + (bend.y - start.y) * 2 / 3
    return ("C", x1, y1, end.x + (bend.x - end.x) * 2 / 3, end.y + (bend.y - end.y) * 2 / 3, end.x, end.y)


# --- as bytes ---------------------------------------------------------------------------------------------------------


def unhinted(data: bytes) -> bytes | None:
    """A glyph's bytes without its instructions; None where it is put together of others."""
    if not data:
        return b""
    (contours,) = struct.unpack_from(">h", data)
    if contours < 0:
        return None
    at = _HEAD + 2 * contours
    (length,) = struct.unpack_from(">H", data, at)
    return data[:at] + b"\0\0" + data[at + 2 + length :]


def coded(contours: Iterable[Contour]) -> bytes:
    """Contours as a glyph's bytes, places rounded to whole units; empty where there are none."""
    wanted = [[(_whole(x), _whole(y), on) for x, y, on in contour] for contour in contours if contour]
    points = [point for contour in wanted for point in contour]
    if not points:
        return b""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    ends, last = [], -1
    for contour in wanted:
        last += len(contour)
        ends.append(last)
    head = struct.pack(">5h", len(wanted), min(xs), min(ys), max(xs), max(ys))
    flags = bytearray(_ON if on else 0 for _, _, on in points)
    steps = [_steps(xs, flags, _X_SHORT, _X_SAME), _steps(ys, flags, _Y_SHORT, _Y_SAME)]
    return b"".join((head, struct.pack(f">{len(ends)}H", *ends), b"\0\0", flags, *steps))


def _steps(places: Sequence[int], flags: bytearray, short: int, same: int) -> bytes:
    """The coordinates along one axis as what each adds to the one before; says in the flags how each is written."""
    steps = bytearray()
    before = 0
    for i, place in enumerate(places):
        step, before = place - before, place
        if step == 0:
            flags[i] |= same
        elif -256 < step < 256:
            flags[i] |= short | (same if step > 0 else 0)
            steps.append(abs(step))
        else:
            steps += struct.pack(">h", step)
    return bytes(steps)


def _whole(place: float) -> int:
    """A place in whole units, kept so near that steps between two points can be written."""
    return max(-_FAR, min(_FAR, round(place)))
