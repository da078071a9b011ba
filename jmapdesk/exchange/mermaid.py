"""Mermaid's ``journey`` diagrams: sections are stages, tasks are steps with an action and a feeling.

Read more kindly than Mermaid does, because files in the wild are: colons inside names, several statements on a
line, comments anywhere, full-width signs, numbers off the scale. Whatever was bent is reported with its line.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace

from jmapdesk.exchange.blocks import refuse_endless
from jmapdesk.exchange.cells import CELL_LIMIT
from jmapdesk.exchange.draft import Curves, DraftLane, Notes, counted
from jmapdesk.exchange.feelings import FIVE
from jmapdesk.exchange.maker import STEP_LIMIT, Maker, Place
from jmapdesk.exchange.tables import shown
from jmapdesk.exchange.vocabulary import FEELING_WORDS, is_word
from jmapdesk.util.errors import JmapError

OTHER_DIAGRAMS: dict[str, str] = {
    "sequencediagram": "sequence diagram",
    "flowchart": "flowchart",
    "flowchart-elk": "flowchart",
    "graph": "flowchart",
    "classdiagram": "class diagram",
    "classdiagram-v2": "class diagram",
    "statediagram": "state diagram",
    "statediagram-v2": "state diagram",
    "erdiagram": "entity relationship diagram",
    "gantt": "Gantt chart",
    "pie": "pie chart",
    "gitgraph": "Git graph",
    "mindmap": "mind map",
    "timeline": "timeline",
    "quadrantchart": "quadrant chart",
    "requirementdiagram": "requirement diagram",
    "c4context": "C4 diagram",
    "c4container": "C4 diagram",
    "c4component": "C4 diagram",
    "c4dynamic": "C4 diagram",
    "c4deployment": "C4 diagram",
    "sankey": "Sankey diagram",
    "sankey-beta": "Sankey diagram",
    "xychart": "chart",
    "xychart-beta": "chart",
    "block": "block diagram",
    "block-beta": "block diagram",
    "packet": "packet diagram",
    "packet-beta": "packet diagram",
    "kanban": "Kanban board",
    "architecture": "architecture diagram",
    "architecture-beta": "architecture diagram",
    "radar-beta": "radar chart",
    "treemap-beta": "tree map",
    "zenuml": "sequence diagram",
}
"""The first word of Mermaid's other diagrams, in lower case, and what to call them."""


_LONGEST = 2 * 2**20
"""Characters of a diagram; ten thousand cards take a hundredth of it."""
NO_FEELING = "%% No feeling on the map; the score below only keeps the task valid."
"""The comment over a task whose score says nothing, in diagrams that jmapdesk wrote."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task; ``score`` as written, None where there is no number."""

    name: str
    score: float | None
    actors: tuple[str, ...]
    word: str
    line: int


