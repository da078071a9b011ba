"""The columns of a workbook's tables: what each shows of a record, and what a value written there means for it.

A column without ``read`` is only shown: what it says is worked out. Reading gives changed fields by name; names that
begin with ``@`` are no fields of the record but edits of their own: where a card stands, its kind, a new reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from jmapdesk.exchange.xlsx_names import Names
from jmapdesk.model import queries
from jmapdesk.model.records import Card, Reading

Value: TypeAlias = str | float | int | date | None
"""What a cell holds."""
Show: TypeAlias = Callable[[Any, Names], Value]
Read: TypeAlias = Callable[[Any, str, Names], dict[str, Any]]


class Unread(Exception):  # noqa: N818 - it is told, not raised at people
    """A value that cannot be taken in, and why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its title, what it shows, what a value in it means, and how it looks.

    ``form`` is ``text``, ``number``, ``share`` (per cent) or ``day``. ``choices`` names a list of ``Names`` that the
    column offers; with ``free`` other values may be written too. A column that nothing is in is left out unless
    ``always``. ``most`` are the digits it is wide at most.
    """

    title: str
    show: Show
    read: Read | None = None
    form: str = "text"
    choices: str = ""
    free: bool = False
    always: bool = False
    most: float = 26


def plain_field(title: str, name: str, **more: Any) -> Field:
    """A column for a field that is a text."""
    return Field(title, lambda record, _: getattr(record, name), lambda _r, text, _n: {name: text.strip()}, **more)


def _long(title: str, name: str, **more: Any) -> Field:
    """A column for a text with lines of its own."""
    return Field(title, lambda record, _: getattr(record, name), lambda _r, text, _n: {name: text}, **more)


def _number(title: str, name: str, least: float | None = None, most: float | None = None, **more: Any) -> Field:
    return Field(
        title, lambda record, _: getattr(record, name), lambda _r, text, _n: {name: number_of(text, least, most)},
        form="number", **more,
    )  # fmt: skip


def _share(title: str, name: str) -> Field:
    return Field(
        title, lambda record, _: getattr(record, name), lambda _r, text, _n: {name: _share_of(text)},
        form="share", always=True,
    )  # fmt: skip


def _choice(title: str, name: str, kind: str, default: str, *, quiet: bool = False, **more: Any) -> Field:
    """A column for one of a list; ``quiet`` leaves the cell empty where it is the default."""
    return Field(
        title,
        lambda record, names: (
            "" if quiet and getattr(record, name) == default else names.name(kind, getattr(record, name))
        ),
        lambda _r, text, names: {name: chosen(text, kind, names, default)},
        choices=kind, **more,
    )  # fmt: skip


def _day(title: str, name: str, **more: Any) -> Field:
    return Field(
        title, lambda record, _: day_of(getattr(record, name)), lambda _r, text, _n: {name: text.strip()},
        form="day", most=16, **more,
    )  # fmt: skip


def _several(title: str, name: str, **more: Any) -> Field:
    """A column for several short texts, with commas between them; semicolons where one of them has a comma."""
    return Field(
        title, lambda record, _: joined(getattr(record, name)), lambda _r, text, _n: {name: parted(text)}, **more
    )


def _lines(title: str, name: str, **more: Any) -> Field:
    """A column for several texts, one a line."""
    return Field(
        title,
        lambda record, _: "\n".join(getattr(record, name)),
        lambda _r, text, _n: {name: tuple(line.strip() for line in text.splitlines() if line.strip())},
        **more,
    )


def _linked(title: str, name: str, kind: str, **more: Any) -> Field:
    """A column for other records by their names, with semicolons between them."""
    return Field(
        title,
        lambda record, names: "; ".join(names.name(kind, key) for key in getattr(record, name)),
        lambda _r, text, names: {name: _keys_of(text, kind, names)},
        **more,
    )


# What values mean


def number_of(text: str, least: float | None = None, most: float | None = None) -> float | None:
    """A number as people write it; None for nothing. Raises Unread for what is none, and beyond the limits."""
    bare = text.strip().replace("\u2212", "-").replace("\u00a0", "").replace("\u202f", "")
    if not bare:
        return None
    if "," in bare and "." not in bare:
        bare = bare.replace(",", ".")
    try:
        value = float(bare.rstrip("%")) / (100 if bare.endswith("%") else 1)
    except ValueError:
        raise Unread("is no number") from None
    if value != value or abs(value) == float("inf"):
        raise Unread("is no number")
    if (least is not None and value < least) or (most is not None and value > most):
        raise Unread(f"is not between {least:g} and {most:g}")
    return value


def _share_of(text: str) -> float | None:
    """A share of the whole, as per cent or as 0 … 1."""
    value = number_of(text)
    if value is not None and value > 1 and not text.strip().endswith("%"):
        value /= 100  # typed as 80 into a cell that is no per cent any more
    if value is not None and not 0 <= value <= 1:
        raise Unread("is not between 0 % and 100 %")
    return value


def whole_of(text: str, least: int, most: int | None = None) -> int | None:
    """A whole number; None for nothing. Raises Unread."""
    value = number_of(text)
    if value is None:
        return None
    if value != int(value) or value < least or (most is not None and value > most):
        raise Unread("is no whole number" + (f" from {least} to {most}" if most is not None else ""))
    return int(value)


def chosen(text: str, kind: str, names: Names, default: Any = "", free: bool = False) -> Any:
    """The key that a name of a list means, the default for nothing. Raises Unread unless any text will do."""
    if not text.strip():
        return default
    key = names.key(kind, text)
    if key is None and not free:
        raise Unread("is none of the choices")
    return text.strip() if key is None else key


def joined(texts: Sequence[str]) -> str:
    """Several short texts as one."""
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


def parted(text: str) -> tuple[str, ...]:
    """Several short texts out of one, each once."""
    parts = text.split(";" if ";" in text else ",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _keys_of(text: str, kind: str, names: Names) -> tuple[str, ...]:
    """The records that names mean. A name may itself hold semicolons: the longest that is known counts."""
    parts = [part.strip() for part in text.replace("\n", ";").split(";")]
    found: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            key = names.key(kind, "; ".join(parts[at:end]))
            if key is not None:
                found.append(key)
                at = end
                break
        else:
            if parts[at]:
                raise Unread(f"names “{parts[at]}”, which is not in the map")
            at += 1
    return tuple(dict.fromkeys(found))


def day_of(text: str) -> Value:
    """A calendar day where the text is one, else the text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day.year >= 1901 and day.isoformat() == text else text


