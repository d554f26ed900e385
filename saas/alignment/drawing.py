"""The map: how units and companies hang together by their goals, drawn as boxes in columns. Arithmetic only.

Small enough, each goal is a box and each contribution a line; beyond that goals are put together by unit, the boxes carry
numbers, and a link on each leads closer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from saas.enterprise import EnterpriseGoal

FEW = 40
"""Goals that a map shows one by one."""
WIDE, HIGH, GAP, ROW = 250, 56, 70, 70


@dataclass(frozen=True)
class Box:
    """A goal on the map, with its place."""

    goal: EnterpriseGoal
    x: int
    y: int
    lines: tuple[str, ...]
    """Its title in at most two lines, as a drawing can't break them."""


@dataclass(frozen=True)
class Wire:
    """A line from a goal up to the one it contributes to."""

    path: str


@dataclass(frozen=True)
class Drawing:
    """The whole map."""

    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    width: int
    height: int


def drawn(goals: Sequence[EnterpriseGoal]) -> Drawing:
    """Goals in columns by how far they stand below the highest ones, each beside what it contributes to."""
    known = {goal.id: goal for goal in goals}
    below: dict[UUID | None, list[EnterpriseGoal]] = {}
    for goal in goals:
        below.setdefault(goal.parent_id if goal.parent_id in known else None, []).append(goal)
    places: dict[UUID, tuple[int, int]] = {}
    row = 0

    def put(goal: EnterpriseGoal, column: int) -> None:
        nonlocal row
        mine = row
        places[goal.id] = (column, mine)
        inner = [each for each in below.get(goal.id, []) if each.id not in places]
        for each in inner:
            put(each, column + 1)
        if not inner:
            row = mine + 1

    for goal in below.get(None, []):
        put(goal, 0)
    boxes = tuple(
        Box(known[key], column * (WIDE + GAP) + 1, at * ROW + 1, wrapped(known[key].title))
        for key, (column, at) in places.items()
    )
    by_id = {box.goal.id: box for box in boxes}
    wires = tuple(
        _wire(by_id[box.goal.parent_id], box) for box in boxes if box.goal.parent_id is not None and box.goal.parent_id in by_id
    )
    columns = max((column for column, _at in places.values()), default=0) + 1
    return Drawing(boxes, wires, columns * (WIDE + GAP) - GAP + 2, max(row, 1) * ROW)


def _wire(up: Box, down: Box) -> Wire:
    x1, y1, x2, y2 = up.x + WIDE, up.y + HIGH // 2, down.x, down.y + HIGH // 2
    middle = (x1 + x2) // 2
    return Wire(f"M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}")


def wrapped(text: str, room: float = 31.0, most: int = 2) -> tuple[str, ...]:
    """A text in lines that fit into a box; what does not fit is cut with an ellipsis. Wide letters take two places."""
    lines, line, used = [""], 0, 0.0
    for word in _pieces(text):
        size = _size(word)
        if used + size > room and used:
            if line + 1 == most:
                lines[line] = lines[line].rstrip()[:-1].rstrip() + "…"
                return tuple(each.strip() for each in lines)
            line, used = line + 1, 0.0
            lines.append("")
        lines[line] += word
        used += size
    return tuple(each.strip() for each in lines)


def _pieces(text: str) -> list[str]:
    """Where a line may break: behind blanks, and beside each wide letter; a very long word in between as well."""
    found, word = [], ""
    for letter in text:
        if _size(letter) > 1:
            found += [word, letter]
            word = ""
        elif letter == " " or len(word) > 22:
            found.append(word + letter)
            word = ""
        else:
            word += letter
    return [each for each in (*found, word) if each]


def _size(text: str) -> float:
    return sum(1.9 if ord(letter) > 0x2E7F else 1.0 for letter in text)
