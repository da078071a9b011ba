"""The pages of several stages, steps or lanes: what they share, changed for all of them in one undo step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from jmapdesk.edit import lanes, stages, steps
from jmapdesk.layout.theme import STAGE_HUES
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Edit
from jmapdesk.session.selection import Ref, exists
from jmapdesk.ui.inspector.choice_fields import SwitchField
from jmapdesk.ui.inspector.colour_field import ColourField
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.page import Desk, Page
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.text_fields import NumberField

ONE_BY_ONE: Mapping[str, Callable[..., JourneyMap]] = {
    "stage": stages.set_stage_fields,
    "step": steps.set_step_fields,
    "lane": lanes.set_lane_fields,
}
_DELETE: Mapping[str, Callable[[JourneyMap, Iterable[str]], JourneyMap]] = {
    "stage": stages.delete_stages,
    "step": steps.delete_steps,
    "lane": lanes.delete_lanes,
}
_HEADINGS = {"stage": ("{n} stages", "columns-3"), "step": ("{n} steps", "rows-3"), "lane": ("{n} lanes", "rows-3")}
_WORDS = {
    "stage": ("Delete these stages", "Delete stages"),
    "step": ("Delete these steps", "Delete steps"),
    "lane": ("Delete these lanes", "Delete lanes"),
}


class SeveralPage(Page):
    """Several stages, steps or lanes. The key only tells one selection from the next."""

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__(desk)
        self._kind = kind
        self._ids: tuple[str, ...] = ()
        words, icon = _HEADINGS[kind]
        self._heading = words
        self._title = self.heading("", icon)
        form = self.form()
        for name, (label, field, empty) in self._fields().items():
            self.bind(form, label, field, name, read=self._common(name, empty))
        self.rule()
        button = QPushButton(said(_WORDS[kind][0]))
        button.setObjectName("danger")
        button.clicked.connect(self._delete)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _fields(self) -> dict[str, tuple[str, Field, Any]]:
        """The fields such things share: words, field, and the value shown where they differ."""
        tokens = self.desk.tokens
        match self._kind:
            case "step":
                return {"width": (said("Width"), NumberField(0.5, 6, placeholder=said("Several")), None)}
            case "lane":
                return {
                    "colour": (said("Colour"), ColourField(STAGE_HUES, tokens), ""),
                    "height": (said("Least height"), NumberField(24, 2000, placeholder=said("Several")), None),
                    "hidden": (said("Hidden"), SwitchField(tokens), False),
                }
        return {"colour": (said("Colour"), ColourField(STAGE_HUES, tokens), "")}

    def show_several(self, ids: tuple[str, ...]) -> None:
        """Show these."""
        self._ids = ids
        self.show_thing(" ".join(ids))

    def record(self) -> tuple[Any, ...] | None:
        """All that are still there."""
        journey = self.desk.journey
        found: Iterable[Any]
        if self._kind == "step":
            by_id = {column.step.id: column.step for column in queries.columns(journey)}
            found = (by_id[key] for key in self._ids if key in by_id)
        else:
            known: Mapping[str, Any] = journey.stages if self._kind == "stage" else journey.lanes
            found = (known[key] for key in self._ids if key in known)
        return tuple(found) or None

    def change(self, fields: dict[str, Any]) -> Edit:
        ids, kind = self._ids, self._kind
        given = {name: float(v) if name in ("width", "height") and v is not None else v for name, v in fields.items()}
        if given.get("width", 1) is None:  # nothing written: the widths stay as different as they are
            return lambda journey: journey

        def edit(journey: JourneyMap) -> JourneyMap:
            for key in self._known(journey, ids):
                journey = ONE_BY_ONE[kind](journey, key, **given)
            return journey

        return edit

    def before_loading(self, difference: Delta | None) -> None:
        self._title.setText(filled(self._heading, n=len(self.record() or ())))

    def _common(self, name: str, empty: Any) -> Callable[[], Any]:
        def read() -> Any:
            values = [getattr(one, name) for one in self.record() or ()]
            return values[0] if values and all(value == values[0] for value in values) else empty

        return read

    def _known(self, journey: JourneyMap, ids: Iterable[str]) -> list[str]:
        kind: Any = self._kind
        return [key for key in ids if exists(journey, Ref(kind, key))]

    def _delete(self) -> None:
        ids, delete = self._ids, _DELETE[self._kind]
        self.run(_WORDS[self._kind][1], lambda journey: delete(journey, self._known(journey, ids)))
