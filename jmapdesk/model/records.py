"""The records a map is made of.

Kinds and other closed sets are plain strings here: a value this version does not know loads, shows as text and is
written back. The known values stand in ``jmapdesk.model.kinds``. Defaults are not written to the file.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from jmapdesk.model.record import Day, Record, Share, Tenth

Ids = Annotated[tuple[str, ...], Field(strict=False)]
"""Ids of other records, in an order that means nothing unless a field says so."""

Texts = Annotated[tuple[str, ...], Field(strict=False)]
"""Several short texts, in the order they were given."""


class Part(Record):
    """What a group pack holds of the map it was made from."""

    by: str = ""
    """``stage``, ``lane`` or ``persona``: what the map was split by."""
    ids: Ids = ()
    """The stages, lanes or personas that are the group's own."""
    name: str = ""
    """What the group is called."""


class Base(Record):
    """The state a map was copied or packed from: that map's id and the hash of its content."""

    id: str = ""
    hash: str = ""
    part: Part | None = None
    """In a group pack: which part of that map it is."""
    handed_out: str = ""
    """In a group pack: the file of the part as it was handed out, without the bytes of pictures, as zlib and base64
    make it; what the group changed is told by it."""


class About(Record):
    """What the map is, for whom and how far it reaches."""

    title: str = ""
    kind: str = "current_state"
    purpose: str = ""
    goal: str = ""
    """The measurable goal."""
    success_measure: str = ""
    scope: str = ""
    status: str = "draft"
    owner: str = ""
    team: str = ""
    version_label: str = ""
    language: str = ""
    """A BCP 47 tag such as ``en`` or ``ar``; empty means unknown."""
    direction: str = "auto"
    """``ltr``, ``rtl`` or ``auto`` (from the language, else the title)."""
    reviewed_on: Day = ""
    review_every: int | None = Field(default=None, ge=1)
    """Months between reviews."""
    note: str = ""


class Look(Record):
    """How the map is dressed: a theme by name, and colours of its own by token."""

    theme: str = "calm"
    colours: dict[str, str] = Field(default_factory=dict)


class Persona(Record):
    """The person whose journey it is."""

    id: str
    order: str = ""
    name: str = ""
    role: str = ""
    quote: str = ""
    background: str = ""
    demographics: str = ""
    goals: Texts = ()
    motivations: Texts = ()
    expectations: Texts = ()
    frustrations: Texts = ()
    channels: Texts = ()
    colour: str = ""
    portrait: str | None = None
    """The asset shown as portrait."""
    sources: Ids = ()


class Step(Record):
    """A column of the map: a part of a stage."""

    id: str
    order: str = ""
    name: str = ""
    time: str = ""
    """A label such as ``day 3`` or ``09:30``."""
    width: Annotated[float, Field(ge=0.5, le=6)] = 1.0
    """A multiple of the theme's step width."""


class Stage(Record):
    """A phase of the journey and its steps, in reading order, at least one."""

    id: str
    order: str = ""
    name: str = ""
    goal: str = ""
    """What the customer wants from this stage."""
    colour: str = ""
    """A hue of its own; empty takes the theme's next."""
    collapsed: bool = False
    steps: Annotated[tuple[Step, ...], Field(min_length=1, strict=False)]


class Lane(Record):
    """A row of the map."""

    id: str
    order: str = ""
    kind: str = "text"
    name: str = ""
    """Empty takes the kind's own name in the map's language."""
    subtitle: str = ""
    colour: str = ""
    icon: str = ""
    hidden: bool = False
    collapsed: bool = False
    height: Annotated[float, Field(ge=24, le=2000)] | None = None
    """A least height in map units; none takes what the content needs."""
    scale: Texts = ()
    """For a lane of feelings: the names of the scale, best first (``good``, ``bad``)."""
    divider: str = ""
    """For a divider: ``interaction``, ``visibility`` or ``internal``."""


class Link(Record):
    """Where a card points: a web page, a file, or a card of another map."""

    kind: str = "web"
    target: str = ""
    """The address or path; for another map its id."""
    card: str = ""
    label: str = ""


class Origin(Record):
    """Where a card came from: the card it was copied from, who said it, when it was captured."""

    card: str = ""
    author: str = ""
    captured_on: Day = ""


class Reading(Record):
    """One measured value of a metric."""

    as_of: Day = ""
    value: float
    n: int | None = Field(default=None, ge=0)
    source: str | None = None


