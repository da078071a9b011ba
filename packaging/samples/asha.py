"""एक आशा कार्यकर्ता का दिन: a day in the life of a village health worker, in Hindi."""

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
    Milestone,
    Persona,
    Reading,
    Review,
    Source,
    Stage,
    Step,
)
from samples.kit import journey, row, stage

ABOUT = About(
    title="एक आशा कार्यकर्ता का दिन",
    kind="day_in_the_life",
    purpose="सुबह से अगली भोर तक सुनीता घरों, आँगनवाड़ी और स्वास्थ्य केंद्र के बीच क्या-क्या करती हैं — "
    "ताकि काग़ज़ी काम घटे और घरों के लिए समय बचे।",
    goal="मार्च 2027 तक लिखने का काम रोज़ सवा दो घंटे से घटकर एक घंटा रह जाए",
    success_measure="रोज़ के गृह भ्रमण, रात में एम्बुलेंस का समय",
    scope="सेमरडीह गाँव, 1,140 लोग, अक्टूबर का एक कामकाजी दिन",
    status="final",
    owner="ज़िला स्वास्थ्य समिति",
    language="hi",
    reviewed_on="2026-10-15",
    review_every=6,
)

SUNITA = Persona(
    id="sunita",
    name="सुनीता मरकाम",
    role="आशा कार्यकर्ता, 36 वर्ष",
    quote="काम से नहीं थकती, काग़ज़ से थक जाती हूँ।",
    background="आठ साल से आशा हैं। दसवीं तक पढ़ी हैं, गाँव की हर गर्भवती महिला को नाम से जानती हैं। "
    "पति खेती करते हैं, दो बच्चे स्कूल जाते हैं।",
    demographics="36 वर्ष, विवाहित, दो बच्चे, सेमरडीह",
    goals=("हर गर्भवती और हर नवजात तक समय पर पहुँचना", "बच्चों के साथ शाम का खाना"),
    motivations=("माँ और बच्चे का सुरक्षित घर लौटना", "गाँव में सम्मान"),
    expectations=("समय पर भुगतान", "एक ही जगह लिखना काफ़ी हो"),
    frustrations=("एक ही जानकारी चार जगह", "रात में गाड़ी का इंतज़ार"),
    channels=("in_person", "phone", "app"),
    colour="#B63A76",
    sources=("hi-interviews", "hi-days"),
)

STAGES: list[Stage] = [
    stage("morning", "सुबह की तैयारी", "दिन की सूची हाथ में हो", [
        Step(id="home", name="घर का काम", time="सुबह 5:30"),
        Step(id="list", name="दिन की सूची", time="सुबह 8:00"),
    ]),
    stage("village", "गाँव में", "ज़रूरी घर छूटने न पाएँ", [
        Step(id="visits", name="गृह भ्रमण", time="सुबह 9:00"),
        Step(id="vaccines", name="टीकाकरण सत्र", time="सुबह 11:00"),
    ]),
    stage("centre", "स्वास्थ्य केंद्र", "जाँच और रिपोर्ट एक ही फेरे में", [
        Step(id="checkup", name="जाँच में साथ", time="दोपहर 2:00"),
        Step(id="reports", name="रिपोर्ट भरना", time="दोपहर 3:30"),
    ]),
    stage("night", "शाम और रात", "परिवार के पास, फिर भी पहुँच में", [
        Step(id="evening", name="फ़ोन पर सलाह", time="शाम 6:30"),
        Step(id="call", name="रात की पुकार", time="रात 11:40"),
        Step(id="birth", name="अस्पताल में", time="भोर 3:50"),
    ]),
]  # fmt: skip

LANES = [
    Lane(id="actions", kind="actions", subtitle="सुनीता क्या करती हैं"),
    Lane(id="touchpoints", kind="touchpoints", subtitle="कहाँ और कैसे मिलना होता है"),
    Lane(id="thoughts", kind="thoughts", subtitle="मन में क्या चलता है"),
    Lane(id="feelings", kind="feelings", subtitle="कैसा लगता है"),
    Lane(id="people", kind="stakeholders", name="साथ में कौन", subtitle="जिनके बिना काम न चले"),
    Lane(id="pains", kind="pain_points", subtitle="काम कहाँ अटकता है"),
    Lane(id="ideas", kind="opportunities", subtitle="हम क्या बदल सकते हैं"),
    Lane(id="figures", kind="metrics", subtitle="सितंबर 2026"),
]


def _by(*sources: str, **fields: Any) -> dict[str, Any]:
    """Fields of a card that rests on these sources."""
    return {"sources": sources, **fields}


