"""What the actions of the look and the camera do, for the table of effects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jmapdesk.session.selection import card_ref
from jmapdesk.ui.look import tokens_of
from tests.ui.bench import Bench


def zoom_selection(bench: Bench, name: str, _folder: Path) -> bool:
    """What is selected is shown as large as it goes."""
    bench.selection.select(card_ref("f3"))
    bench.trigger(name)
    view = bench.window.view
    rect = view.layout_now.card_rect("f3")
    return view.zoom() == 2 and rect is not None and view.viewport().rect().contains(view.camera.to_view(rect).toRect())


def overview(bench: Bench, name: str, _folder: Path) -> bool:
    """The overview map comes and goes with its tick."""
    bench.window.view.zoom_to(3)
    seen = []
    for _ in range(3):
        seen.append((bench.window.about.miniature.isVisible(), bench.window.actions_by_name[name].isChecked()))
        bench.trigger(name)
    return seen == [(True, True), (False, False), (True, True)]


def look(theme: str) -> Callable[[Bench, str, Path], bool]:
    """The windows wear it and its tick is the only one."""
    def chosen(bench: Bench, name: str, _folder: Path) -> bool:
        bench.trigger("look_dark" if theme != "dark" else "look_light")
        bench.trigger(name)
        looks = {n: a for n, a in bench.window.actions_by_name.items() if n.startswith("look_")}
        checked = [n for n, action in looks.items() if action.isChecked()]
        ground = bench.window.top.grab().toImage().pixelColor(1, 1).name().upper()
        return checked == [name] and ground == tokens_of(theme).chrome

    return chosen


def less_motion(bench: Bench, name: str, _folder: Path) -> bool:
    """Things jump while it is ticked."""
    seen = []
    for _ in range(2):
        bench.trigger(name)
        seen.append((bench.window.view.reduced_motion, bench.window.actions_by_name[name].isChecked()))
    return seen == [(True, True), (False, False)]
