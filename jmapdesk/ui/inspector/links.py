"""Where a card points: web pages, files, other maps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from jmapdesk.edit import cards
from jmapdesk.insight.targets import Target
from jmapdesk.model.delta import Delta
from jmapdesk.model.kinds import LINK_KINDS
from jmapdesk.model.record import replace
from jmapdesk.model.records import Link
from jmapdesk.ui.holding import leading
from jmapdesk.ui.inspector.choice_fields import Choice, ChoiceField
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.page import Desk, ListPart, Page
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.text_fields import LineField
from jmapdesk.ui.inspector.tiles import icon_button

_PLACEHOLDERS = {"web": "https://", "file": "report.pdf"}


class LinkRow(QFrame):
    """One link: its kind, label, where it leads."""

    edited = Signal(str, object, bool)
    removed = Signal()
    followed = Signal(object)
    """Its target is to be opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("group")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 4, 8)
        column.setSpacing(4)
        words = {"web": said("Web page"), "file": said("File"), "map": said("Other map")}
        self.fields: dict[str, Field] = {
            "kind": ChoiceField([Choice(kind, words[kind]) for kind in LINK_KINDS]),
            "label": LineField(said("Label")),
            "target": LineField("", 4000),
            "card": LineField(said("Card in that map")),
        }
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.fields["kind"], 1)
        self.open = leading(icon_button(desk.icons, "external-link", said("Open this link"), 13))
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        self.open.clicked.connect(self._follow)
        remove = icon_button(desk.icons, "x", said("Remove this link"), 13)
        remove.clicked.connect(self.removed)
        head.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for name in ("target", "card", "label"):
            column.addWidget(self.fields[name])
        names = {"kind": said("Kind of link"), "label": said("Label"), "target": said("Address"), "card": said("Card")}
        for name, field in self.fields.items():
            field.name(names[name])
            field.edited.connect(lambda value, name=name, field=field: self.edited.emit(name, value, field.continuous))
            field.left.connect(desk.document_left)

    def load(self, link: Link, fresh: bool) -> None:
        """Show a link."""
        self._target = Target(link.kind, link.target.strip(), link.card, link.label)
        self.open.setEnabled(bool(self._target.target))
        for name, field in self.fields.items():
            field.load(getattr(link, name), fresh)
        self.fields["card"].setVisible(link.kind == "map")
        target = self.fields["target"]
        assert isinstance(target, LineField)
        target.line.setPlaceholderText(_PLACEHOLDERS.get(link.kind, said("Id of the map")))

    def _follow(self) -> None:
        self.followed.emit(self._target)


class LinksPart(ListPart):
    """The links of a card and the way to add one."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, said("Add link"))

    def add(self) -> None:
        """One more link, to be filled in."""
        before = self._links()
        if self._set("Add link", (*before, Link())):
            self.rows.rows[-1].fields["target"].setFocus()

    def refresh(self, difference: Delta | None) -> None:
        links = self._links()
        self.rows.resize_to(len(links), self._row)
        for row, link in zip(self.rows.rows, links, strict=True):
            row.load(link, difference is None)

    def _links(self) -> tuple[Link, ...]:
        record = self._page.record()
        return record.links if record is not None else ()

    def _row(self, place: int) -> LinkRow:
        row = LinkRow(self._desk)
        row.edited.connect(lambda name, value, steady: self._edit(place, name, value, steady))
        row.followed.connect(self._desk.link)
        row.removed.connect(lambda: self._remove(place))
        return row

    def _edit(self, place: int, name: str, value: object, steady: bool) -> None:
        links = list(self._links())
        links[place] = replace(links[place], **{name: value})
        self._set("Change link", tuple(links), f"{self._page.key}.links.{place}.{name}" if steady else None)

    def _remove(self, place: int) -> None:
        links = self._links()
        self._set("Remove link", links[:place] + links[place + 1 :])

    def _set(self, label: str, links: tuple[Link, ...], merge: str | None = None) -> bool:
        key = self._page.key
        return bool(self._desk.do(filled(label), lambda m: cards.set_fields(m, key, links=links), merge)[0])
