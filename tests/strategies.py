"""Hypothesis strategies for maps: every map they make is sound, so that ``rules.repair`` has nothing to do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from jmapdesk.model import kinds, queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.record import Record
from jmapdesk.model.records import (
    About,
    Asset,
    Backdrop,
    Card,
    Comment,
    Conflict,
    Connection,
    Initiative,
    Lane,
    Look,
    Persona,
    Preset,
    Review,
    Source,
    Stage,
    View,
    VoteRound,
    Workshop,
)

_TEXTS = (
    "",
    "Calls the shop",
    "Fragt zu Hause nach",
    "שלום",
    "日本語",
    "two\nlines",
    "a\u2028b\u0000",
    "\U0001f469\u200d\U0001f527",
    "=1+1",
    '"\\',
)
texts = st.sampled_from(_TEXTS) | st.text(max_size=8)
"""Short texts of any script, control characters and emoji included; never half a character."""

order_keys = st.sampled_from([a + b for a in ("", "0", "5", "V", "Vz", "z") for b in "19AVaz"])
days = st.sampled_from(("", "2024-02-29", "2031-12-01", "some day"))
_dice = st.integers(0, 9)
tenths = st.integers(-20, 20).map(lambda n: n / 10)
shares = st.integers(0, 100).map(lambda n: n / 100)
numbers = st.floats(allow_nan=False, allow_infinity=False)
some_texts = st.lists(texts, max_size=2).map(tuple)
colours = st.sampled_from(("", "#3F5BD8", "#abc"))

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
"""Anything JSON can hold."""

_unknown_names = st.sampled_from(("x_a", "x_ab", "zeta", "Order", "x z", "ü"))
unknown_fields = st.integers(0, 9).flatmap(
    lambda n: st.just({}) if n else st.dictionaries(_unknown_names, json_values, max_size=2)
)
"""Fields this program does not know; mostly none."""


@st.composite
def _some(draw: st.DrawFn, cls: type[Record], needed: Mapping[str, Any], /, **optional: st.SearchStrategy[Any]) -> Any:
    """A record with the needed fields, a few of the optional ones, and now and then unknown ones."""
    names = draw(st.lists(st.sampled_from(list(optional)), max_size=4)) if optional else []
    fields = {name: draw(optional[name]) for name in dict.fromkeys(names)}
    return cls.model_validate({**fields, **draw(unknown_fields), **needed})


def _ids(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{n}" for n in range(count))


@cache
def _of(known: tuple[str, ...]) -> st.SearchStrategy[str]:
    """A known value, or now and then one that a later program might know."""
    return st.sampled_from((*known, "of_tomorrow"))


@cache
def _one(ids: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.sampled_from((None, *ids))


@cache
def _many(ids: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(ids), max_size=2, unique=True).map(tuple) if ids else st.just(())


@st.composite
def stages(draw: st.DrawFn, most: int = 3) -> dict[str, Stage]:
    """Stages ``s0``, ``s1`` … with one to three steps each, steps standing in their order."""
    made = {}
    for stage_id in _ids("s", draw(st.integers(0, most))):
        steps = [
            {
                "id": f"{stage_id}.{n}",
                "order": draw(order_keys),
                "name": draw(texts),
                "time": draw(texts),
                "width": draw(st.sampled_from((1.0, 0.5, 2.25, 6.0))),
                **draw(unknown_fields),
            }
            for n in range(draw(st.integers(1, 3)))
        ]
        steps.sort(key=lambda step: (step["order"], step["id"]))
        needed = {"id": stage_id, "order": draw(order_keys), "steps": steps}
        made[stage_id] = draw(_some(Stage, needed, name=texts, goal=texts, colour=colours, collapsed=st.booleans()))
    return made


@st.composite
def lanes(draw: st.DrawFn, most: int = 4) -> dict[str, Lane]:
    """Lanes ``l0``, ``l1`` … of any kind."""
    made = {}
    for lane_id in _ids("l", draw(st.integers(0, most))):
        needed = {"id": lane_id, "order": draw(order_keys), "kind": draw(_of(tuple(kinds.LANE_KINDS)))}
        made[lane_id] = draw(
            _some(
                Lane, needed, name=texts, subtitle=texts, colour=colours, icon=texts, hidden=st.booleans(),
                collapsed=st.booleans(), height=st.integers(24, 300).map(float), scale=some_texts,
                divider=_of(kinds.DIVIDERS),
            )
        )  # fmt: skip
    return made


@st.composite
def journeys(draw: st.DrawFn, most_cards: int = 6) -> JourneyMap:
    """A whole map: every part may be empty, full or odd, but references point at something and rules hold."""
    made_stages, made_lanes = draw(stages()), draw(lanes())
    ids = {
        "personas": _ids("p", draw(st.integers(0, 2))),
        "sources": _ids("q", draw(st.integers(0, 2))),
        "initiatives": _ids("i", draw(st.integers(0, 1))),
        "assets": _ids("a", draw(st.integers(0, 1))),
        "cards": _ids("c", draw(st.integers(0, most_cards))),
        "lanes": tuple(made_lanes),
        "stages": tuple(made_stages),
    }
    frame = JourneyMap(id="frame", stages=made_stages)
    steps = tuple(column.step.id for column in queries.columns(frame))
    made_cards = {key: draw(_card(key, ids, steps)) for key in ids["cards"]}
    return JourneyMap(
        id=draw(st.sampled_from(("m", "map-1", "карта"))),
        about=draw(_about()),
        look=draw(_some(Look, {}, theme=texts, colours=st.dictionaries(texts, colours, max_size=2))),
        personas={key: draw(_persona(key, ids)) for key in ids["personas"]},
        stages=made_stages,
        lanes=made_lanes,
        cards=_apart(made_cards),
        sources={key: draw(_source(key)) for key in ids["sources"]},
        initiatives={key: draw(_initiative(key)) for key in ids["initiatives"]},
        assets={key: draw(_asset(key)) for key in ids["assets"]},
        extra=draw(unknown_fields),
        **draw(_seldom(ids)),
    )


def _apart(cards: Mapping[str, Card]) -> dict[str, Card]:
    """The cards without those feelings that share a point of a curve with an earlier one, and what refers to them."""
    seen: set[tuple[str | None, ...]] = set()
    kept: dict[str, Card] = {}
    for card in queries.in_order(cards.values()):
        point = (card.lane, card.step, card.persona, card.series)
        if card.kind == "feeling" and card.lane is not None:
            if point in seen:
                card = card.model_copy(update={"lane": None, "step": None, "to_step": None})
            seen.add(point)
        kept[card.id] = card
    return kept


def _about() -> st.SearchStrategy[About]:
    return _some(
        About, {}, title=texts, kind=_of(kinds.MAP_KINDS), purpose=texts, goal=texts, success_measure=texts,
        scope=texts, status=_of(kinds.MAP_STATUSES), owner=texts, team=texts, version_label=texts,
        language=st.sampled_from(("", "en", "ar")), direction=_of(kinds.DIRECTIONS), reviewed_on=days,
        review_every=st.none() | st.integers(1, 24), note=texts,
    )  # fmt: skip


@st.composite
def _persona(draw: st.DrawFn, key: str, ids: Mapping[str, tuple[str, ...]]) -> Persona:
    made: Persona = draw(
        _some(
            Persona, {"id": key, "order": draw(order_keys)}, name=texts, role=texts, quote=texts, goals=some_texts,
            channels=some_texts, colour=colours, portrait=_one(ids["assets"]), sources=_many(ids["sources"]),
        )
    )  # fmt: skip
    return made


def _source(key: str) -> st.SearchStrategy[Source]:
    return _some(
        Source, {"id": key}, kind=_of(kinds.SOURCE_KINDS), title=texts, quote=texts, observed_on=days,
        sample_size=st.none() | st.integers(0, 9000), link=texts,
    )  # fmt: skip


def _initiative(key: str) -> st.SearchStrategy[Initiative]:
    milestone: st.SearchStrategy[Any] = st.fixed_dictionaries({"name": texts, "due": days, "done": st.booleans()})
    return _some(
        Initiative, {"id": key}, title=texts, owner=texts, departments=some_texts, start=days, due=days, budget=texts,
        milestones=st.lists(milestone, max_size=2), status=_of(kinds.STATUSES),
    )  # fmt: skip


def _asset(key: str) -> st.SearchStrategy[Asset]:
    return _some(
        Asset, {"id": key, "media_type": "image/png", "data": "iVBORw0KGgo="}, name=texts, width=st.integers(1, 99)
    )


@st.composite
def _card(draw: st.DrawFn, key: str, ids: Mapping[str, tuple[str, ...]], steps: tuple[str, ...]) -> Card:
    place: dict[str, Any] = {}
    if steps and ids["lanes"] and draw(_dice) > 1:
        first = draw(st.integers(0, len(steps) - 1))
        place = {"lane": draw(st.sampled_from(ids["lanes"])), "step": steps[first]}
        if draw(_dice) < 3:
            place["to_step"] = draw(st.sampled_from(steps[first:]))
    kind = draw(_of(tuple(kinds.CARD_KINDS)))
    known = kinds.CARD_KINDS.get(kind)
    own = _kind_fields(ids, steps)
    fields = {name: own[name] for name in (known.fields if known else ())}
    needed = {"id": key, "order": draw(order_keys), "kind": kind, **place}
    made: Card = draw(
        _some(
            Card, needed, text=texts, note=texts, tags=some_texts, colour=colours, icon=texts,
            moment=_of(kinds.MOMENTS), check=st.booleans(), owner=texts, sources=_many(ids["sources"]),
            personas=_many(ids["personas"]), hidden_until=days,
            links=st.lists(st.fixed_dictionaries({"kind": _of(kinds.LINK_KINDS), "target": texts}), max_size=1),
            origin=st.none() | st.fixed_dictionaries({"card": texts, "author": texts, "captured_on": days}),
            **fields,
        )
    )  # fmt: skip
    return made


def _kind_fields(ids: Mapping[str, tuple[str, ...]], steps: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    reading = st.fixed_dictionaries(
        {"value": numbers}, optional={"as_of": days, "n": st.integers(0, 99), "source": _one(ids["sources"])}
    )
    return {
        "channel": _of(tuple(kinds.CHANNELS)), "who": texts,
        "score": st.none() | tenths, "word": texts, "persona": _one(ids["personas"]), "series": _of(kinds.SERIES),
        "low": st.none() | tenths, "high": st.none() | tenths,
        "severity": st.none() | st.integers(1, 3),
        "impact": st.none() | shares, "effort": st.none() | shares, "departments": some_texts, "due": days,
        "status": _of(kinds.STATUSES), "budget": texts, "expected": texts, "pains": _many(ids["cards"]),
        "initiative": _one(ids["initiatives"]),
        "unit": texts, "target": st.none() | numbers, "baseline": st.none() | numbers, "better": _of(kinds.BETTER),
        "from_step": _one(steps), "readings": st.lists(reading, max_size=2),
        "asset": _one(ids["assets"]), "alt": texts,
    }  # fmt: skip


@st.composite
def _seldom(draw: st.DrawFn, ids: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The parts of a map that are kept now and used later; in most maps none of them."""
    if draw(st.integers(0, 2)):
        return {}
    parts: dict[str, Any] = {
        "reviews": {"r": draw(_some(Review, {"id": "r"}, on=days, by=texts, note=texts))},
        "comments": {"k": draw(_some(Comment, {"id": "k"}, target=_one(ids["cards"]), author=texts, text=texts))},
        "views": {"v": draw(_some(View, {"id": "v"}, name=texts, hidden_lanes=_many(ids["lanes"])))},
        "presets": {"o": draw(_some(Preset, {"id": "o"}, options=st.dictionaries(texts, json_values, max_size=2)))},
        "conflicts": {"x": draw(_some(Conflict, {"id": "x"}, sides=st.lists(json_values, max_size=2)))},
        "workshop": draw(
            _some(
                Workshop,
                {"agenda": [{"prompt": draw(texts), "minutes": 7.5, "lanes": draw(_many(ids["lanes"]))}]},
            )
        ),
    }
    if ids["cards"]:
        one = st.sampled_from(ids["cards"])
        ends = {"id": "n", "start": draw(one), "end": draw(one)}
        parts["connections"] = {"n": draw(_some(Connection, ends, kind=_of(kinds.CONNECTION_KINDS), label=texts))}
        ballots = [{"id": "b", "voter": draw(texts), "card": draw(one), "n": draw(st.integers(0, 3))}]
        parts["vote_rounds"] = {"t": draw(_some(VoteRound, {"id": "t", "ballots": ballots}, opened=texts))}
    if ids["assets"]:
        corners = [[0, 0], [draw(numbers), 0], [1, 1.5], [0, -1]]
        parts["backdrops"] = {"d": Backdrop.model_validate({"id": "d", "asset": ids["assets"][0], "corners": corners})}
    return parts
