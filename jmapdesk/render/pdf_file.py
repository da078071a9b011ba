"""A PDF file's objects, on reportlab's document: what refers to what, the pages, the information, the bytes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from reportlab.pdfbase import pdfdoc

from jmapdesk.render.numbers import short

LONGEST_SIDE: Final = 14_400.0
"""The most units a page's side may have; a larger page counts in larger units."""


class Objects:
    """Numbers objects as they are added and gives the references to them."""

    def __init__(self, language: str = "") -> None:
        # Much of what reportlab's documents have, its type stubs do not know.
        document = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang=language or None)
        self._document = cast(Any, document)
        self._document.Catalog.ViewerPreferences = _Raw(b"<</DisplayDocTitle true>>")
        self._pages = self._reference(self._document.Pages)

    def add(self, text: str) -> str:
        """Add an object written out; gives its reference."""
        return self._reference(_Raw(text.encode("latin-1")))

    def stream(self, entries: Mapping[str, str], data: bytes, ready: str = "") -> str:
        """Add a stream, compressed unless ``ready`` names the filter its data already passed."""
        packed = data if ready else zlib.compress(data, 6)
        words = "".join(f"/{key} {value}" for key, value in entries.items())
        head = f"<<{words}/Filter/{ready or 'FlateDecode'}/Length {len(packed)}>>\nstream\n"
        self._document.updateSignature(packed)
        return self._reference(_Raw(head.encode("latin-1") + packed + b"\nendstream"))

    def page(
        self, width: float, height: float, unit: float, resources: str, contents: str, links: Sequence[str]
    ) -> None:
        """Add a page; sizes in its own units, each ``unit`` points long."""
        user_unit = "" if unit == 1.0 else f"/UserUnit {short(unit, 6)}"
        annotations = f"/Annots[{' '.join(links)}]" if links else ""
        page = _Raw(
            (
                f"<</Type/Page/Parent {self._pages}/MediaBox[0 0 {short(width, 4)} {short(height, 4)}]{user_unit}"
                f"/Resources {resources}/Contents {contents}{annotations}>>"
            ).encode("latin-1")
        )
        self._document.addPage(page)

    def finished(self, title: str, author: str, subject: str) -> bytes:
        """The whole file."""
        info = self._document.info
        info.title, info.author, info.subject = title, author, subject
        info.creator = info.producer = "jmapdesk"
        # Only a canvas would have bookmarks to prepare.
        self._document.Catalog.Outlines = None
        info.invariant = 1
        info.digest(self._document.signature)
        return bytes(self._document.format())

    def _reference(self, thing: pdfdoc.PDFObject) -> str:
        name = self._document.Reference(thing).name
        number, version = self._document.idToObjectNumberAndVersion[name]
        return f"{number} {version} R"


class _Raw(pdfdoc.PDFObject):
    """An object already written out."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self._data = data

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The bytes between ``obj`` and ``endobj``."""
        return self._data


def name_text(name: str) -> str:
    """The part of a name object after its slash, with what names may not hold written as numbers."""
    return re.sub(r"[^A-Za-z0-9+_.-]", lambda m: "".join(f"#{byte:02X}" for byte in m[0].encode("utf-8")), name)


def ascii_string(text: str) -> str:
    """A string object for an address: ASCII with its special characters escaped."""
    escaped = re.sub(r"([\\()])", r"\\\1", text.encode("ascii", "ignore").decode("ascii"))
    return f"({re.sub(r'[^ -~]', '', escaped)})"
