"""What the actions that open links and persona pages bring about."""

from __future__ import annotations

from pathlib import Path

from jmapdesk.edit.cards import set_fields
from jmapdesk.model.records import Link
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.persona_window import PersonaWindow
from tests.ui.bench import Bench


def open_link(bench: Bench, name: str, _folder: Path) -> bool:
    here = Link(kind="map", target=bench.journey.id, card="c2")
    bench.document.do("Link", lambda m: set_fields(m, "c1", links=(here,)))
    bench.selection.select(card_ref("c1"))
    bench.trigger(name)
    return bench.selection.primary == card_ref("c2")


def persona_pages(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return any(found.isVisible() for found in bench.window.findChildren(PersonaWindow))
