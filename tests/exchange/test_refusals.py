"""What is no map is refused by its own name, in one sentence, whatever its file is called."""

from __future__ import annotations

import json
import random
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jmapdesk.exchange.build import build_map
from jmapdesk.exchange.importing import read_draft
from jmapdesk.model.rules import repair
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.exchange.reading import SAMPLES, workbook, zipped
from tests.torture.bombs import book, cells

MAP = json.dumps({"format": "jmapdesk", "version": 1, "id": "m", "stages": [], "lanes": []}).encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.csv", b"", "empty", "is empty"),
        ("a.md", b" \r\n\t", "empty", "is empty"),
        ("a.csv", b"\xef\xbb\xbf\n", "empty", "is empty"),
        ("a.bin", b"\x00" * 50, "empty", "is empty"),
        ("a.csv", b"%PDF-1.7\n...", "pdf", "a PDF"),
        ("map.md", b"\x89PNG\r\n\x1a\n\x00\x00", "image", "a PNG image"),
        ("a", b"\xff\xd8\xff\xe0\x00", "image", "a JPEG image"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image", "a WebP image"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42\x00", "media", "a video file"),
        ("a.docx", zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "office", "a Word document"),
        (
            "a.xlsx",
            zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
            "office",
            "a PowerPoint presentation",
        ),
        (
            "a.ods",
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "office",
            "OpenDocument spreadsheet",
        ),
        ("a.numbers", zipped({"Index/Document.iwa": b"x"}), "office", "Apple"),
        ("a.zip", zipped({"map.csv": "x"}), "archive", "a ZIP archive"),
        ("a.xlsx", b"PK\x03\x04broken", "broken", "damaged"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "old_excel", "an old Excel"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "protected by a password"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "office", "an old Word document"),
        ("a.csv", b"\x01\x02\x03\x04\x05" * 40, "binary", "a binary file"),
        ("a.json", b'{"a": 1}', "json", "a JSON file"),
        ("data.txt", b'[{"stage": "Find"}]', "json", "a JSON file"),
        ("a.jmap", b"anything", "jmap", "it is no journey map"),
        ("a.jmap", b'{"a": 1}', "jmap", "it is JSON of another sort, not a journey map"),
        ("a.jmap", MAP, "jmap", "is already a map: open it instead"),
        ("a.jmap", MAP[:-20], "jmap", "it is cut off"),
        ("a.jmap", bytes(20) + MAP[20:], "jmap", "cannot be read from line 1, column 1"),
        ("a.jmap", b"\x89PNG\r\n\x1a\n\x00\x00", "jmap", "it is a PNG image, not a journey map"),
        ("a.txt", MAP, "jmap", "is already a map: give it the ending .jmap and open it"),
        ("a.txt", MAP[:-20], "jmap", "it is cut off"),
        ("a.mmd", b"graph TD\n A-->B", "diagram", "a flowchart"),
        ("user-journey.mmd", b"erDiagram\n A ||--o{ B : has", "diagram", "an entity relationship diagram"),
        ("a.mmd", b"nothing known", "diagram", "does not begin with"),
        ("a.puml", b"@startuml\n a -> b\n@enduml", "diagram", "a PlantUML diagram"),
        ("a.gv", b"digraph G { a -> b }", "diagram", "a Graphviz graph"),
        ("a.svg", b"<svg xmlns='x'></svg>", "xml", "an SVG image"),
        ("a.drawio", b"<mxfile host='x'></mxfile>", "xml", "a diagrams.net drawing"),
        ("a.bpmn", b"<?xml version='1.0'?><bpmn:definitions/>", "xml", "a BPMN process model"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "xml", "an XML file"),
        ("a.txt", b"Dear all, please come.", "prose", "running text"),
        ("a.md", b"# Notes\n\n```mermaid\nflowchart LR\n a-->b\n```\n", "diagram", "a flowchart"),
        ("a.html", b"<html><body><p>Hello</p></body></html>", "prose", "running text"),
        ("a.csv", b"one\ntwo\nthree\n", "no_table", "no cells"),
    ],
)
def test_files_that_are_something_else(name: str, data: bytes, code: str, words: str) -> None:
    with pytest.raises(JmapError) as refused:
        read_draft("/home/ann/" + name, data)
    assert refused.value.code == f"import.{code}"
    assert words in refused.value.message
    assert "/home" not in refused.value.message
    assert refused.value.message.endswith(".")
    assert "\n" not in refused.value.message


