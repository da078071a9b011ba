"""The elements of an XML part of a workbook, one after the other as they end, and none of XML's tricks.

A part with a document type is refused, so there are no entities that could unfold; nothing outside is ever looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError, ParserCreate

_CHUNK = 64 * 1024

BROKEN = (ExpatError, ValueError)
"""What is raised for XML that is damaged or has a document type."""


@dataclass(slots=True)
class Budget:
    """How many elements of all parts together are still looked at."""

    left: int = 400_000

    @property
    def spent(self) -> bool:
        """Whether there was more than is looked at."""
        return self.left < 0


def elements(stream: IO[bytes], budget: Budget, alone: str = "") -> Iterator[Element]:
    """The elements as they end, called by their names without a namespace, until the budget is spent.

    An element called ``alone`` is no child of the one round it: it is thrown away when it was looked at. Text is kept
    of elements without children. Raises what ``BROKEN`` names.
    """
    ended: list[Element] = []
    inside: list[Element] = []
    text: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if budget.left < 0:
            return
        budget.left -= 1
        item = Element(name.rpartition("}")[2], attributes)
        if inside and item.tag != alone:
            inside[-1].append(item)
        inside.append(item)
        text.clear()

    def end(_name: str) -> None:
        if budget.left < 0:
            return
        item = inside.pop()
        if text:
            item.text = "".join(text)
            text.clear()
        ended.append(item)

    def refuse(*_: object) -> None:
        raise ValueError("a document type")

    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text.append, refuse
    while not budget.spent:
        data = stream.read(_CHUNK)
        parser.Parse(data, not data)
        yield from ended
        ended.clear()
        if not data:
            return
