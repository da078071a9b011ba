"""Addresses in words: which stretches of a text point somewhere, and which of them may be followed."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

_SAFE: Final = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\s<>\"“”«»]+")
_START: Final = re.compile(r"https?://|mailto:|file:///?|(?<![a-z0-9])www\.", re.IGNORECASE)
_FILE: Final = re.compile(r"(?:[A-Za-z]:[\\/])?[^:]*[\\/][^\\/:]+\.[A-Za-z][A-Za-z0-9]{1,4}")
_LONGEST_PATH: Final = 400
_LONGEST: Final = 4000
_TRAILING: Final = ".,;:!?…'’”»)]}،؛؟。、，；：！？）」』"
_LEADING: Final = "([{'‘«"
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


def may_hold_address(text: str) -> bool:
    """Whether a text holds a mark that every address has."""
    return "/" in text or "\\" in text or ":" in text or "www." in text


def found_in(text: str) -> list[Address]:
    """The addresses in a text: pages, mailboxes, and what looks like the path of a file; marks after them left out."""
    if not may_hold_address(text):
        return []
    return [found for word in _WORD.finditer(text) if (found := _address(text, *word.span())) is not None]


def _address(text: str, start: int, end: int) -> Address | None:
    """The address in a stretch without spaces; None where it holds none, or is longer than any address."""
    if end - start > _LONGEST:
        return None
    begun = _START.search(text, start, end)
    if begun is not None:
        start = begun.start()
    else:
        while start < end and text[start] in _LEADING:
            start += 1
    end = _trimmed(text, start, end)
    target = text[start:end]
    if begun is not None and not begun[0].lower().startswith("file:"):
        web = as_web(target)
        return Address(start, end, "web", web) if web and end > begun.end() else None
    is_file = begun is not None or (len(target) <= _LONGEST_PATH and _FILE.fullmatch(target))
    return Address(start, end, "file", target) if is_file and end - start > 4 else None


def _trimmed(text: str, start: int, end: int) -> int:
    """Where an address ends, the marks after it left out; a bracket that closes one of its own belongs to it."""
    while end > start and text[end - 1] in _TRAILING:
        opens = _PAIRS.get(text[end - 1])
        if opens and text.count(opens, start, end) >= text.count(text[end - 1], start, end):
            break
        end -= 1
    return end
