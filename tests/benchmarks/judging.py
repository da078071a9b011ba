"""What the figures say about growth: what the hand feels must cost the same however large the map is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

STEADY = ("pan", "drag_card", "edit_text", "drag_feeling", "repaint_warm", "repaint_cold")
"""The cases that must not grow with the map."""

MOST_GROWTH = 1.5
"""How much more the largest map may cost than the smallest."""

FRAME = 16.0
"""Milliseconds that everything the hand feels must stay well under."""


def growth(results: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """For each steady case measured at two sizes or more: the largest against the smallest, and its milliseconds."""
    by_case: dict[str, list[Mapping[str, Any]]] = {}
    for one in results:
        if one["case"] in STEADY and one["cards"]:
            by_case.setdefault(one["case"], []).append(one)
    judged: dict[str, dict[str, Any]] = {}
    for name, found in by_case.items():
        small, large = min(found, key=_cards), max(found, key=_cards)
        if small is large:
            continue
        times = float(f"{large['median'] / small['median']:.3g}")
        judged[name] = {
            "from_cards": small["cards"],
            "to_cards": large["cards"],
            "times": times,
            "times_allowed": MOST_GROWTH,
            "milliseconds": large["median"],
            "milliseconds_allowed": FRAME,
            "holds": times <= MOST_GROWTH and large["median"] < FRAME,
        }
    return judged


def _cards(one: Mapping[str, Any]) -> int:
    return int(one["cards"])
