"""Borrowing a book from another branch: a service blueprint of a public library with nine branches."""

from __future__ import annotations

from typing import Any

from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import (
    About,
    Card,
    Comment,
    Connection,
    Initiative,
    Lane,
    Link,
    Milestone,
    Origin,
    Persona,
    Reading,
    Review,
    Source,
    Stage,
    Step,
)
from samples import pictures
from samples.kit import journey, row, stage

ABOUT = About(
    title="Borrowing a book from another branch",
    kind="service_blueprint",
    purpose="What readers do, see and wait for when the copy they want stands in another branch, and what has to "
    "happen behind the counter first.",
    goal="Nine of ten reservations ready to collect within four working days, by September 2027",
    success_measure="days from reservation to notice, share collected in time",
    scope="Harrowmere Libraries, nine branches, lending to adults",
    status="in_review",
    owner="Reader Services",
    language="en",
    reviewed_on="2026-10-27",
    review_every=6,
    version_label="Third edition",
    note="Inter-library loans from outside the district follow other rules and have a map of their own.",
)

PERSONAS = [
    Persona(
        id="ruth",
        name="Ruth Adeyemi",
        role="retired teacher, 71",
        quote="Just tell me which day to come.",
        background="Reads two novels a week. Lives eight minutes from Northfield branch and comes on Tuesdays, "
        "when her friend drives. Has e-mail, opens it at the weekend.",
        demographics="71, widowed, Northfield",
        goals=("a book in hand every Tuesday, without a wasted trip",),
        motivations=("reading what the others in her circle read",),
        expectations=("a person who knows where the book is",),
        frustrations=("being sent to a screen", "letters that arrive after the last day"),
        channels=("in_person", "phone", "post"),
        colour="#0B857A",
        sources=("li-interviews",),
    ),
    Persona(
        id="daniel",
        name="Daniel Petrov",
        role="nurse on shifts, 34",
        quote="If it is not in the app, it did not happen.",
        background="Borrows for himself and two children. Passes the branch before opening or after closing "
        "four days out of five.",
        demographics="34, two children, Southbank",
        goals=("collect and return on the way to a shift, in under three minutes",),
        motivations=("bedtime stories that are not the same five books",),
        expectations=("the same status a parcel has",),
        frustrations=("opening hours", "shelves he cannot make sense of"),
        channels=("app", "email", "place"),
        colour="#B63A76",
        sources=("li-interviews", "li-survey"),
    ),
]

STAGES: list[Stage] = [
    stage("find", "Find", "Know if and when I can have it", [
        Step(id="search", name="Searches", time="Day 1, 10:20"),
        Step(id="reserve", name="Reserves", time="Day 1, 10:26"),
    ], "#2472C8"),
    stage("wait", "Wait", "Stop thinking about it", [
        Step(id="fetch", name="Copy is fetched", time="Day 2, 07:30"),
        Step(id="travel", name="Copy travels", time="Days 3 to 6", width=1.2),
    ], "#55637A"),
    stage("collect", "Collect", "Fetch it on a way I make anyway", [
        Step(id="notice", name="Gets the notice", time="Day 7"),
        Step(id="pickup", name="Picks it up", time="Day 9, five minutes"),
    ], "#0B857A"),
    stage("return", "Read and return", "Enjoy it, give it back without a fine", [
        Step(id="read", name="Reads and renews", time="Days 9 to 30"),
        Step(id="back", name="Brings it back", time="Day 30"),
    ], "#6B46C1"),
]  # fmt: skip

