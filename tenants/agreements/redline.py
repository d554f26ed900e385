"""What changed between two versions: by item, by field, and in texts by words.

``compare`` answers with the whole document as a tree, unchanged parts included, so that one template draws the plain
page, the redline, and the paper. ``words`` (in ``spans``) is the redline of one text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tenants.agreements.canonical import Json, same
from tenants.agreements.lines import ABSENT, KEY, Absent, Path, Shape, address, is_items, keys_of, part_of
from tenants.agreements.spans import Span, words

__all__ = ["Node", "Span", "compare", "words"]

Value: TypeAlias = "Json | Absent"
Kind: TypeAlias = Literal["same", "added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Node:
    """One part of the document in both versions: an object, a list of items, an item, or a line.

    *kind* tells what became of it; *moved* that an item stands elsewhere among those that stayed. A text carries its
    *spans*, any other line is told as *old* → *new*. *children* stand in reading order: fields as they come, items in
    their new order, a removed item where it stood.
    """

    path: Path
    kind: Kind
    old: Value
    new: Value
    moved: bool = False
    is_text: bool = False
    spans: tuple[Span, ...] = ()
    children: tuple[Node, ...] = ()

    def __getitem__(self, name: str) -> Node:
        """The child with this name or item key. Raises KeyError."""
        for child in self.children:
            if child.path[-1] == name:
                return child
        raise KeyError(name)

    def __iter__(self) -> Iterator[Node]:
        """The children."""
        return iter(self.children)

    def at(self, path: Path) -> Node | None:
        """The part of the document at a path from its root, or None."""
        node = self
        for name in path[len(self.path) :]:
            try:
                node = node[name]
            except KeyError:
                return None
        return node

    @property
    def key(self) -> str:
        """The name or item key of this part."""
        return self.path[-1] if self.path else ""

    @property
    def address(self) -> str:
        """The path as text."""
        return address(self.path)

    @property
    def is_same(self) -> bool:
        """Nothing changed in here, and it stands where it stood."""
        return self.kind == "same" and not self.moved

    @property
    def value(self) -> Value:
        """What to show: the new value, or the old one of a part that was removed."""
        return self.old if self.new is ABSENT else self.new

    @property
    def changes(self) -> list[Node]:
        """The outermost changes, for a summary: an added item counts once, a changed one by its changed lines."""
        inner = [] if self.kind in ("added", "removed") else [each for child in self.children for each in child.changes]
        # An empty part that came or went as a whole, and a line, have no inner changes to speak for them.
        outer = self.moved or self.kind in ("added", "removed") or (self.kind == "changed" and not self.children)
        return [self, *inner] if outer else inner


def compare(old: Json, new: Json, shape: Shape) -> Node:
    """The document in both versions as a tree. Raises NotCanonical for contents that can't be written down."""
    return _node((), old, new, shape)


def _node(path: Path, old: Value, new: Value, shape: Shape, *, item: bool = False, moved: bool = False) -> Node:
    sides = [side for side in (old, new) if not isinstance(side, Absent)]
    if all(isinstance(side, dict) for side in sides):
        # The key of an item is its address, not something to read.
        children = _fields(path, old, new, shape, hidden=KEY if item else None)
    elif all(is_items(side) for side in sides):
        children = _items(path, old, new, shape)
    else:
        return _line(path, old, new, shape)
    return Node(path, _kind(old, new, all(child.is_same for child in children)), old, new, moved, children=children)


def _line(path: Path, old: Value, new: Value, shape: Shape) -> Node:
    before, after = ("" if isinstance(side, Absent) else side for side in (old, new))
    is_text = shape.is_text(path) and isinstance(before, str) and isinstance(after, str)
    spans = tuple(words(str(before), str(after))) if is_text else ()
    return Node(path, _kind(old, new, same(before, after)), old, new, is_text=is_text, spans=spans)


def _kind(old: Value, new: Value, alike: bool) -> Kind:
    if isinstance(old, Absent):
        return "added"
    if isinstance(new, Absent):
        return "removed"
    return "same" if alike else "changed"


def _fields(path: Path, old: Value, new: Value, shape: Shape, *, hidden: str | None) -> tuple[Node, ...]:
    names = dict.fromkeys(name for side in (new, old) if isinstance(side, dict) for name in side if name != hidden)
    return tuple(_node((*path, name), part_of(old, name), part_of(new, name), shape) for name in names)


def _items(path: Path, old: Value, new: Value, shape: Shape) -> tuple[Node, ...]:
    before = keys_of(old) if is_items(old) else []
    after = keys_of(new) if is_items(new) else []
    order = list(after)
    for place, key in enumerate(before):
        if key not in order:
            order.insert(order.index(before[place - 1]) + 1 if place else 0, key)
    moved = _moved(before, after)
    return tuple(
        _node((*path, key), part_of(old, key), part_of(new, key), shape, item=True, moved=key in moved) for key in order
    )


def _moved(before: list[str], after: list[str]) -> set[str]:
    """The fewest items one has to take up to turn the old order into the new one."""
    places = {key: place for place, key in enumerate(before)}
    common = [key for key in after if key in places]
    ends: list[int] = []
    rows: list[list[str]] = []
    for key in common:
        row = bisect_left(ends, places[key])
        ends[row : row + 1] = [places[key]]
        rows[row : row + 1] = [[*(rows[row - 1] if row else []), key]]
    return set(common) - set(rows[-1] if rows else [])
