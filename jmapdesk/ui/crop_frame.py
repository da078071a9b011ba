"""The frame that cuts a picture: moving and sizing it inside the picture, freely or in a shape that is kept.

A frame is a rectangle in the picture's own pixels.
"""

from __future__ import annotations

from jmapdesk.util.geometry import Rect

HANDLES = ("nw", "n", "ne", "e", "se", "s", "sw", "w")
"""The points a frame is sized by, clockwise from its top left; by the edges they move."""
LEAST = 16.0
"""The least a frame's side may be, in pixels of the picture."""


def moved(frame: Rect, dx: float, dy: float, width: float, height: float) -> Rect:
    """The frame somewhere else in a picture of that size, its own size kept."""
    x = max(0.0, min(frame.x + dx, width - frame.w))
    y = max(0.0, min(frame.y + dy, height - frame.h))
    return frame._replace(x=x, y=y)


def sized(
    frame: Rect, handle: str, dx: float, dy: float, width: float, height: float, ratio: float | None = None
) -> Rect:
    """The frame after a handle went by (dx, dy): its other edges stay, ``ratio`` (width over height) is kept."""
    left, top, right, bottom = frame.x, frame.y, frame.right, frame.bottom
    least_w, least_h = min(LEAST, width), min(LEAST, height)
    if "w" in handle:
        left = max(0.0, min(left + dx, right - least_w))
    if "e" in handle:
        right = min(width, max(right + dx, left + least_w))
    if "n" in handle:
        top = max(0.0, min(top + dy, bottom - least_h))
    if "s" in handle:
        bottom = min(height, max(bottom + dy, top + least_h))
    free = Rect(left, top, right - left, bottom - top)
    return free if ratio is None else _shaped(free, handle, ratio, width, height)


def _shaped(frame: Rect, handle: str, ratio: float, width: float, height: float) -> Rect:
    """The frame in a shape: what the handle does not move stays, and it never leaves the picture."""
    w = frame.h * ratio if handle in ("n", "s") else frame.w if handle in ("e", "w") else max(frame.w, frame.h * ratio)
    # how far it may reach from the edge or the middle that stays
    across = frame.right if "w" in handle else width - frame.x if "e" in handle else _reach(frame.x, frame.w, width)
    down = frame.bottom if "n" in handle else height - frame.y if "s" in handle else _reach(frame.y, frame.h, height)
    w = min(w, across, down * ratio)
    h = w / ratio
    x = frame.right - w if "w" in handle else frame.x if "e" in handle else frame.x + (frame.w - w) / 2
    y = frame.bottom - h if "n" in handle else frame.y if "s" in handle else frame.y + (frame.h - h) / 2
    return Rect(x, y, w, h)


def _reach(start: float, length: float, whole: float) -> float:
    """How long a side may get that grows both ways from its middle."""
    middle = start + length / 2
    return 2 * min(middle, whole - middle)


def largest(ratio: float | None, width: float, height: float) -> Rect:
    """The largest frame of a shape, in the middle of a picture; all of it where the shape is free."""
    if ratio is None:
        return Rect(0.0, 0.0, width, height)
    w = min(width, height * ratio)
    h = w / ratio
    return Rect((width - w) / 2, (height - h) / 2, w, h)