@dataclass(slots=True)
class Section:
    """A run of tasks under one section line; the name is empty before the first such line."""

    name: str
    line: int
    tasks: list[Task] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Journey:
    """A diagram as read."""

    title: str
    sections: tuple[Section, ...]
    line: int
    notes: Notes

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in order."""
        return tuple(task for section in self.sections for task in section.tasks)

    @property
    def actors(self) -> tuple[str, ...]:
        """Everyone who is named, in order of appearance."""
        return tuple(dict.fromkeys(actor for task in self.tasks for actor in task.actors))


def diagram_kind(text: str) -> str | None:
    """ "journey", the name of another Mermaid diagram, or None if this is no Mermaid."""
    for _number, line in _content(text.split("\n")[:400], 1):
        word = re.split(r"[\s:;{]", line.strip(), maxsplit=1)[0].casefold()
        if word == "journey":
            # prose may begin with the word: the diagram's line holds nothing else, or goes on with a statement
            begins = re.fullmatch(r"journey\s*(?:;.*|title\s.*|section\s.*|%%.*)?", line.strip(), re.I)
            return "journey" if begins else None
        if word in OTHER_DIAGRAMS and _plainly_other(word, line):
            return OTHER_DIAGRAMS[word]
        return None
    return None


def _plainly_other(word: str, line: str) -> bool:
    """Some first words are English words too: then the line must look like Mermaid."""
    if word in {"graph", "flowchart", "flowchart-elk"}:
        return bool(re.fullmatch(r"\S+(?:\s+(?:TB|TD|BT|RL|LR))?\s*;?.{0,3}", line.strip(), re.I))
    if word in {"block", "packet", "architecture", "timeline", "pie", "kanban", "sankey", "gantt", "mindmap"}:
        return bool(re.fullmatch(r"\S+(?:\s+(?:showData|title\b.*|LR|TD))?\s*", line.strip()))
    return True


_TASK_LIKE = re.compile(r"[^:]+:\s*[+\-−]?\d[\d.,]*\s*:.*")
_SPOKEN = re.compile(r"acc(?:Title|Descr)\s*:", re.I)


def read_journey(text: str, first_line: int = 1) -> Journey:
    """Read a diagram that begins with ``journey``; lines are counted from ``first_line``.

    Raises JmapError ``import.too_big``, naming the line, where it goes on and on.
    """
    refuse_endless(text, first_line)
    if len(text) > _LONGEST:
        raise JmapError("import.too_big", f"The diagram from line {first_line:,} on is far too long for a journey map.")
    notes = Notes()
    title = ""
    sections: list[Section] = []
    begun = False
    unfelt = _unfelt(text.split("\n"), first_line)
    tasks = 0
    for number, line in _content(text.split("\n"), first_line):
        if tasks > STEP_LIMIT:
            break  # what comes further is left out, as whoever makes the map will say
        for statement in _statements(line, number, notes):
            place = f"line {number}"
            if not begun:
                begun = True
                statement = re.sub(r"^journey\b\s*", "", statement, flags=re.I)
                if not statement:
                    continue
            keyword, _space, rest = statement.partition(" ")
            keyword, rest = keyword.casefold(), rest.strip()
            is_task = sections and _TASK_LIKE.fullmatch(statement)
            if keyword == "title" and rest and not is_task:
                title = _words(rest)
                notes.recognised(place, f"The title “{shown(title)}”.")
            elif _SPOKEN.match(statement):
                notes.ignored(place, "A description for screen readers.")
            elif keyword == "section" and not is_task:
                name = _words(rest)
                if not name:
                    name = "Section"
                    notes.guessed(place, "A section without a name became the stage “Section”.")
                if sections and sections[-1].name == name:
                    notes.guessed(place, f"The section “{shown(name)}” again: its tasks join the one before.")
                else:
                    sections.append(Section(name, number))
            elif task := _task(statement, number, notes):
                if not sections:
                    sections.append(Section("", number))
                tasks += 1
                sections[-1].tasks.append(replace(task, score=None, word="") if number in unfelt else task)
            else:
                notes.ignored(place, f"“{shown(statement)}” is neither a section nor a task.")
    title = _front_matter(text.split("\n"), first_line, title, notes)
    kept = []
    for section in sections:
        if section.tasks:
            kept.append(section)
        else:
            notes.ignored(f"line {section.line}", f"The section “{shown(section.name)}” has no tasks.")
    return Journey(title, tuple(kept), first_line, notes)


def lay_out(journey: Journey, maker: Maker) -> list[list[Place]]:
    """Make the diagram's stages and steps; the places of each section's tasks."""
    maker.notes.extend(journey.notes)
    maker.title = maker.title or journey.title
    places: list[list[Place]] = []
    for section in journey.sections:
        place = f"line {section.line}"
        name = section.name
        if name:
            maker.notes.recognised(place, f"The stage “{shown(name)}” with {counted(len(section.tasks), 'steps')}.")
        else:
            name = "Start" if len(journey.sections) > 1 else journey.title or "Journey"
            maker.notes.guessed(place, f"Tasks without a section were put into a stage “{shown(name)}”.")
        stage = maker.stage(name, place)
        row: list[Place] = []
        for task in section.tasks:
            at = maker.step(stage, task.name, place=f"line {task.line}")
            if at:
                row.append(at)
        places.append(row)
    return places


def fill(journey: Journey, maker: Maker, places: list[list[Place]], curves: Curves, actions: bool) -> None:
    """Put the diagram's actions, feelings and actors on the map.

    One actor is the persona; of several, each is named in a lane of stakeholders and as a tag on the action.
    """
    everyone = journey.actors
    pairs = [
        (task, at)
        for section, row in zip(journey.sections, places, strict=True)
        for task, at in zip(section.tasks, row, strict=False)
    ]
    several = len(everyone) > 1
    if everyone and (not several or curves == "per_actor"):
        for actor in everyone:
            maker.persona(actor)
        if not several:
            maker.notes.guessed("", f"The only actor, “{shown(everyone[0])}”, was taken as the persona.")
    if actions:
        lane = maker.lane(DraftLane("actions", ""), 0)
        for task, at in pairs:
            maker.card(lane, at, task.name, f"line {task.line}", tags=task.actors if several else ())
    if curves == "per_actor" and several:
        for actor in everyone:
            lane = maker.lane(DraftLane("feelings", f"{actor}", persona=actor))
            _feel(maker, lane, [(task, at) for task, at in pairs if actor in task.actors])
        alone = [(task, at) for task, at in pairs if not task.actors]
        if alone:
            _feel(maker, maker.lane(DraftLane("feelings", "")), alone)
        return
    known = maker.first_lane("feelings")
    _feel(maker, maker.lane(DraftLane("feelings", "")) if known is None else known, pairs)
    if several:
        lane = maker.lane(DraftLane("stakeholders", ""))
        maker.notes.guessed("", f"The {len(everyone)} actors were put into a lane and on the actions as tags.")
        for task, at in pairs:
            for actor in task.actors:
                maker.card(lane, at, actor, f"line {task.line}")


def _feel(maker: Maker, lane: int, pairs: list[tuple[Task, Place]]) -> None:
    for task, at in pairs:
        place = f"line {task.line}"
        if task.score is None:
            if task.word:
                maker.feeling(lane, at, score=None, word=task.word, place=place)
            continue
        if not FIVE.holds(task.score):
            held = 1 if task.score < 1 else 5
            maker.notes.guessed(
                place, f"The score {task.score:g} of “{shown(task.name)}” is outside 1 to 5 and was taken as {held}."
            )
        maker.feeling(lane, at, score=FIVE.score(task.score), word=task.word, place=place)


def _unfelt(lines: list[str], first: int) -> set[int]:
    """The lines under a comment that says there is no feeling."""
    return {number + 1 for number, line in enumerate(lines, first) if line.strip() == NO_FEELING}


def _front_matter(lines: list[str], first: int, title: str, notes: Notes) -> str:
    """The diagram's title, which may stand in lines between ``---`` before it; what else is there is said."""
    start = next((i for i, line in enumerate(lines) if line.strip().lstrip("\ufeff")), len(lines))
    if start == len(lines) or lines[start].strip().lstrip("\ufeff") != "---":
        return title
    for number, line in enumerate(lines[start + 1 :], first + start + 1):
        if line.strip() == "---":
            break
        said = re.fullmatch(r"title\s*:\s*(.+)", line.strip(), re.I)
        if said and not title:
            title = _words(said[1].strip("'\""))
            notes.recognised(f"line {number}", f"The title “{shown(title)}”.")
        elif line.strip():
            notes.ignored(f"line {number}", f"“{shown(line.strip())}” is a setting for Mermaid.")
    return title