class Card(Record):
    """A card of any kind. Which fields a kind uses stands in ``kinds.FIELDS``; the others keep their values,
    so that a card turned into another kind and back has lost nothing."""

    id: str
    lane: str | None = None
    step: str | None = None
    to_step: str | None = None
    """The last step of a span; none for a card in one step. Lane and step both none: the card is parked."""
    order: str = ""
    kind: str = "text"
    text: str = ""
    note: str = ""
    tags: Texts = ()
    colour: str = ""
    icon: str = ""
    moment: str = "none"
    """``none``, ``delight``, ``friction`` or ``decision``: a moment of truth."""
    check: bool = False
    """Needs checking."""
    owner: str = ""
    sources: Ids = ()
    personas: Ids = ()
    """Whose card it is; empty means everybody's."""
    links: Annotated[tuple[Link, ...], Field(strict=False)] = ()
    origin: Origin | None = None
    hidden_until: Day = ""

    channel: str = ""
    who: str = ""
    """Who said the quote."""

    score: Tenth | None = None
    word: str = ""
    persona: str | None = None
    """Whose feeling it is."""
    series: str = "as_is"
    low: Tenth | None = None
    high: Tenth | None = None

    severity: Annotated[int, Field(ge=1, le=3)] | None = None

    impact: Share | None = None
    effort: Share | None = None
    departments: Texts = ()
    due: Day = ""
    status: str = "idea"
    budget: str = ""
    expected: str = ""
    """The outcome expected."""
    pains: Ids = ()
    """The pain points this opportunity answers."""
    initiative: str | None = None

    unit: str = ""
    target: float | None = None
    baseline: float | None = None
    better: str = "higher"
    """Whether ``higher`` or ``lower`` values are better."""
    from_step: str | None = None
    """For a rate from one step to another: where it starts."""
    readings: Annotated[tuple[Reading, ...], Field(strict=False)] = ()

    asset: str | None = None
    alt: str = ""
    """Words for those who cannot see the image."""


class Connection(Record):
    """An arrow from one card to another."""

    id: str
    start: str
    end: str
    kind: str = "leads_to"
    label: str = ""


class Source(Record):
    """A piece of evidence."""

    id: str
    kind: str = "other"
    title: str = ""
    quote: str = ""
    observed_on: Day = ""
    sample_size: int | None = Field(default=None, ge=0)
    link: str = ""


class Ballot(Record):
    """Some votes of one person for one card."""

    id: str
    voter: str = ""
    card: str
    n: int = Field(default=1, ge=0)


class VoteRound(Record):
    """One round of voting; a card's votes are counted from the ballots, never stored."""

    id: str
    rules: dict[str, Any] = Field(default_factory=dict)
    opened: str = ""
    closed: str = ""
    ballots: Annotated[tuple[Ballot, ...], Field(strict=False)] = ()


class Milestone(Record):
    """A dated step of an initiative."""

    name: str = ""
    due: Day = ""
    done: bool = False


class Initiative(Record):
    """Work that carries opportunities out."""

    id: str
    title: str = ""
    owner: str = ""
    departments: Texts = ()
    start: Day = ""
    due: Day = ""
    milestones: Annotated[tuple[Milestone, ...], Field(strict=False)] = ()
    budget: str = ""
    outcome_expected: str = ""
    outcome_measured: str = ""
    status: str = "idea"


class Dismissal(Record):
    """A finding somebody looked at and put aside, with the reason."""

    finding: str
    reason: str = ""
    card: str | None = None


class Review(Record):
    """One look at the whole map: when, by whom, what was said and what was put aside."""

    id: str
    on: Day = ""
    by: str = ""
    note: str = ""
    dismissed: Annotated[tuple[Dismissal, ...], Field(strict=False)] = ()


class Comment(Record):
    """A remark on a record, or on the whole map."""

    id: str
    target: str | None = None
    author: str = ""
    on: str = ""
    text: str = ""
    resolved: bool = False


class View(Record):
    """A named way to look at the map: what is hidden, what is filtered, how much detail."""

    id: str
    name: str = ""
    hidden_stages: Ids = ()
    hidden_lanes: Ids = ()
    filters: dict[str, Any] = Field(default_factory=dict)
    detail: str = "all"


class Preset(Record):
    """Export options kept under a name."""

    id: str
    name: str = ""
    options: dict[str, Any] = Field(default_factory=dict)


class AgendaItem(Record):
    """One part of a workshop: a prompt, some minutes, the lanes it is about."""

    prompt: str = ""
    minutes: float | None = Field(default=None, ge=0)
    lanes: Ids = ()


class Workshop(Record):
    """The agenda of a workshop on this map."""

    agenda: Annotated[tuple[AgendaItem, ...], Field(strict=False)] = ()
    brought: Texts = ()
    """A mark for each change that group packs brought home, so that a pack that comes again brings only what is new."""
    by_group: Texts = ()
    """Which group brought a value home: a mark of where it stands and what it is, a blank, the group."""


Corner = Annotated[tuple[float, float], Field(strict=False)]
"""A point in map units."""


class Backdrop(Record):
    """A photograph under the lanes: its asset and where its four corners lie, clockwise from top left."""

    id: str
    asset: str
    corners: Annotated[tuple[Corner, Corner, Corner, Corner], Field(strict=False)]
    opacity: Share = 1.0


class Conflict(Record):
    """Sides of a merge that could not be joined: where, and each side's value as it was."""

    id: str
    collection: str = ""
    record: str = ""
    field: str = ""
    sides: Annotated[tuple[Any, ...], Field(strict=False)] = ()


class Asset(Record):
    """An embedded file, its bytes kept as the base64 text they were read as."""

    id: str
    name: str = ""
    media_type: str = ""
    width: int | None = Field(default=None, ge=1)
    height: int | None = Field(default=None, ge=1)
    data: str = ""
