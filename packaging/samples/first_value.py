"""From evaluation to first value: the current state of a software company's first months with a new customer."""

from __future__ import annotations

from typing import Any

from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import (
    About,
    AgendaItem,
    Ballot,
    Card,
    Comment,
    Connection,
    Dismissal,
    Initiative,
    Lane,
    Link,
    Milestone,
    Origin,
    Persona,
    Preset,
    Reading,
    Review,
    Source,
    Stage,
    Step,
    View,
    VoteRound,
    Workshop,
)
from samples.kit import journey, row, stage

ABOUT = About(
    title="From evaluation to first value",
    kind="current_state",
    purpose="How a mid-market operations lead moves from hearing about us to the first report her team relies on "
    "— mapped to find where we lose them.",
    goal="Eight of ten new customers see their first report within five working days, by June 2027",
    success_measure="Failed imports below 10 %, median approval below 10 days",
    scope="Teams of 50 to 500 people, first contact to first renewal",
    status="final",
    owner="Customer Success",
    language="en",
    reviewed_on="2026-11-12",
    review_every=3,
    note="The thoughts are quoted word for word from the interviews; the Quotes lane is kept hidden for workshops.",
)

MAYA = Persona(
    id="maya",
    name="Maya Osei",
    role="Operations lead, 240 people",
    quote="I don’t need more features. I need someone to tell me what happens next.",
    background="Runs operations at a packaging maker with three sites. Came up through planning, builds the weekly "
    "report herself every Sunday evening from four spreadsheets. Has bought two tools in five years; one was dropped.",
    demographics="38, Leeds, reports to the managing director",
    goals=(
        "one weekly report that nobody has to assemble by hand",
        "a decision she can defend in front of finance",
    ),
    motivations=("Sunday evenings of her own", "being asked about the figures, not for them"),
    expectations=("to see her own data within a week", "one named person who answers"),
    frustrations=("not knowing whose desk a request lies on", "answering the same question twice"),
    channels=("web", "email", "phone", "chat"),
    colour="#D9705F",
    sources=("int-01", "int-02", "int-04", "int-07"),
)

STAGES: list[Stage] = [
    stage("discover", "Discover", "Know that we exist", [
        Step(id="hears", name="Hears of us", time="Week 1"),
        Step(id="shortlists", name="Shortlists", time="Week 2"),
    ]),
    stage("evaluate", "Evaluate", "Be sure it fits our team", [
        Step(id="tries", name="Tries it out", time="Week 3"),
        Step(id="sees", name="Sees a demo", time="Week 4"),
    ]),
    stage("buy", "Buy", "Get through procurement", [
        Step(id="security", name="Passes security", time="Weeks 5–6"),
        Step(id="approval", name="Gets approval", time="Weeks 6–9"),
    ]),
    stage("onboard", "Onboard", "Reach first value in a week", [
        Step(id="kickoff", name="Kicks off", time="Day 1"),
        Step(id="import", name="Imports data", time="Days 2–5"),
        Step(id="report", name="Shows the report", time="Days 6–7"),
    ]),
    stage("renew", "Renew", "Prove it was worth it", [
        Step(id="review", name="Reviews value", time="Month 3"),
    ]),
]  # fmt: skip

LANES = [
    Lane(id="touchpoints", kind="touchpoints", subtitle="Where we meet"),
    Lane(id="actions", kind="actions", subtitle="What she does"),
    Lane(id="thoughts", kind="thoughts", subtitle="What she says"),
    Lane(id="quotes", kind="quotes", subtitle="In their words", hidden=True),
    Lane(id="feelings", kind="feelings", subtitle="How it feels"),
    Lane(id="pains", kind="pain_points", subtitle="Where it breaks"),
    Lane(id="opportunities", kind="opportunities", subtitle="What we could do"),
    Lane(id="metrics", kind="metrics", subtitle="What we measure"),
]


