"""Small maps in scripts that are written otherwise than Latin, to be looked for in what is exported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jmapdesk.edit.about import set_about
from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import replace
from tests.builders import small_map

SCRIPTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "ar": (
        "الاكتشاف", "يبحث عن مواعيد العمل في الموقع (النسخة 2.0)", "لماذا لا يرد أحد على الهاتف؟",
    ),
    "he": (
        "היכרות", "מחפשת שעות פתיחה באתר (גרסה 2.0)", "למה אף אחד לא עונה לטלפון?",
    ),
    "hi": (
        "पहचान", "वेबसाइट पर खुलने का समय ढूँढती हैं", "फ़ोन कोई क्यों नहीं उठाता?",
    ),
    "ja": (
        "認知", "サイトで営業時間を調べる", "なぜ誰も電話に出ないのですか？",
    ),
}  # fmt: skip
"""By language: a stage's name and what two cards say."""


def in_script(language: str) -> JourneyMap:
    """The small map with words of a language; it runs the way that language is written."""
    name, *texts = SCRIPTS[language]
    journey = set_about(small_map(), language=language)
    journey = with_records(journey, "stages", {"s1": replace(journey.stages["s1"], name=name)})
    placed = [key for key, card in journey.cards.items() if card.step is not None and card.kind != "feeling"]
    cards = {key: replace(journey.cards[key], text=text) for key, text in zip(placed, texts, strict=False)}
    return with_records(journey, "cards", cards)