LANES = [
    Lane(id="images", kind="images", subtitle="What it looks like"),
    Lane(id="jobs", kind="jobs", subtitle="What readers want done"),
    Lane(id="channels", kind="channels", subtitle="By which way"),
    Lane(id="touchpoints", kind="touchpoints", subtitle="Where we meet"),
    Lane(id="actions", kind="actions", name="Reader’s actions", subtitle="What readers do"),
    Lane(id="quotes", kind="quotes", subtitle="In their words"),
    Lane(id="feelings", kind="feelings", subtitle="Two readers", scale=("glad", "indifferent", "annoyed"), height=300),
    Lane(id="line-1", kind="divider", divider="interaction"),
    Lane(id="front", kind="front_stage", subtitle="What staff do in sight"),
    Lane(id="line-2", kind="divider", divider="visibility"),
    Lane(id="behind", kind="back_stage", subtitle="What staff do out of sight"),
    Lane(id="line-3", kind="divider", divider="internal"),
    Lane(id="support", kind="support", name="Support", subtitle="Systems and contracts"),
    Lane(id="people", kind="stakeholders", subtitle="Who has a part in it"),
    Lane(id="pains", kind="pain_points", subtitle="Where it breaks"),
    Lane(id="ideas", kind="opportunities", subtitle="What we could do"),
    Lane(id="figures", kind="metrics", subtitle="September 2026"),
    Lane(id="notes", kind="text", name="Rules to keep", subtitle="Law and by-laws", icon="lock"),
    Lane(id="counts", kind="card_counts", subtitle="How full each step is"),
]


def _by(*sources: str, **fields: Any) -> dict[str, Any]:
    """Fields of a card that rests on these sources."""
    return {"sources": sources, **fields}


IMAGES = row("images", "image", [
    ("im-catalogue", "search", "The only free copy stands in Eastgate", {
        "asset": "img-catalogue", "alt": "Catalogue page of a novel: on loan in Northfield, on the shelf in Eastgate",
    }),
    ("im-crate", "travel", "Crate 14, Tuesdays and Thursdays", {
        "asset": "img-crate", "alt": "A grey crate full of books, labelled from Eastgate to Northfield",
    }),
    ("im-shelf", "pickup", "Sorted by the end of the card number", {
        "asset": "img-shelf", "alt": "Two shelves of books with paper slips that show four digits each",
    }),
])  # fmt: skip

JOBS = row("jobs", "job", [
    ("jo-find", "search", "Find out in one go whether I can have it, and when", {"to_step": "reserve"}),
    ("jo-forget", "fetch", "Forget about it until it is there", {"to_step": "travel"}),
    ("jo-fetch", "notice", "Collect it without a special trip or a search", {"to_step": "pickup"}),
    ("jo-return", "read", "Finish it, and give it back without paying for a forgotten date", {"to_step": "back"}),
])  # fmt: skip

CHANNELS = row("channels", "channel", [
    ("ch-web", "search", "Web catalogue", {"channel": "web"}),
    ("ch-desktop", "search", "Catalogue PC in the branch", {"channel": "desktop", "personas": ("ruth",)}),
    ("ch-app", "reserve", "App", {"channel": "app", "personas": ("daniel",)}),
    ("ch-phone", "reserve", "Enquiry line", {"channel": "phone", "personas": ("ruth",)}),
    ("ch-post", "notice", "Letter", {"channel": "post", "personas": ("ruth",)}),
    ("ch-mail", "notice", "E-mail", {"channel": "email", "personas": ("daniel",)}),
    ("ch-branch", "pickup", "Branch", {"channel": "in_person"}),
    ("ch-app-2", "read", "App", {"channel": "app"}),
    ("ch-drop", "back", "Book drop at the door", {"channel": "place"}),
])  # fmt: skip

TOUCHPOINTS = row("touchpoints", "touchpoint", [
    ("tp-page", "search", "Page of the book", _by("li-web", channel="web")),
    ("tp-button", "reserve", "“Reserve” button, branch to collect from", _by("li-web", channel="app")),
    ("tp-call", "reserve", "Call to the enquiry line", _by("li-calls", channel="phone", personas=("ruth",))),
    ("tp-silence", "travel", "Nothing until the notice", _by("li-calls", "li-interviews", moment="friction")),
    ("tp-letter", "notice", "Second-class letter", _by("li-bylaws", channel="post")),
    ("tp-mail", "notice", "“Ready to collect” e-mail", _by("li-web", channel="email")),
    ("tp-shelf", "pickup", "Hold shelf by the entrance", _by("li-shadow", channel="place")),
    ("tp-kiosk", "pickup", "Self-service kiosk", _by("li-shadow", channel="store")),
    ("tp-reminder", "read", "Reminder three days before the date", _by("li-web", channel="email")),
    ("tp-drop", "back", "Book drop, open day and night", {"channel": "place"}),
])  # fmt: skip

