"""A plan as a document: goals with their lines, as they are or against an earlier version. Page, part and redline share it.

Built from the redline's tree, unchanged parts included, so there is one way to draw a plan. Plain data: no address, no actor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from flask_babel import gettext as _
from markupsafe import Markup

from saas.measures import measured, steps_of
from saas.plan import words
from saas.plan.content import SHAPE, KeyResult, Plan
from saas.plan.levels import Level, Scale
from saas.plan.spoken import tongue
from tenants.agreements.canonical import Json, is_tombstone
from tenants.agreements.lines import address
from tenants.agreements.redline import Node, Span, compare
from tenants.web.dates import day
from tenants.web.numbers import points


@dataclass(frozen=True)
class Line:
    """One line: what stood there, what stands there, and for a text its words with what was taken away and added."""

    address: str
    kind: str
    """same, added, removed or changed."""
    old: Any = ""
    new: Any = ""
    spans: tuple[Span, ...] = ()
    to: str = ""
    """The id of the goal of the enterprise that it speaks of, where it does."""

    @property
    def lang(self) -> str | None:
        """The language that the script of the words shows, for `lang`."""
        return tongue(f"{self.old}{self.new}") if self.spans else None

    @property
    def is_same(self) -> bool:
        """Nothing changed."""
        return self.kind == "same" or self.old == self.new

    @property
    def shown(self) -> Any:
        """What to show where changes are not marked; the old words of a line that is gone."""
        return self.old if self.kind == "removed" else self.new

    def __bool__(self) -> bool:
        """Whether anything stands or stood there."""
        return bool(self.old or self.new)


@dataclass(frozen=True)
class Result:
    """A key result: what is measured, from where to where, by when."""

    address: str
    kind: str
    title: Line
    measure: Line
    levels: Line
    due: Line
    contributes: Line


@dataclass(frozen=True)
class Criterion:
    """What one level of the scale looks like for this goal."""

    level: Level
    is_expected: bool
    line: Line


@dataclass(frozen=True)
class Promise:
    """A support commitment of the manager."""

    address: str
    kind: str
    what: Line
    words: Line
    by_on: Line


@dataclass(frozen=True)
class GoalPart:
    """A goal as it is read. `no` counts the goals that stand; a goal that was taken out has none."""

    key: str
    address: str
    no: int | None
    kind: str
    moved: bool
    is_development: bool
    points: int
    """Its weight in basis points; 0 where it was taken out."""
    rung: int
    """Its challenge, 1 to 5; 0 where none is said."""
    title: Line
    sort: Line
    words: Line
    weight: Line
    due: Line
    challenge: Line
    outlives: Line
    contributes: Line
    results: tuple[Result, ...]
    criteria: tuple[Criterion, ...]
    support: tuple[Promise, ...]

    @property
    def changes(self) -> int:
        """In how many lines it differs."""
        lines = [self.title, self.sort, self.words, self.weight, self.due, self.challenge, self.outlives]
        lines.append(self.contributes)
        lines += [each.line for each in self.criteria]
        inner = [each.kind for each in self.results] + [each.kind for each in self.support]
        return len([line for line in lines if not line.is_same]) + len([k for k in inner if k != "same"]) + self.moved


@dataclass(frozen=True)
class Document:
    """A whole plan: the note of the one who proposed it, and its goals."""

    goals: tuple[GoalPart, ...]
    note: Line
    is_redline: bool = False
    is_erased: bool = False
    began: Line = Line("began", "same")
    """The template that it began with, in words; most began with none."""

    @property
    def standing(self) -> tuple[GoalPart, ...]:
        """The goals that stand in it."""
        return tuple(goal for goal in self.goals if goal.no is not None)

    @property
    def changed_goals(self) -> tuple[GoalPart, ...]:
        """The goals in which something differs."""
        return tuple(goal for goal in self.goals if goal.kind != "same" or goal.moved)

    @property
    def is_same(self) -> bool:
        """Nothing differs."""
        return not self.changed_goals and self.note.is_same and self.began.is_same

    @property
    def bar(self) -> tuple[tuple[int, str, str, str], ...]:
        """The weights beside each other: number, share in words, start and width in hundredths."""
        whole = sum(goal.points for goal in self.standing) or 1
        found, at = [], Decimal(0)
        for goal in self.standing:
            if goal.points and goal.no is not None:
                width = Decimal(goal.points) * 100 / whole
                found.append((goal.no, points(goal.points), f"{at:.3f}", f"{width:.3f}"))
                at += width
        return tuple(found)


def document(
    content: Mapping[str, Any], scale: Scale, base: Mapping[str, Any] | None = None, *, one_voice: bool = True
) -> Document:
    """The content as a document; with `base`, as a redline against it. Erased words give an erased document.

    Without `one_voice` the two notes are by different people, and a note is not a change of the other's.
    """
    new = cast(Json, dict(content))
    old = cast(Json, dict(base)) if base is not None else new
    if is_tombstone(new) or is_tombstone(old):
        return Document((), Line("words", "same"), is_erased=True)
    if base is not None and not old:
        old = Plan.from_json(content).to_json() | {"goals": [], "words": ""}
    tree = compare(old, new, SHAPE)
    goals: list[GoalPart] = []
    no = 0
    for node in tree["goals"]:
        stands = node.kind != "removed"
        no += stands
        goals.append(_goal(node, scale, no if stands else None))
    note = _line(tree["words"]) if one_voice else Line("words", "same", content["words"], content["words"])
    return Document(tuple(goals), note, is_redline=base is not None, began=_began(tree))


def _began(tree: Node) -> Line:
    found = tree.at(("began",))
    old, new = (side if isinstance(side, list) else [] for side in (found.old, found.new)) if found else ([], [])
    told = [_("“%(title)s”, version %(no)s", title=side[1], no=side[2]) if side else "" for side in (old, new)]
    return _pair("began", *told)


def _goal(node: Node, scale: Scale, no: int | None) -> GoalPart:
    value = cast(dict[str, Any], node.value)
    return GoalPart(
        key=node.key,
        address=node.address,
        no=no,
        kind=node.kind,
        moved=node.moved,
        is_development=value["kind"] == "development",
        points=value["weight"] if no is not None else 0,
        rung=value["challenge"] or 0,
        title=_line(node["title"]),
        sort=_told(node["kind"], lambda kind: words.KINDS.get(kind, kind)),
        words=_line(node["words"]),
        weight=_told(node["weight"], points),
        due=_told(node["due_on"], as_day),
        challenge=_told(node["challenge"], lambda level: words.CHALLENGE.get(level, "")),
        outlives=_told(node["outlives"], lambda yes: _("Goes on after the cycle") if yes else ""),
        contributes=_contributes(node),
        results=tuple(_result(each) for each in node["key_results"]),
        criteria=tuple(_criteria(node["criteria"], scale)),
        support=tuple(_promise(each) for each in node["support"]),
    )


def _line(node: Node) -> Line:
    old = "" if not isinstance(node.old, str) else node.old
    new = "" if not isinstance(node.new, str) else node.new
    return Line(node.address, node.kind, old, new, node.spans)


def _told(node: Node, say: Any) -> Line:
    """A value in words, before and now."""
    old = "" if node.kind == "added" else say(node.old)
    new = "" if node.kind == "removed" else say(node.new)
    return Line(node.address, node.kind, old or "", new or "")


def as_day(text: str | None) -> Markup:
    """A stored date as a person reads it."""
    return day(date.fromisoformat(text)) if text else Markup("")


def _result(node: Node) -> Result:
    before = KeyResult.read(node.old) if isinstance(node.old, dict) else None
    after = KeyResult.read(node.new) if isinstance(node.new, dict) else None
    way = [measured(each) if each else "" for each in (before, after)]
    steps = [steps_of(each) if each else "" for each in (before, after)]
    return Result(
        node.address,
        node.kind,
        _line(node["title"]),
        _pair(address((*node.path, "target")), *way),
        _pair(address((*node.path, "levels")), *steps),
        _told(node["due_on"], as_day),
        _contributes(node),
    )


def _contributes(node: Node) -> Line:
    """What a goal or key result contributes to; most contribute to nothing, and what was signed before has no such line."""
    found = node.at((*node.path, "contributes"))
    if found is None:
        return Line(address((*node.path, "contributes")), "same")
    old, new = (side if isinstance(side, list) else [] for side in (found.old, found.new))
    to = (new or old or [""])[0]
    return Line(found.address, found.kind, str(old[2]) if old else "", str(new[2]) if new else "", (), str(to))


def _pair(at: str, old: str, new: str) -> Line:
    return Line(at, "same" if old == new else "changed", old, new)


def _criteria(node: Node, scale: Scale) -> list[Criterion]:
    there = {each.key: each for each in node}
    known = [level for level in scale.levels if level.key in there]
    other = [Level(key, key) for key in there if key not in scale.keys]
    return [Criterion(level, level.key == scale.expected, _line(there[level.key])) for level in (*known, *other)]


def _promise(node: Node) -> Promise:
    what = _told(node["kind"], lambda kind: words.SUPPORT.get(kind, kind))
    return Promise(node.address, node.kind, what, _line(node["words"]), _told(node["by_on"], as_day))
