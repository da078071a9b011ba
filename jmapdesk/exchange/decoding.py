"""Bytes to text, whatever program wrote them."""

from __future__ import annotations

import codecs

from jmapdesk.exchange.draft import Notes
from jmapdesk.exchange.vocabulary import count_words
from jmapdesk.util.file_signs import wide_codec

_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
"""Byte order marks, the longer before the shorter that begin alike."""

_OLD: tuple[tuple[str, str], ...] = (
    ("cp1252", "Western European (Windows)"),
    ("cp1251", "Cyrillic (Windows)"),
    ("cp1250", "Central European (Windows)"),
    ("gb18030", "Chinese (GB 18030)"),
    ("cp932", "Japanese (Shift JIS)"),
    ("euc_kr", "Korean (EUC)"),
    ("big5", "Chinese (Big5)"),
)
"""Character sets from before Unicode that such files still come in."""


def decode(data: bytes, notes: Notes) -> str:
    """The text of a file, line ends made one kind. Says so where the character set had to be guessed.

    UTF-8 and marked UTF-16 are certain. Otherwise the set is taken in which most lane names make sense, Western
    European if none does. Lone surrogates and NULs do not come through.
    """
    text = _decode(data, notes)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _decode(data: bytes, notes: Notes) -> str:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, errors="replace")
            if "\ufffd" in text:
                notes.guessed("", f"Some characters are broken {name} and were replaced.")
            return text
    if wide := wide_codec(data):
        notes.guessed("", "The text was taken as UTF-16, though it does not say so.")
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    candidates: list[tuple[int, int, str, str]] = []
    for order, (codec, name) in enumerate(_OLD):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        candidates.append((count_words(text), -order, text, name))
    if candidates:
        _score, _order, text, name = max(candidates)
        notes.guessed("", f"The text is not UTF-8; it was read as {name}.")
        return text
    notes.guessed("", "The text is broken UTF-8; what could not be read was replaced.")
    return data.decode("utf-8", errors="replace")