def _by(*sources: str, **fields: Any) -> dict[str, Any]:
    """Fields of a card that rests on these sources."""
    return {"sources": sources, **fields}


TOUCHPOINTS = row("touchpoints", "touchpoint", [
    ("tp-thread", "hears", "Peer recommends us in a community thread", _by("int-01", "survey-trial", channel="web")),
    ("tp-compare", "shortlists", "Comparison page", _by("analytics", channel="web")),
    ("tp-trial", "tries", "Free trial workspace", _by("analytics", "int-04", channel="app")),
    ("tp-demo", "sees", "Live demo with an advisor", _by("int-02", channel="phone")),
    ("tp-security", "security", "Security questionnaire", _by("int-06", channel="email")),
    ("tp-order", "approval", "Signed order form", _by("int-05", channel="email")),
    ("tp-kickoff", "kickoff", "Kick-off call", _by("int-07", channel="phone")),
    ("tp-wizard", "import", "Import wizard", _by("analytics", "int-08", channel="app")),
    ("tp-help", "report", "Help centre", {"channel": "web"}),
    ("tp-chat", "report", "Chat with support", _by("int-09", channel="chat")),
    ("tp-quarterly", "review", "Quarterly review", {"channel": "meeting"}),
])  # fmt: skip

ACTIONS = row("actions", "action", [
    ("ac-asks-peers", "hears", "Asks peers which tool they use", _by("int-01", "int-03")),
    ("ac-shortlists", "shortlists", "Shortlists three vendors", _by(
        "survey-trial", moment="decision",
        note="Vendors without a visible price are dropped first: 58 of 83 said so in the trial survey.",
    )),
    ("ac-invites", "tries", "Invites two colleagues to the trial", _by("analytics")),
    ("ac-asks-data", "sees", "Asks how data is migrated", _by("int-02", "int-04")),
    ("ac-sends", "security", "Sends us to IT and legal", _by("int-06")),
    ("ac-chases", "approval", "Chases approvals for three weeks", _by("int-05", "int-10")),
    ("ac-names", "kickoff", "Names an internal owner"),
    ("ac-exports", "import", "Exports old data, fixes columns by hand", _by("int-08")),
    ("ac-runs", "report", "Runs the first report with the team", _by(
        "int-09", "int-11", moment="delight", note="Best when it falls into the Monday team meeting.",
    )),
    ("ac-compares", "review", "Compares cost with hours saved"),
])  # fmt: skip

THOUGHTS = row("thoughts", "thought", [
    ("th-everyone", "hears", "“Everyone seems to use something else.”", _by("int-01")),
    ("th-quicker", "tries", "“This is quicker than I expected.”", _by("int-04")),
    ("th-crm", "sees", "“Will it work with our CRM?”", _by("int-02")),
    ("th-stuck", "approval", "“Why is nobody telling me where this is stuck?”", _by(
        "int-05", origin=Origin(author="Tom Ashworth", captured_on="2026-09-17"),
    )),
    ("th-their-job", "import", "“I am doing their job for them.”", _by("int-08")),
    ("th-see", "report", "“OK — now I see it.”", _by("int-11")),
])  # fmt: skip

QUOTES = row("quotes", "quote", [
    ("qu-silence", "approval", "Three weeks without a word. I had told my director it was as good as done.", _by(
        "int-10", who="Operations lead, logistics",
    )),
    ("qu-rows", "import", "It said 212 rows were rejected. It did not say which.", _by(
        "int-08", who="Planner, food wholesale",
    )),
])  # fmt: skip

