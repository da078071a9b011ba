"""Every word that the canvas says goes through the translator: here everything it is given is written in capitals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk import ui
from jmapdesk.edit.cards import add_card, convert_kind, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.edit.connections import connect
from jmapdesk.edit.folding import fold
from jmapdesk.edit.lanes import add_lane
from jmapdesk.edit.spans import span_to
from jmapdesk.edit.stages import set_stage_fields
from jmapdesk.layout.hit import Hit, Insertion
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS
from jmapdesk.model.record import replace
from jmapdesk.model.records import Link, Step
from jmapdesk.session.selection import ABOUT, Ref, card_ref, cell_ref
from jmapdesk.ui.canvas.commands import add_from_handle
from jmapdesk.ui.canvas.folding import toggle_fold
from jmapdesk.ui.canvas.handles import Handle
from jmapdesk.ui.canvas.spoken import spoken
from jmapdesk.ui.canvas.subjects import subject
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.tools.reorder import reset_size
from jmapdesk.util.geometry import Rect
from tests.builders import small_map
from tests.ui.canvas.conftest import MakeView, on_card, on_cell, on_sheet
from tests.ui.canvas.hands import click, double_click, drag

Key = Qt.Key


class Capitals(QTranslator):
    """Writes all it is asked for in capitals, but for the places that are filled in later."""

    def translate(  # type: ignore[override] # the stubs have bytes
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return re.sub(r"(\{\w+\})|([^{}]+)", lambda m: m[1] or m[2].upper(), source)

    def isEmpty(self) -> bool:
        return False


@pytest.fixture(autouse=True)
def _foreign(qapp: QApplication) -> Iterator[None]:
    translator = Capitals()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def is_said(words: str) -> bool:
    """Whether all words went through the translator."""
    return bool(words) and not re.search("[a-z]", words)


def numbered() -> JourneyMap:
    """The small map with no small letter in anything that a person wrote, and a card of every kind."""
    journey = small_map()
    stages = {
        key: replace(stage, name=str(n), goal="", steps=tuple(Step(id=s.id, order=s.order) for s in stage.steps))
        for n, (key, stage) in enumerate(journey.stages.items())
    }
    cards = {key: replace(card, text="7", word="", channel="") for key, card in journey.cards.items()}
    personas = {key: replace(one, name="ADA") for key, one in journey.personas.items()}
    about = replace(journey.about, title="")
    journey = with_parts(journey, stages=stages, cards=cards, personas=personas, about=about)
    for kind in CARD_KINDS:
        if kind != "feeling":
            journey = add_card(journey, Place("pain", "p2"), lambda kind=kind: kind, kind, "8")
    for kind in LANE_KINDS:
        journey = add_lane(journey, kind, lambda kind=kind: f"lane-{kind}")
    journey = set_fields(
        journey, "pain_point", severity=3, owner="MIRA", moment="friction", check=True, note="9", personas=("ada",),
        links=(Link(target="X"),), channel="web",
    )  # fmt: skip
    journey = set_fields(journey, "opportunity", impact=0.9, effort=0.5, status="doing")
    journey = set_fields(journey, "touchpoint", sources=("talk",), moment="delight", channel="phone")
    journey = set_fields(journey, "action", moment="decision")
    journey = span_to(journey, "quote", "p3")
    journey = connect(journey, "c1", "quote", lambda: "a1")
    for n, kind in enumerate(("causes", "needs", "hands_off")):
        journey = connect(journey, "c1", "metric", lambda n=n: f"b{n}", kind)
    journey = convert_kind(journey, ["parked"], "quote")
    return fold(set_stage_fields(journey, "s2", collapsed=True), True, lanes=["lane-quotes"])


def test_all_that_is_spoken_of_things_is_translated(make_view: MakeView) -> None:
    layout = make_view(numbered()).layout_now
    journey = layout.journey
    refs = [ABOUT, *(card_ref(key) for key in journey.cards), *(Ref("lane", key) for key in journey.lanes)]
    refs += [Ref("stage", "s1"), Ref("stage", "s2"), Ref("step", "p1"), Ref("persona", "ada")]
    refs += [cell_ref("touch", "p1"), cell_ref("touch", "p2"), cell_ref("pain", "p2")]
    refs += [Ref("connection", key) for key in journey.connections]
    for ref in refs:
        told = spoken(layout, ref)
        assert is_said(told.name), told
        assert not told.about or is_said(told.about), told


def test_what_is_written_in_place_is_called_in_words_of_the_window(make_view: MakeView) -> None:
    layout = make_view(numbered()).layout_now
    refs = [ABOUT, *map(card_ref, ("c1", "f1", "metric", "image")), Ref("stage", "s1"), Ref("step", "p1"),
            Ref("connection", "a1")]  # fmt: skip
    for ref in refs:
        found = subject(layout, ref)
        assert found is not None
        assert is_said(found.label)
        assert not found.hint or is_said(found.hint)


def do_everything(view: MapView) -> None:
    """One of each edit that the canvas makes by itself."""
    viewport = view.viewport()
    view.selection.select(cell_ref("pain", "p2"))
    QTest.keyClick(view, "7")
    assert view.writer.editor is not None
    QTest.keyClick(view.writer.editor, Key.Key_Return)
    drag(viewport, on_card(view, "c2"), on_cell(view, "pain", "p3"))
    drag(viewport, on_card(view, "f1"), on_card(view, "f1") + QPoint(0, 40))
    double_click(viewport, on_cell(view, "feel", "p2"))
    view.finish_editing()
    for ref in (Ref("stage", "s1"), Ref("lane", "touch")):
        toggle_fold(view, ref)
        toggle_fold(view, ref)
    for hit in (Hit("lane_edge", "touch"), Hit("step_edge", "p1")):
        layout = view.layout_now
        at = on_sheet(view, layout.columns.label.cx, layout.tops[1]) if hit.kind == "lane_edge" else on_sheet(
            view, layout.columns.boxes[0].right, layout.step_row.cy)  # fmt: skip
        drag(viewport, at, at + (QPoint(0, 30) if hit.kind == "lane_edge" else QPoint(30, 0)))
        reset_size(view, hit)
    view.selection.select(Ref("stage", "s1"))
    drag(viewport, on_sheet(view, view.layout_now.columns.stages[1].x + 40, view.layout_now.header.cy),
         on_sheet(view, view.layout_now.columns.stages[0].x + 4, view.layout_now.header.cy))  # fmt: skip
    for kind in ("stage", "step"):
        after = "s1" if kind == "stage" else "p1"
        insertion = Insertion("stage" if kind == "stage" else "step", after, None, Rect(0, 0, 1, 1))
        add_from_handle(view, Handle(insertion, 0, 0))
        view.finish_editing()
    view.set_tool("curve")
    click(viewport, on_cell(view, "feel", "p3"))
    view.set_tool("select")
    for refs in ([card_ref("c1")], [Ref("stage", "s2")], [Ref("lane", "feel")], [card_ref("c2"), Ref("lane", "pain")]):
        view.selection.set(refs)
        view.delete_selected()
    view.writer.write(Ref("stage", "s1"))
    assert view.writer.editor is not None
    view.writer.editor.setPlainText("8")
    view.finish_editing()


def test_the_words_of_undo_are_translated(make_view: MakeView) -> None:
    view = make_view(zoom=0.8)
    do_everything(view)
    labels = view.document.undo_labels
    assert len(labels) > 12
    assert [label for label in labels if not is_said(label)] == []


def test_what_the_canvas_says_of_an_edit_is_translated(make_view: MakeView) -> None:
    view = make_view()
    said: list[str] = []
    view.failed.connect(said.append)
    view.show_only(Visibility(detail="titles"))
    toggle_fold(view, Ref("lane", "touch"))
    view.selection.select(Ref("lane", "touch"))
    view.delete_selected()
    assert len(said) == 2
    assert all(is_said(words) for words in said), said


def test_no_edit_of_the_window_is_named_by_plain_words() -> None:
    """Fields of the inspector are named by ``Page.run``, which translates; all others say what they did themselves."""
    folder = Path(ui.__file__).parent
    found = []
    for path in folder.rglob("*.py"):
        if "inspector" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            if node.func.attr in ("do", "begin", "attempt") and isinstance(node.args[0], ast.Constant | ast.JoinedStr):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []
