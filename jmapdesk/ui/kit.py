"""What every window is made with; put together once by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from jmapdesk.exchange.options import Workshop
from jmapdesk.render.icons import Icons
from jmapdesk.session.document import Document
from jmapdesk.session.own_templates import OwnTemplate
from jmapdesk.session.recovery import Recovered
from jmapdesk.session.settings import Settings
from jmapdesk.text.shaped import Shaper
from jmapdesk.ui.appearance import Appearance
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.look import Tokens


@dataclass(frozen=True, slots=True)
class Kit:
    """Shaper, icons, colours of the window, settings; handed down, never looked up."""

    shaper: Shaper
    icons: Icons
    icon_set: IconSet
    tokens: Tokens
    appearance: Appearance
    settings: Settings
    make_workshop: Callable[[], Workshop]
    """Makes what an export needs, in the thread that exports."""
    templates: Path
    """The folder of the user's own templates."""
    recovery: Path
    """The folder where edits are kept until they are saved."""
    versions: Path
    """The folder of earlier states of maps."""


class Windows(Protocol):
    """Opens and keeps windows; a window asks for others through it."""

    def show(self, document: Document, said: str = "") -> None:
        """A window for a document, with something to say in its status bar."""
        ...

    def open_path(self, path: Path) -> None:
        """A window for a file: a map is opened, a table is imported; an open one is raised."""
        ...

    def open_paths(self, paths: Sequence[Path]) -> None:
        """A window for each of several files."""
        ...

    def open_card(self, path: Path, card: str) -> None:
        """A window for a map with one of its cards selected and in sight."""
        ...

    def new(self, template: str) -> None:
        """A window with a new map."""
        ...

    def new_from(self, template: OwnTemplate) -> None:
        """A window with a new map made from one of the user's templates."""
        ...

    def sample(self, name: str = "") -> None:
        """A window with a copy of a sample, the first where none is named."""
        ...

    @property
    def lost(self) -> tuple[Recovered, ...]:
        """Maps that were open when the program was killed and have not been looked at since, the newest first."""
        ...

    def recover(self, found: Recovered) -> None:
        """A window with a map that was lost."""
        ...

    def fetch_back(self, found: Recovered) -> None:
        """A window with a map that was closed without saving."""
        ...

    def let_go(self, found: Recovered) -> None:
        """Nobody wants what was lost."""
        ...

    def start(self) -> None:
        """The start page."""
        ...

    @property
    def has_maps(self) -> bool:
        """Whether any map is open."""
        ...

    def close_map(self, window: QWidget) -> None:
        """Close a map's window; the start page comes in place of the last one."""
        ...

    def reopen(self, window: QWidget) -> None:
        """Close a map's window and open its file anew."""
        ...

    def tour(self) -> None:
        """A window with a new map and the five steps beside it."""
        ...

    def closed(self, window: object) -> None:
        """A window has gone."""
        ...

    def quit(self) -> None:
        """Close all windows; stops where one is not to be closed."""
        ...
