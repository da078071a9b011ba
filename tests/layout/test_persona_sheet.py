"""A persona's page: everything that is known of them, nothing that is not."""

from __future__ import annotations

from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import PicturePart, TextPart
from jmapdesk.layout.persona_sheet import PersonaSheet, lay_persona
from jmapdesk.layout.words import Words
from jmapdesk.model.record import replace
from jmapdesk.model.records import Asset, Persona, Source
from tests.fakes import FakeShaper

ADA = Persona(
    id="ada", name="Ada Byron", role="Operations lead", quote="Tell me what happens next.",
    background="Runs the back office of a chain of nine shops.", demographics="41, two children\nLeeds",
    goals=("one report a week", "fewer calls"), motivations=("a quiet Friday",), expectations=("an answer in a day",),
    frustrations=("forms asked twice",), channels=("email", "the counter"), sources=("talk",),
)  # fmt: skip
SOURCES = {"talk": Source(id="talk", kind="interview", title="Talks in spring", sample_size=8)}


def laid(persona: Persona, **context: object) -> PersonaSheet:
    return lay_persona(persona, SOURCES, Context(FakeShaper(), **context))  # type: ignore[arg-type]


def said(sheet: PersonaSheet) -> list[str]:
    return [part.text for block in sheet.blocks for part in block.parts if isinstance(part, TextPart)]


def test_everything_known_of_a_persona_is_on_the_page() -> None:
    words = said(laid(ADA))
    lists = (*ADA.goals, *ADA.motivations, *ADA.expectations, *ADA.frustrations, "E-mail", "the counter")
    for text in (ADA.name, ADA.role, f"“{ADA.quote}”", ADA.background, "41, two children", "Leeds", *lists):
        assert text in words
    assert "Talks in spring · n = 8" in words


def test_what_nothing_is_said_of_takes_no_room() -> None:
    bare = laid(Persona(id="b", name="Bo"))
    assert len(bare.blocks) == 2
    assert bare.height < laid(ADA).height
    assert "persona.goals" not in said(bare)


def test_a_persona_without_sources_is_called_an_assumption() -> None:
    words = Words(texts={"persona.assumed": "An assumption: no source yet"})
    assert said(laid(replace(ADA, sources=()), words=words))[-1] == "An assumption: no source yet"


def test_blocks_stand_apart_and_inside_the_page() -> None:
    long = replace(ADA, goals=tuple(f"goal {n} " * 9 for n in range(12)), name="Wilhelmina " * 9)
    for sheet in (laid(ADA), laid(long), laid(long, rtl=True)):
        for i, block in enumerate(sheet.blocks):
            assert block.rect.x >= 0
            assert block.rect.right <= sheet.width
            assert block.rect.bottom <= sheet.height
            for other in sheet.blocks[i + 1 :]:
                assert not block.rect.overlaps(other.rect)


def test_right_to_left_the_first_column_is_the_right_one() -> None:
    plain, turned = laid(ADA), laid(ADA, rtl=True)
    assert plain.blocks[2].rect.x < plain.width / 2 < turned.blocks[2].rect.x


def test_the_portrait_is_shown() -> None:
    asset = Asset(id="face", width=200, height=300)
    sheet = laid(replace(ADA, portrait="face"), assets={"face": asset})
    assert [part.asset for part in sheet.blocks[0].parts if isinstance(part, PicturePart)] == ["face"]
