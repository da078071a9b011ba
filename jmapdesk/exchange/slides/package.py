"""The file that holds the parts: a zip whose bytes hang on what is in it alone."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from jmapdesk.exchange.slides.xml_text import quoted
from jmapdesk.util.progress import Progress

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every part: the first a zip can hold."""
_PACKED: Final = (".png", ".jpeg", ".xlsx")
"""Endings of what is packed already."""


@dataclass(slots=True)
class Relations:
    """What one part leads to, each once."""

    found: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def to(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The id of a relationship; ``kind`` is the last part of its name, ``outside`` for addresses."""
        return self.found.setdefault((kind, target, outside), f"rId{len(self.found) + 1}")

    def xml(self) -> str:
        """The part that keeps them."""
        inner = ""
        for (kind, target, outside), key in self.found.items():
            name, mode = kind if "://" in kind else OFFICE + kind, ' TargetMode="External"' if outside else ""
            inner += f'<Relationship Id="{key}" Type="{name}" Target="{quoted(target)}"{mode}/>'
        return f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">{inner}</Relationships>'


@dataclass(slots=True)
class Package:
    """Parts by name, with what each leads to."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(
        default_factory=lambda: {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
        }
    )
    """The types of parts by their ending."""

    def add(self, name: str, xml: str, kind: str, relations: Relations | None = None) -> None:
        """Add a part of XML by its name without a leading slash, and the part that keeps its relations."""
        self.parts[name] = (_HEAD + xml).encode()
        self.types[name] = kind
        if relations is not None and relations.found:
            self.relate(name, relations)

    def relate(self, name: str, relations: Relations) -> None:
        """Keep the relations of a part; those of the package itself have no name."""
        folder, _, last = name.rpartition("/")
        self.parts[f"{folder}/_rels/{last}.rels".lstrip("/")] = relations.xml().encode()

    def add_bytes(self, name: str, data: bytes, kind: str) -> None:
        """Add a part that is no XML; its type goes by its ending."""
        self.parts[name] = data
        self.defaults[name.rpartition(".")[2]] = kind

    def write(self, stream: BinaryIO, progress: Progress) -> None:
        """Write the zip. Raises Cancelled from progress."""
        content = _HEAD + f'<Types xmlns="{_PACKAGE}content-types">'
        content += "".join(
            f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in sorted(self.defaults.items())
        )
        content += "".join(
            f'<Override PartName="/{quoted(name)}" ContentType="{kind}"/>' for name, kind in sorted(self.types.items())
        )
        names = sorted(self.parts)
        with zipfile.ZipFile(stream, "w") as archive:
            _put(archive, "[Content_Types].xml", (content + "</Types>").encode())
            for i, name in enumerate(names, 1):
                _put(archive, name, self.parts[name])
                progress(i / len(names))


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 0, 0  # else they tell the system it was written on
    archive.writestr(entry, data)