ACTIONS = row("actions", "action", [
    ("ac-water", "home", "पानी, चूल्हा और बच्चों का टिफ़िन", _by("hi-days")),
    ("ac-messages", "home", "रात में आए संदेश पढ़ती हैं", _by("hi-days")),
    ("ac-list", "list", "रजिस्टर से आज के सात घर चुनती हैं", _by("hi-days", "hi-interviews")),
    ("ac-weigh", "visits", "नवजात का वज़न और तापमान लेती हैं", _by("hi-days")),
    ("ac-show", "visits", "माँ को दूध पिलाने का सही तरीक़ा दिखाती हैं", _by("hi-days", moment="delight")),
    ("ac-fetch", "vaccines", "जो नहीं आए, उन्हें घर से बुलाकर लाती हैं", _by("hi-days")),
    ("ac-escort", "checkup", "गीता को जाँच के लिए केंद्र ले जाती हैं", _by("hi-days")),
    ("ac-copy", "reports", "वही जानकारी तीन रजिस्टरों और ऐप में भरती हैं", _by("hi-days", "hi-survey")),
    ("ac-phone", "evening", "खाना बनाते हुए चार फ़ोन उठाती हैं", _by("hi-days")),
    ("ac-decide", "call", "तय करती हैं: रुकें या तुरंत निकलें", _by("hi-interviews", moment="decision")),
    ("ac-stay", "birth", "प्रसव तक प्रसूता के पास रहती हैं", _by("hi-interviews")),
])  # fmt: skip

TOUCHPOINTS = row("touchpoints", "touchpoint", [
    ("tp-group", "home", "आशाओं का संदेश समूह", _by("hi-days", channel="chat")),
    ("tp-register", "list", "रजिस्टर और आशा डायरी", _by("hi-days", channel="print")),
    ("tp-door", "visits", "घर के आँगन में बातचीत", _by("hi-days", channel="in_person")),
    ("tp-anganwadi", "vaccines", "आँगनवाड़ी केंद्र", _by("hi-days", channel="place")),
    ("tp-centre", "checkup", "प्राथमिक स्वास्थ्य केंद्र", _by("hi-days", channel="place")),
    ("tp-app", "reports", "रिपोर्ट वाला ऐप", _by("hi-app", channel="app")),
    ("tp-phone", "evening", "अपना फ़ोन, अपना रिचार्ज", _by("hi-survey", channel="phone")),
    ("tp-ambulance", "call", "एम्बुलेंस सेवा", _by("hi-calls", channel="phone")),
    ("tp-ward", "birth", "प्रसव कक्ष", {"channel": "place"}),
])  # fmt: skip

THOUGHTS = row("thoughts", "thought", [
    ("th-seven", "list", "“आज सातों घर हो पाएँगे?”", _by("hi-interviews")),
    ("th-weight", "visits", "“वज़न बढ़ा है, मेहनत रंग लाई।”", _by("hi-interviews")),
    ("th-mother", "vaccines", "“सास मान जाएँ, तो बहू भी आ जाएगी।”", _by("hi-interviews")),
    ("th-fourth", "reports", "“एक ही नाम चौथी बार लिख रही हूँ।”", _by("hi-interviews")),
    ("th-child", "evening", "“बेटी की कॉपी आज भी नहीं देख पाई।”"),
    ("th-van", "call", "“आधे घंटे में गाड़ी न आई तो?”", _by("hi-interviews")),
])  # fmt: skip

FEELINGS = [
    Card(
        id=f"fe-{step}", lane="feelings", step=step, kind="feeling", persona="sunita", score=score, text=text, **fields
    )
    for step, score, text, fields in (
        ("home", 0.2, "", _by("hi-interviews")),
        ("list", 0.4, "", _by("hi-interviews")),
        ("visits", 1.4, "बच्चे का वज़न बढ़ा", _by("hi-interviews", "hi-days")),
        ("vaccines", 0.7, "", _by("hi-days")),
        ("checkup", -0.4, "", {"note": "हमारा अनुमान: इंतज़ार थका देता है।"}),
        ("reports", -1.4, "वही बात चौथी बार", _by("hi-interviews", "hi-survey", low=-2.0, high=-0.8)),
        ("evening", -0.2, "", {"note": "इस समय के बारे में अभी किसी से पूछा नहीं गया।"}),
        ("call", -1.2, "गाड़ी कब आएगी?", _by("hi-interviews", "hi-calls")),
        ("birth", 1.8, "माँ और बच्ची दोनों ठीक", _by("hi-interviews")),
    )
]  # fmt: skip