def _content(lines: list[str], first: int) -> list[tuple[int, str]]:
    """The lines that say something, with their numbers: no comments, no front matter, no directives."""
    kept: list[tuple[int, str]] = []
    front = directive = description = False
    for number, line in enumerate(lines, first):
        text = line.strip().lstrip("\ufeff")
        if text == "---" and (front or not kept):
            front = not front
            continue
        if directive or text.startswith("%%{"):
            directive = "}%%" not in text
            continue
        if description:
            description = "}" not in text
            continue
        if re.match(r"accDescr\s*\{", text, re.I):
            description = "}" not in text
            continue
        if front or not text or text.startswith("%%") or re.match(r"#(?!\w{1,8};)", text):
            continue
        kept.append((number, re.sub(r"\s%%.*$", "", text)))
    return kept


_STATEMENTS = 100
"""Statements of one line that are told apart."""
_ACTORS = 100
"""Actors of one task; nobody names as many."""
_KEYWORD = re.compile(r"(?:title|section)\s", re.I)
_WHOLE = re.compile(r"journey$|title\s|section\s|[^:]+:\s*[+\-−]?\d[\d.,]*\s*(?::|$)", re.I)


def _statements(line: str, number: int, notes: Notes) -> list[str]:
    """A line's statements: usually one; what follows a ``;`` is another where it looks like one."""
    # the semicolon of an entity ends no line
    safe = re.sub(r"([#&]#?\w{1,8});", "\\1\ue000", line[:CELL_LIMIT])
    pieces = [piece.strip().replace("\ue000", ";") for piece in safe.split(";", _STATEMENTS)]
    result = [pieces[0]]
    for piece in pieces[1:]:
        begins = _KEYWORD.match(piece) or re.match(r"[^:]+:\s*-?\d", piece)
        if begins and _WHOLE.match(result[-1]):
            result.append(piece)
            notes.guessed(f"line {number}", "A semicolon was taken as the end of a line.")
        elif piece:
            result[-1] += f"; {piece}"
    return [piece for piece in result if piece]


