"""The columns of a table of cards, one row a card: what is written to CSV and read from it again.

Titles are English whatever the map's language is, so that a program finds them. Places are said twice: by name for
people, by number (from 1) so that steps and lanes without a name, or of the same name, stay apart.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS

STAGE_NUMBER: Final = "Stage no."
STAGE: Final = "Stage"
COLUMN: Final = "Column"
STEP: Final = "Step"
TIME: Final = "Time"
UNTIL: Final = "Until column"
ROW: Final = "Row"
LANE: Final = "Lane"
LANE_KIND: Final = "Lane kind"
KIND: Final = "Kind"
PERSONA: Final = "Persona"
EVIDENCE: Final = "Evidence"
SOURCES: Final = "Sources"
ANSWERS: Final = "Answers"
VALUE: Final = "Value"
AS_OF: Final = "As of"
LINKS: Final = "Links"


class Field(NamedTuple):
    """A column that holds one field of a card; ``form`` says how: ``text``, ``lines`` (several texts, one a line),
    ``flag`` (yes or nothing), ``number``, ``whole`` (1 to 3), ``share`` (0 to 1), ``tenth`` (−2 to 2)."""

    title: str
    name: str
    form: str = "text"


FIELDS: Final = (
    Field("Text", "text"),
    Field("Note", "note"),
    Field("Owner", "owner"),
    Field("Tags", "tags", "lines"),
    Field("Moment of truth", "moment"),
    Field("Needs checking", "check", "flag"),
    Field("Severity", "severity", "whole"),
    Field("Impact", "impact", "share"),
    Field("Effort", "effort", "share"),
    Field("Status", "status"),
    Field("Due", "due"),
    Field("Departments", "departments", "lines"),
    Field("Budget", "budget"),
    Field("Expected outcome", "expected"),
    Field("Score", "score", "tenth"),
    Field("Lowest score", "low", "tenth"),
    Field("Highest score", "high", "tenth"),
    Field("Word", "word"),
    Field("Curve", "series"),
    Field("Channel", "channel"),
    Field("Who said it", "who"),
    Field("Unit", "unit"),
    Field("Target", "target", "number"),
    Field("Baseline", "baseline", "number"),
    Field("Better", "better"),
    Field("Image in words", "alt"),
)
"""The fields of a card, in the order of their columns."""

PLACE: Final = (STAGE_NUMBER, STAGE, COLUMN, STEP, TIME, UNTIL, ROW, LANE, LANE_KIND, KIND)
REST: Final = (PERSONA, EVIDENCE, SOURCES, ANSWERS, VALUE, AS_OF, LINKS)
TITLES: Final = (*PLACE, *(field.title for field in FIELDS), *REST)
"""All columns in order. Every one is always there, so that programs can rely on it."""

_NEEDED: Final = frozenset(title.casefold() for title in (COLUMN, ROW, LANE, LANE_KIND, KIND, "Text"))


def is_card_table(header: list[str]) -> bool:
    """Whether a row of titles is that of such a table, whatever was added, taken away or put elsewhere."""
    return {title.strip().casefold() for title in header} >= _NEEDED


def kind_named(said: str) -> str:
    """The kind of card of a name; what is no name of one stands for itself."""
    return _KINDS.get(said.strip().casefold(), said.strip() or "text")


def lane_kind_named(said: str) -> str:
    """The kind of lane of a name; what is no name of one stands for itself."""
    return _LANES.get(said.strip().casefold(), said.strip() or "text")


_KINDS: Final = {kind.name.casefold(): key for key, kind in CARD_KINDS.items()}
_LANES: Final = {kind.name.casefold(): key for key, kind in LANE_KINDS.items()}
