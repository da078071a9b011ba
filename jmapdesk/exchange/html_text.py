"""Texts and addresses as HTML: nothing in a text becomes markup, and only harmless addresses become links."""

from __future__ import annotations

import html
import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from jmapdesk.exchange.account import page_address
from jmapdesk.exchange.plain import in_line, plain
from jmapdesk.model.records import Link
from jmapdesk.text.cleaning import is_rtl
from jmapdesk.util.addresses import found_in

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def escaped(text: str) -> str:
    """A text on one line, fit for an element or a quoted attribute."""
    return html.escape(in_line(text), quote=True)


def lines(text: str) -> str:
    """A text with its line ends, without empty space around it."""
    return html.escape(plain(text).strip(), quote=True).replace("\n", "<br>")


def linked(text: str) -> str:
    """A text with its line ends, in which addresses of pages and mailboxes can be followed."""
    text = plain(text).strip()
    out, at = [], 0
    for found in found_in(text):
        if found.kind == "web":
            shown = text[found.start : found.end]
            out += [html.escape(text[at : found.start], quote=True), link(found.target, shown)]
            at = found.end
    return "".join([*out, html.escape(text[at:], quote=True)]).replace("\n", "<br>")


def link(address: str, shown: str) -> str:
    """A link to a page or a mailbox; the words alone where the address may not be followed."""
    safe = page_address(address)
    if not safe:
        return escaped(shown)
    return f'<a href="{html.escape(safe, quote=True)}" rel="noopener noreferrer">{escaped(shown)}</a>'


def address_of(one: Link) -> str:
    """Where a card's link leads from a document: a page, a mailbox, or a file beside it; empty for all else."""
    if one.kind == "web":
        return page_address(one.target)
    return beside(one.target) if one.kind == "file" else ""


def beside(target: str) -> str:
    """The address of a file beside the document; empty for places on somebody's computer."""
    path = in_line(target).replace("\\", "/")
    if not path or path[0] in "/~#?" or _SCHEME.match(path) or ".." in PurePosixPath(path).parts:
        return ""
    return quote(path, safe="/")


def turned(text: str, rtl: bool) -> str | None:
    """The direction of a text where it is not that of the page, as an attribute's value; None where it is."""
    if not any(unicodedata.bidirectional(char) in ("L", "R", "AL") for char in text) or is_rtl(text) == rtl:
        return None
    return "ltr" if rtl else "rtl"


def tag(name: str, inside: str, **attributes: str | None) -> str:
    """An element; attributes that are None are left out. ``class_`` is ``class``, ``aria_label`` is ``aria-label``."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{given}>{inside}</{name}>"