def test_a_map_larger_than_any_table_is_called_a_map() -> None:
    large = MAP[:-1] + b', "assets": [{"id": "p", "data": "' + b"A" * 9_000_000 + b'"}]}'
    with pytest.raises(JmapError) as refused:
        read_draft("a.jmap", large)
    assert "already a map" in refused.value.message


def test_a_workbook_by_the_ending_of_a_map_is_read() -> None:
    data = workbook([["Stage", "Find", "Buy"], ["Actions", "a", "b"], ["Touchpoints", "Web", "Shop"]])
    assert [stage.name for stage in read_draft("a.jmap", data).stages] == ["Find", "Buy"]


def test_a_text_that_is_far_too_long_is_not_even_looked_at() -> None:
    with pytest.raises(JmapError) as refused:
        read_draft("a.csv", b"Stage,A\n" * 1_200_000)
    assert refused.value.code == "import.too_big"


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("a.md", b"a\n" * 60_000, "line 50,000"),
        ("a.md", b"a|b\n-|-\n\n" * 1_200, "line 3,002"),
        ("a.md", b"journey notes\n" + b"```mermaid\njourney\na: 3\n```\n" * 1_200, "line 4,005"),
        ("a.md", (b"a|" * 300 + b"\n" + b"-|" * 300 + b"\n" + b"x|" * 300 + b"\n\n") * 300, "line 803"),
        ("a.mmd", b"journey\n" + b"a: 3: b\n" * 60_000, "line 50,000"),
        ("a.mmd", b"journey\n" + b"a: 3: bbbbbbbbbb, cccccccccccccccccccccccccccccccccccccc\n" * 45_000, "line 1 on"),
    ],
)  # fmt: skip
def test_what_goes_on_and_on_is_refused_with_the_line(name: str, data: bytes, place: str) -> None:
    with pytest.raises(JmapError) as refused:
        read_draft(name, data)
    assert refused.value.code == "import.too_big"
    assert place in refused.value.message


_MAP = "| Stage | Find | Buy |\n|---|---|---|\n| Touchpoints | Web | Shop |\n| Actions | a | b |\n"


def test_a_long_document_with_deep_lists_and_many_tables_is_read_to_its_end() -> None:
    deep = "".join("  " * depth + "- a point with **words** and more\n" for depth in range(12))
    text = deep * 1_500 + "\n" + "| a | b |\n|---|---|\n| 1 | 2 |\n\n" * 400 + "# The map\n\n" + _MAP
    draft = read_draft("a.md", text.encode())
    assert [stage.name for stage in draft.stages] == ["Find", "Buy"]
    assert {card.text for card in draft.cards} == {"Web", "Shop", "a", "b"}


def test_of_a_text_with_very_many_rows_the_first_are_read() -> None:
    rows = "Stage\tFind\tBuy\nActions\ta\tb\nTouchpoints\tc\td\n" + "\t\t\n" * 60_000
    draft = read_draft("pasted.txt", rows.encode())
    assert {card.text for card in draft.cards} == {"a", "b", "c", "d"}
    assert any("Rows beyond the first" in entry.message for entry in draft.report.entries)


