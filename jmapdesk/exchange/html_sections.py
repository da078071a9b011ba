"""What stands around the map on a page: its head, the plan, personas, notes, sources, review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmapdesk.exchange import account
from jmapdesk.exchange.html_cards import Maker, disc, person_disc
from jmapdesk.exchange.html_pictures import PORTRAIT_PIXELS
from jmapdesk.exchange.html_text import escaped, lines, link, linked, tag
from jmapdesk.exchange.plain import in_line
from jmapdesk.exchange.said import kind_said
from jmapdesk.exchange.seen import Seen
from jmapdesk.insight.tally import Tally
from jmapdesk.layout.marks import MOMENT_ICONS
from jmapdesk.layout.sheet import persona_ground
from jmapdesk.model import queries
from jmapdesk.model.records import Card, Persona
from jmapdesk.text.initials import initials


def head(seen: Seen, maker: Maker) -> str:
    """Kind and evidence, title, purpose, goal and scope, the personas in short."""
    about, words = seen.journey.about, maker.context.words
    chips = account.chips(seen.journey, seen.counted, maker.context)
    percent = seen.counted.percent
    tones = ["accent", "good" if percent is None or percent >= 50 else "mixed"]
    listed = "".join(tag("li", escaped(chip), class_=tone) for chip, tone in zip(chips, tones, strict=False))
    facts = "".join(
        tag("div", tag("dt", escaped(fact.name)) + tag("dd", linked(fact.text), dir="auto"))
        for fact in account.purpose(seen.journey, maker.context)
    )
    people = "".join(_short(persona, maker) for persona in queries.personas(seen.journey))
    told = (
        tag("ul", listed, class_="chips") if listed else "",
        tag("h1", escaped(in_line(about.title) or words("untitled")), dir="auto"),
        tag("p", linked(about.purpose), class_="purpose", dir="auto") if about.purpose.strip() else "",
        tag("dl", facts, class_="facts") if facts else "",
    )
    what = tag("div", "".join(told), class_="what")
    return tag("header", what + (tag("div", people, class_="people") if people else ""), class_="top")


def _short(persona: Persona, maker: Maker) -> str:
    """A persona as on the sheet: portrait, name, role, quote, first goal."""
    words = maker.context.words
    role = f' <span class="role">· <bdi>{escaped(persona.role)}</bdi></span>' if persona.role.strip() else ""
    told = [tag("p", f"<b><bdi>{escaped(persona.name) or '–'}</bdi></b>{role}", class_="pname")]
    if persona.quote.strip():
        told.append(tag("p", tag("q", lines(account.quoted(persona.quote))), class_="quote", dir="auto"))
    if goal := next((goal for goal in persona.goals if goal.strip()), ""):
        told.append(tag("p", f"<b>{escaped(words('goal'))}</b> " + tag("span", linked(goal), dir="auto")))
    return tag("div", portrait(persona, maker) + tag("div", "".join(told)), class_="person")


def portrait(persona: Persona, maker: Maker) -> str:
    """A persona's portrait, or their initials on their colour."""
    address = maker.pictures.address(persona.portrait, PORTRAIT_PIXELS)
    if address:
        return f'<img class="face" src="{address}" alt="{escaped(persona.name)}">'
    ground = persona_ground(persona, maker.context)
    ink = maker.context.theme.on(ground)
    return (f'<span class="face" style="background:{ground};color:{ink}" aria-hidden="true">'
            f"{escaped(initials(persona.name)) or '–'}</span>")  # fmt: skip


def key(used: Tally, maker: Maker) -> str:
    """What the marks on the cards mean."""
    words = maker.context.words
    items: list[str] = []

    def add(mark: str, sign: str, said: str | None = None) -> None:
        if used.shows(mark):
            items.append(f"<li>{sign}{escaped(said or words(f'legend.{mark}'))}</li>")

    add("evidence", '<span class="ev"></span>')
    add("assumption", '<span class="ev no"></span>')
    add("severity", '<span class="sev"><i></i><i></i><i></i></span>')
    for name, icon in MOMENT_ICONS.items():
        add(name, f'<span class="mo">{maker.icon(icon)}</span>' if used.shows(name) else "")
    add("check", '<span class="ck"><b>?</b></span>')
    if maker.context.people:
        add("persona", person_disc(next(iter(maker.context.people.values())), maker))
    return f'<ul class="legend" aria-label="{escaped(words("doc.key"))}">{"".join(items)}</ul>' if items else ""


def plan(seen: Seen, maker: Maker) -> Iterator[str]:
    """The opportunities as a table in order of priority, and the initiatives that carry them out."""
    words = maker.context.words
    found = account.plan(seen.journey, maker.context)
    if not found.ideas and not seen.journey.initiatives:
        return
    yield f'<section class="block" aria-labelledby="plan"><h2 id="plan">{escaped(words("doc.actions"))}</h2>'
    if found.ideas:
        titles = "".join(f'<th scope="col">{escaped(title)}</th>' for title in found.titles)
        owner = words("doc.owner")
        rows = []
        for idea in found.ideas:
            cells = [f'<th scope="row" dir="auto">{linked(idea.cells[0])}</th>']
            for title, said in list(zip(found.titles, idea.cells, strict=True))[1:]:
                if not said.strip():
                    cells.append('<td class="none"></td>')
                    continue
                inside = linked(said)
                if title == owner:
                    inside = _owner(idea.card, said)
                cells.append(f'<td data-l="{escaped(title)}" dir="auto">{inside}</td>')
            rows.append(f"<tr>{''.join(cells)}</tr>")
        yield (f'<div class="scroll" role="group" tabindex="0" aria-labelledby="plan"><table class="plain">'
               f"<thead><tr>{titles}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>")  # fmt: skip
    if seen.journey.initiatives:
        yield f"<h3>{escaped(words('doc.initiatives'))}</h3><div class=\"cols\">"
        for one in seen.journey.initiatives.values():
            yield _initiative(one.id, seen, maker)
        yield "</div>"
    yield "</section>"


