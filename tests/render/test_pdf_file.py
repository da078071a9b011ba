"""The bytes of a PDF: what is put in comes out by another program's reading."""

from __future__ import annotations

import io

import pikepdf
import pytest

from jmapdesk.render.pdf_file import Objects, text_string


def file_with(objects: Objects, entries: str) -> bytes:
    """A file of one small page whose catalogue has these entries too."""
    tree = objects.reserve()
    page = objects.add(f"<</Type/Page/Parent {tree}/MediaBox[0 0 10 10]/Resources<<>>>>")
    objects.put(tree, f"<</Type/Pages/Kids[{page}]/Count 1>>")
    root = objects.add(f"<</Type/Catalog/Pages {tree}{entries}>>")
    return objects.finished(root, objects.add("<<>>"))


@pytest.mark.parametrize(
    "text",
    ["plain", "a (b) c\\", "“x” – é €…", "日本語\r\n(", "\x01\x02 tab\t", "Ā\r", "😀)", "soft\u00adhyphen", ""],
)
def test_words_come_back_as_they_were(text: str) -> None:
    with pikepdf.open(io.BytesIO(file_with(Objects(), f"/Said{text_string(text)}"))) as pdf:
        assert str(pdf.Root.Said) == text


def test_half_a_pair_is_no_reason_to_fail() -> None:
    with pikepdf.open(io.BytesIO(file_with(Objects(), f"/Said{text_string('a' + chr(0xD83D) + 'b')}"))) as pdf:
        assert str(pdf.Root.Said) == "a\ufffdb"


def test_what_is_common_takes_a_byte_a_character() -> None:
    assert len(text_string("Goal – “fewer calls”")) == len("Goal – “fewer calls”") + 2


def test_thousands_of_objects_are_found_where_the_file_says() -> None:
    objects = Objects()
    named = [objects.add(f"<</N {n}>>") for n in range(2000)]
    stream = objects.stream({"Kind": "/Test"}, b"some bytes " * 50)
    data = file_with(objects, f"/All[{' '.join(named)}]/Stream {stream}")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [int(one.N) for one in pdf.Root.All] == list(range(2000))
        assert pdf.Root.Stream.read_bytes() == b"some bytes " * 50
        assert pdf.check_pdf_syntax() == []
    assert len(data) < 2000 * 15, "small objects are packed together"


def test_the_file_is_known_by_what_is_in_it() -> None:
    def ids(word: str) -> list[bytes]:
        with pikepdf.open(io.BytesIO(file_with(Objects(), f"/Said{text_string(word)}"))) as pdf:
            return [bytes(one) for one in pdf.trailer.ID]

    assert ids("one") == ids("one")
    assert ids("one") != ids("other")
