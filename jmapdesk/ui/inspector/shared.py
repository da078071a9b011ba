"""What the pages of several things have in common: fields of what they share, changed for all in one undo step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from jmapdesk.edit import cards, lanes, personas, stages, steps
from jmapdesk.layout.theme import STAGE_HUES
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Edit
from jmapdesk.session.selection import Ref, exists
from jmapdesk.ui.inspector.colour_field import ColourField
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.page import Desk, Form, Page
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.tiles import counted, plain_label

_ONE_BY_ONE: Mapping[str, Callable[..., JourneyMap]] = {
    "stage": stages.set_stage_fields,
    "step": steps.set_step_fields,
    "lane": lanes.set_lane_fields,
    "persona": personas.set_persona_fields,
}


class SharedPage(Page):
    """Several things. The key only tells one selection from the next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.refs: tuple[Ref, ...] = ()
        self._mixed: list[Callable[[], None]] = []

    def show_refs(self, refs: tuple[Ref, ...]) -> None:
        """Show these things."""
        self.refs = refs
        self.show_thing(key_of(refs))

    def record(self) -> tuple[Any, ...] | None:
        """The records of all that are still there; None for none."""
        journey = self.desk.journey
        kinds = {ref.kind for ref in self.refs}
        known: dict[str, Mapping[str, Any]] = {
            "card": journey.cards, "connection": journey.connections, "stage": journey.stages,
            "lane": journey.lanes, "persona": journey.personas,
        }  # fmt: skip
        if "step" in kinds:
            known["step"] = {column.step.id: column.step for column in queries.columns(journey)}
        found = (known.get(ref.kind, {}).get(ref.id) for ref in self.refs)
        return tuple(record for record in found if record is not None) or None

    def change(self, fields: dict[str, Any]) -> Edit:
        refs = self.refs

        def edit(journey: JourneyMap) -> JourneyMap:
            here = still_there(journey, refs)
            together = [ref.id for ref in here if ref.kind == "card"]
            if together:
                journey = cards.set_fields_of(journey, together, **fields)
            for ref in here:
                if ref.kind in _ONE_BY_ONE:
                    journey = _ONE_BY_ONE[ref.kind](journey, ref.id, **fields)
            return journey

        return edit

    def shared(
        self, form: Form, words: str, field: Field, name: str, empty: Any = None, top: int = 7,
        write: Callable[[Any], Edit] | None = None, wide: bool = False,
    ) -> None:  # fmt: skip
        """Bind a field that shows the value all share, and ``empty`` where they differ."""

        def read() -> Any:
            values = {getattr(one, name) for one in self.record() or ()}
            return values.pop() if len(values) == 1 else empty

        self.bind(form, words, field, name, read=read, top=top, write=write, wide=wide)
        self._mixed.append(lambda: field.tell_mixed(len({getattr(one, name) for one in self.record() or ()}) > 1))

    def before_loading(self, difference: Delta | None) -> None:
        for tell in self._mixed:
            tell()

    def for_all(self, words: str, label: str, edit: Callable[[JourneyMap, Iterable[str]], JourneyMap]) -> QPushButton:
        """A button that does something with all of them."""
        button = QPushButton(words)
        button.clicked.connect(lambda: self._do_with_all(label, edit))
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _do_with_all(self, label: str, edit: Callable[[JourneyMap, Iterable[str]], JourneyMap]) -> None:
        refs = self.refs
        self.run(label, lambda journey: edit(journey, [ref.id for ref in still_there(journey, refs)]))


class MixedPage(SharedPage):
    """Things of several kinds: how many of each, and the one field nearly all things have."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._title = self.heading("", "layers")
        self._kinds = plain_label("", "quiet")
        self.column.addWidget(self._kinds)
        self._form = self.form()
        self._colour = ColourField(STAGE_HUES, desk.tokens)
        self.bind(self._form, said("Colour"), self._colour, "colour", read=self._common_colour)
        self.column.addStretch(1)

    def before_loading(self, difference: Delta | None) -> None:
        super().before_loading(difference)
        here = still_there(self.desk.journey, self.refs)
        self._title.setText(filled("{n} things", n=len(here)))
        kinds = Counter(ref.kind for ref in here)
        self._kinds.setText(" · ".join(counted(n, *_COUNTED[kind]) for kind, n in kinds.most_common()))
        self._form.show_row(self._colour, not kinds.keys() & {"step", "connection"})

    def _common_colour(self) -> str | None:
        values = {getattr(one, "colour", "") for one in self.record() or ()}
        return values.pop() if len(values) == 1 else None


_COUNTED = {
    "card": ("{n} card", "{n} cards"),
    "connection": ("{n} connection", "{n} connections"),
    "stage": ("{n} stage", "{n} stages"),
    "step": ("{n} step", "{n} steps"),
    "lane": ("{n} lane", "{n} lanes"),
    "persona": ("{n} persona", "{n} personas"),
}


def key_of(refs: Iterable[Ref]) -> str:
    """What tells one selection of several things from the next."""
    return " ".join(f"{ref.kind}:{ref.id}:{ref.step}" for ref in refs)


def still_there(journey: JourneyMap, refs: Iterable[Ref]) -> list[Ref]:
    """The things that the map still has."""
    return [ref for ref in refs if exists(journey, ref)]
