"""How colours look to people who lack a kind of cone, and how far apart two colours look.

The matrices are those of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009, for severity 1.0; they work on linear RGB.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from jmapdesk.util.colour import from_rgb, rgb

Triple = tuple[float, float, float]

MACHADO: dict[str, tuple[Triple, Triple, Triple]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip


def _linear(colour: str) -> Triple:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour)))
    return r, g, b


def _times(matrix: Sequence[Triple], v: Triple) -> Triple:
    x, y, z = (sum(a * b for a, b in zip(row, v, strict=True)) for row in matrix)
    return x, y, z


def seen_with(colour: str, sight: str) -> str:
    """The colour as it looks with a kind of colour blindness; as it is for any other word."""
    if sight not in MACHADO:
        return colour
    shown = (max(0.0, min(1.0, c)) for c in _times(MACHADO[sight], _linear(colour)))
    return from_rgb(*(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055) for c in shown))


_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE_D65 = (0.95047, 1.0, 1.08883)


def _lab(colour: str) -> Triple:
    x, y, z = (
        math.cbrt(t) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (v / w for v, w in zip(_times(_TO_XYZ, _linear(colour)), _WHITE_D65, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str) -> float:
    """How far apart two colours look: CIE 1976 colour difference; about 2.3 is just noticeable."""
    return math.dist(_lab(one), _lab(other))
