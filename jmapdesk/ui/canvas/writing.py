"""Opening and closing the in-place editor, and making the cards that are typed into empty cells.

A card typed into a cell is a gesture from its first letter to Enter: one undo step. Esc leaves nothing on the map, and
the words it drops are kept beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QInputMethodEvent, QTextCursor

from jmapdesk.edit.returning import put_back
from jmapdesk.edit.uniting import split_card
from jmapdesk.layout.hit import Slot
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card
from jmapdesk.session.document import Gesture
from jmapdesk.session.selection import Ref, card_ref, exists
from jmapdesk.ui.canvas.editor import InPlaceEditor
from jmapdesk.ui.canvas.subjects import Subject, subject
from jmapdesk.ui.canvas.walking import Way, walk
from jmapdesk.ui.tools.dropping import housed_card, new_card
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


class Writer(QObject):
    """The one editor of a view. ``began`` tells that it opened, ``typed`` that its words changed, ``ended`` that it
    closed."""

    began = Signal()
    typed = Signal()
    ended = Signal()

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self.editor: InPlaceEditor | None = None
        self._gesture: Gesture | None = None
        self._keep_empty = False
        self._just_written: Ref | None = None
        self._nowhere = False  # what is being composed has no place on the map

    @property
    def written(self) -> Ref | None:
        """What the editor stands over; None while nothing is written."""
        return self.editor.subject.ref if self.editor is not None else None

    def write(self, ref: Ref, first: QEvent | None = None, focus: bool = True) -> bool:
        """Open the editor on something; ``first`` is the key or composition that began it. Whether it has words.

        A cell gets a new card of its lane's kind, at its end.
        """
        self.finish()
        if self._view.document.refuse():
            return False
        if ref.kind == "cell":
            return self._write_in_cell(ref, first, focus)
        found = subject(self._view.layout_now, ref)
        if found is None:
            return False
        self._open(found, first, focus)
        return True

    def begin(self, ref: Ref, first: QEvent, focus: bool = True) -> bool:
        """Write what is typed on the map while something is selected; whether there is anything to write on.

        Typing never replaces what stands there: a card gets the next one below it, a name goes on at its end.
        """
        card = self._view.document.journey.cards.get(ref.id) if ref.kind == "card" else None
        if card is not None and card.text and card.lane is not None and card.step is not None:
            where = self._below(card.lane, card.step, card.id)
            if where is not None and self.add_at(where, first=first, focus=focus):
                return True
        return self.write(ref, first, focus)

    def moved_on(self) -> None:
        """Something else is selected: Enter edits again."""
        self._just_written = None

    def add_after_written(self) -> bool:
        """Begin the next card below the one whose words Enter has just ended; whether there was one.

        Whatever else is selected or written in between ends it.
        """
        ref, self._just_written = self._just_written, None
        card = self._view.document.journey.cards.get(ref.id) if ref is not None else None
        if card is None or ref != self._view.selection.primary or card.lane is None or card.step is None:
            return False
        where = self._below(card.lane, card.step, card.id)
        return where is not None and self.add_at(where)

    def write_new(
        self, gesture: Gesture, card: str, keep_empty: bool, first: QEvent | None = None, focus: bool = True
    ) -> None:
        """Write on a card that a running gesture has made; the gesture ends with the editor."""
        self.finish()
        if not gesture.is_running:
            return  # the map is open to read only
        self._gesture, self._keep_empty = gesture, keep_empty
        self._view.selection.select(card_ref(card))
        found = subject(self._view.layout_now, card_ref(card))
        if found is None:
            self._gesture = None
            gesture.commit()
            return
        self._open(found, first, focus)

    def add_at(
        self,
        where: Slot,
        kind: str | None = None,
        keep_empty: bool = False,
        first: QEvent | None = None,
        focus: bool = True,
    ) -> bool:
        """Make a card at a place and write on it; whether the lane takes one."""
        self.finish()
        gesture = self._view.document.begin(_tr("Add card"))
        if not gesture.is_running:
            return False
        made = new_card(gesture.base, where, gesture, kind)
        fresh = next(iter(made.cards.keys() - gesture.base.cards.keys()), "")
        if not fresh:
            gesture.cancel()
            return False
        gesture.preview(lambda _: made)
        self._view.reveal(card_ref(fresh))
        self.write_new(gesture, fresh, keep_empty, first, focus)
        return True

    def add_in(self, lane: str, step: str, kind: str | None) -> bool:
        """Make a card at a cell's end and write on it where it shows; without words it goes again."""
        where = self._below(lane, step, None)
        return where is not None and self.add_at(where, kind)

    def add_with_lane(self, kind: str | None, step: str | None, after: str | None) -> None:
        """Make a card with the lane it needs, below the lane ``after``, and write on it; without words both go again.

        A card for a picture needs no words.
        """
        self.finish()
        gesture = self._view.document.begin(_tr("Add lane and card"))
        if not gesture.is_running:
            return
        made = housed_card(gesture.base, kind, gesture, step, after)
        (fresh,) = made.cards.keys() - gesture.base.cards.keys()
        gesture.preview(lambda _: made)
        self._view.reveal(card_ref(fresh))
        self.write_new(gesture, fresh, keep_empty=kind == "image")

    def _write_in_cell(self, ref: Ref, first: QEvent | None, focus: bool) -> bool:
        where = self._below(ref.id, ref.step, None)
        if where is None or self.add_at(where, first=first, focus=focus):
            return where is not None
        # the step has its feeling: that one is named
        there = self._view.layout_now.lanes[where.lane_index].members[where.place]
        if not there:
            return False
        self._view.selection.select(card_ref(there[0].id))
        return self.write(card_ref(there[0].id), first, focus)

    def _below(self, lane: str, step: str, card: str | None) -> Slot | None:
        """The place under a card of a cell; at the cell's end for None."""
        layout = self._view.layout_now
        index, place = layout.lane_index(lane), layout.columns.place_of.get(step)
        if index is None or place is None:
            return None
        members = [one.id for one in layout.lanes[index].members[place]]
        at = members.index(card) + 1 if card in members else len(members)
        after = members[at - 1] if at else None
        before = members[at] if at < len(members) else None
        return Slot(lane, step, after, before, index, place, 0.0, 0.0)

    def compose(self, event: QInputMethodEvent) -> bool:
        """Take a composition that reached the view: it opens the editor, whose words it becomes.

        The view keeps the focus until it is complete, because a change of focus would end it.
        """
        if self.editor is None:
            if not (event.preeditString() or event.commitString() or self._nowhere):
                return False
            ref = self._view.selection.primary
            taken = not self._nowhere and ref is not None and self.begin(ref, event, focus=False)
            self._nowhere = not taken and bool(event.preeditString())
            if not taken and not self._view.document.is_read_only:
                self._view.typed_nowhere.emit(event)
                return True
        else:
            QCoreApplication.sendEvent(self.editor, event)
            taken = True
        if self.editor is not None and not event.preeditString():
            self.editor.setFocus()
        return taken

    def provisional(self) -> tuple[str, JourneyMap] | None:
        """What undo would call it, and the map as it would be if the words being written were kept now.

        None where nothing is being written, or nothing would come of it. Raises JmapError where the map refuses them.
        """
        if self.editor is None:
            return None
        found, text = self.editor.subject, self.editor.text
        if self._gesture is not None:
            if not text and not self._keep_empty:
                return None
            return self._gesture.label, found.edit(self._view.document.journey, text)
        if text == found.text:
            return None
        return found.label, found.edit(self._view.document.committed, text)

    @property
    def is_wordless(self) -> bool:
        """Whether a new card is written on, or about to be, that has no words yet: without any it goes again."""
        words = self.editor.text if self.editor is not None else ""
        return self._gesture is not None and not self._keep_empty and not words

    def split(self) -> bool:
        """Part the card that is written on at the cursor, and go on writing on its second half; whether it could be."""
        editor, document = self.editor, self._view.document
        card = document.journey.cards.get(editor.subject.ref.id) if editor is not None else None
        if editor is None or card is None or editor.subject.ref.kind != "card":
            return False
        first, rest = editor.halves()
        before = document.journey
        made = split_card(before, card.id, first, rest, document.new_id)
        if made is before:
            return False
        (fresh,) = made.cards.keys() - before.cards.keys()
        closed = self._close()
        gesture = closed[1] if closed is not None else None
        if gesture is not None and gesture.is_running:
            gesture.preview(lambda _: made)
            gesture.commit()
        else:
            document.do(_tr("Split card"), lambda _: made)
        self._view.selection.select(card_ref(fresh))
        self.write(card_ref(fresh))
        if self.editor is not None:
            self.editor.moveCursor(QTextCursor.MoveOperation.Start)
        return True

    def finish(self) -> None:
        """Keep what is being written, if anything is."""
        if self.editor is not None:
            self.editor.commit()

    def place(self) -> None:
        """The map has moved under the editor."""
        if self.editor is not None:
            self.editor.place()

    def _open(self, found: Subject, first: QEvent | None, focus: bool) -> None:
        view = self._view
        self._just_written = None
        view.reveal(found.ref)
        editor = InPlaceEditor(
            view.viewport(), found, view.camera.to_view, view.zoom(), view.layout_now.context
        )
        editor.committed.connect(self._commit)
        editor.cancelled.connect(self._cancel)
        editor.textChanged.connect(self.typed)
        self.editor = editor
        self.began.emit()
        editor.show()
        editor.selectAll()
        if focus:
            editor.setFocus()
        if first is not None or not found.text:
            editor.moveCursor(QTextCursor.MoveOperation.End)
        if first is not None:
            if found.ref.kind == "card" and found.text:
                editor.insertPlainText(" ")  # a feeling's next word; a name goes on in its last one
            # the letter that began it must not be lost, nor what stood there
            QCoreApplication.sendEvent(editor, first)

    def _close(self) -> tuple[InPlaceEditor, Gesture | None] | None:
        editor, gesture = self.editor, self._gesture
        if editor is None:
            return None
        self.editor, self._gesture = None, None
        self.ended.emit()
        had_focus = editor.hasFocus()
        editor.hide()
        editor.deleteLater()
        if had_focus:
            self._view.setFocus()
        return editor, gesture

    def _commit(self, go: str) -> None:
        text = self.editor.text if self.editor is not None else ""
        closed = self._close()
        if closed is None:
            return
        editor, gesture = closed
        found = editor.subject

        def write(journey: JourneyMap) -> JourneyMap:
            return found.edit(journey, text)

        try:
            if gesture is not None and gesture.is_running:
                self._end(gesture, text, found, keep_empty=self._keep_empty)
            elif gesture is None and text != found.text:
                self._view.document.do(found.label, write)
        except JmapError as error:
            self._view.failed.emit(str(error))
        stays = go == "enter" and found.ref.kind == "card" and text
        self._just_written = found.ref if stays and found.ref == self._view.selection.primary else None
        if go in ("next", "back"):
            self._go_on(found.ref, "next" if go == "next" else "back")

    def _end(self, gesture: Gesture, text: str, found: Subject, keep_empty: bool) -> None:
        """Keep the new card with its words; drop it where it got none and nobody put it there on purpose."""
        if not text and not keep_empty:
            card = gesture.base.cards.get(found.ref.id)
            shown = self._view.document.journey.cards.get(found.ref.id)
            gesture.cancel()
            if card is None:
                self._select_place(shown)
            return
        made = found.edit(self._view.document.journey, text)
        gesture.preview(lambda _: made)
        gesture.commit()

    def _select_place(self, gone: Card | None) -> None:
        """Select where a card stood that is no longer there; a lane that came for it has gone with it."""
        if gone is not None and gone.lane is not None and gone.step is not None:
            cell = Ref("cell", gone.lane, gone.step)
            if exists(self._view.document.journey, cell):
                self._view.selection.select(cell)

    def _go_on(self, ref: Ref, way: Way) -> None:
        layout = self._view.layout_now
        start = ref
        card = layout.journey.cards.get(ref.id) if ref.kind == "card" else None
        if card is not None and card.lane is not None and card.step is not None:
            start = Ref("cell", card.lane, card.step)
        elif ref.kind == "card":
            start = self._view.selection.primary or ref
        elif ref.kind == "lane":
            way = "down" if way == "next" else "up"  # names of lanes stand below each other
        target = walk(layout, start, way)
        if target is not None:
            self._view.selection.select(target)
            self._view.reveal(target)
            if ref.kind in ("stage", "step", "lane"):
                self.write(target)  # from name to name

    def _cancel(self) -> None:
        text = self.editor.text if self.editor is not None else ""
        closed = self._close()
        if closed is None:
            return
        editor, gesture = closed
        document, found = self._view.document, editor.subject
        shown = document.journey
        drawn = shown.cards.get(found.ref.id)

        def write(journey: JourneyMap) -> JourneyMap:
            return found.edit(journey, text)

        if gesture is not None and not (self._keep_empty and drawn is not None and drawn.score is not None):
            gesture.cancel()
            self._select_place(drawn)
            if text:
                base = gesture.base
                self._view.dropped.leave(text, gesture.label, lambda m: put_back(m, base, write(shown)))
            return
        if gesture is not None:
            gesture.commit()  # the point itself was set by hand: only its words are dropped
        if text and text != found.text:
            self._view.dropped.leave(text, found.label, write)