FEELINGS = [
    Card(id=key, lane="feelings", step=step, kind="feeling", text=text, persona="maya", score=score, **more)
    for key, step, text, score, more in (
        ("fe-hears", "hears", "", 0.2, _by("int-01", note="Curious, but nobody she knows uses us.")),
        ("fe-shortlists", "shortlists", "", -0.3, {"note": "Our reading: tired of forms in front of prices."}),
        ("fe-tries", "tries", "Quicker than expected", 1.2, _by("int-04", "survey-trial")),
        ("fe-sees", "sees", "", 0.7, _by("int-02", note="Reassured by a person who knew her trade.")),
        ("fe-security", "security", "", -0.5, _by("int-06", note="“We had answered all of this before.”")),
        ("fe-approval", "approval", "Three weeks of silence", -1.3, _by("int-05", "int-10")),
        ("fe-kickoff", "kickoff", "", 0.2, {"note": "Guessed from the tone of two call recordings."}),
        ("fe-import", "import", "Rows rejected, no reason", -1.1, _by("int-08", "survey-onboarding")),
        ("fe-report", "report", "First report in the team meeting", 1.3, _by("int-09", "int-11", "survey-onboarding")),
        ("fe-review", "review", "", 0.4, {"note": "Nobody has been asked at month three yet."}),
    )
]

PAINS = row("pains", "pain_point", [
    ("pa-pricing", "shortlists", "Pricing hidden behind a form", _by("survey-trial", "int-03", severity=2)),
    ("pa-forty", "security", "Same 40 questions asked twice", _by("int-06", severity=2)),
    ("pa-status", "approval", "No status while legal reviews", _by(
        "int-05", "int-10", severity=3, tags=("silence", "procurement"),
    )),
    ("pa-import", "import", "Import fails without saying which row", _by(
        "analytics", "int-08", "survey-onboarding", severity=3, moment="friction", tags=("import", "silence"),
        note="37 % of first imports fail; half of those customers write to support, the others wait or leave.",
        links=(Link(kind="web", target="https://example.org/import-errors", label="Error log, third quarter"),),
    )),
    ("pa-value", "review", "Value never summarised for the sponsor", {
        "severity": 1, "check": True, "owner": "Clara Singh",
        "note": "Heard second-hand from account managers. Ask three sponsors before the next review.",
    }),
])  # fmt: skip

OPPORTUNITIES = row("opportunities", "opportunity", [
    ("op-prices", "shortlists", "Publish price ranges", {
        "owner": "Mira Kaplan", "departments": ("Marketing",), "impact": 0.8, "effort": 0.2,
        "due": "2026-12-15", "status": "doing", "pains": ("pa-pricing",),
        "expected": "Visit to trial up from 41 % to 48 %",
    }),
    ("op-trust", "security", "Pre-filled trust pack", {
        "owner": "Sofia Ekström", "departments": ("Sales Engineering",), "impact": 0.75, "effort": 0.25,
        "due": "2027-01-22", "status": "planned", "pains": ("pa-forty",),
        "expected": "Security round down from 9 days to 4",
    }),
    ("op-tracker", "approval", "Live approval tracker", {
        "owner": "Priya Menon", "departments": ("Product Management", "Legal"), "impact": 0.9, "effort": 0.5,
        "due": "2027-03-31", "status": "planned", "pains": ("pa-status",), "budget": "€ 18,000",
        "expected": "Median approval below 10 days; chasing mails halved",
    }),
    ("op-rows", "import", "Row-level import report", {
        "owner": "Emeka Nwosu", "departments": ("Engineering",), "impact": 0.95, "effort": 0.5,
        "due": "2027-01-29", "status": "doing", "pains": ("pa-import",), "initiative": "in-import",
        "expected": "Failed imports from 37 % to below 10 %", "tags": ("import",),
    }),
    ("op-concierge", "import", "Migration concierge", {
        "owner": "Clara Singh", "departments": ("Customer Success",), "impact": 0.6, "effort": 0.8,
        "due": "2027-04-30", "status": "idea", "pains": ("pa-import",), "initiative": "in-import",
        "budget": "half a post", "expected": "First value in 4 days where more than 5,000 rows move",
    }),
    ("op-value", "review", "One-page value report", {
        "owner": "Clara Singh", "departments": ("Customer Success", "Product Management"),
        "impact": 0.7, "effort": 0.3, "due": "2027-02-12", "status": "planned", "pains": ("pa-value",),
        "expected": "Renewal from 92 % to 95 %",
    }),
])  # fmt: skip


