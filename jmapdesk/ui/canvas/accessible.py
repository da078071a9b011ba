"""The map for screen readers: every stage, lane, cell and card is an object with a name, a place and a state.

A graphics scene says nothing by itself. Here the view answers for what it shows: its children are the title, the
personas, the stages and the lanes; a lane's children are its cards and empty cells in reading order. They are made when
somebody asks and looked up by what they stand for, so nothing is made for a map that nobody listens to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, QRectF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget

from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model.delta import Delta
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.session.selection import ABOUT, Ref, card_ref, cell_ref, exists
from jmapdesk.ui.canvas.commands import ref_of
from jmapdesk.ui.canvas.overlays import rect_of
from jmapdesk.ui.canvas.spoken import place_words, spoken

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

_ROLES = {
    "card": QAccessible.Role.ListItem,
    "connection": QAccessible.Role.Graphic,
    "cell": QAccessible.Role.Cell,
    "stage": QAccessible.Role.ColumnHeader,
    "step": QAccessible.Role.ColumnHeader,
    "lane": QAccessible.Role.List,
    "persona": QAccessible.Role.StaticText,
    "about": QAccessible.Role.Heading,
}


def top_things(layout: MapLayout) -> list[Ref]:
    """What stands right on the sheet: the title, personas, stages, lanes."""
    personas = [Ref("persona", block.element) for block in layout.personas]
    stages = [Ref("stage", box.stage.id) for box in layout.columns.stages]
    return [ABOUT, *personas, *stages, *(Ref("lane", box.lane.id) for box in layout.lanes)]


def things_in(layout: MapLayout, ref: Ref) -> list[Ref]:
    """What a stage or lane holds: steps; cards and empty cells in reading order."""
    if ref.kind == "stage":
        return [Ref("step", box.step.id) for box in layout.columns.boxes if box.stage.id == ref.id and not box.folded]
    index = layout.lane_index(ref.id) if ref.kind == "lane" else None
    if index is None or card_kind_of(layout.lanes[index].lane.kind) is None:
        return []
    found: list[Ref] = []
    lane = layout.lanes[index]
    for box, members, cell in zip(layout.columns.boxes, lane.members, lane.cells, strict=True):
        shown = {one.card.id for one in cell}
        found += [card_ref(card.id) for card in members if card.id in shown]
        if not members and not box.folded and not lane.folded:
            found.append(cell_ref(ref.id, box.step.id))
    return found


def holder_of(layout: MapLayout, ref: Ref) -> Ref | None:
    """What a thing lies in; None for what stands right on the sheet."""
    match ref.kind:
        case "card":
            card = layout.journey.cards.get(ref.id)
            return Ref("lane", card.lane) if card is not None and card.lane else None
        case "cell":
            return Ref("lane", ref.id)
        case "step":
            place = layout.columns.place_of.get(ref.id)
            return Ref("stage", layout.columns.boxes[place].stage.id) if place is not None else None
    return None


class Thing(QObject):
    """Stands for one thing on the map, because accessible objects are known by a QObject."""

    def __init__(self, map_of: Things, ref: Ref) -> None:
        super().__init__(map_of)
        self.map_of, self.ref = map_of, ref
        self.spoken: QAccessibleInterface | None = None


class Things(QObject):
    """The things of one view that somebody has asked for, and what is told about them."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.view = view
        self.spoken: QAccessibleInterface | None = None
        self._known: dict[Ref, Thing] = {}
        view.selection.changed.connect(self._selected)
        view.document.changed.connect(self._changed)
        view.failed.connect(self.announce)

    def close(self) -> None:
        """Say no more."""
        self.view.selection.changed.disconnect(self._selected)
        self.view.document.changed.disconnect(self._changed)

    def interface(self, ref: Ref) -> QAccessibleInterface | None:
        """The accessible object of a thing."""
        thing = self._known.get(ref)
        if thing is None:
            thing = self._known[ref] = Thing(self, ref)
        return QAccessible.queryAccessibleInterface(thing)

    def speak_focus(self) -> None:
        """Tell where the keyboard is on the map."""
        primary = self.view.selection.primary
        if primary is None or not QAccessible.isActive() or not self.view.hasFocus():
            return
        self.interface(primary)
        QAccessible.updateAccessibility(QAccessibleEvent(self._known[primary], QAccessible.Event.Focus))

    def announce(self, words: str) -> None:
        """Have something read out that is no thing on the map."""
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, words))

    def _selected(self, _refs: tuple[Ref, ...]) -> None:
        self.speak_focus()

    def _changed(self, difference: Delta) -> None:
        if not self._known and not QAccessible.isActive():
            return
        journey = self.view.document.journey
        for ref in [ref for ref in self._known if not exists(journey, ref)]:
            self._known.pop(ref).deleteLater()
        if not self.view.mouse.is_dragging:
            self._tell_moves(difference)

    def _tell_moves(self, difference: Delta) -> None:
        primary = self.view.selection.primary
        for change in difference.touched("cards"):
            before, after = change.before, change.after
            if before is None or after is None or primary != card_ref(change.id):
                continue
            stood, stands = ((one.lane, one.step, one.to_step, one.order) for one in (before, after))
            if stood != stands:
                where = place_words(self.view.layout_now, after)
                self.announce(_tr("Moved to {place}").replace("{place}", where))
            elif before.score != after.score:
                self.announce(spoken(self.view.layout_now, card_ref(change.id)).name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def _or_none(found: QAccessibleInterface | None) -> QAccessibleInterface:
    """What Qt is answered. None is a good answer, "nothing there"; the types of PySide6 leave that out."""
    return cast(QAccessibleInterface, found)


class _SpokenMap(QAccessibleWidget):
    """The view itself."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view, QAccessible.Role.Table, _tr("Map"))
        self._view = view

    def childCount(self) -> int:
        return len(top_things(self._view.layout_now))

    def child(self, index: int) -> QAccessibleInterface:
        refs = top_things(self._view.layout_now)
        return _or_none(self._view.things.interface(refs[index]) if 0 <= index < len(refs) else None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _place_of(child, top_things(self._view.layout_now))

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        at = self._view.viewport().mapFromGlobal(QPoint(x, y))
        ref = ref_of(self._view.hit_at(at.toPointF())) if self._view.viewport().rect().contains(at) else None
        return _or_none(self._view.things.interface(ref) if ref is not None else None)

    def focusChild(self) -> QAccessibleInterface:
        primary = self._view.selection.primary
        editor = self._view.writer.editor
        if editor is not None and editor.hasFocus():
            return _or_none(QAccessible.queryAccessibleInterface(editor))
        return _or_none(self._view.things.interface(primary) if primary is not None and self._view.hasFocus() else None)

    def text(self, kind: QAccessible.Text) -> str:
        layout = self._view.layout_now
        if kind == QAccessible.Text.Name:
            return spoken(layout, ABOUT).name
        if kind == QAccessible.Text.Description:
            words = _tr("{stages} stages, {lanes} lanes, {cards} cards")
            counts = {"{stages}": layout.journey.stages, "{lanes}": layout.lanes, "{cards}": layout.journey.cards}
            for mark, counted in counts.items():
                words = words.replace(mark, str(len(counted)))
            return words
        return super().text(kind)


class _SpokenThing(QAccessibleObject):
    """A stage, lane, cell, card… of the map."""

    def __init__(self, thing: Thing) -> None:
        super().__init__(thing)
        self._things, self.ref = thing.map_of, thing.ref

    @property
    def _layout(self) -> MapLayout:
        return self._things.view.layout_now

    def window(self) -> QWindow:
        return self._things.view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        holder = holder_of(self._layout, self.ref)
        if holder is None:
            return _or_none(QAccessible.queryAccessibleInterface(self._things.view))
        return _or_none(self._things.interface(holder))

    def childCount(self) -> int:
        return len(things_in(self._layout, self.ref))

    def child(self, index: int) -> QAccessibleInterface:
        refs = things_in(self._layout, self.ref)
        return _or_none(self._things.interface(refs[index]) if 0 <= index < len(refs) else None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _place_of(child, things_in(self._layout, self.ref))

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        refs = things_in(self._layout, self.ref)
        found = (self._things.interface(ref) for ref in refs)
        return _or_none(next((one for one in found if one is not None and one.rect().contains(x, y)), None))

    def role(self) -> QAccessible.Role:
        return _ROLES[self.ref.kind]

    def rect(self) -> QRect:
        view, rect = self._things.view, rect_of(self._layout, self.ref)
        if rect is None:
            return QRect()
        shown: QRectF = view.camera.to_view(rect)
        return shown.toRect().translated(view.viewport().mapToGlobal(QPoint(0, 0)))

    def state(self) -> QAccessible.State:
        view, state = self._things.view, QAccessible.State()
        state.focusable = state.selectable = state.multiSelectable = True
        state.selected = self.ref in view.selection
        state.focused = view.hasFocus() and view.selection.primary == self.ref
        state.offscreen = not self.rect().intersects(
            QRect(view.viewport().mapToGlobal(QPoint(0, 0)), view.viewport().size())
        )
        return state

    def text(self, kind: QAccessible.Text) -> str:
        said = spoken(self._layout, self.ref)
        if kind == QAccessible.Text.Name:
            return said.name
        if kind == QAccessible.Text.Description:
            return said.about
        return ""


def _place_of(child: QAccessibleInterface, refs: list[Ref]) -> int:
    thing = child.object()
    return refs.index(thing.ref) if isinstance(thing, Thing) and thing.ref in refs else -1


def _factory(_name: str, thing: QObject) -> QAccessibleInterface | None:
    from jmapdesk.ui.canvas.view import MapView

    # Qt keeps no reference to what a factory of Python makes: kept nowhere, it would be gone when asked
    if isinstance(thing, Thing):
        thing.spoken = _SpokenThing(thing)
        return thing.spoken
    if isinstance(thing, MapView):
        thing.things.spoken = _SpokenMap(thing)
        return thing.things.spoken
    return None


def install() -> None:
    """Have Qt ask here for the accessible objects of maps; once in the program's life."""
    QAccessible.installFactory(_factory)