def said(value: Value, form: str) -> str:
    """A value as it is read back from a cell."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    return f"{value * 100:.6g}%" if form == "share" else f"{value:.12g}"


def differ(was: str, now: str) -> bool:
    """Whether a cell says something else than it did; how a program writes lines and numbers does not count."""
    was, now = (text.replace("\r\n", "\n").strip() for text in (was, now))
    if was == now:
        return False
    try:
        return number_of(was) != number_of(now) if was and now else True
    except Unread:
        return True


# Metrics


def last_reading(card: Card) -> Reading | None:
    """The value measured last."""
    return max(card.readings, key=lambda reading: reading.as_of, default=None)


def _of_last(name: str) -> Show:
    def show(card: Card, _names: Names) -> Value:
        reading = last_reading(card)
        return None if reading is None else getattr(reading, name)

    return show


def _earlier(card: Card, _names: Names) -> str:
    last = last_reading(card)
    others = sorted((one for one in card.readings if one is not last), key=lambda one: one.as_of, reverse=True)
    return "\n".join(f"{one.as_of or '?'}: {one.value:g}" for one in others)


# Cards


def _text_field(title: str = "Text") -> Field:
    def name(card: Card) -> str:
        return "text" if card.text or not (card.word or card.alt) else "word" if card.word else "alt"

    return Field(
        title, lambda card, _: card.text or card.word or card.alt, lambda card, text, _: {name(card): text},
        always=True, most=50,
    )  # fmt: skip


def _rests_on(card: Card, names: Names) -> str:
    if not queries.asks_evidence(card):
        return ""
    return names.words("legend.evidence" if queries.is_sourced(card) else "legend.assumption")


def _people(card: Card, names: Names) -> str:
    keys = ((card.persona,) if card.persona else ()) if card.kind == "feeling" else card.personas
    return "; ".join(names.name("personas", key) for key in keys)


def _read_people(card: Card, text: str, names: Names) -> dict[str, Any]:
    keys = _keys_of(text, "personas", names)
    if card.kind != "feeling":
        return {"personas": keys}
    if len(keys) > 1:
        raise Unread("names several personas, and a feeling is one persona’s")
    return {"persona": keys[0] if keys else None}


def _placed(title: str, edit: str, kind: str, key: Callable[[Card, Names], str | None], **more: Any) -> Field:
    """A column that says where a card stands."""
    return Field(
        title, lambda card, names: names.name(kind, key(card, names)),
        lambda _c, text, names: {edit: chosen(text, kind, names, None)}, choices=kind, **more,
    )  # fmt: skip


def _stage(card: Card, names: Names) -> str | None:
    return names.stage_of.get(card.step or "")


STAGE: Final = _placed("Stage", "@stage", "stages", _stage, always=True)

CARDS: Final = (
    STAGE,
    _placed("Step", "@step", "steps", lambda card, _: card.step, always=True, most=28),
    _placed("Until", "@until", "steps", lambda card, _: card.to_step, most=28),
    _placed("Lane", "@lane", "lanes", lambda card, _: card.lane, always=True),
    Field("Kind", lambda card, names: names.name("kinds", card.kind),
          lambda _c, text, names: {"@kind": chosen(text, "kinds", names, None)}, choices="kinds", always=True, most=24),
    _text_field(),
    Field("Rests on", _rests_on, most=20),
    _linked("Sources", "sources", "sources", most=40),
    Field("Severity", lambda card, _: card.severity, lambda _c, text, _n: {"severity": whole_of(text, 1, 3)},
          form="number", choices="severities", always=True),
    _number("Feeling", "score", -2, 2, always=True),
    _choice("Curve", "series", "curves", "as_is", quiet=True, most=20),
    Field("Persona", _people, _read_people),
    Field("Channel", lambda card, names: names.name("channels", card.channel) if card.channel else "",
          lambda _c, text, names: {"channel": chosen(text, "channels", names, free=True)},
          choices="channels", free=True, most=22),
    plain_field("Owner", "owner", always=True),
    _several("Tags", "tags", always=True),
    _choice("Moment", "moment", "moments", "none", quiet=True),
    Field("Needs checking", lambda card, _: "Yes" if card.check else "", lambda _c, text, _n: {"check": _yes(text)},
          choices="flags", most=14),
    _long("Note", "note", always=True, most=42),
)  # fmt: skip
"""The table of all cards."""

OPPORTUNITIES: Final = (
    _text_field("Opportunity"),
    STAGE,
    plain_field("Owner", "owner", always=True),
    _share("Impact", "impact"),
    _share("Effort", "effort"),
    _choice("Status", "status", "statuses", "idea", always=True, most=20),
    _day("Due", "due", always=True),
    _several("Departments", "departments"),
    _linked("Answers", "pains", "pains", most=48),
    _long("Expected outcome", "expected", most=48),
    plain_field("Budget", "budget", most=20),
)
"""The table of opportunities, in order of priority."""


def _yes(text: str) -> bool:
    said = text.strip().casefold()
    if said in ("", "no", "false", "0", "–", "-"):
        return False
    if said in ("yes", "true", "1", "x", "ja", "oui", "sí", "да", "是", "はい"):
        return True
    raise Unread("is neither “Yes” nor empty")


METRICS: Final = (
    _text_field("Metric"),
    STAGE,
    Field("Value", _of_last("value"), lambda _c, text, _n: {"@value": number_of(text)}, form="number", always=True),
    plain_field("Unit", "unit", always=True, most=14),
    Field("As of", lambda card, names: day_of(str(_of_last("as_of")(card, names) or "")),
          lambda _c, text, _n: {"@day": text.strip()}, form="day", always=True, most=16),
    Field("Sample size", _of_last("n"), lambda _c, text, _n: {"@n": whole_of(text, 0)}, form="number"),
    _number("Target", "target", always=True),
    _number("Baseline", "baseline"),
    _choice("Better", "better", "better", "higher", most=14),
    plain_field("Owner", "owner"),
    _linked("Sources", "sources", "sources", most=40),
    Field("Earlier values", _earlier, most=22),
)  # fmt: skip
"""The table of metrics; a value with another day is a new reading."""

PERSONAS: Final = (
    plain_field("Name", "name", always=True),
    plain_field("Role", "role", always=True, most=30),
    _long("Quote", "quote", most=28),
    _long("Background", "background", most=32),
    _long("Demographics", "demographics", most=22),
    _lines("Goals", "goals"),
    _lines("Motivations", "motivations"),
    _lines("Expectations", "expectations"),
    _lines("Frustrations", "frustrations"),
    Field("Channels", lambda one, names: joined([names.name("channels", key) for key in one.channels]),
          lambda _p, text, names: {"channels": tuple(chosen(c, "channels", names, free=True) for c in parted(text))}),
    _linked("Sources", "sources", "sources"),
)  # fmt: skip
"""The table of personas."""

SOURCES: Final = (
    plain_field("Source", "title", always=True, most=52),
    _choice("Kind", "kind", "source kinds", "other", always=True, most=20),
    _long("Quote", "quote", most=56),
    _day("Observed on", "observed_on"),
    Field("Sample size", lambda one, _: one.sample_size, lambda _s, text, _n: {"sample_size": whole_of(text, 0)},
          form="number"),
    plain_field("Link", "link", most=44),
    Field("Cards", lambda one, names: names.resting[one.id], form="number", always=True),
)  # fmt: skip
"""The table of sources."""