ACTIONS = row("actions", "action", [
    ("ac-search", "search", "Types the author’s name, sees “on loan” first", _by("li-shadow")),
    ("ac-reserve", "reserve", "Reserves it, picks the branch to collect from", _by("li-web", moment="decision")),
    ("ac-ring", "travel", "Rings the branch: where is it?", _by("li-calls", personas=("ruth",))),
    ("ac-look", "travel", "Opens the app, finds “reserved”, closes it", _by("li-web", personas=("daniel",))),
    ("ac-plan", "notice", "Fits the trip into the week", {}),
    ("ac-hunt", "pickup", "Hunts along the shelf for four digits", _by("li-shadow")),
    ("ac-borrow", "pickup", "Borrows it at the kiosk", _by("li-shadow")),
    ("ac-renew", "read", "Renews once, if nobody else waits", _by("li-web")),
    ("ac-return", "back", "Drops it in on the way to work", _by("li-survey")),
])  # fmt: skip

QUOTES = row("quotes", "quote", [
    ("qu-desk", "reserve", "She wrote the title on a card for me. That was lovely.", _by(
        "li-interviews", who="Ruth", moment="delight",
    )),
    ("qu-where", "travel", "Nobody could tell me if it had even left Eastgate.", _by("li-interviews", who="Ruth")),
    ("qu-name", "pickup", "I looked for my name. It was filed under a number I have never learnt.", _by(
        "li-interviews", who="Daniel",
    )),
    ("qu-late", "back", "I only pay when I have a week of nights.", _by("li-survey", who="survey, reader on shifts")),
])  # fmt: skip


def _feelings(persona: str, series: str, points: list[tuple[Any, ...]]) -> list[Card]:
    """A curve: ``(step, score, words)`` or ``(step, score, words, {more fields})``."""
    short = f"{persona[0]}{'t' if series == 'to_be' else 'a'}"
    return [
        Card(
            id=f"fe-{short}-{step}", lane="feelings", step=step, kind="feeling", persona=persona, series=series,
            score=score, text=text, **(more[0] if more else {}),
        )
        for step, score, text, *more in points
    ]  # fmt: skip


FEELINGS = [
    # Nobody has asked Ruth about the day the copy is fetched, so her line is broken there.
    *_feelings("ruth", "as_is", [
        ("search", 0.3, "", _by("li-interviews")),
        ("reserve", 1.2, "Written down for her", _by("li-interviews")),
        ("travel", -1.3, "Not knowing", _by("li-interviews", "li-calls", low=-1.9, high=-0.9)),
        ("notice", -0.8, "", {}),
        ("pickup", 1.5, "There it is", _by("li-interviews", "li-shadow")),
        ("read", 1.6, "", {}),
        ("back", 0.4, "", _by("li-interviews")),
    ]),
    *_feelings("daniel", "as_is", [
        ("search", -0.4, "", _by("li-interviews")),
        ("reserve", 0.5, "", _by("li-survey")),
        ("fetch", 0.0, "", {}),
        ("travel", -0.5, "", _by("li-survey")),
        ("pickup", -1.2, "Filed under what?", _by("li-interviews", "li-shadow", low=-1.8, high=-0.7)),
        ("read", 0.8, "", _by("li-survey")),
        ("back", -0.6, "Drop is full", _by("li-survey")),
    ]),
    Card(
        id="fe-d-word", lane="feelings", step="notice", kind="feeling", persona="daniel", word="relieved",
        note="Said in two interviews; nobody was asked how strongly.", sources=("li-interviews",),
    ),
    *_feelings("ruth", "to_be", [
        ("fetch", 0.6, "", {}),
        ("travel", 0.9, "", {"note": "With the four-stage status read out on the telephone."}),
        ("notice", 1.1, "A text the same day", {}),
    ]),
]  # fmt: skip

FRONT = row("front", "front_stage", [
    ("fr-help", "search", "Librarian shows how to see all branches, and writes the title on a card", _by(
        "li-shadow", to_step="reserve",
    )),
    ("fr-answer", "travel", "Desk answers “where is my book?” by ringing the other branch", _by("li-calls")),
    ("fr-point", "pickup", "Helper points to the shelf, four times an hour", _by("li-shadow")),
    ("fr-fine", "back", "Desk explains and takes fines", _by("li-bylaws")),
])  # fmt: skip

