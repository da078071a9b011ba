"""Pictures for the painters' tests: everything that a drawing can hold, small enough to look at."""

from __future__ import annotations

import io
import math
from pathlib import Path as FilePath

from PIL import Image, ImageDraw

from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, Op, PathOp, Picture, Stroke
from jmapdesk.text.shaped import Shaper, TextStyle
from jmapdesk.util.geometry import Rect, circle_path, line_path, polygon_path, rect_path, round_rect_path

INK = "#1B2430"
BODY = TextStyle(12, 16)

TEXTS = {
    "latin": "Peer recommends us: naïve café, “AV To”",
    "greek": "Καλημέρα κόσμε και Привет мир",
    "arabic": "رحلة العميل مع المنتج الجديد",
    "hebrew": "מסע הלקוח שָׁלוֹם עולם",
    "hindi": "ग्राहक यात्रा का नक्शा क्षत्रिय",
    "cjk": "客户旅程地图 カスタマー 고객 여정",
    "mixed": "Order 42 من العميل today",
    "emoji": "Happy 😀 and sad 😢 end",
}


def text_ops(
    shaper: Shaper,
    text: str,
    x: float,
    y: float,
    style: TextStyle = BODY,
    colour: str = INK,
    width: float = math.inf,
    halo: Stroke | None = None,
) -> list[GlyphsOp]:
    """A text whose top left corner is at (x, y)."""
    shaped = shaper.shape(text, style, width)
    return [
        GlyphsOp(x, y + shaped.ascent + i * shaped.line_height, run, colour, halo)
        for i, line in enumerate(shaped.lines)
        for run in line.runs
    ]