def test_of_tasks_without_end_the_first_make_the_map() -> None:
    draft = read_draft("a.mmd", b"journey\n" + b"a: 3: b\n" * 3_000)
    assert len(draft.steps) == 500
    assert any("Steps beyond the first 500" in entry.message for entry in draft.report.entries)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"x" * 200_000 + b",b\n1,2\n"),
        ("a.csv", b"," * 300_000),
        ("a.md", b"> " * 300_000),
        ("a.html", b"<html>" + b"<table><tr><td>" * 90_000),
        ("a.xlsx", book(b"<sheetData><row>" + b"<c><v>1</v></c>" * 500_000 + b"</row></sheetData>")),
        ("a.xlsx", book(cells("A1"), strings=b"<si><t>a</t></si>" * 500_000)),
        ("a.xlsx", book(cells("A1"), styles=b"<cellXfs>" + b'<xf numFmtId="1"/>' * 500_000 + b"</cellXfs>")),
    ],
)  # fmt: skip
def test_what_is_far_too_much_is_refused_in_a_sentence(name: str, data: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(JmapError) as refused:
            read_draft(name, data)
        assert tracemalloc.get_traced_memory()[1] < 150 * 2**20
    finally:
        tracemalloc.stop()
    assert refused.value.message.endswith(".")


ALL = sorted(path.name for path in SAMPLES.iterdir())
TABLE = b'Stage,Find,,Buy\nStep,a,b,c\nTouchpoints,"x\ny",,z\nEmotions,1,glad,-2\nPain points,,p,\n'
BOOK = workbook(
    [["Stage", "Find", None, "Buy"], ["Touchpoints", "a", "b", "c"], ["Emotions", 1, 2, 3]], merge=("B1:C1",)
)


def survives(name: str, data: bytes) -> None:
    """Either a sound map comes out or a sentence."""
    try:
        draft = read_draft(name, data)
    except JmapError:
        return
    journey = build_map(draft, counting_ids())
    assert repair(journey, counting_ids("r")) == (journey, [])
    assert json.loads(json.dumps(draft.report.as_json()))["counts"]["cards"] == len(journey.cards)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), name=st.sampled_from(ALL))
def test_damaged_samples_give_a_map_or_a_sentence(seed: int, name: str) -> None:
    survives(name, damaged((SAMPLES / name).read_bytes(), random.Random(seed)))


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), name=st.sampled_from(["a.csv", "a.xlsx"]))
def test_damaged_tables_give_a_map_or_a_sentence(seed: int, name: str) -> None:
    survives(name, damaged(TABLE if name == "a.csv" else BOOK, random.Random(seed)))


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.md", "a.mmd", "a.html", "a.txt", "a.xlsx"]))
def test_any_bytes_give_a_map_or_a_sentence(data: bytes, name: str) -> None:
    survives(name, data)


PIECES = [
    *"ab|,;:\n\n\t\"'`*_-#<>&/\\=+ 139",
    *(
        "Stage",
        "Actions",
        "Emotions",
        "<td>",
        "<tr>",
        "<table>",
        "\ud800",
        "ـ",
        "情绪",
        "阶段",
        "|---|---|\n",
        "section ",
    ),
    *("\n| Stage | Find | Buy |\n|---|---|---|\n| Actions |", "\n| Emotions |", "journey\n", "title ", "```mermaid\n"),
    *("Stage,Step,Lane,Kind,Text,Score\n", "Find,Look,Actions,Action,Walks,4\n", "Find,,Emotions,,glad,"),
    "| Lane | Text ",
    *("```\n", "Stage,Find,Buy\n", "\nActions,", "\nTouchpoints,", "\nEmotions,", ": 3: Me\n"),
]


@settings(max_examples=300, deadline=None)
@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=120),
    name=st.sampled_from(["a.csv", "a.md", "a.mmd", "a.html", "a.txt"]),
)
def test_texts_made_of_telling_pieces_give_a_map_or_a_sentence(pieces: list[str], name: str) -> None:
    survives(name, "".join(pieces).encode("utf-8", errors="surrogatepass"))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled or swapped."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) or 1)
        length = chance.randint(1, 60)
        piece = bytes(content[at : at + length])
        what = chance.randrange(5)
        if what == 0:
            content[at : at + 1] = bytes([chance.randrange(256)])
        elif what == 1:
            del content[at : at + length]
        elif what == 2:
            content[at:at] = piece * chance.randint(1, 3)
        elif what == 3:
            other = chance.randrange(len(content) or 1)
            content[other : other + length] = piece
        else:
            content[at : at + length] = chance.choice(
                [b"\n", b"|", b'"', b"\x00", b"<td>", b"\xff", b";", b"99999999999"]
            )
    return bytes(content)
