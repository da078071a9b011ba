"""PNG files as streams of rows: bounded memory, two threads, physical size and a title inside."""

from __future__ import annotations

import struct
import zlib
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO, Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LEVEL: Final = 6
"""Below 4 zlib looks for less: flat colours take half as much room again."""
_CHANNELS: Final = {0: 1, 2: 3, 6: 4}


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def header(
    width: int, height: int, dots_per_metre: int, texts: Sequence[tuple[str, str]], colour_type: int = 2
) -> bytes:
    """Everything before the pixels: 8 bits a channel (colour type 2 is RGB, 6 has alpha), sRGB, size, texts."""
    parts = [
        _SIGNATURE,
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)),
        chunk(b"sRGB", b"\x00"),
        chunk(b"pHYs", struct.pack(">IIB", dots_per_metre, dots_per_metre, 1)),
    ]
    parts += [_text(keyword, value) for keyword, value in texts if value]
    return b"".join(parts)


def write_rows(stream: BinaryIO, strips: Iterable[bytes]) -> None:
    """Write the pixel chunks and the end. Each strip holds whole rows, each row after a filter byte of 0.

    The next strip is made while the last ones are compressed; at most three are in memory at once.
    """
    checksum = 1
    pending: deque[Future[bytes]] = deque()
    stream.write(chunk(b"IDAT", b"\x78\x5e"))
    with ThreadPoolExecutor(2) as pool:
        try:
            for strip in strips:
                checksum = zlib.adler32(strip, checksum)
                pending.append(pool.submit(_deflate, strip))
                if len(pending) > 1:
                    stream.write(chunk(b"IDAT", pending.popleft().result()))
            while pending:
                stream.write(chunk(b"IDAT", pending.popleft().result()))
        finally:
            for future in pending:
                future.cancel()
    # An empty last block, then the checksum of all rows.
    stream.write(chunk(b"IDAT", b"\x03\x00" + struct.pack(">I", checksum)))
    stream.write(chunk(b"IEND", b""))


def encode(width: int, height: int, pixels: bytes, colour_type: int) -> bytes:
    """A whole small PNG from packed rows (RGB for colour type 2, RGBA for 6)."""
    step = width * _CHANNELS[colour_type]
    rows = b"".join(b"\x00" + pixels[i : i + step] for i in range(0, step * height, step))
    body = chunk(b"IDAT", zlib.compress(rows, 9))
    return header(width, height, 3780, (), colour_type) + body + chunk(b"IEND", b"")


def _deflate(data: bytes) -> bytes:
    """A stretch of a deflate stream that ends on a byte, so that stretches made apart can follow each other."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def _text(keyword: str, value: str) -> bytes:
    try:
        return chunk(b"tEXt", keyword.encode("latin-1") + b"\x00" + value.replace("\x00", "").encode("latin-1"))
    except UnicodeEncodeError:
        clean = value.replace("\x00", "").encode("utf-8", "replace")
        return chunk(b"iTXt", keyword.encode("latin-1") + b"\x00\x00\x00\x00\x00" + clean)