def photo(form: str = "PNG", width: int = 160, height: int = 120, orientation: int = 1) -> bytes:
    """A picture with four different corners; the PNG has a see-through hole."""
    image = Image.new("RGB", (width, height), "#3366AA")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2, height // 2), fill="#AA3322")
    draw.rectangle((width // 2, height // 2, width, height), fill="#226633")
    draw.ellipse((width // 4, height // 4, width * 3 // 4, height * 3 // 4), fill="#222222")
    stream = io.BytesIO()
    if form == "PNG":
        alpha = Image.new("L", image.size, 255)
        ImageDraw.Draw(alpha).rectangle((width * 7 // 16, height * 7 // 16, width * 9 // 16, height * 9 // 16), fill=0)
        image.putalpha(alpha)
        image.save(stream, form)
    else:
        exif = Image.Exif()
        exif[0x0112] = orientation
        image.save(stream, form, exif=exif.tobytes(), quality=95)
    return stream.getvalue()


def card(shaper: Shaper, element: str, words: str, x: float, y: float) -> Group:
    """A card as maps have them: edge, round rectangle, icon of three strokes, text in 110 units, evidence dot."""
    stroke = Stroke("#154B82", 1.3, "round", "round")
    shaped = shaper.shape(words, BODY, 110)
    height = shaped.box.height + 16
    children: list[Op | Group] = [
        PathOp(round_rect_path(Rect(0, 1, 160, height), 8), "#D5E2F2"),
        PathOp(round_rect_path(Rect(0.5, 0.5, 159, height - 1), 8), "#E8F1FC", Stroke("#BBD5F3", 1)),
        PathOp(circle_path(17, 17, 6), None, stroke),
        PathOp(line_path(11, 17, 23, 17), None, stroke),
        PathOp((("M", 17, 11), ("C", 21, 14, 21, 20, 17, 23)), None, stroke),
        *text_ops(shaper, words, 30, 8, BODY, "#154B82", 110),
        PathOp(circle_path(150, height - 9, 3), "#154B82"),
    ]
    return Group(element, "card", tuple(children), Rect(-1, -1, 162, height + 3), x, y, words, "#BBD5F3")


def strokes(x: float, y: float) -> Group:
    """Caps, joins and dashes, thick enough to tell apart."""
    ops: list[Op | Group] = []
    for i, (cap, join) in enumerate((("butt", "miter"), ("round", "round"), ("square", "bevel"))):
        zigzag = (("M", 10 + i * 80, 50), ("L", 30 + i * 80, 10), ("L", 50 + i * 80, 50), ("L", 70 + i * 80, 44))
        ops.append(PathOp(zigzag, None, Stroke("#3F5BD8", 8, cap, join)))
        ops.append(PathOp(line_path(10 + i * 80, 70, 75 + i * 80, 70), None, Stroke(INK, 4, cap, join, (8.0, 6.0))))
    ops.append(PathOp(line_path(10, 84, 235, 84), None, Stroke("#AD5E1A", 2, "butt", "miter", (6.0, 2.0, 1.0))))
    ops.append(PathOp(line_path(10, 94, 235, 94), None, Stroke("#AD5E1A", 3, "round", "miter", (0.0, 8.0))))
    star = polygon_path(
        (280 + 40 * math.sin(a * 4 * math.pi / 5), 50 - 40 * math.cos(a * 4 * math.pi / 5)) for a in range(5)
    )
    ops.append(PathOp(star, "#D9A21B", Stroke("#8A5A0B", 1.5, "butt", "miter")))
    ring = (*circle_path(350, 50, 30), *reversed_circle(350, 50, 15))
    ops.append(PathOp(ring, "#0B857A"))
    return Group("strokes", "grid", tuple(ops), Rect(0, 0, 400, 110), x, y)


def reversed_circle(cx: float, cy: float, radius: float) -> tuple[tuple[str, *tuple[float, ...]], ...]:
    """A circle drawn the other way round: a hole where windings are counted."""
    k = radius * 0.5522847498307936
    return (
        ("M", cx + radius, cy),
        ("C", cx + radius, cy - k, cx + k, cy - radius, cx, cy - radius),
        ("C", cx - k, cy - radius, cx - radius, cy - k, cx - radius, cy),
        ("C", cx - radius, cy + k, cx - k, cy + radius, cx, cy + radius),
        ("C", cx + k, cy + radius, cx + radius, cy + k, cx + radius, cy),
        ("Z",),
    )


def everything(shaper: Shaper, emoji: bool = True) -> Picture:
    """One picture that uses each kind of operation in each way that painters can get wrong."""
    groups: list[Op | Group] = [strokes(10, 10)]
    for i, (name, words) in enumerate(TEXTS.items()):
        if name != "emoji" or emoji:
            groups.append(
                Group(
                    name, "card", tuple(text_ops(shaper, words, 0, 0)), Rect(-2, -4, 300, 26), 20, 130 + 26 * i, words
                )
            )
    title = TextStyle(30, 36, 700, tracking=-0.6)
    groups.append(
        Group(
            "title",
            "title",
            tuple(text_ops(shaper, "From AVA to Wave", 0, 0, title)),
            Rect(0, 0, 320, 40),
            300,
            130,
            "Title",
        )
    )
    over = [
        PathOp(rect_path(Rect(0, 0, 200, 40)), "#0B857A"),
        *text_ops(
            shaper,
            "Quicker than expected",
            20,
            10,
            TextStyle(12, 16, 600),
            "#1C6238",
            halo=Stroke("#FFFFFF", 4, "round", "round"),
        ),
    ]
    groups.append(Group("halo", "feeling", tuple(over), Rect(0, 0, 200, 40), 300, 180, "Quicker than expected"))
    groups.append(card(shaper, "card-1", "Peer recommends us in a community thread", 300, 240))
    groups.append(card(shaper, "card-2", "<b>R&D</b> said: “ship it”", 470, 240))
    pictures: list[Op | Group] = [
        ImageOp("png", Rect(0, 0, 80, 60)),
        ImageOp("jpeg", Rect(90, 0, 60, 60), circle_path(120, 30, 30), Rect(0.125, 0, 0.75, 1)),
        ImageOp("turned", Rect(160, 0, 45, 60), round_rect_path(Rect(160, 0, 45, 60), 8)),
        ImageOp("absent", Rect(210, 0, 20, 20)),
    ]
    groups.append(Group("pictures", "card", tuple(pictures), Rect(0, 0, 240, 60), 420, 20, "Pictures"))
    assets = {"png": photo(), "jpeg": photo("JPEG"), "turned": photo("JPEG", orientation=6)}
    root = Group("map", "map", tuple(groups), Rect(0, 0, 660, 350))
    return Picture(660, 350, "#FFFFFF", root, "Everything", "en", "A. Painter", "What a drawing can hold", assets.get)


def many_cards(shaper: Shaper, count: int) -> Picture:
    """A large map of cards, a hundred to a row."""
    words = [
        "Peer recommends us in a community thread",
        "Asks how data is migrated",
        "Security questionnaire for legal",
    ]
    made = [
        card(shaper, f"card-{i}", f"{words[i % 3]} {i}", 20 + i % 100 * 178, 20 + i // 100 * 90) for i in range(count)
    ]
    width, height = 40 + 100 * 178.0, 40 + math.ceil(count / 100) * 90.0
    root = Group("map", "map", tuple(made), Rect(0, 0, width, height))
    return Picture(width, height, "#FFFFFF", root, f"{count} cards")


def save(folder: FilePath, name: str, data: bytes) -> None:
    """Keep an output where a person can look at it."""
    (folder / name).write_bytes(data)