def _owner(card: Card, said: str) -> str:
    if not card.owner.strip():
        return f'<span class="nobody">{escaped(said)}</span>'
    return f'<span class="owner">{disc(card.owner)}<bdi>{escaped(said)}</bdi></span>'


def _initiative(key_: str, seen: Seen, maker: Maker) -> str:
    """An initiative: who, when, for how much, what it shall bring, its dated steps."""
    one, words = seen.journey.initiatives[key_], maker.context.words
    facts = " · ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in account.initiative_facts(one, maker.context))
    outcomes = "".join(
        tag("p", f"<b>{escaped(fact.name)}</b> " + tag("span", linked(fact.text), dir="auto"))
        for fact in account.initiative_outcomes(one, maker.context)
    )
    steps = []
    for milestone in one.milestones:
        done = maker.hidden(f"{words('status.done')}:") if milestone.done else ""
        sign = maker.icon("check") if milestone.done else ""
        day = f' <span class="day">{escaped(words.day(milestone.due))}</span>' if milestone.due else ""
        steps.append(f'<li class="{"done" if milestone.done else "open"}"><span class="box">{sign}</span>{done}'
                     f"<bdi>{escaped(milestone.name)}</bdi>{day}</li>")  # fmt: skip
    dated = f'<ol class="dated">{"".join(steps)}</ol>' if steps else ""
    title = f'<h4 dir="auto">{escaped(one.title) or "–"}</h4>'
    return f'<article class="sheet">{title}<p class="dim">{facts}</p>{outcomes}{dated}</article>'


def people(seen: Seen, maker: Maker) -> Iterator[str]:
    """What is told of each persona, list by list, and what that rests on."""
    found = [one for one in queries.personas(seen.journey) if account.persona_lists(one, maker.context)]
    if not found:
        return
    words = maker.context.words
    yield f'<section class="block" aria-labelledby="people"><h2 id="people">{escaped(words("doc.personas"))}</h2>'
    for persona in found:
        role = f'<p class="dim" dir="auto">{lines(persona.role)}</p>' if persona.role.strip() else ""
        yield (f'<article class="sheet persona"><div class="phead">{portrait(persona, maker)}<div>'
               f'<h3 dir="auto">{escaped(persona.name) or "–"}</h3>{role}</div></div><div class="cols">')  # fmt: skip
        for listed in account.persona_lists(persona, maker.context):
            if len(listed.items) > 1:
                inside = tag("ul", "".join(tag("li", linked(item), dir="auto") for item in listed.items))
            else:
                inside = f'<p dir="auto">{linked(listed.items[0])}</p>'
            yield f"<div><h4>{escaped(listed.name)}</h4>{inside}</div>"
        rests = account.known_from(persona, seen.journey, maker.context)
        yield f'<div><h4>{escaped(rests.name)}</h4><p dir="auto">{lines(rests.text)}</p></div></div></article>'
    yield "</section>"


def notes(cards: Sequence[Card], seen: Seen, maker: Maker) -> Iterator[str]:
    """The notes of cards, numbered as on the map, each with the way back to its card."""
    if not cards:
        return
    words = maker.context.words
    yield f'<section class="block" aria-labelledby="notes"><h2 id="notes">{escaped(words("doc.notes"))}</h2>'
    yield '<ol class="notes">'
    for number, card in enumerate(cards, 1):
        name = in_line(card.text or card.word or card.alt) or kind_said(card.kind, maker.context)
        where = account.place_said(maker.columns[card.step or ""])
        back = f'<a class="back" href="#r{number}" aria-label="{escaped(name)}">↩</a>'
        dim = f'<span class="dim" dir="auto">{escaped(where)}</span>'
        yield f'<li id="n{number}"><b dir="auto">{escaped(name)}</b> {dim}'
        yield f'<p dir="auto">{linked(card.note)} {back}</p></li>'
    yield "</ol></section>"


def sources(seen: Seen, maker: Maker) -> Iterator[str]:
    """What the map rests on."""
    found = account.sources(seen.journey)
    if not found:
        return
    words = maker.context.words
    yield (f'<section class="block" aria-labelledby="sources"><h2 id="sources">{escaped(words("doc.sources"))}</h2>'
           f'<ul class="sources">')  # fmt: skip
    for source in found:
        title = account.source_title(source, maker.context)
        shown = link(source.link, title) if source.link.strip() else escaped(title)
        facts = " · ".join(escaped(fact) for fact in account.source_facts(source, maker.context))
        facts = " " + tag("span", facts, class_="dim") if facts else ""
        quote = lines(account.quoted(source.quote))
        quote = f'<blockquote dir="auto">{quote}</blockquote>' if quote else ""
        yield (f'<li><b dir="auto">{shown}</b>{facts}{quote}</li>')
    yield "</ul></section>"


def foot(seen: Seen, maker: Maker) -> str:
    """Who owns the map, when it was and will be reviewed, what was said then."""
    facts = account.review_facts(seen.journey, maker.context)
    past = account.reviews(seen.journey, maker.context)
    note = seen.journey.about.note.strip()
    if not (facts or past or note):
        return ""
    said = " · ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in facts)
    told = (
        tag("h2", escaped(maker.context.words("doc.review"))),
        tag("p", said) if said else "",
        tag("ul", "".join(tag("li", linked(line), dir="auto") for line in past)) if past else "",
        tag("p", linked(note), dir="auto") if note else "",
    )
    return tag("footer", "".join(told), class_="block")
