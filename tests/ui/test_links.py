"""Opening what cards point to: by Ctrl and a click, from menus, by keys, from the inspector; missing ones are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMenu

from jmapdesk.edit.cards import set_fields
from jmapdesk.model.journey import with_parts
from jmapdesk.model.records import Link
from jmapdesk.session.selection import card_ref
from jmapdesk.storage.files import save_map
from tests.builders import small_map
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench

CONTROL = Qt.KeyboardModifier.ControlModifier
PAGE = "https://example.org/hours"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the desktop was asked to open."""
    asked: list[str] = []

    def open_it(url: QUrl) -> bool:
        asked.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(open_it))
    return asked


def link(bench: Bench, *links: Link, text: str = "Poster") -> None:
    """Have a card point somewhere."""
    bench.document.do("Link", lambda m: set_fields(m, "c1", links=links, text=text))


def mark(bench: Bench) -> QPoint:
    """The middle of the card's mark in the viewport."""
    layout = bench.window.view.layout_now
    rect = layout.card_rect("c1")
    [plan] = [one.plan for box in layout.lanes for cell in box.cells for one in cell if one.card.id == "c1"]
    assert rect is not None
    assert plan.link is not None
    return bench.window.view.camera.to_view(plan.link.moved(rect.x, rect.y)).center().toPoint()


def message(bench: Bench) -> str:
    return bench.window.status._message.text()


def test_control_and_a_click_on_the_mark_opens(bench: Bench, opened: list[str]) -> None:
    link(bench, Link(target=PAGE))
    viewport = bench.window.view.viewport()
    QTest.mouseClick(viewport, LEFT, CONTROL, mark(bench))
    assert opened == [PAGE]
    QTest.mouseClick(viewport, LEFT, Qt.KeyboardModifier.NoModifier, mark(bench))
    assert bench.selection.refs == (card_ref("c1"),)
    assert opened == [PAGE], "a plain click selects"


def test_control_and_a_click_on_an_address_in_the_words_opens(bench: Bench, opened: list[str]) -> None:
    link(bench, text=f"See the hours at {PAGE} before you leave the house and go")
    view = bench.window.view
    rect = view.layout_now.card_rect("c1")
    assert rect is not None
    area = view.camera.to_view(rect)
    hits = misses = 0
    for x in range(round(area.left()) + 20, round(area.right()) - 16, 9):
        for y in range(round(area.top()) + 14, round(area.bottom()) - 4, 12):
            before = len(opened)
            QTest.mouseClick(view.viewport(), LEFT, CONTROL, QPoint(x, y))
            hits += len(opened) > before
            misses += len(opened) == before
    assert set(opened) == {PAGE}
    assert hits > 3
    assert misses > 3, "other words are no link"


def test_several_targets_are_asked_about(bench: Bench, opened: list[str]) -> None:
    link(bench, Link(target=PAGE, label="Hours"), Link(target="mailto:ada@example.org"))
    bench.selection.select(card_ref("c1"))
    bench.trigger("open_link")
    [menu] = [one for one in bench.window.findChildren(QMenu) if one.isVisible()]
    assert [entry.text() for entry in menu.actions()] == ["Hours", "mailto:ada@example.org"]
    menu.actions()[1].trigger()
    assert opened == ["mailto:ada@example.org"]
    menu.close()


def test_the_menu_of_a_card_holds_its_links(bench: Bench, opened: list[str]) -> None:
    link(bench, Link(target=PAGE, label="Hours & places"))
    menu = bench.window.links.menu(bench.journey, card_ref("c1"))
    assert menu is not None
    [entry] = menu.actions()
    assert entry.text() == "Hours && places"
    entry.trigger()
    assert opened == [PAGE]
    assert bench.window.links.menu(bench.journey, card_ref("c2")) is None


def test_the_inspector_opens_a_link(bench: Bench, opened: list[str]) -> None:
    link(bench, Link(target=PAGE))
    bench.selection.select(card_ref("c1"))
    buttons = bench.window.inspector.findChildren(QAbstractButton)
    [button] = [one for one in buttons if one.toolTip() == "Open this link" and one.isVisible()]
    button.click()  # it lies below what fits into the window
    assert opened == [PAGE]


def test_a_card_without_links_says_so(bench: Bench, opened: list[str]) -> None:
    bench.selection.select(card_ref("c2"))
    bench.trigger("open_link")
    assert "points nowhere" in message(bench)
    assert not opened


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (Link(target="javascript:alert(1)"), "no page and no mailbox"),
        (Link(kind="file", target="docs/plan.pdf"), "save it first"),
        (Link(kind="file", target="/nowhere/plan.pdf"), "any more"),
        (Link(kind="map", target="nowhere"), "opened lately"),
    ],
)
def test_what_cannot_be_opened_is_said(one: Link, said: str, bench: Bench, opened: list[str]) -> None:
    link(bench, one)
    bench.selection.select(card_ref("c1"))
    bench.trigger("open_link")
    assert said in message(bench)
    assert not opened


def test_a_file_beside_the_map_is_handed_to_the_desktop(
    open_bench: OpenBench, opened: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "plan.pdf").write_bytes(b"%PDF")
    bench = open_bench(path)
    link(bench, Link(kind="file", target="docs/plan.pdf"))
    bench.selection.select(card_ref("c1"))
    bench.trigger("open_link")
    assert opened == [QUrl.fromLocalFile(str(tmp_path / "docs" / "plan.pdf")).toString()]


def test_a_link_to_a_card_of_another_map_goes_there(open_bench: OpenBench, tmp_path: Path) -> None:
    other = with_parts(small_map(), id="joining")
    save_map(other, tmp_path / "joining.jmap", None)
    save_map(small_map(), tmp_path / "map.jmap", None)
    bench = open_bench(tmp_path / "map.jmap")
    link(bench, Link(kind="map", target="joining", card="c2"))
    bench.selection.select(card_ref("c1"))
    bench.trigger("open_link")
    assert bench.journey.id == "joining"
    assert bench.selection.primary == card_ref("c2")
    first = bench.keeper.windows[0]
    first.document.do("Link", lambda m: set_fields(m, "c1", links=(Link(kind="map", target="joining", card="no"),)))
    first.actions_by_name["open_link"].trigger()
    assert len(bench.keeper.windows) == 2, "an open map is raised"
    assert "no longer in this map" in message(bench)


def test_a_link_to_a_card_of_the_same_map_goes_there(bench: Bench) -> None:
    link(bench, Link(kind="map", target=bench.journey.id, card="c2"))
    bench.selection.select(card_ref("c1"))
    bench.trigger("open_link")
    assert bench.selection.primary == card_ref("c2")
