"""What a window's actions do to its map: a step that undo takes back, and what is new stands ready to be named."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from jmapdesk.session.document import Document
from jmapdesk.session.selection import Selection
from jmapdesk.ui import commands, showing, structure
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.looking import Looking
from jmapdesk.util.errors import JmapError


class Editing:
    """Makes edits on the map of one view. ``say`` tells what could not be done, ``name_persona`` lets a new persona be
    named, ``paste`` pastes what the clipboard has."""

    def __init__(
        self,
        view: MapView,
        looking: Looking,
        say: Callable[[str], object],
        name_persona: Callable[[], object],
        paste: Callable[[], object],
    ) -> None:
        self._view, self._looking, self._say = view, looking, say
        self._name_persona, self._paste = name_persona, paste
        self._document, self._selection = view.document, view.selection

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions that change the map do, for the table of actions."""
        document, selection = self._document, self._selection
        return {
            "cut": self._cut,
            "copy": lambda: commands.copy(document, selection),
            "paste": self.paste,
            "connect": self.connect_cards,
            "edge_left": lambda: self.step(partial(commands.pull_edge, document, selection, -1)),
            "edge_right": lambda: self.step(partial(commands.pull_edge, document, selection, 1)),
            "next_connection": lambda: self.step(partial(commands.next_connection, document, selection)),
            "edit_text": self._view.edit_at_end,
            "delete": self._view.delete_selected,
            "select_all": self._view.select_all,
            "select_within": lambda: self.step(self._select_within),
            "add_stage": lambda: self.made(commands.add_stage),
            "add_step": lambda: self.made(commands.add_step),
            "name_step": lambda: self.made(commands.select_step),
            "move_left": lambda: self._moved(commands.move_across, -1),
            "move_right": lambda: self._moved(commands.move_across, 1),
            "move_up": lambda: self._moved(commands.move_lane, -1),
            "move_down": lambda: self._moved(commands.move_lane, 1),
            **{name: partial(self._shaped, name) for name in structure.COMMANDS},
            "add_persona": lambda: self.made(commands.add_persona),
            "fold_stage": lambda: self.step(partial(showing.fold_stages, document, selection)),
            "fold_lane": lambda: self.step(partial(showing.fold_lanes, document, selection)),
            "open_all": lambda: self.step(partial(showing.open_everything, document)),
        }

    def step(self, edit: Callable[[], object]) -> None:
        """Make an edit after what is being written was kept: a new edit would drop it."""
        self._view.finish_editing()
        try:
            edit()
        except JmapError as error:
            self._say(error.message)

    def made(self, command: Callable[[Document, Selection], object]) -> None:
        """Run a command that makes something, show what it made and let it be named."""
        self.step(partial(command, self._document, self._selection))
        ref = self._selection.primary
        if ref is not None:
            self._view.setFocus()
            self._view.reveal(ref)
            if ref.kind in ("stage", "step", "lane"):
                self._view.edit_selected()
            elif ref.kind == "persona":
                self._name_persona()

    def connect_cards(self) -> None:
        """Connect the selected cards in their order."""
        self.step(partial(commands.connect, self._document, self._selection))

    def convert(self, kind: str) -> None:
        """Make the selected cards another kind."""
        self.step(partial(commands.convert, self._document, self._selection, kind))

    def add_lane(self, kind: str, after: str | None, before: str | None) -> None:
        """Add a lane of a kind after or before another one, under the selected one where neither is given."""
        self.made(lambda d, s: commands.add_lane(d, s, kind, after=after, before=before))

    def paste(self) -> None:
        """Paste what the clipboard has."""
        self.step(self._paste)

    def _cut(self) -> None:
        self._view.finish_editing()
        commands.copy(self._document, self._selection)
        self._view.delete_selected()

    def _moved(self, move: Callable[..., None], by: int) -> None:
        """Move a stage, step or lane past what does not show: a move that nobody sees would be no move."""
        hidden = {ref.id for ref in self._looking.hidden}
        self.step(partial(move, self._document, self._selection, by, hidden))

    def _shaped(self, name: str) -> None:
        """Split or join, say what that had to do, and let what is new be named."""
        before = self._document.journey.stages

        def run() -> None:
            if said := structure.COMMANDS[name](self._document, self._selection):
                self._say(said)

        self.step(run)
        ref = self._selection.primary
        if ref is not None and self._document.journey.stages is not before:
            self._view.reveal(ref)
            self._view.setFocus()
            if name in structure.NAMING:
                self._view.edit_selected()

    def _select_within(self) -> None:
        commands.select_within(self._document, self._selection)
        self._view.drop_hidden()
