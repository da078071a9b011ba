"""Pictures made ready to be kept in a map: upright, no larger than is seen, and with nothing in them but pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from jmapdesk.render.encoded import is_whole, read_jpeg, tells_place
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect

LONGEST: Final = 2000
"""The most pixels a side is kept with: a card as wide as a step shows that many only on the largest paper."""

_FORMATS: Final = frozenset(("png", "jpeg", "jpg", "webp", "gif", "bmp"))
_MOST_PIXELS: Final = 60_000_000
_MOST_JPEG_PIXELS: Final = 250_000_000
"""A JPEG is made smaller while it is read, so that it may be larger than other kinds."""
_QUALITY: Final = 90
_SMALL: Final = 200_000
"""Bytes up to which a picture that lost nothing so far stays that way."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be kept, and what was done to it."""

    data: bytes
    media_type: str
    width: int
    height: int
    before: tuple[int, int]
    """Its size as it came, upright."""
    place: bool
    """Whether it held the place where it was taken."""
    frames: bool
    """Whether it moved: the first picture of it is kept."""


def prepare(data: bytes, name: str, most: int = LONGEST) -> Prepared:
    """Make a picture file ready to be kept, no side with more than ``most`` pixels.

    Raises JmapError, naming the file, where it is none or too large.
    """
    if not is_whole(data):  # before Qt reads it, which complains where nobody hears
        raise JmapError("picture.broken", f"{name} is damaged: the end of the picture is missing. Nothing was changed.")
    reader, _buffer = _reader(data)
    form = _form(reader)
    size = reader.size() if form in _FORMATS else QSize()
    if not size.isValid():
        raise JmapError("picture.none", f"{name} is no picture that can be shown; nothing was changed.")
    pixels, jpeg = size.width() * size.height(), form in ("jpeg", "jpg")
    if pixels > (_MOST_JPEG_PIXELS if jpeg else _MOST_PIXELS):
        said = f"{name} has {pixels // 1_000_000} million pixels, which is too many; make it smaller first."
        raise JmapError("picture.too_large", said)
    longest = max(size.width(), size.height())
    if jpeg and longest > most:
        # made smaller while it is read, which is quicker than afterwards and needs less memory
        reader.setScaledSize(size * (most / longest))
    image = reader.read()
    if image.isNull():
        raise JmapError("picture.broken", f"{name} is damaged and cannot be shown. Nothing was changed.")
    turned = bool(reader.transformation().value & 4)
    before = (size.height(), size.width()) if turned else (size.width(), size.height())
    kept = _within(image, most)
    # what the pixels that are kept would take as the file has them; a bitmap tells nothing
    share = kept.width() * kept.height() / max(1, pixels)
    guess = 0.0 if form == "bmp" else len(data) * share
    encoded, media_type, kept = _encoded(kept, lossless=form in ("png", "gif", "bmp"), guess=guess)
    return Prepared(
        encoded, media_type, kept.width(), kept.height(), before, tells_place(data), reader.imageCount() > 1
    )


def cropped(data: bytes, part: Rect) -> Prepared:
    """A part of a picture, given in shares of its sides, as a picture of its own. Raises JmapError where it is none."""
    reader, _buffer = _reader(data)
    form = _form(reader)
    image = reader.read() if form in _FORMATS else QImage()
    if image.isNull():
        raise JmapError("picture.none", "The picture cannot be read, so it cannot be cut; nothing was changed.")
    before = image.width(), image.height()
    left, top = round(part.x * before[0]), round(part.y * before[1])
    right, bottom = round(part.right * before[0]), round(part.bottom * before[1])
    whole = image.rect()
    kept = image.copy(QRect(left, top, max(1, right - left), max(1, bottom - top)).intersected(whole))
    encoded, media_type, result = _encoded(kept, lossless=form not in ("jpeg", "jpg"))
    return Prepared(encoded, media_type, result.width(), result.height(), before, tells_place(data), False)


def smaller(data: bytes, longest: int) -> tuple[bytes, str] | None:
    """A kept picture with at most that many pixels a side, as PNG or JPEG, and which of them; None where it is none.

    A JPEG that is small enough already loses nothing but what does not show.
    """
    if not is_whole(data):
        return None
    reader, _buffer = _reader(data)
    form = _form(reader)
    size = reader.size() if form in _FORMATS else QSize()
    most = _MOST_JPEG_PIXELS if form in ("jpeg", "jpg") else _MOST_PIXELS
    if not size.isValid() or size.width() * size.height() > most:
        return None
    jpeg, side = read_jpeg(data), max(size.width(), size.height())
    if jpeg is not None and jpeg.orientation == 1 and side <= longest:
        return jpeg.data, "image/jpeg"
    if form in ("jpeg", "jpg") and side > longest:
        reader.setScaledSize(size * (longest / side))
    image = reader.read()
    if image.isNull():
        return None
    encoded, media_type, _ = _encoded(_within(image, longest), lossless=form in ("png", "gif", "bmp"))
    return encoded, media_type


def _reader(data: bytes) -> tuple[QImageReader, QBuffer]:
    """A reader that turns pictures upright; the buffer must live as long as it is read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader, buffer


def _form(reader: QImageReader) -> str:
    """What kind of picture it is, told by its first bytes alone.

    Nothing else may be asked of an SVG, not even its size: that reads all of it, and looks for the pictures it names.
    """
    return bytes(reader.format().data()).decode("ascii", "replace")


def _within(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio, smooth)


def _encoded(image: QImage, lossless: bool, guess: float = 0.0) -> tuple[bytes, str, QImage]:
    """The picture as PNG or JPEG, whichever keeps it well in less; see-through ones are PNG.

    ``guess`` is about what a PNG of it would take: where that is far too much, none is made to see.
    """
    plain = _plain(image)
    if plain.hasAlphaChannel():
        return _written(plain, "PNG"), "image/png", plain
    jpeg = _written(plain, "JPEG")
    if lossless and guess <= max(_SMALL, 2 * len(jpeg)):
        png = _written(plain, "PNG")
        if len(png) <= max(_SMALL, 2 * len(jpeg)):
            return png, "image/png", plain
    return jpeg, "image/jpeg", plain


def _plain(image: QImage) -> QImage:
    """Nothing but pixels, in the colours a screen expects: texts, profiles and everything else stay behind."""
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    see_through = image.hasAlphaChannel() and _is_see_through(image)
    form = QImage.Format.Format_ARGB32 if see_through else QImage.Format.Format_RGB32
    result = QImage(image.size(), form)
    result.fill(Qt.GlobalColor.transparent if see_through else Qt.GlobalColor.white)
    painter = QPainter(result)
    painter.setCompositionMode(
        QPainter.CompositionMode.CompositionMode_Source if see_through
        else QPainter.CompositionMode.CompositionMode_SourceOver
    )  # fmt: skip
    painter.drawImage(0, 0, image)
    painter.end()
    return result


def _is_see_through(image: QImage) -> bool:
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    step, width = alpha.bytesPerLine(), alpha.width()
    data = bytes(alpha.constBits())
    full = b"\xff" * width
    return any(data[row * step : row * step + width] != full for row in range(alpha.height()))


def _written(image: QImage, form: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form.encode()))
    if form == "JPEG":
        writer.setQuality(_QUALITY)
    if not writer.write(image):
        raise JmapError("picture.unwritable", "There is not enough memory for this picture; nothing was changed.")
    return bytes(buffer.data().data())
