"""Pictures of the window in every look, to be judged by eye: ``python -m tests.desktop.looks FOLDER``.

Every theme of the window over every theme of a map at 50 %, sheets at the scale factors of screens, a map of one card
and one of ten thousand, and maps in Arabic and Japanese at 100 %. Nothing is compared: somebody has to look.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from jmapdesk.edit.about import set_theme
from jmapdesk.layout.themes import THEMES as MAP_THEMES
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.records import About, Card, Lane, Persona, Stage, Step
from jmapdesk.storage.files import open_map
from jmapdesk.ui.look import THEMES as WINDOW_THEMES
from jmapdesk.util.order_keys import keys_between
from tests.builders import big_map, small_map

SCALES = ("1", "1.25", "1.5", "2")
_SIZE = (1400, 900)
_SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "from-evaluation-to-first-value.jmap"

_LANES = ("touchpoints", "actions", "thoughts", "feelings", "pain_points", "opportunities")
_KINDS = ("touchpoint", "action", "thought", "feeling", "pain_point", "opportunity")
_SCORES = (1.0, -1.5, 0.5)
_ARABIC = (
    ("رحلة المريض إلى العيادة", "ar", "نورا حداد", ("الحجز", "الزيارة", "المتابعة")),
    ("موقع العيادة", "تبحث عن موعد قريب", "هل هذا لي حقاً؟", "متفائلة", "النموذج طويل جداً", "نموذج من صفحة واحدة"),
    ("مكتب الاستقبال", "تنتظر عشرين دقيقة", "كتبت كل هذا من قبل", "متعبة", "لا أحد يرى النموذج", "طباعة النموذج"),
    ("مكالمة فيديو", "تختبر الكاميرا", "تذكروا اسمي", "فخورة", "الرابط لا يعمل على هاتف OPPO", "رسالة قصيرة تكفي"),
)  # fmt: skip
_JAPANESE = (
    ("診療所への道のり", "ja", "田中 花子", ("予約", "来院", "その後")),
    (
        "診療所のウェブサイト", "近い日の予約を探す", "これは私のためのもの?", "期待",
        "入力フォームが長すぎて途中で消えてしまう", "一ページのフォーム",
    ),
    ("受付", "二十分待つ", "全部もう書いたのに", "疲れた", "受付からはフォームが見えない", "開院前に印刷しておく"),
    (
        "ビデオ通話", "前日にカメラを試す", "名前を覚えていてくれた", "誇らしい",
        "リンクが一つのブラウザーでしか開かない", "短いメッセージで十分",
    ),
)  # fmt: skip


class Shot(NamedTuple):
    """One picture: its name, the map on it, the window's theme and the zoom (None: all of the map)."""

    name: str
    make: Callable[[], JourneyMap]
    look: str
    zoom: float | None
    card: str = ""
    """A card that is selected."""


def written_in(rows: tuple[tuple[object, ...], ...]) -> JourneyMap:
    """A map of three stages with a card in each of six lanes: its head, then the words of each stage."""
    title, language, persona, stages = rows[0]
    assert isinstance(stages, tuple)
    three, six = keys_between(None, None, 3), keys_between(None, None, 6)
    cards = [
        Card(
            id=f"c{at}{lane}", lane=f"l{lane}", step=f"p{at}", order=three[0], kind=_KINDS[lane],
            text=str(words), score=_SCORES[at] if _KINDS[lane] == "feeling" else None,
        )
        for at, row in enumerate(rows[1:]) for lane, words in enumerate(row)
    ]  # fmt: skip
    return JourneyMap(
        id="written",
        about=About(title=str(title), language=str(language)),
        personas={"one": Persona(id="one", order=three[0], name=str(persona))},
        stages={
            f"s{at}": Stage(id=f"s{at}", order=three[at], name=name, steps=(Step(id=f"p{at}", order=three[0]),))
            for at, name in enumerate(stages)
        },
        lanes={f"l{n}": Lane(id=f"l{n}", order=six[n], kind=kind) for n, kind in enumerate(_LANES)},
        cards={card.id: card for card in cards},
    )


def one_card() -> JourneyMap:
    """As little as a map can show."""
    journey = small_map()
    return with_parts(
        journey,
        cards={"c1": journey.cards["c1"]},
        lanes={"touch": journey.lanes["touch"]},
        stages={"s1": journey.stages["s1"]},
    )


def shots(scale: str) -> Iterator[Shot]:
    """What is looked at: all of it at the usual scale, the rest at others."""

    def sample(theme: str) -> Callable[[], JourneyMap]:
        return lambda: set_theme(open_map(_SAMPLE).journey, theme)

    for look in WINDOW_THEMES:
        if scale == "1":
            for theme in MAP_THEMES:
                yield Shot(f"{look}-on-{theme}", sample(theme), look, 0.5)
        yield Shot(f"{look}-arabic", lambda: written_in(_ARABIC), look, 1.0, "c04")
        yield Shot(f"{look}-japanese", lambda: written_in(_JAPANESE), look, 1.0, "c14")
    yield Shot("one-card", one_card, "light", None, "c1")
    yield Shot("ten-thousand", lambda: big_map(10_000), "light", None)
    yield Shot("ten-thousand-near", lambda: big_map(10_000), "dark", 0.5)


def take(folder: Path, scale: str) -> None:
    """Take the pictures of one scale in this process."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from jmapdesk.app import WindowKeeper, make_application, make_kit
    from jmapdesk.session.document import Document
    from jmapdesk.session.selection import card_ref
    from jmapdesk.session.settings import Settings
    from jmapdesk.ui.save_flow import SaveFlow

    _application = make_application([sys.argv[0]])
    SaveFlow.may_close = lambda _: True  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as home:
        kit = make_kit(Settings(Path(home) / "settings"), Path(home) / "templates", Path(home) / "recovery")
        kit.appearance.begin()
        for shot in shots(scale):
            kit.appearance.choose(shot.look)
            keeper = WindowKeeper(kit)
            keeper.show(Document(shot.make()))
            window = keeper.windows[0]
            window.resize(*_SIZE)
            QApplication.processEvents()
            if shot.zoom is None:
                window.view.fit()
            else:
                window.view.zoom_to(shot.zoom)
                window.view.camera.centre(0, 0)
            if shot.card:
                window.selection.select(card_ref(shot.card))
            QTest.qWait(500)  # until what is sharp only at rest is
            window.grab().save(str(folder / f"{scale}-{shot.name}.png"))
            window.close()
            QApplication.sendPostedEvents()
        kit.appearance.end()


def main() -> int:
    """Run it from a terminal: every scale in a process of its own, as Qt asks for it only once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", choices=SCALES, help="only this one")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    if arguments.here:
        take(arguments.folder, arguments.scale)
        return 0
    for scale in (arguments.scale,) if arguments.scale else SCALES:
        environment = {**os.environ, "QT_SCALE_FACTOR": scale}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        words = [sys.executable, "-m", "tests.desktop.looks", str(arguments.folder), "--scale", scale, "--here"]
        subprocess.run(words, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
