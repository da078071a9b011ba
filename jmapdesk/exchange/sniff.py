"""What a file is, from its bytes first and its name second; what is no map is refused by its own name."""

from __future__ import annotations

import re
from typing import Literal

from jmapdesk.exchange.mermaid import diagram_kind
from jmapdesk.storage.document import load_bytes
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import MAP_ENDING
from jmapdesk.util.file_signs import WORKBOOK, is_binary, sign_of

TextKind = Literal["mermaid", "csv", "tsv", "markdown", "html", "text"]

_MARKED_UP: tuple[tuple[str, str], ...] = (
    ("<mxfile", "a diagrams.net drawing"),
    ("<mxgraphmodel", "a diagrams.net drawing"),
    ("<svg", "an SVG image"),
    ("bpmn", "a BPMN process model"),
    ("<map version", "a mind map"),
    ("<opml", "an outline"),
    ("<?xml", "an XML file"),
)

_TEXTS: tuple[tuple[str, str], ...] = (
    (r"@start(?:uml|mindmap|wbs|gantt|salt)\b", "a PlantUML diagram"),
    (r"(?:strict\s+)?(?:di)?graph\b[^\n]{0,200}\{", "a Graphviz graph"),
    (r"BEGIN:VC(?:ARD|ALENDAR)", "a calendar or address file"),
    (r"#!\s*/", "a script"),
)


_MAP = re.compile(rb'(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\{.*?"format"\s*:\s*"jmapdesk"', re.S)
"""How a map begins, whatever its file is called."""

_MAPS_NONETHELESS = ("encrypted", "old_excel", "broken")
"""Sorts of files that may well hold a map, so that nothing is said against that."""


def refused(name: str, code: str, what: str, advice: str = "") -> JmapError:
    """The error for a file that is plainly something else."""
    tail = f": {advice} to import it." if advice else "."
    return JmapError(f"import.{code}", f"“{name}” is {what}, not a journey map that can be read{tail}")


def refuse_map(name: str, data: bytes) -> None:
    """Raise JmapError for a map and for what is called one; where it cannot be opened either, that is what is said."""
    sign = sign_of(data)
    is_named = name.casefold().endswith(MAP_ENDING)
    if (sign is not None and sign.code == WORKBOOK) or not (is_named or _MAP.match(data[:6000].replace(b"\x00", b""))):
        return
    try:
        load_bytes(data, name)
    except JmapError as error:
        raise JmapError("import.jmap", error.message) from error
    way = "open it instead of importing it" if is_named else "give it the ending .jmap and open it"
    raise JmapError("import.jmap", f"“{name}” is already a map: {way}.")


def is_workbook(name: str, data: bytes) -> bool:
    """Whether the file is an xlsx workbook; False means text.

    Raises JmapError for everything that is neither, by its name.
    """
    if not data or not data.strip(b"\x00\t\r\n "):
        raise JmapError("import.empty", f"“{name}” is empty.")
    sign = sign_of(data)
    if sign is not None:
        if sign.code == WORKBOOK:
            return True
        if sign.code in _MAPS_NONETHELESS:
            advice = f": {sign.advice} to import it." if sign.advice else "."
            raise JmapError(f"import.{sign.code}", f"“{name}” is {sign.what}{advice}")
        raise refused(name, *sign)
    if is_binary(data):
        raise refused(name, "binary", "a binary file")
    return False


def text_kind(name: str, text: str) -> TextKind:
    """Which reader a text is for. Raises JmapError for texts that are plainly something else."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    stripped = text.lstrip("\ufeff \t\r\n")
    if not stripped:
        raise JmapError("import.empty", f"“{name}” is empty.")
    start = stripped[:3000]
    low = start.lower()
    bracketed = start[0] in "{[" and text.rstrip()[-1:] in "}]"
    if ending == "json" or (bracketed and re.match(r'[\[{]\s*["\d\[{\]}tfn-]', start)):
        raise refused(name, "json", "a JSON file")
    if ending == "dgmo" or re.match(r"journey-map\s+\S", start):
        raise JmapError(
            "import.dgmo", f"“{name}” is a journey map written in the DGMO text language, which cannot be read yet."
        )
    for pattern, what in _TEXTS:
        if re.match(pattern, start, re.I):
            raise refused(name, "diagram", what)
    if ending in {"html", "htm", "xhtml"} or low.startswith(("<!doctype html", "<html")):
        return "html"
    if low.startswith("<") and ending not in {"md", "markdown"}:
        for mark, what in _MARKED_UP:
            if mark in low[:600] if mark.startswith("<") else mark in low:
                raise refused(name, "xml", what)
    if ending in {"md", "markdown", "mdx", "qmd", "rmd"}:
        return "mermaid" if diagram_kind(text) == "journey" else "markdown"
    if ending in {"csv", "tsv", "tab"}:
        return "csv" if ending == "csv" else "tsv"
    return _diagram_or_text(name, ending, text)


def _diagram_or_text(name: str, ending: str, text: str) -> TextKind:
    kind = diagram_kind(text)
    if kind == "journey":
        return "mermaid"
    if re.search(r"^[^\S\n]*(```|~~~)", text[:200_000], re.M):
        return "markdown"
    if kind:
        article = "an" if kind[0] in "AEIOUaeiou" else "a"
        raise JmapError(
            "import.diagram", f"“{name}” is {article} {kind} in Mermaid, not a journey diagram: there is no map in it."
        )
    if ending in {"mmd", "mermaid"}:
        raise JmapError("import.diagram", f"“{name}” does not begin with “journey”, so it is no journey diagram.")
    return "text"