PEOPLE = row("people", "stakeholder", [
    ("st-family", "home", "पति और बच्चे"),
    ("st-anganwadi", "visits", "आँगनवाड़ी कार्यकर्ता मीना", {"to_step": "vaccines"}),
    ("st-anm", "vaccines", "एएनएम सरिता बघेल", {"to_step": "reports"}),
    ("st-driver", "call", "ऑटो चालक रमेश, जब एम्बुलेंस दूर हो"),
    ("st-nurse", "birth", "ड्यूटी नर्स"),
])  # fmt: skip

PAINS = row("pains", "pain_point", [
    ("pa-scale", "visits", "वज़न मशीन ख़राब है, दूसरे गाँव से माँगनी पड़ती है", _by("hi-days", severity=2)),
    ("pa-date", "vaccines", "सत्र की तारीख़ बदली, ख़बर एक दिन पहले मिली", _by("hi-interviews", severity=2)),
    ("pa-wait", "checkup", "जाँच के लिए ढाई घंटे का इंतज़ार", _by("hi-days", severity=2)),
    ("pa-offline", "reports", "नेटवर्क जाते ही ऐप में भरा हुआ मिट जाता है", _by(
        "hi-app", "hi-survey", severity=3, moment="friction", tags=("ऐप",),
    )),
    ("pa-pay", "evening", "किराए का पैसा तीन महीने बाद मिलता है", _by("hi-survey", "hi-payments", severity=3)),
    ("pa-ambulance", "call", "रात में एम्बुलेंस 55 मिनट बाद आती है", _by("hi-calls", severity=3)),
    ("pa-bed", "birth", "साथ आई आशा के बैठने की जगह नहीं", {
        "severity": 1, "check": True, "note": "दो आशाओं ने बताया; बाक़ी अस्पतालों में देखना बाक़ी है।",
    }),
])  # fmt: skip

IDEAS = row("ideas", "opportunity", [
    ("op-scale", "visits", "हर दो गाँवों पर एक अतिरिक्त मशीन", {
        "owner": "रेखा साहू", "departments": ("भंडार",), "impact": 0.7, "effort": 0.2, "due": "2026-12-20",
        "status": "doing", "pains": ("pa-scale",), "budget": "₹ 1,12,000", "expected": "हर भ्रमण में वज़न दर्ज हो",
    }),
    ("op-date", "vaccines", "तारीख़ बदलने पर तीन दिन पहले संदेश", {
        "owner": "सरिता बघेल", "departments": ("टीकाकरण",), "impact": 0.5, "effort": 0.1, "due": "2026-11-30",
        "status": "done", "pains": ("pa-date",), "expected": "सत्र में 86 % की जगह 95 % बच्चे",
    }),
    ("op-slot", "checkup", "गर्भवती महिलाओं के लिए तय समय", {
        "owner": "नसरीन ख़ान", "departments": ("स्वास्थ्य केंद्र",), "impact": 0.6, "effort": 0.4,
        "due": "2027-02-15", "status": "idea", "pains": ("pa-wait",), "expected": "इंतज़ार 45 मिनट से कम",
    }),
    ("op-once", "reports", "एक बार भरें, सब जगह पहुँचे — नेटवर्क के बिना भी", {
        "owner": "अमित तिर्की", "departments": ("ऐप दल", "ज़िला कार्यालय"), "impact": 0.95, "effort": 0.8,
        "due": "2027-03-31", "status": "doing", "pains": ("pa-offline",), "initiative": "in-once",
        "budget": "₹ 9,50,000", "expected": "लिखने का काम रोज़ एक घंटा", "tags": ("ऐप",),
    }),
    ("op-pay", "evening", "हर महीने की 10 तारीख़ तक भुगतान", {
        "owner": "रेखा साहू", "departments": ("लेखा",), "impact": 0.85, "effort": 0.5, "due": "2027-01-10",
        "status": "planned", "pains": ("pa-pay",), "expected": "भुगतान में 90 की जगह 30 दिन",
    }),
    ("op-cars", "call", "गाँव की गाड़ियों की सूची, किराया पहले से तय", {
        "owner": "सुनीता मरकाम", "departments": ("ग्राम समिति",), "impact": 0.8, "effort": 0.25,
        "due": "2026-12-05", "status": "doing", "pains": ("pa-ambulance",),
        "expected": "फ़ोन से अस्पताल तक 60 मिनट से कम",
    }),
])  # fmt: skip


def _metric(key: str, step: str, text: str, unit: str, old: float, new: float, n: int, **more: Any) -> Card:
    """A metric read in June and in September 2026."""
    source = more.pop("source")
    readings = (
        Reading(as_of="2026-06-30", value=old, n=n, source=source),
        Reading(as_of="2026-09-30", value=new, n=n, source=source),
    )
    return Card(
        id=key, lane="figures", step=step, kind="metric", text=text, unit=unit, baseline=old, readings=readings, **more
    )


