"""What the actions about group packs do, for the table of effects."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest

from jmapdesk.edit import cards
from jmapdesk.exchange.packs import make_packs
from jmapdesk.insight.parts import groups
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.files import save_map
from jmapdesk.ui.packs_window import PacksWindow
from jmapdesk.util.ids import counting_ids
from tests.ui.bench import Bench


def worked_on(journey: JourneyMap, folder: Path) -> list[Path]:
    """Packs of the small map by stage, in each of which a group did something."""
    paths: list[Path] = []
    for made in make_packs(journey, "stage", groups(journey, "stage"), counting_ids("pack")):
        pack = made.journey
        pack = cards.set_text(pack, "c1", "Flyer") if "c1" in pack.cards else cards.set_fields(pack, "f3", word="tired")
        save_map(pack, folder / made.file, None)
        paths.append(folder / made.file)
    return paths


def packs_read(bench: Bench) -> None:
    """Wait until the packs were read."""
    while any(window.files.packs.is_reading for window in bench.keeper.windows):
        QTest.qWait(5)


def packs_window(bench: Bench) -> PacksWindow:
    """The window that makes packs."""
    window = bench.window.files.packs.offered
    assert window is not None
    return window


def offers_packs(bench: Bench, name: str, _folder: Path) -> bool:
    """The window comes up with a line for each stage."""
    bench.trigger(name)
    window = packs_window(bench)
    return window.isVisible() and [line.text() for line in window.names] == ["Notice", "Buy"]


def brings_packs(bench: Bench, name: str, folder: Path) -> bool:
    """What two groups did comes in as one step, and is listed."""
    bench.answers.paths += map(str, worked_on(bench.journey, folder))
    bench.trigger(name)
    packs_read(bench)
    return (
        bench.journey.cards["c1"].text == "Flyer"
        and bench.journey.cards["f3"].word == "tired"
        and bench.document.undo_labels == ("Bring 2 packs home",)
        and bench.window.merged.isVisible()
    )
