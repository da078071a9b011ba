"""How one window looks at its map: the view that is chosen, what is hidden here, how much detail. Never the map itself.

Lanes are hidden in the map while no view is chosen, as one undo step; with a view chosen, and for stages always, hiding
is this window's alone until it is saved in a view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from jmapdesk.edit.folding import fold
from jmapdesk.edit.lanes import set_lane_fields
from jmapdesk.edit.views import add_view, delete_view, rename_view, set_view_fields
from jmapdesk.insight.filters import NOTHING_WANTED, filter_of
from jmapdesk.insight.views import offered
from jmapdesk.layout.visibility import DETAILS, EVERYTHING, Visibility, visibility_of
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.record import replace as with_fields
from jmapdesk.model.records import View
from jmapdesk.session.document import added
from jmapdesk.session.selection import Ref
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.commands import spot_of
from jmapdesk.ui.name_dialog import ask_name

DETAIL_WORDS = {"titles": "Titles only", "key": "Key cards", "all": "All cards"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("looking", text)


class Looking(QObject):
    """What shows in one window."""

    changed = Signal()

    def __init__(self, view: MapView, owner: QWidget) -> None:
        super().__init__(owner)
        self._view, self._owner = view, owner
        self._document, self._selection = view.document, view.selection
        self._named = ""
        self._offered: View | None = None
        view.document.changed.connect(self._followed)
        view.filter_changed.connect(self.changed)
        view.all_wanted.connect(self.unfiltered)

    @property
    def shown(self) -> Visibility:
        """What is left out here."""
        return self._view.layout_now.shown

    @property
    def view(self) -> View | None:
        """The view that is chosen: a saved or an offered one."""
        return self._document.journey.views.get(self._named) or self._offered

    @property
    def is_saved(self) -> bool:
        """Whether a saved view is chosen."""
        return self._named in self._document.journey.views

    @property
    def is_changed(self) -> bool:
        """Whether something else shows than the chosen view has."""
        view = self.view
        if view is None:
            return False
        kept, shown = visibility_of(view), self.shown
        same = kept.detail == shown.detail and self._left_out(kept) == self._left_out(shown)
        return not same or filter_of(view.filters) != self._view.wanted

    @property
    def is_whole(self) -> bool:
        """Whether everything of the map shows here that it does not hide itself."""
        plain = replace(self.shown, also=frozenset()) == EVERYTHING
        return plain and self.view is None and not self._view.wanted

    @property
    def hidden(self) -> list[Ref]:
        """The stages and lanes that are not on the sheet, in their order."""
        return self._left_out(self.shown)

    def _left_out(self, shown: Visibility) -> list[Ref]:
        journey = self._document.journey
        stages = [Ref("stage", stage.id) for stage in queries.stages(journey) if stage.id in shown.stages]
        return stages + [Ref("lane", lane.id) for lane in queries.lanes(journey) if not shown.shows_lane(lane)]

    def words(self) -> str:
        """What shows, in a few words."""
        parts = []
        if self.view is not None:
            name = self.view.name
            parts.append(_tr("{view} (changed)").replace("{view}", name) if self.is_changed else name)
        if self.shown.detail != "all":
            parts.append(_tr(DETAIL_WORDS[self.shown.detail]))
        for kind, one, many in (
            ("stage", _tr("1 stage hidden"), _tr("{n} stages hidden")),
            ("lane", _tr("1 lane hidden"), _tr("{n} lanes hidden")),
        ):
            n = sum(1 for ref in self.hidden if ref.kind == kind)
            if n:
                parts.append(one if n == 1 else many.replace("{n}", str(n)))
        return " · ".join(parts) or _tr("Whole map")

    # --- looking otherwise --------------------------------------------------------------------------------------

    def look(self, shown: Visibility) -> None:
        """Show this of the map; what is hidden by it is selected no longer."""
        self._view.show_only(shown)
        self._view.drop_hidden()
        self.changed.emit()

    def choose(self, view: View | None) -> None:
        """Look through a view, saved or offered; None shows the whole map."""
        saved = view is not None and view.id in self._document.journey.views
        self._named, self._offered = (view.id, None) if view is not None and saved else ("", view)
        self._view.filter_by(NOTHING_WANTED if view is None else filter_of(view.filters))
        self.look(EVERYTHING if view is None else visibility_of(view))

    def unfiltered(self) -> None:
        """All cards were asked for: a view that was no more than a filter is left with it."""
        if self.view is not None and replace(self.shown, also=frozenset()) == EVERYTHING:
            self.choose(None)

    def set_detail(self, detail: str) -> None:
        """Show more or less of the cards."""
        self.look(replace(self.shown, detail=detail, also=frozenset()))

    def hide_stages(self) -> None:
        """Hide the selected stages, or that of what is selected, in this window."""
        spots = [spot_of(self._document.journey, ref).stage for ref in self._selection.refs]
        ids = frozenset(key for key in spots if key is not None)
        shown = [box.stage.id for box in self._view.layout_now.columns.stages]
        if ids.issuperset(shown):
            self._view.failed.emit(_tr("One stage must show: hide others."))
        elif ids:
            self.look(replace(self.shown, stages=self.shown.stages | ids))

    def hide_lanes(self) -> None:
        """Hide the selected lanes, or that of what is selected: in the map, or in the view that is chosen."""
        spots = [spot_of(self._document.journey, ref).lane for ref in self._selection.refs]
        ids = list(dict.fromkeys(key for key in spots if key is not None))
        if not ids:
            return
        if self.view is not None:
            self.look(replace(self.shown, lanes=self.shown.lanes | frozenset(ids)))
            return
        self._hide_in_map(_tr("Hide lane"), ids, True)

    def show(self, ref: Ref) -> None:
        """Bring back a hidden stage or lane, select it and look at it."""
        shown = self.shown
        if ref.kind == "stage":
            self.look(replace(shown, stages=shown.stages - {ref.id}))
        else:
            if ref.id in shown.lanes:
                self.look(replace(shown, lanes=shown.lanes - {ref.id}))
            self._hide_in_map(_tr("Show lane"), [ref.id], False)
        self._selection.select(ref)
        self._view.reveal(ref)

    def show_hidden(self) -> None:
        """Bring back every hidden stage and lane."""
        self.look(replace(self.shown, stages=frozenset(), lanes=frozenset()))
        lanes = [lane.id for lane in self._document.journey.lanes.values() if lane.hidden]
        self._hide_in_map(_tr("Show all lanes"), lanes, False)

    def bring_out(self, ref: Ref, opening: bool = False) -> str:
        """Make a card show that is left out here; says so where something else shows again with it.

        With ``opening`` the stage or lane it is counted in is opened too.
        """
        journey, layout = self._document.journey, self._view.layout_now
        card = journey.cards.get(ref.id) if ref.kind == "card" else None
        if card is None or card.lane is None or card.step is None or layout.card_rect(card.id) is not None:
            return ""
        stage, lane = queries.stage_of_step(journey, card.step), journey.lanes[card.lane]
        if lane.hidden:
            return _tr("The lane it stands in is hidden.")
        stages = frozenset((stage.id,)) if stage is not None else frozenset()
        left_out = layout.summary_rect(card.id) is None
        if left_out or (opening and self.shown.detail == "titles"):
            shown = self.shown
            detail = "key" if shown.detail == "titles" else shown.detail
            self.look(Visibility(shown.stages - stages, shown.lanes - {lane.id}, detail, shown.also | {card.id}))
        folded = [key for key in stages if journey.stages[key].collapsed]
        if opening and (folded or lane.collapsed):
            self._view.attempt(_tr("Open"), lambda m: fold(m, False, stages=folded, lanes=[lane.id]))
        return _tr("It did not show here; now it does.") if left_out else ""

    # --- saved views --------------------------------------------------------------------------------------------

    def save_view(self) -> None:
        """Save what shows now under a name that is asked for, and choose it."""
        suggested = self._offered.name if self._offered is not None else ""
        name = ask_name(self._owner, _tr("Save this view"), _tr("What shows now can be chosen again by this name."),
                        suggested)  # fmt: skip
        if name is None:
            return
        fields = self.fields()
        difference = self._view.attempt(
            _tr("Save view"), lambda m: add_view(m, self._document.new_id, name, **fields)
        )
        for key in added(difference, "views") if difference else []:
            self._named, self._offered = key, None
            self.changed.emit()

    def update_view(self) -> None:
        """Let the chosen view show what shows now."""
        key, fields = self._named, self.fields()
        self._view.attempt(_tr("Change view"), lambda m: set_view_fields(m, key, **fields))
        self.changed.emit()

    def rename_view(self) -> None:
        """Give the chosen view another name, which is asked for."""
        view = self.view
        if view is None:
            return
        name = ask_name(self._owner, _tr("Rename this view"), "", view.name)
        if name is not None:
            self._view.attempt(_tr("Rename view"), lambda m: rename_view(m, view.id, name))
            self.changed.emit()

    def delete_view(self) -> None:
        """Delete the chosen view; what shows stays as it is."""
        key = self._named
        self._view.attempt(_tr("Delete view"), lambda m: delete_view(m, key))

    def fields(self) -> dict[str, Any]:
        """What shows now, as a view keeps it."""
        hidden = self.hidden
        return {
            "hidden_stages": tuple(ref.id for ref in hidden if ref.kind == "stage"),
            "hidden_lanes": tuple(ref.id for ref in hidden if ref.kind == "lane"),
            "filters": self._view.wanted.as_dict(),
            "detail": self.shown.detail,
        }

    def state(self) -> dict[str, bool]:
        """What actions may need."""
        return {"view": self.is_saved, "hidden": bool(self.hidden)}

    def tick(self, actions: Mapping[str, QAction]) -> None:
        """Tick the actions of what shows."""
        for detail in DETAILS:
            actions[f"detail_{detail}"].setChecked(self.shown.detail == detail)
        actions["whole_map"].setChecked(self.is_whole)

    # --- for the window -----------------------------------------------------------------------------------------

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What the actions of the table do."""
        return {
            "hide_stage": self.hide_stages,
            "hide_lane": self.hide_lanes,
            "show_hidden": self.show_hidden,
            **{f"detail_{detail}": partial(self.set_detail, detail) for detail in DETAILS},
            "whole_map": partial(self.choose, None),
            "save_view": self.save_view,
            "update_view": self.update_view,
            "rename_view": self.rename_view,
            "delete_view": self.delete_view,
        }

    def offers(self) -> list[View]:
        """The views that are offered for this map."""
        return [with_fields(view, name=_tr(view.name)) for view in offered(self._document.journey)]

    def _hide_in_map(self, label: str, ids: list[str], hidden: bool) -> None:
        def edit(journey: JourneyMap) -> JourneyMap:
            for key in ids:
                journey = set_lane_fields(journey, key, hidden=hidden)
            return journey

        self._view.attempt(label, edit)

    def _followed(self, difference: Delta) -> None:
        if any(change.collection in ("lanes", "stages", "views") for change in difference.changes):
            if self._named and not self.is_saved:
                self._named = ""
            if any(change.collection == "lanes" for change in difference.changes):
                self._view.drop_hidden()
            self.changed.emit()