BEHIND = row("behind", "back_stage", [
    ("ba-list", "fetch", "Pick list is printed at 07:30", _by("li-shadow")),
    ("ba-pull", "fetch", "Page pulls the copy, checks it, puts in the slip", _by("li-shadow", owner="Eastgate branch")),
    ("ba-wait", "fetch", "Copy waits for the next van day, up to three days", _by(
        "li-shadow", "li-web", to_step="travel", moment="friction",
    )),
    ("ba-sort", "travel", "Millgate sorts all crates by branch", _by("li-shadow")),
    ("ba-scan", "notice", "Staff scan the crate; the scan sends the notice", _by("li-shadow", "li-workshop")),
    ("ba-clear", "notice", "Every Thursday: clear what nobody collected in seven days", _by(
        "li-bylaws", to_step="pickup",
    )),
    ("ba-empty", "back", "Drop is emptied and scanned at 08:00 and 16:00", _by("li-shadow")),
])  # fmt: skip

SUPPORT = row("support", "support", [
    ("su-lms", "search", "Library system: one catalogue and one queue for nine branches", {
        "to_step": "reserve", "owner": "Council IT", "links": (
            Link(kind="file", target="documents/library-system-interfaces.pdf", label="Interfaces of the system"),
        ),
    }),
    ("su-van", "fetch", "Courier contract: one van, Tuesdays and Thursdays, until June 2027", {
        "to_step": "travel", "owner": "Facilities",
    }),
    ("su-print", "notice", "Council print room posts letters overnight", {"owner": "Print room"}),
    ("su-kiosk", "pickup", "Kiosk maintenance within four hours", {"owner": "Council IT"}),
    ("su-fines", "read", "Rules for loans, renewals and fines", {"to_step": "back", "owner": "Reader Services"}),
])  # fmt: skip

STAKEHOLDERS = row("people", "stakeholder", [
    ("st-reader", "search", "Reader’s home branch", {"to_step": "reserve"}),
    ("st-lending", "fetch", "Lending branch"),
    ("st-courier", "travel", "Courier, Millgate sorting room"),
    ("st-print", "notice", "Council print room"),
    ("st-volunteers", "pickup", "Friends of the Library, Saturdays"),
    ("st-finance", "back", "Council finance (fines)"),
])  # fmt: skip

PAINS = row("pains", "pain_point", [
    ("pa-loan", "search", "“On loan” hides the free copy two miles away", _by("li-web", "li-shadow", severity=2)),
    ("pa-status", "travel", "No status between request and notice", _by(
        "li-calls", "li-interviews", "li-letter", severity=3, moment="friction", tags=("status",),
    )),
    ("pa-letter", "notice", "Letter takes three of the seven days", _by("li-bylaws", "li-survey", severity=3)),
    ("pa-number", "pickup", "Nobody knows the end of their card number", _by("li-shadow", "li-interviews", severity=2)),
    ("pa-drop", "back", "Drop is full on Sunday evenings", _by("li-survey", severity=1, check=True)),
])  # fmt: skip

