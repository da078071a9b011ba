"""What a file is by its bytes: pictures, archives, office documents, programs and the like, which are no text.

The one place that knows; reading maps and importing tables both ask here, each to say it in its own sentence.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import NamedTuple

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How archives begin, and with them the documents of today's office programs."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""How texts in UTF-16 and UTF-32 begin where they say so."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How documents of old office programs begin; a workbook with a password comes in the same wrapping."""


class Sign(NamedTuple):
    """The sort of a file, what it is called as in “a PNG image”, and what to do with it to have it read."""

    code: str
    what: str
    advice: str = ""


WORKBOOK = "workbook"
"""The sort of an xlsx workbook, the only one that is no text and can be imported."""

_MAGIC: tuple[tuple[bytes, Sign], ...] = (
    (b"%PDF", Sign("pdf", "a PDF")),
    (b"\x89PNG\r\n\x1a\n", Sign("image", "a PNG image")),
    (b"\xff\xd8\xff", Sign("image", "a JPEG image")),
    (b"GIF8", Sign("image", "a GIF image")),
    (b"BM", Sign("image", "a bitmap image")),
    (b"II*\x00", Sign("image", "a TIFF image")),
    (b"MM\x00*", Sign("image", "a TIFF image")),
    (b"{\\rtf", Sign("office", "a rich text document")),
    (b"7z\xbc\xaf\x27\x1c", Sign("archive", "a 7-Zip archive")),
    (b"Rar!", Sign("archive", "a RAR archive")),
    (b"\x1f\x8b", Sign("archive", "a compressed file")),
    (b"BZh", Sign("archive", "a compressed file")),
    (b"\xfd7zXZ", Sign("archive", "a compressed file")),
    (b"SQLite format 3", Sign("binary", "a database")),
    (b"MZ", Sign("binary", "a program")),
    (b"\x7fELF", Sign("binary", "a program")),
    (b"OggS", Sign("media", "a sound or video file")),
    (b"ID3", Sign("media", "a sound file")),
    (b"fLaC", Sign("media", "a sound file")),
    (b"\x1aE\xdf\xa3", Sign("media", "a video file")),
    (b"wOF", Sign("binary", "a font")),
    (b"OTTO", Sign("binary", "a font")),
    (b"\x00\x01\x00\x00", Sign("binary", "a font")),
)

_APPLE = Sign("office", "a document of Apple's office programs", "export it as .xlsx or .csv")

_ENTRIES: tuple[tuple[str, Sign], ...] = (
    ("xl/workbook.bin", Sign("office", "a binary Excel workbook", "save it as .xlsx")),
    ("word/", Sign("office", "a Word document")),
    ("ppt/", Sign("office", "a PowerPoint presentation")),
    ("visio/", Sign("office", "a Visio drawing")),
    ("Index/Document.iwa", _APPLE),
    ("Index.zip", _APPLE),
    ("xl/workbook.xml", Sign(WORKBOOK, "an Excel workbook")),
)
"""What stands in an archive of this sort, in the order of asking."""

_MIMETYPES: tuple[tuple[str, Sign], ...] = (
    ("opendocument.spreadsheet", Sign("office", "an OpenDocument spreadsheet", "save it as .xlsx or .csv")),
    ("opendocument.text", Sign("office", "an OpenDocument text")),
    ("opendocument.presentation", Sign("office", "an OpenDocument presentation")),
    ("opendocument.graphics", Sign("office", "an OpenDocument drawing")),
    ("epub", Sign("office", "an e-book")),
)

_OLD_STREAMS: tuple[tuple[str, Sign], ...] = (
    ("EncryptedPackage", Sign("encrypted", "a document protected by a password", "save it without one")),
    ("Workbook", Sign("old_excel", "a workbook of an old Excel", "save it as .xlsx")),
    ("Book", Sign("old_excel", "a workbook of an old Excel", "save it as .xlsx")),
    ("WordDocument", Sign("office", "an old Word document")),
    ("PowerPoint Document", Sign("office", "an old PowerPoint presentation")),
)
"""What stands in a document of an old office program, in the order of asking."""


def sign_of(data: bytes) -> Sign | None:
    """What the file is; None where its bytes do not tell, as those of texts never do."""
    if data.startswith(_ZIP):
        return _archive(data)
    if data.startswith(_OLD_OFFICE):
        found = (sign for stream, sign in _OLD_STREAMS if stream.encode("utf-16-le") in data)
        return next(found, Sign("office", "a document of an old office program"))
    for magic, sign in _MAGIC:
        # two letters begin many a text too: then there must be bytes that no text has
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:400]):
            return sign
    if data[:4] == b"RIFF" and len(data) >= 12:
        return Sign("image", "a WebP image") if data[8:12] == b"WEBP" else Sign("media", "a sound or video file")
    if data[4:8] == b"ftyp":
        still = data[8:11] in (b"hei", b"avi", b"mif")
        return Sign("image", "an image") if still else Sign("media", "a video file")
    return None


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any character set; UTF-16 and UTF-32 have zeros too."""
    head = data[:8000]
    if data.startswith(_WIDE) or wide_codec(data):
        return False
    odd = sum(1 for byte in head if byte < 32 and byte not in (0, 9, 10, 11, 12, 13, 27))
    if odd > len(head) * 0.02:
        return True
    return head.count(0) > 0


def wide_codec(data: bytes) -> str | None:
    """The kind of UTF-16 that bytes without a mark are in, or None: it shows in zeros at every other byte."""
    head = data[:4000]
    head = head[: len(head) - len(head) % 2]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 8 or max(even, odd) < len(head) * 0.02 or min(even, odd) > len(head) * 0.01:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    text = head.decode(codec, errors="replace")
    good = sum(1 for char in text if char.isprintable() or char in "\n\r\t")
    return codec if good > len(text) * 0.97 else None


def _archive(data: bytes) -> Sign:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            small = "mimetype" in names and archive.getinfo("mimetype").file_size < 1000
            mimetype = archive.read("mimetype").decode("latin-1") if small else ""
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        return Sign("broken", "a damaged archive or a damaged workbook")
    for mark, sign in _MIMETYPES:
        if mark in mimetype:
            return sign
    lower = [name.lower() for name in names]
    for entry, sign in _ENTRIES:
        if any(name.startswith(entry.lower()) for name in lower):
            return sign
    return Sign("archive", "a ZIP archive", "unpack it")
