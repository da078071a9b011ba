"""Colours as ``#rrggbb`` text: reading, mixing and contrast."""

from __future__ import annotations

import re
from functools import lru_cache

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")


def is_colour(text: str) -> bool:
    """Whether the text is ``#rgb`` or ``#rrggbb``."""
    return _HEX.match(text) is not None


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 … 255. Raises ValueError for anything that is no colour."""
    if not is_colour(colour):
        raise ValueError(f"not a colour: {colour!r}")
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def from_rgb(red: float, green: float, blue: float) -> str:
    """The colour as text, channels rounded and kept in 0 … 255."""
    channels = (max(0, min(255, round(c))) for c in (red, green, blue))
    return "#" + "".join(f"{c:02X}" for c in channels)


@lru_cache(maxsize=4096)  # a map mixes the same few tints for every card
def mix(one: str, other: str, share: float) -> str:
    """``one`` with ``share`` (0 … 1) of ``other`` in it, channel by channel: an opaque tint."""
    a, b = rgb(one), rgb(other)
    return from_rgb(*(x + (y - x) * share for x, y in zip(a, b, strict=True)))


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) … 1 (white). WCAG 2.2, "relative luminance"."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def greyed(colour: str) -> str:
    """The grey that is as bright as the colour."""
    y = luminance(colour)
    shade = 255 * (12.92 * y if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055)
    return from_rgb(shade, shade, shade)


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 … 21. WCAG 2.2, "contrast ratio"."""
    a, b = sorted((luminance(one), luminance(other)))
    return (b + 0.05) / (a + 0.05)


@lru_cache(maxsize=4096)
def readable(ink: str, ground: str, ratio: float = 4.5) -> str:
    """The ink, darkened or lightened just enough to reach ``ratio`` on the ground."""
    if contrast(ink, ground) >= ratio:
        return ink
    goal = "#000000" if luminance(ground) > 0.18 else "#FFFFFF"
    for step in range(1, 21):
        candidate = mix(ink, goal, step / 20)
        if contrast(candidate, ground) >= ratio:
            return candidate
    return goal