def _metric(key: str, step: str, text: str, unit: str, old: float, new: float, n: int, **more: Any) -> Card:
    """A metric read in the second and the third quarter."""
    readings = (
        Reading(as_of="2026-06-30", value=old, n=n - n // 8, source="analytics"),
        Reading(as_of="2026-09-30", value=new, n=n, source="analytics"),
    )
    return Card(
        id=key, lane="metrics", step=step, kind="metric", text=text, unit=unit, baseline=old, readings=readings, **more
    )


METRICS = [
    _metric("me-trial", "shortlists", "visit → trial", "%", 39, 41, 5120, from_step="hears"),
    _metric("me-demo", "sees", "trial → demo", "%", 66, 68, 2099, from_step="tries"),
    _metric("me-kickoff", "kickoff", "order to kick-off", "d", 4, 3, 150, better="lower"),
    _metric("me-approval", "approval", "median approval", "d", 21, 23, 164, better="lower", target=10),
    _metric("me-import", "import", "imports that fail", "%", 34, 37, 148, better="lower", target=10),
    _metric("me-first", "report", "to first value", "d", 7.5, 6.5, 141, better="lower", from_step="kickoff"),
    _metric("me-renewal", "review", "renewal", "%", 93, 92, 118),
]

_INTERVIEWS = (
    ("2026-09-03", "Operations lead, packaging", "Everyone seems to use something else."),
    ("2026-09-04", "Head of operations, furniture", "The demo was good. Then I asked about our CRM and it got vague."),
    ("2026-09-08", "Planner, printing", "If I have to fill in a form to see a price, I go to the next one."),
    ("2026-09-10", "Operations lead, cosmetics", "A chart in ten minutes! This is quicker than I expected."),
    ("2026-09-17", "Operations manager, machine parts", "Why is nobody telling me where this is stuck?"),
    ("2026-09-18", "IT security officer, packaging", "We got the same forty questions from sales and from legal."),
    ("2026-09-22", "Operations lead, clothing", "The call was friendly. I just did not know what I had to bring."),
    ("2026-09-24", "Planner, food wholesale", "I am doing their job for them."),
    ("2026-09-29", "Team lead, packaging", "Chat sorted it in four minutes. I should have asked on day two."),
    ("2026-10-01", "Operations lead, logistics", "Three weeks without a word. I had told my director it was done."),
    ("2026-10-06", "Managing director, furniture", "When it stood on the wall on Monday: OK — now I see it."),
)

SOURCES = [
    *(
        Source(id=f"int-{i:02}", kind="interview", title=f"Interview: {who}", quote=quote, observed_on=on)
        for i, (on, who, quote) in enumerate(_INTERVIEWS, 1)
    ),
    Source(
        id="survey-trial", kind="survey", title="Survey at the end of the trial", observed_on="2026-10-12",
        sample_size=83, quote="No price, no shortlist.",
    ),
    Source(
        id="survey-onboarding", kind="survey", title="Survey after the first month", observed_on="2026-10-20",
        sample_size=131, quote="The import told me that it failed. It never told me why.",
    ),
    Source(
        id="analytics", kind="analytics", title="Product analytics, April to September 2026",
        observed_on="2026-09-30", sample_size=5120, link="https://example.org/analytics/q3",
    ),
]  # fmt: skip

CONNECTIONS = [
    Connection(id="co-1", start="pa-pricing", end="ac-shortlists", kind="causes", label="dropped without a price"),
    Connection(id="co-2", start="pa-status", end="fe-approval", kind="causes"),
    Connection(id="co-3", start="pa-import", end="ac-exports", kind="causes", label="back to the spreadsheet"),
    Connection(id="co-4", start="tp-security", end="tp-order", kind="leads_to"),
    Connection(id="co-5", start="tp-wizard", end="tp-chat", kind="leads_to", label="one in two"),
    Connection(id="co-6", start="op-rows", end="op-concierge", kind="leads_to", label="only if still needed"),
]

INITIATIVES = [
    Initiative(
        id="in-import",
        title="An import that explains itself",
        owner="Emeka Nwosu",
        departments=("Engineering", "Customer Success"),
        start="2026-11-02",
        due="2027-01-29",
        milestones=(
            Milestone(name="Row numbers in the error message", due="2026-11-27", done=True),
            Milestone(name="Report with a fix for each row", due="2026-12-18"),
            Milestone(name="Measured with 30 new customers", due="2027-01-29"),
        ),
        budget="€ 32,000",
        outcome_expected="Failed imports below 10 %, first value in 5 days",
        status="doing",
    )
]

REVIEWS = [
    Review(id="re-1", on="2026-08-13", by="Clara Singh", note="First version, from memory: 31 % evidence-based."),
    Review(
        id="re-2",
        on="2026-11-12",
        by="Clara Singh",
        note="Eleven interviews worked in. Month three is still guessed: interview three sponsors by February.",
        dismissed=(
            Dismissal(
                finding="stage.one_step", reason="Renewal gets a map of its own in spring.", card="tp-quarterly"
            ),
        ),
    ),
]

COMMENTS = [
    Comment(
        id="cm-1", target="pa-value", author="Priya Menon", on="2026-11-12",
        text="Do we know this, or did we hear it from account managers?",
    ),
    Comment(
        id="cm-2", target="me-approval", author="Sofia Ekström", on="2026-11-16", resolved=True,
        text="Median, not mean: two public bodies took 90 days.",
    ),
]  # fmt: skip

VOTE_ROUNDS = [
    VoteRound(
        id="vo-1",
        rules={"votes": 3, "kinds": ["opportunity"]},
        opened="2026-11-12T10:20:00Z",
        closed="2026-11-12T10:30:00Z",
        ballots=(
            Ballot(id="ba-1", voter="Clara Singh", card="op-rows", n=2),
            Ballot(id="ba-2", voter="Clara Singh", card="op-value"),
            Ballot(id="ba-3", voter="Emeka Nwosu", card="op-rows", n=2),
            Ballot(id="ba-4", voter="Emeka Nwosu", card="op-tracker"),
            Ballot(id="ba-5", voter="Mira Kaplan", card="op-prices", n=2),
            Ballot(id="ba-6", voter="Mira Kaplan", card="op-tracker"),
        ),
    )
]

WORKSHOP = Workshop(
    agenda=(
        AgendaItem(prompt="Read the curve in silence: what surprises you?", minutes=8, lanes=("feelings",)),
        AgendaItem(prompt="Which of these did you see yourself?", minutes=20, lanes=("pains", "quotes")),
        AgendaItem(prompt="What could we try before January?", minutes=25, lanes=("opportunities",)),
        AgendaItem(prompt="Three votes each, then owners and dates", minutes=12, lanes=("opportunities",)),
    )
)


def build() -> JourneyMap:
    """The whole map."""
    return journey(
        "first-value",
        ABOUT,
        personas=[MAYA],
        stages=STAGES,
        lanes=LANES,
        cards=[*TOUCHPOINTS, *ACTIONS, *THOUGHTS, *QUOTES, *FEELINGS, *PAINS, *OPPORTUNITIES, *METRICS],
        connections=CONNECTIONS,
        sources=SOURCES,
        initiatives=INITIATIVES,
        reviews=REVIEWS,
        comments=COMMENTS,
        vote_rounds=VOTE_ROUNDS,
        workshop=WORKSHOP,
        views=[View(id="vi-sponsor", name="For the sponsor", hidden_lanes=("thoughts", "metrics"), detail="key")],
        presets=[Preset(id="pr-wall", name="Wall poster", options={"paper": "A2", "orientation": "landscape"})],
    )
