"""What the actions on connections and on the reach of cards do, for the table's tests."""

from __future__ import annotations

from pathlib import Path

from jmapdesk.session.selection import Ref, card_ref
from tests.ui.bench import Bench


def connects(bench: Bench, name: str, _folder: Path) -> bool:
    """Whether the first selected card leads to the second."""
    bench.selection.set([card_ref("c2"), card_ref("f3")])
    bench.trigger(name)
    return [(one.start, one.end) for one in bench.journey.connections.values()] == [("c2", "f3")]


def pull_edge(bench: Bench, name: str, _folder: Path) -> bool:
    """Whether the far edge comes a step to the left or right."""
    bench.selection.select(card_ref("c1"))
    bench.trigger("edge_right")
    bench.trigger("edge_right")
    if name == "edge_left":
        bench.trigger(name)
    return bench.journey.cards["c1"].to_step == ("p2" if name == "edge_left" else "p3")


def next_connection(bench: Bench, name: str, folder: Path) -> bool:
    """Whether a connection of the card in hand is selected."""
    connects(bench, "connect", folder)
    bench.selection.select(card_ref("f3"))
    bench.trigger(name)
    return bench.selection.primary == Ref("connection", next(iter(bench.journey.connections)))
