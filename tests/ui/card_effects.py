"""What the actions that rearrange cards do, for the test of the table of actions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QTextCursor

from jmapdesk.edit.cards import set_text
from jmapdesk.model import queries
from jmapdesk.session.selection import card_ref, cell_ref
from tests.ui.bench import Bench


def split(bench: Bench, name: str, _folder: Path) -> bool:
    """A card is parted at the cursor, once it is written on."""
    bench.selection.select(card_ref("c1"))
    bench.trigger(name)  # not written on yet: that begins
    assert bench.window.view.writer.editor is not None
    bench.window.view.writer.editor.setPlainText("Poster here")
    bench.window.view.writer.editor.moveCursor(QTextCursor.MoveOperation.NextWord)
    bench.trigger(name)
    return [card.text for card in queries.cell_cards(bench.journey, "touch", "p1")][:2] == ["Poster", "here"]


def join(bench: Bench, name: str, _folder: Path) -> bool:
    """Two cards become one."""
    bench.selection.set([card_ref("c1"), card_ref("c2")])
    bench.trigger(name)
    return bench.journey.cards["c1"].text == "Poster\nWeb site"


def gather(bench: Bench, name: str, _folder: Path) -> bool:
    """An order is suggested."""
    for key, text in (("c1", "Form too long"), ("c2", "Forms")):
        bench.document.do("Edit", lambda m, key=key, text=text: set_text(m, key, text))
    bench.selection.select(card_ref("c1"))
    bench.trigger(name)
    return bench.window.rearranging.gatherer.isVisible()


def bring_back(bench: Bench, name: str, _folder: Path) -> bool:
    """Words that Esc dropped are a card."""
    bench.selection.select(cell_ref("pain", "p2"))
    bench.keys("F2")
    bench.type("Queue")
    bench.keys("Esc")
    gone = not queries.cell_cards(bench.journey, "pain", "p2")
    bench.trigger(name)
    return gone and [card.text for card in queries.cell_cards(bench.journey, "pain", "p2")] == ["Queue"]
