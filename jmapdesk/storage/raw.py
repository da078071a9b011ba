"""From the bytes of a file to plain JSON values: everything that is refused before a record is looked at."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from jmapdesk import __version__
from jmapdesk.model.journey import COLLECTIONS
from jmapdesk.model.rules import Repair
from jmapdesk.storage.lifting import LARGE, Lifted, hopeless, lift, too_much
from jmapdesk.storage.migrations import VERSION
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import MAP_ENDING
from jmapdesk.util.file_signs import WORKBOOK, is_binary, sign_of

FORMAT = "jmapdesk"
"""What the field ``format`` of every map says."""

DEEPEST = 100
"""Levels of nesting that are read; a map needs six."""

_LONGEST_NUMBER = 300
"""Digits of the longest whole number that is read: every such number has a float next to it."""

_BOM = b"\xef\xbb\xbf"
_BLANK = re.compile(rb"[ \t\r\n\x00]*")
_VALUES = b'{["'
"""What a map begins with, and what would at least pass for JSON."""
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LITERALS = ("true", "false", "null", "NaN", "Infinity", "-Infinity")
_BROKEN_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]*[eE]?[+-]?[0-9]*\Z")

_COPY = "open an earlier copy of it"


def refused(code: str, name: str, what: str, advice: str = _COPY) -> JmapError:
    """The error for a file that is not opened: its name, what is wrong with it, what to do."""
    return JmapError(code, f"“{name}” was not opened because {what}; the file is unchanged: {advice}.")


def parse(data: bytes, name: str) -> tuple[dict[str, Any], list[Repair]]:
    """The top-level fields of a map's file, version checked, and what was put right in the text.

    ``name`` is what the file is called in errors. Raises JmapError, codes ``file.…``, for what is no map.
    """
    repairs: list[Repair] = []
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
        repairs.append(Repair("file.bom", "file", "it began with a byte order mark, which was left out"))
    _refuse_known(data, name)
    _refuse_no_map(data, name)
    lifted = _lifted(data, name)
    text = _decoded(lifted, name)
    raw = _read(text, name, lifted)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        if _holds_parts(raw):
            raise refused("file.not_a_map", name, "it does not say that it is a journey map")
        raise refused("file.not_a_map", name, "it is JSON of another sort, not a journey map", "choose another file")
    _check_version(raw, name)
    if "\\u" in text and _ESCAPED_SURROGATE.search(text):
        try:
            raw, count = _without_surrogates(raw)
        except RecursionError:
            raise too_deep(name) from None
        if count:
            texts = "a text" if count == 1 else f"{count} texts"
            message = f"{texts} held half a character, which was replaced by “\ufffd”"
            repairs.append(Repair("text.surrogate", "file", message))
    return raw, repairs


def _holds_parts(raw: Any) -> bool:
    """Whether there is anything of a map in the values of a file that does not say that it is one."""
    return isinstance(raw, dict) and ("about" in raw or any(raw.get(part) for part in COLLECTIONS))


def _importing(data: bytes, name: str) -> str:
    """What to do with what cannot be read: only a text that is not JSON either may be a table that can be imported."""
    begins = data[:40].replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n")
    if begins.startswith((b"{", b"[")) or is_binary(data):
        return _COPY
    return f"{_import(name)} if another program made it, or open an earlier copy"


def _import(name: str, ending: str = "its own ending (such as .csv)") -> str:
    """How a file is imported. What is called a map is not: it would be opened."""
    return f"give it {ending} and import it" if name.lower().endswith(MAP_ENDING) else "import it"


def _refuse_known(data: bytes, name: str) -> None:
    """Call what is plainly another sort of file by its name; some of them would even pass for broken text."""
    sign = sign_of(data)
    if sign is not None:
        is_table = sign.code == WORKBOOK
        advice = _import(name, "the ending .xlsx") if is_table else sign.advice or "choose a .jmap file"
        raise refused("file.other_kind", name, f"it is {sign.what}, not a journey map", advice)


def _refuse_no_map(data: bytes, name: str) -> None:
    """Only what begins like a map, or holds records of one all the same, can be a damaged map."""
    blank = _BLANK.match(data)
    at = blank.end() if blank else 0
    start = data[at : at + 1]
    if not start:
        what = "it holds nothing but zeros or blanks" if data else "it is empty"
        raise refused("file.empty", name, what)
    if start < b"\x80" and start not in _VALUES and b'"id"' not in data:
        advice = "choose another file" if is_binary(data) else f"{_import(name)}, or choose another file"
        raise refused("file.no_map", name, "it is no journey map", advice)


def _lifted(data: bytes, name: str) -> Lifted:
    """The file without its pictures. What is too large to be read is refused before it takes time and memory."""
    if len(data) < LARGE:
        return Lifted(data, data)
    if why := hopeless(data):
        raise refused("file.cut_off", name, f"it {why}")
    lifted = lift(data)
    if why := too_much(lifted.text):
        raise refused("file.too_large", name, f"it {why}")
    return lifted


def _decoded(lifted: Lifted, name: str) -> str:
    try:
        return lifted.text.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise _cut_off(name) from None
        what = f"it is not UTF-8 text (byte {lifted.place_of(error.start) + 1:,})"
        raise refused("file.not_utf8", name, what, _importing(lifted.text, name)) from None


def _cut_off(name: str) -> JmapError:
    return refused("file.cut_off", name, "it is cut off: its end is missing")


def _read(text: str, name: str, lifted: Lifted) -> Any:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(found)
        if len(fields) != len(found):
            _refuse_doubled(found, name)
        if lifted.places:
            lifted.found(fields)
        return fields

    def constant(word: str) -> NoReturn:
        raise refused("file.not_finite", name, f"it holds {word} where a number should be")

    def number(digits: str) -> float:
        value = float(digits)
        if math.isinf(value):
            raise _too_large(name)
        return value

    def whole(digits: str) -> int:
        if len(digits) > _LONGEST_NUMBER:
            raise _too_large(name)
        return int(digits)

    try:
        raw = json.loads(text, object_pairs_hook=pairs, parse_constant=constant, parse_float=number, parse_int=whole)
    except json.JSONDecodeError as error:
        if _breaks_off(text, error):
            raise _cut_off(name) from None
        what = f"it cannot be read from line {error.lineno:,}, column {error.colno:,} on"
        raise refused("file.not_json", name, what, _importing(lifted.text, name)) from None
    except RecursionError:
        raise too_deep(name) from None
    lifted.put_back()
    return raw


def too_deep(name: str) -> JmapError:
    """The error for values nested deeper than any map needs."""
    return refused("file.too_deep", name, f"it nests values more than {DEEPEST} levels deep")


def _too_large(name: str) -> JmapError:
    return refused("file.not_finite", name, "it holds a number too large to be kept")


def _refuse_doubled(found: Iterable[tuple[str, Any]], name: str) -> NoReturn:
    seen: set[str] = set()
    for key, _ in found:
        if key in seen:
            what = f"it gives the field “{_shown(key)}” twice in one place"
            raise refused("file.duplicate_key", name, what, "remove one of the two in a text editor")
        seen.add(key)
    raise AssertionError("called without a doubled key")


def _shown(key: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in key[:40])


def _breaks_off(text: str, error: json.JSONDecodeError) -> bool:
    """Whether the text is the beginning of something that could have become valid."""
    if not text.lstrip().startswith("{"):
        return False
    if error.msg.startswith("Unterminated string"):
        return True
    rest = text[error.pos :].strip()
    if not rest or any(word.startswith(rest) for word in _LITERALS) or _BROKEN_NUMBER.match(rest):
        return True
    return error.msg.startswith("Invalid \\") and len(text) - error.pos < 6


def _check_version(raw: dict[str, Any], name: str) -> None:
    version = raw.get("version")
    if type(version) is not int or version < 1:
        raise refused("file.wrong_type", name, "its field “version” is not a whole number from 1 up")
    if version > VERSION:
        needs = raw.get("needs")
        reader = _shown(needs) if isinstance(needs, str) and needs else f"a jmapdesk newer than {__version__}"
        what = f"it needs {reader} (its format is {_figure(version)}, this program reads up to {VERSION})"
        raise refused("file.newer_version", name, what, "update jmapdesk to open it")


def _figure(number: int) -> str:
    return f"version {number}" if number < 10**9 else "far newer"


def _without_surrogates(value: Any) -> tuple[Any, int]:
    """The value with halves of characters replaced, in keys too, and how many texts held any."""
    count = 0

    def clean(text: str) -> str:
        nonlocal count
        cleaned = _SURROGATE.sub("\ufffd", text)
        count += cleaned != text
        return cleaned

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, list):
            return [walk(item) for item in value]
        if isinstance(value, dict):
            fields: dict[str, Any] = {}
            for key, item in value.items():
                key = clean(key)
                while key in fields:
                    key += "\ufffd"
                fields[key] = walk(item)
            return fields
        return value

    return walk(value), count


def depth_exceeds(value: Any, limit: int) -> bool:
    """Whether a JSON value nests lists and objects more than ``limit`` deep."""
    level = [value]
    for _ in range(limit + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> Iterator[Any]:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return (item for item in items if isinstance(item, dict | list | tuple))