_COLON = re.compile(r"(?<!\d):|:(?!\d\d\b)|：")
_SCORE = re.compile(r"[+\-−]?\d{1,6}(?:[.,]\d{1,6})?")


def _task(statement: str, number: int, notes: Notes) -> Task | None:
    """``name: score: actors``; the name may hold colons, so the last number in its place is the score."""
    parts = [part.strip() for part in _COLON.split(statement)]
    place = f"line {number}"
    if not parts[0] or len(parts) < 2:
        return None
    at = _score_at(parts)
    if at is None:
        name, actors = _words(parts[0]), _actors(parts[2:] if len(parts) > 2 else [])
        what = parts[1] if len(parts) > 2 or not parts[1] else ""
        if not what and parts[1]:
            # "name: words": neither a score nor surely actors
            what = parts[1]
        message = f"no score, so no feeling (“{shown(what)}” is no number)" if what else "no score, so no feeling"
        notes.ignored(place, f"The task “{shown(name)}” has {message}.")
        people, word = _people(actors, place, notes)
        return Task(name, None, people, word, number)
    name = _words(": ".join(parts[:at]))
    if at > 1:
        notes.guessed(place, f"Colons in “{shown(name)}” were taken as part of the name.")
    score = float(parts[at].replace("−", "-").replace(",", "."))
    people, word = _people(_actors(parts[at + 1 :]), place, notes)
    return Task(name, score, people, word, number)


def _score_at(parts: list[str]) -> int | None:
    last = len(parts) - 1
    likely = [last - 1, last] if last > 2 else [1, 2]
    order = [*likely, *range(1, last + 1)]
    return next((at for at in order if 0 < at <= last and _SCORE.fullmatch(parts[at])), None)


def _actors(parts: list[str]) -> list[str]:
    pieces = re.split(r"[,，、]", ": ".join(parts), maxsplit=_ACTORS)[:_ACTORS]
    return [actor for piece in pieces if (actor := _words(piece))]


def _people(actors: list[str], place: str, notes: Notes) -> tuple[tuple[str, ...], str]:
    """The actors, and a feeling's word where one stands among them."""
    words = [actor for actor in actors if is_word(actor, FEELING_WORDS) or not re.search(r"\w", actor)]
    for word in words:
        notes.guessed(place, f"“{shown(word)}” stands where actors do and was taken as a feeling.")
    return tuple(dict.fromkeys(actor for actor in actors if actor not in words)), ", ".join(words)


def _words(text: str) -> str:
    """A name as people see it: Mermaid's ``#35;`` and ``#quot;`` and HTML's entities undone, breaks as spaces."""
    text = re.sub(r"#(\d{1,6});", r"&#\1;", text)
    text = re.sub(r"#(quot|amp|lt|gt|semi|colon|comma);", r"&\1;", text)
    text = re.sub(r"<br\s*/?>", " ", text, flags=re.I)
    return " ".join(html.unescape(text).split())
