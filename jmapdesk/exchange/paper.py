"""Paper by name, by size or from a roll, and how large a map is drawn on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from jmapdesk.util.errors import JmapError

_INCH: Final = 25.4

FAMILIES: Final[Mapping[str, Mapping[str, tuple[float, float]]]] = MappingProxyType(
    {
        "ISO A": {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)},
        "ISO B": {
            "B5": (176, 250), "B4": (250, 353), "B3": (353, 500), "B2": (500, 707), "B1": (707, 1000),
            "B0": (1000, 1414),
        },
        "US": {
            "Letter": (8.5 * _INCH, 11 * _INCH),
            "Legal": (8.5 * _INCH, 14 * _INCH),
            "Tabloid": (11 * _INCH, 17 * _INCH),
        },
        "ANSI": {
            "ANSI A": (8.5 * _INCH, 11 * _INCH),
            "ANSI B": (11 * _INCH, 17 * _INCH),
            "ANSI C": (17 * _INCH, 22 * _INCH),
            "ANSI D": (22 * _INCH, 34 * _INCH),
            "ANSI E": (34 * _INCH, 44 * _INCH),
        },
        "Arch": {
            "Arch A": (9 * _INCH, 12 * _INCH),
            "Arch B": (12 * _INCH, 18 * _INCH),
            "Arch C": (18 * _INCH, 24 * _INCH),
            "Arch D": (24 * _INCH, 36 * _INCH),
            "Arch E1": (30 * _INCH, 42 * _INCH),
            "Arch E": (36 * _INCH, 48 * _INCH),
        },
    }
)  # fmt: skip
"""Families of papers, each from small to large; sizes upright, in millimetres (ISO 216, ANSI/ASME Y14.1)."""

PAPERS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {name: size for family in FAMILIES.values() for name, size in family.items()}
)
"""Every paper with a name."""

ORIENTATIONS = ("auto", "portrait", "landscape")
FIT = "fit"
"""As a paper: one that is as large as the map. As a scale: as large as the paper lets it be."""
WIDTH = "width"
"""The scale at which the map is as wide as the paper."""

LEAST_SIDE, MOST_SIDE = 20.0, 20_000.0
"""Millimetres a side of a paper may have."""
LEAST_SCALE, MOST_SCALE = 0.01, 20.0

_OWN = re.compile(r"(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(?:mm)?\Z", re.IGNORECASE)
_ROLL = re.compile(r"roll\s*(\d+(?:\.\d+)?)\s*(?:mm)?\Z", re.IGNORECASE)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%\Z")
_OTHER_NAMES = {"ledger": "Tabloid"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to print on; with neither a size nor a roll's width it is as large as the map."""

    name: str = FIT
    size_mm: tuple[float, float] | None = None
    roll_mm: float | None = None
    """The width of a roll: the page is as long as the map needs."""

    @property
    def as_map(self) -> bool:
        """Whether the page is as large as the map."""
        return self.size_mm is None and self.roll_mm is None


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a map is drawn: fitted to the paper, to its width, or by a factor (1 is 100 %)."""

    name: str = FIT
    factor: float | None = None


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


_BY_NAME = {_plain(name): name for name in PAPERS} | _OTHER_NAMES


def paper_named(text: str) -> Paper:
    """``A4`` …, ``ANSI C``, ``600x400mm``, ``roll610mm`` or ``fit``. Raises JmapError for anything else."""
    name = text.strip().replace(",", ".")
    if name.casefold() == FIT:
        return Paper()
    known = _BY_NAME.get(_plain(name))
    if known is not None:
        return Paper(known, PAPERS[known])
    if roll := _ROLL.match(name):
        return Paper(f"roll{roll[1]}mm", roll_mm=_side(float(roll[1]), name))
    if own := _OWN.match(name):
        return Paper(f"{own[1]}x{own[2]}mm", (_side(float(own[1]), name), _side(float(own[2]), name)))
    names = "A4 … A0, B5 … B0, Letter, Legal, Tabloid, ANSI A … E, Arch A … E1"
    raise JmapError(
        "export.paper",
        f"Paper “{text}” is not known; use {names}, a size such as 600x400mm, a roll such as roll610mm, or fit.",
    )


def _side(side: float, name: str) -> float:
    if LEAST_SIDE <= side <= MOST_SIDE:
        return side
    raise JmapError(
        "export.paper", f"Paper {name} is out of range: each side may be {LEAST_SIDE:g} to {MOST_SIDE:g} mm."
    )


def scale_named(text: str) -> Scale:
    """``fit``, ``width``, or a size in per cent of the map's own, such as ``100%``. Raises JmapError otherwise."""
    name = text.strip().casefold().replace(",", ".")
    if name in (FIT, WIDTH):
        return Scale(name)
    found = _PERCENT.match(name)
    if found is None:
        raise JmapError("export.scale", f"Scale “{text}” is not known; use fit, width or a size such as 100%.")
    factor = float(found[1]) / 100
    if not LEAST_SCALE <= factor <= MOST_SCALE:
        least, most = LEAST_SCALE * 100, MOST_SCALE * 100
        raise JmapError("export.scale", f"Scale {text} is out of range: it may be {least:g}% to {most:g}%.")
    return Scale(f"{found[1]}%", factor)


def family_of(paper: Paper) -> Mapping[str, tuple[float, float]]:
    """The papers that stand beside one of them, from small to large; ISO A for sizes of one's own.

    Letter, Legal and Tabloid go on in the larger papers of ANSI.
    """
    name = next((key for key, family in FAMILIES.items() if paper.name in family), "ISO A")
    return {**FAMILIES["US"], **FAMILIES["ANSI"]} if name == "US" else FAMILIES[name]


def letter_like(paper: Paper) -> Paper:
    """The paper of a letter in the same part of the world: A4, or Letter."""
    american = any(paper.name in FAMILIES[name] for name in ("US", "ANSI", "Arch"))
    return paper_named("Letter" if american else "A4")
