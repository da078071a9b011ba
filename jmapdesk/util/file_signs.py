"""What a file is by its first bytes: pictures, archives, programs and the like, which are no text."""

from __future__ import annotations

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How archives begin, and with them the documents of today's office programs."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How documents of old office programs begin."""

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "pdf", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "image", "a PNG image"),
    (b"\xff\xd8\xff", "image", "a JPEG image"),
    (b"GIF8", "image", "a GIF image"),
    (b"BM", "image", "a bitmap image"),
    (b"II*\x00", "image", "a TIFF image"),
    (b"MM\x00*", "image", "a TIFF image"),
    (b"{\\rtf", "office", "a rich text document"),
    (b"7z\xbc\xaf\x27\x1c", "archive", "a 7-Zip archive"),
    (b"Rar!", "archive", "a RAR archive"),
    (b"\x1f\x8b", "archive", "a compressed file"),
    (b"BZh", "archive", "a compressed file"),
    (b"\xfd7zXZ", "archive", "a compressed file"),
    (b"SQLite format 3", "binary", "a database"),
    (b"MZ", "binary", "a program"),
    (b"\x7fELF", "binary", "a program"),
    (b"OggS", "media", "a sound or video file"),
    (b"ID3", "media", "a sound file"),
    (b"fLaC", "media", "a sound file"),
    (b"\x1aE\xdf\xa3", "media", "a video file"),
    (b"wOF", "binary", "a font"),
    (b"OTTO", "binary", "a font"),
    (b"\x00\x01\x00\x00", "binary", "a font"),
)

def sign_of(data: bytes) -> tuple[str, str] | None:
    """The sort of file and what it is called, as in “a PNG image”; None where the first bytes do not tell."""
    for magic, code, what in _MAGIC:
        # two letters begin many a text too: then there must be bytes that no text has
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:400]):
            return code, what
    if data[:4] == b"RIFF":
        return ("image", "a WebP image") if data[8:12] == b"WEBP" else ("media", "a sound or video file")
    if data[4:8] == b"ftyp":
        still = data[8:11] in (b"hei", b"avi", b"mif")
        return ("image", "an image") if still else ("media", "a video file")
    return None


def name_of(data: bytes) -> str:
    """What to call a file that is not text; empty where its first bytes do not tell."""
    if data.startswith(ZIP):
        return "an archive or an office document"
    if data.startswith(OLD_OFFICE):
        return "a document of an old office program"
    sign = sign_of(data)
    return sign[1] if sign is not None else ""