IDEAS = row("ideas", "opportunity", [
    ("op-free", "search", "Show the nearest free copy first", {
        "owner": "Noor Haddad", "departments": ("Council IT",), "impact": 0.7, "effort": 0.45, "due": "2027-02-26",
        "status": "planned", "pains": ("pa-loan",), "expected": "A fifth fewer searches that end at “no copy here”",
    }),
    ("op-status", "travel", "Four-stage status, like a parcel", {
        "owner": "Noor Haddad", "departments": ("Council IT", "Reader Services"), "impact": 0.9, "effort": 0.5,
        "due": "2027-04-30", "status": "planned", "pains": ("pa-status",), "initiative": "in-where",
        "budget": "£ 24,000", "expected": "“Where is it?” calls from 190 to below 60 a month", "tags": ("status",),
    }),
    ("op-van", "travel", "A third van day", {
        "owner": "Grace Bell", "departments": ("Facilities",), "impact": 0.8, "effort": 0.75, "due": "2027-06-30",
        "status": "idea", "budget": "£ 19,000 a year", "initiative": "in-where", "pains": ("pa-status",),
        "expected": "One and a half days less from request to notice",
    }),
    ("op-text", "notice", "Text message instead of a letter", {
        "owner": "Lewis Okafor", "departments": ("Reader Services",), "impact": 0.75, "effort": 0.2,
        "due": "2026-12-18", "status": "doing", "pains": ("pa-letter",), "initiative": "in-where",
        "budget": "4 p a message", "expected": "Collected in time from 81 % to 90 %",
    }),
    ("op-letters", "pickup", "Sort by surname letters, then digits", {
        "owner": "Lewis Okafor", "departments": ("Northfield branch",), "impact": 0.6, "effort": 0.1,
        "due": "2026-09-30", "status": "done", "pains": ("pa-number",),
        "expected": "Three of four readers find it alone (measured in Northfield: 74 %)",
    }),
    ("op-lockers", "pickup", "Lockers at the station", {
        "owner": "Grace Bell", "departments": ("Facilities",), "impact": 0.6, "effort": 0.95, "status": "dropped",
        "budget": "£ 61,000", "note": "Dropped in October: the station wants rent, and 8 of 312 asked for it.",
    }),
    ("op-drop", "back", "Empty the drop on Sundays", {
        "owner": "Lewis Okafor", "departments": ("Southbank branch",), "impact": 0.3, "effort": 0.3,
        "due": "2027-01-31", "status": "idea", "pains": ("pa-drop",),
    }),
])  # fmt: skip


def _metric(
    key: str, step: str, text: str, unit: str, values: tuple[float, float], n: int, source: str | None, **more: Any
) -> Card:
    """A metric read in March and in September 2026."""
    readings = tuple(
        Reading(as_of=day, value=value, n=n, source=source)
        for day, value in zip(("2026-03-31", "2026-09-30"), values, strict=True)
    )
    return Card(
        id=key, lane="figures", step=step, kind="metric", text=text, unit=unit, baseline=values[0],
        readings=readings, **more,
    )  # fmt: skip


METRICS = [
    _metric("me-nocopy", "search", "searches end at “no copy here”", "%", (28, 27), 41200, "li-web", better="lower"),
    _metric("me-calls", "travel", "“where is it?” calls a month", "", (174, 190), 190, "li-calls", better="lower",
            target=60),
    _metric("me-days", "notice", "from reservation to notice", "d", (6.4, 6.2), 1840, "li-web", better="lower",
            target=4, from_step="reserve"),
    _metric("me-time", "pickup", "collected in time", "%", (79, 81), 1840, "li-web", target=90, from_step="notice"),
    _metric("me-late", "back", "come back late", "%", (9, 9.5), 1520, None, better="lower"),
]  # fmt: skip

NOTES = row("notes", "text", [
    ("no-title", "fetch", "Privacy: neither title nor name may stand on the slip", {"to_step": "pickup"}),
    ("no-seven", "notice", "By-law 12: kept for seven days from the notice", {"to_step": "pickup"}),
    ("no-fine", "back", "Fine from the third day, none for children’s books"),
])  # fmt: skip

PARKED = [
    Card(
        id="pk-delivery", kind="text", text="Home delivery by volunteers?", hidden_until="2027-04-01",
        note="Waits for the answer of the Friends of the Library.",
        origin=Origin(author="Grace Bell", captured_on="2026-10-06"),
    ),
    Card(
        id="pk-join", kind="text", text="Joining the library is a journey of its own",
        links=(Link(kind="map", target="joining-the-library", card="ac-form", label="Joining the library"),),
    ),
]  # fmt: skip

