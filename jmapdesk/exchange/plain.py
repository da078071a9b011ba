"""Texts as a file may hold them."""

from __future__ import annotations


def plain(text: str) -> str:
    """A text with one kind of line end, without control characters and lone surrogates, which no file may hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return text
    return "".join(char for char in text if char in "\n\t" or (char >= " " and not "\ud800" <= char <= "\udfff"))


def in_line(text: str) -> str:
    """A text on one line: every stretch of space or line ends is one space."""
    return " ".join(plain(text).split())