METRICS = [
    _metric("me-visits", "visits", "रोज़ के भ्रमण", "घर", 5.5, 5.8, 126, source="hi-app", target=7),
    _metric("me-vaccines", "vaccines", "बुलाए गए बच्चे आए", "%", 84, 86, 412, source="hi-app", target=95),
    _metric("me-wait", "checkup", "जाँच का इंतज़ार", "मिनट", 140, 150, 38, source="hi-days", better="lower"),
    _metric("me-writing", "reports", "रोज़ लिखने में", "मिनट", 132, 138, 126, source="hi-survey", better="lower",
            target=60),
    _metric("me-pay", "evening", "भुगतान में देरी", "दिन", 96, 90, 126, source="hi-payments", better="lower"),
    _metric("me-ambulance", "call", "एम्बुलेंस आने तक", "मिनट", 58, 55, 61, source="hi-calls", better="lower",
            target=30),
]  # fmt: skip

SOURCES = [
    Source(
        id="hi-interviews", kind="interview", title="आशा कार्यकर्ताओं से बातचीत", observed_on="2026-09-12",
        sample_size=9, quote="काम से नहीं थकती, काग़ज़ से थक जाती हूँ।",
    ),
    Source(
        id="hi-days", kind="observation", title="पूरे दिन साथ रहकर देखा", observed_on="2026-09-18", sample_size=4,
        quote="दोपहर का खाना शाम पाँच बजे हुआ।",
    ),
    Source(
        id="hi-survey", kind="survey", title="ज़िले की आशाओं का सर्वेक्षण", observed_on="2026-09-25", sample_size=126,
        quote="नेटवर्क गया तो सब फिर से भरो।",
    ),
    Source(id="hi-app", kind="analytics", title="ऐप के आँकड़े, अप्रैल से सितंबर 2026", observed_on="2026-09-30"),
    Source(
        id="hi-calls", kind="support", title="रात की एम्बुलेंस कॉल", observed_on="2026-09-30", sample_size=61,
        quote="गाड़ी निकल चुकी है — तीन बार यही सुना।",
    ),
    Source(id="hi-payments", kind="document", title="भुगतान रजिस्टर, पहली छमाही", observed_on="2026-09-30"),
]  # fmt: skip

CONNECTIONS = [
    Connection(id="co-1", start="pa-offline", end="ac-copy", kind="causes", label="डर से पहले काग़ज़ पर"),
    Connection(id="co-2", start="ac-weigh", end="ac-copy", kind="leads_to"),
    Connection(id="co-3", start="ac-weigh", end="pa-scale", kind="needs", label="चालू मशीन"),
    Connection(id="co-4", start="ac-decide", end="tp-ambulance", kind="needs"),
    Connection(id="co-5", start="tp-ambulance", end="tp-ward", kind="hands_off", label="प्रसूता"),
]

INITIATIVES = [
    Initiative(
        id="in-once",
        title="एक बार भरें",
        owner="अमित तिर्की",
        departments=("ऐप दल", "ज़िला कार्यालय"),
        start="2026-10-01",
        due="2027-03-31",
        milestones=(
            Milestone(name="नेटवर्क के बिना भी सहेजना", due="2026-11-15", done=True),
            Milestone(name="तीन रजिस्टरों की जगह एक छपी सूची", due="2027-01-31"),
            Milestone(name="40 गाँवों में परखना", due="2027-03-31"),
        ),
        budget="₹ 9,50,000",
        outcome_expected="लिखने का काम रोज़ 138 मिनट से 60 मिनट",
        status="doing",
    )
]

REVIEWS = [
    Review(
        id="re-1", on="2026-10-15", by="रेखा साहू",
        note="शाम का समय अभी अनुमान पर टिका है; अगली बार तीन परिवारों से पूछना है।",
    )
]  # fmt: skip

COMMENTS = [
    Comment(id="cm-1", target="pa-bed", author="नसरीन ख़ान", on="2026-10-15", text="ज़िला अस्पताल में बेंच लग गई है।"),
]


def build() -> JourneyMap:
    """The whole map."""
    return journey(
        "asha-day",
        ABOUT,
        personas=[SUNITA],
        stages=STAGES,
        lanes=LANES,
        cards=[*ACTIONS, *TOUCHPOINTS, *THOUGHTS, *FEELINGS, *PEOPLE, *PAINS, *IDEAS, *METRICS],
        connections=CONNECTIONS,
        sources=SOURCES,
        initiatives=INITIATIVES,
        reviews=REVIEWS,
        comments=COMMENTS,
    )