SOURCES = [
    Source(
        id="li-interviews", kind="interview", title="Interviews with readers in three branches",
        observed_on="2026-09-22", sample_size=8, quote="Nobody could tell me if it had even left Eastgate.",
    ),
    Source(
        id="li-survey", kind="survey", title="Card in every reserved book", observed_on="2026-10-05",
        sample_size=312, quote="I only pay when I have a week of nights.",
    ),
    Source(
        id="li-web", kind="analytics", title="Library system and catalogue logs, April to September 2026",
        observed_on="2026-09-30", sample_size=41200,
    ),
    Source(
        id="li-calls", kind="support", title="Calls to the enquiry line tagged “where is it?”",
        observed_on="2026-09-30", sample_size=190, quote="I rang on Friday and on Monday. Two different answers.",
    ),
    Source(
        id="li-shadow", kind="observation", title="Mornings behind and in front of the counter",
        observed_on="2026-09-17", sample_size=5, quote="Copy stood in the crate from Friday 09:10 to Tuesday 11:40.",
    ),
    Source(
        id="li-bylaws", kind="document", title="By-laws of the libraries, 2024", observed_on="2024-04-01",
        link="https://example.org/harrowmere/by-laws-2024",
    ),
    Source(
        id="li-workshop", kind="workshop", title="Blueprint workshop with nine branches", observed_on="2026-10-06",
        quote="We all thought the other branch sends the notice.",
    ),
    Source(
        id="li-letter", kind="other", title="Open letter in the local newspaper", observed_on="2026-08-14",
        quote="A parcel from abroad is quicker than a book from Eastgate.",
    ),
]  # fmt: skip

CONNECTIONS = [
    Connection(id="co-01", start="tp-button", end="ba-list", kind="leads_to", label="overnight"),
    Connection(id="co-02", start="ba-pull", end="ba-sort", kind="hands_off", label="crate"),
    Connection(id="co-03", start="ba-sort", end="ba-scan", kind="hands_off", label="crate"),
    Connection(id="co-04", start="ba-scan", end="tp-mail", kind="leads_to"),
    Connection(id="co-05", start="ba-scan", end="su-print", kind="hands_off", label="address file, 18:00"),
    Connection(id="co-06", start="su-print", end="tp-letter", kind="leads_to", label="three days"),
    Connection(id="co-07", start="fr-answer", end="su-lms", kind="needs", label="a status it does not have"),
    Connection(id="co-08", start="tp-kiosk", end="su-kiosk", kind="needs"),
    Connection(id="co-09", start="su-van", end="ba-wait", kind="causes", label="two days a week"),
    Connection(id="co-10", start="ba-wait", end="pa-status", kind="causes"),
]

INITIATIVES = [
    Initiative(
        id="in-where",
        title="Where is my book?",
        owner="Noor Haddad",
        departments=("Reader Services", "Council IT", "Facilities"),
        start="2026-11-02",
        due="2027-04-30",
        milestones=(
            Milestone(name="Text messages in Northfield", due="2026-11-16", done=True),
            Milestone(name="Text messages in all branches", due="2026-12-18"),
            Milestone(name="Status in the catalogue and at the desk", due="2027-04-30"),
        ),
        budget="£ 31,000",
        outcome_expected="“Where is it?” calls below 60 a month, 90 % collected in time",
        status="doing",
    )
]

REVIEWS = [
    Review(
        id="re-3", on="2026-10-27", by="Lewis Okafor",
        note="Third edition after the workshop: sending the notice moved from the lending to the collecting branch. "
        "Late returns still have no source.",
    )
]  # fmt: skip

COMMENTS = [
    Comment(id="cm-1", target="ba-wait", author="Grace Bell", on="2026-10-27",
            text="In August it was five days, the van was in repair."),
    Comment(id="cm-2", author="Noor Haddad", on="2026-10-29", text="Please add what the app shows in each step."),
]  # fmt: skip


def build() -> JourneyMap:
    """The whole map."""
    return journey(
        "library-branch-loan",
        ABOUT,
        personas=PERSONAS,
        stages=STAGES,
        lanes=LANES,
        cards=[
            *IMAGES, *JOBS, *CHANNELS, *TOUCHPOINTS, *ACTIONS, *QUOTES, *FEELINGS, *FRONT, *BEHIND, *SUPPORT,
            *STAKEHOLDERS, *PAINS, *IDEAS, *METRICS, *NOTES, *PARKED,
        ],
        connections=CONNECTIONS,
        sources=SOURCES,
        initiatives=INITIATIVES,
        reviews=REVIEWS,
        comments=COMMENTS,
        assets=[pictures.catalogue(), pictures.crate(), pictures.hold_shelf()],
    )  # fmt: skip
