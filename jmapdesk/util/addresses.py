"""Addresses in words: which stretches of a text point somewhere, and which of them may be followed."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

_SAFE: Final = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_FOUND: Final = re.compile(
    r"(?P<web>(?:https?://|mailto:|www\.)[^\s<>\"“”«»]+)"
    r"|(?P<file>(?:file:///?|[A-Za-z]:[\\/]|~/|\.{1,2}/)?(?:[^\s\\/:<>\"“”«»]+[\\/])+[^\s\\/:<>\"“”«»]+\.[A-Za-z][A-Za-z0-9]{1,4})"
    r"(?![\w/\\])",
    re.IGNORECASE,
)
_TRAILING: Final = ".,;:!?…'’”»)]}،؛؟。、，；：！？）」』"
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


class Address(NamedTuple):
    """A stretch of a text that points somewhere."""

    start: int
    end: int
    kind: Literal["web", "file"]
    target: str


def is_safe(address: str) -> bool:
    """Whether the address leads to a page or a mailbox; files and scripts of the reader's computer are left out."""
    return _SAFE.fullmatch(address) is not None


def as_web(address: str) -> str:
    """The address with the scheme a person leaves out; empty where it leads to no page and no mailbox."""
    address = address.strip()
    if is_safe(address):
        return address
    has_scheme = re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", address, re.IGNORECASE)
    looks_like_host = re.match(r"[^\s/@:]+\.[^\s/@:.]{2,}(?::\d+)?(?:[/?#]\S*)?\Z", address)
    return f"https://{address}" if looks_like_host and not has_scheme else ""


def found_in(text: str) -> list[Address]:
    """The addresses in a text: pages, mailboxes, and what looks like the path of a file; marks after them left out."""
    if "." not in text and ":" not in text:
        return []
    result: list[Address] = []
    for found in _FOUND.finditer(text):
        start, end = found.span()
        while end > start and text[end - 1] in _TRAILING:
            opens = _PAIRS.get(text[end - 1])
            if opens and text.count(opens, start, end) >= text.count(text[end - 1], start, end):
                break  # it closes what the address itself opened
            end -= 1
        target = text[start:end]
        if found["web"] is None:
            result.append(Address(start, end, "file", target))
        elif web := as_web(target):
            result.append(Address(start, end, "web", web))
    return result
