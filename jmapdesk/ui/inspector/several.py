"""The pages of several stages, steps or lanes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jmapdesk.edit import lanes, stages, steps
from jmapdesk.layout.theme import STAGE_HUES
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Edit
from jmapdesk.ui.inspector.choice_fields import SwitchField
from jmapdesk.ui.inspector.colour_field import ColourField
from jmapdesk.ui.inspector.page import Desk, Form
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.shared import SharedPage
from jmapdesk.ui.inspector.text_fields import LineField, NumberField

_DELETE: Mapping[str, Callable[[JourneyMap, Iterable[str]], JourneyMap]] = {
    "stage": stages.delete_stages,
    "step": steps.delete_steps,
    "lane": lanes.delete_lanes,
}
_WORDS = {
    "stage": ("{n} stages", "columns-3", "Delete these stages", "Delete stages"),
    "step": ("{n} steps", "rows-3", "Delete these steps", "Delete steps"),
    "lane": ("{n} lanes", "rows-3", "Delete these lanes", "Delete lanes"),
}
"""For each kind its heading, icon, button, and the label of its undo step."""


class SeveralPage(SharedPage):
    """Several stages, steps or lanes."""

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__(desk)
        self._heading, icon, button, label = _WORDS[kind]
        self._title = self.heading("", icon)
        form = self.form()
        if kind == "step":
            self._step_fields(form)
        else:
            none = said("The theme’s next colour") if kind == "stage" else said("The kind’s own colour")
            colour = ColourField(STAGE_HUES, desk.tokens, none)
            self.shared(form, said("Colour"), colour, "colour")
        if kind == "lane":
            height = NumberField(24, 2000, placeholder=said("By its cards"))
            self.shared(form, said("Least height"), height, "height", write=self._with_number("height"))
            self.shared(form, said("Hidden"), SwitchField(desk.tokens), "hidden", top=4)
        self.rule()
        self.for_all(said(button), label, _DELETE[kind]).setObjectName("danger")
        self.column.addStretch(1)

    def _step_fields(self, form: Form) -> None:
        self.shared(form, said("Time"), LineField(said("Day 3, 09:30…"), 200), "time", empty="")
        width = NumberField(0.5, 6, placeholder="1")
        self.shared(form, said("Width"), width, "width", write=self._with_width)

    def _with_number(self, name: str) -> Callable[[Any], Edit]:
        return lambda value: self.change({name: None if value is None else float(value)})

    def _with_width(self, value: Any) -> Edit:
        if value is None:  # a step has some width: while nothing is written they stay as different as they are
            return lambda journey: journey
        return self.change({"width": float(value)})

    def before_loading(self, difference: Delta | None) -> None:
        super().before_loading(difference)
        self._title.setText(filled(self._heading, n=len(self.record() or ())))
