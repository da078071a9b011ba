"""Files that are no map: refused in one sentence, their bytes untouched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jmapdesk.storage.files import open_map
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.exchange.reading import workbook
from tests.storage.text import edited, text_of

GOOD = text_of(small_map())


def refusal(tmp_path: Path, data: bytes) -> JmapError:
    """Open a file of these bytes, expect it refused, check that nothing in the folder changed."""
    path = tmp_path / "my map.jmap"
    path.write_bytes(data)
    with pytest.raises(JmapError) as caught:
        open_map(path)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]
    error = caught.value
    assert error.message.startswith("“my map.jmap” was not opened because ")
    assert "; the file is unchanged: " in error.message
    assert error.message.endswith(".")
    assert "\n" not in error.message
    return error


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("file.empty", b""),
        ("file.empty", b" \n"),
        ("file.empty", bytes(500)),
        ("file.no_map", b"journey\n  title My day\n"),
        ("file.not_json", bytes(64) + GOOD.encode()[64:]),
        ("file.not_json", GOOD.encode()[20:]),
        ("file.not_json", GOOD.replace('"version": 1,', '"version": 1 "x",').encode()),
        ("file.not_json", (GOOD + "}").encode()),
        ("file.not_utf8", GOOD.replace("Poster", "Plakat für").encode("latin-1")),
        ("file.not_utf8", GOOD.encode("utf-16")),
        ("file.other_kind", b"\x89PNG\r\n\x1a\n\xff\xd8"),
        ("file.other_kind", b"%PDF-1.4\n1 0 obj\n"),  # all of it would pass for text
        ("file.other_kind", b"{\\rtf1 hello}"),
        ("file.other_kind", b"PK\x05\x06" + b"\x00" * 18),
        ("file.cut_off", GOOD.encode()[:-3]),
        ("file.cut_off", GOOD.encode()[: GOOD.index("Web site") + 3]),
        ("file.cut_off", GOOD.encode()[: GOOD.index("1.5") + 2]),
        ("file.cut_off", GOOD.replace("Poster", "Ü").encode().partition("Ü".encode())[0] + b"\xc3"),
        ("file.not_finite", GOOD.replace("1.5", "NaN").encode()),
        ("file.not_finite", GOOD.replace("1.5", "-Infinity").encode()),
        ("file.not_finite", GOOD.replace("1.5", "1e999").encode()),
        ("file.not_finite", GOOD.replace('"look": {}', '"look": {"x": [1e999]}').encode()),
        ("file.not_finite", GOOD.replace("1.5", "1" * 301).encode()),
        ("file.not_finite", GOOD.replace("1.5", "1" * 5000).encode()),
        ("file.duplicate_key", GOOD.replace('"word": "curious"', '"word": "a", "word": "b"').encode()),
        ("file.duplicate_key", GOOD.replace('"look": {}', '"look": {}, "look": {}').encode()),
        ("file.too_deep", b"[" * 100_000),
        ("file.too_deep", GOOD.replace('"look": {}', '"zz": ' + "[" * 500 + "]" * 500).encode()),
        ("file.too_deep", GOOD.replace('"score": 1.5', '"zz": ' + "[" * 200 + "]" * 200).encode()),
        ("file.too_deep", GOOD.replace('"look": {}', '"look": {"z": ' + "[" * 200 + "]" * 200 + "}").encode()),
        ("file.not_a_map", b"[]"),
        ("file.not_a_map", b'"jmapdesk"'),
        ("file.not_a_map", b"{}"),
        ("file.not_a_map", b'{"format": "tiled", "version": 1}'),
        ("file.wrong_type", b'{"format": "jmapdesk"}'),
        ("file.wrong_type", b'{"format": "jmapdesk", "version": "1"}'),
        ("file.wrong_type", b'{"format": "jmapdesk", "version": true}'),
        ("file.wrong_type", b'{"format": "jmapdesk", "version": 1.0}'),
        ("file.wrong_type", b'{"format": "jmapdesk", "version": 0}'),
        ("file.wrong_type", b'{"format": "jmapdesk", "version": 1, "id": 7}'),
        ("file.wrong_type", b'{"format": "jmapdesk", "version": 1, "id": "m", "cards": {}}'),
        ("file.wrong_type", b'{"format": "jmapdesk", "version": 1, "id": "m", "cards": ["Hello"]}'),
        ("file.wrong_type", b'{"format": "jmapdesk", "version": 1, "id": "m", "about": []}'),
        ("file.newer_version", b'{"format": "jmapdesk", "version": 2, "cards": 7}'),
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, code: str, data: bytes) -> None:
    assert refusal(tmp_path, data).code == code


@pytest.mark.parametrize(
    ("collection", "key", "field", "value", "words"),
    [
        ("cards", "c2", "text", 7, "in card number 2, “text” must be text"),
        ("cards", "c2", "check", "yes", "in card “Web site”, “check” must be true or false"),
        ("cards", "c2", "severity", 1.5, "in card “Web site”, “severity” must be a whole number"),
        ("cards", "f1", "score", "high", "in card “curious”, “score” must be a number"),
        ("cards", "f1", "score", True, "in card “curious”, “score” must be a number"),
        ("cards", "c1", "sources", "talk", "in card “Poster”, “sources” must be a list"),
        ("cards", "c1", "sources", ["talk", 5], "in card “Poster”, “sources” number 2 must be text"),
        ("cards", "c1", "origin", "c9", "in card “Poster”, “origin” must be a group of named values"),
        ("cards", "c1", "readings", [{"as_of": ""}], "in card “Poster”, “readings” number 1, “value” is missing"),
        ("stages", "s2", "name", None, "in stage “s2”, “name” must be text"),
        ("stages", "s1", "steps", [{"id": "p1"}, 3], "in stage “Notice”, “steps” number 2 must be a group of"),
        ("cards", "c1", "id", 12, "in card “Poster”, “id” must be text"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_in_words(
    tmp_path: Path, collection: str, key: str, field: str, value: Any, words: str
) -> None:
    error = refusal(tmp_path, edited(small_map(), collection, key, {field: value}))
    assert error.code == "file.wrong_type"
    assert words in error.message
    for library_word in ("pydantic", "Input", "valid", "dict", "str", "Traceback"):
        assert library_word not in error.message


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b"[]",
        b'"jmapdesk"',
        b'{"a": 1 "b"}',
        b"[link](there)",
        b'{"a": "f\xfcr"}',
        GOOD.encode("utf-16"),
        bytes(range(128, 256)) + bytes(range(32)) * 9,
    ],
)
def test_nobody_is_sent_to_import_what_cannot_be_imported(tmp_path: Path, data: bytes) -> None:
    assert "import" not in refusal(tmp_path, data).message


@pytest.mark.parametrize(
    "data",
    [
        b"Stage,Find,Buy\nActions,a,b\n",
        b'"Stage","Find","Buy"\n"Actions","a","b"\n',
        "Öffnen;Finden\n".encode("latin-1"),
        "Stage\tFind\n".encode("utf-16"),
    ],
)
def test_what_may_be_a_table_is_imported_by_an_ending_of_its_own(tmp_path: Path, data: bytes) -> None:
    assert "give it its own ending (such as .csv) and import it" in refusal(tmp_path, data).message
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with pytest.raises(JmapError) as caught:
        open_map(path)
    assert "import it" in caught.value.message
    assert "ending" not in caught.value.message


def test_json_that_holds_parts_of_a_map_is_told_from_other_json(tmp_path: Path) -> None:
    assert "it is JSON of another sort" in refusal(tmp_path, b'{"cards": []}').message
    assert "it does not say that it is a journey map" in refusal(tmp_path, b'{"cards": [{"id": "c"}]}').message


def test_a_workbook_by_the_ending_of_a_map_is_given_its_own(tmp_path: Path) -> None:
    data = workbook([["a"]])
    assert "give it the ending .xlsx and import it" in refusal(tmp_path, data).message


def test_a_connection_without_an_end_is_refused(tmp_path: Path) -> None:
    raw = json.loads(GOOD) | {"connections": [{"id": "n", "start": "c1"}]}
    assert "in connection “n”, “end” is missing" in refusal(tmp_path, json.dumps(raw).encode()).message


@pytest.mark.parametrize(
    ("needs", "words"),
    [
        ({"needs": "jmapdesk 4.2"}, "it needs jmapdesk 4.2 (its format is version 3, this program reads up to 1)"),
        ({}, "it needs a jmapdesk newer than "),
        ({"needs": ["a", "list"]}, "it needs a jmapdesk newer than "),
        ({"needs": "x\n\x1b[31m" + "y" * 900}, "it needs x"),
    ],
)
def test_a_newer_file_names_the_program_that_reads_it(tmp_path: Path, needs: dict[str, Any], words: str) -> None:
    error = refusal(tmp_path, json.dumps({"format": "jmapdesk", "version": 3, **needs}).encode())
    assert error.code == "file.newer_version"
    assert words in error.message
    assert len(error.message) < 400


def test_the_line_of_a_slip_is_told(tmp_path: Path) -> None:
    broken = GOOD.replace('"lanes": [', '"lanes": [,')
    line = broken[: broken.index('"lanes"')].count("\n") + 1
    assert f"from line {line}, column 11 on" in refusal(tmp_path, broken.encode()).message


def test_the_doubled_field_is_named(tmp_path: Path) -> None:
    message = refusal(tmp_path, GOOD.replace('"kind": "touchpoints"', '"kind": "a", "kind": "b"').encode()).message
    assert "the field “kind” twice" in message


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path / "nowhere.jmap", "file.missing"),
        (tmp_path / "nowhere" / "x.jmap", "file.missing"),
        (tmp_path, "file.is_folder"),
        (tmp_path / ("x" * 300), "file.unreadable"),
        (Path("/dev/null"), "file.not_a_file"),
    ):
        with pytest.raises(JmapError) as caught:
            open_map(path)
        assert caught.value.code == code
