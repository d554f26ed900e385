"""A nested content as ordered *lines*: a path and what stands there.

A line is what two people talk about: it can be commented on, changed, redlined, and merged. Items of a list (goals, key
results, supports) are addressed by their ``"key"``, never by place: a path stays true while the list around it moves.
The list itself is a line too, holding the order of its items; adding, removing and moving an item changes that line.

A list whose items have no keys (the words of an ordinal scale) is one line with one value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, TypeAlias, TypeGuard

from tenants.agreements.canonical import Json

Path: TypeAlias = tuple[str, ...]

KEY = "key"


class Absent(Enum):
    """The type of ABSENT."""

    ABSENT = "absent"

    def __bool__(self) -> Literal[False]:
        """Nothing stands there."""
        return False


ABSENT: Final = Absent.ABSENT
"""No such line. Not None: None is a value that a person may set."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The line of a list of items: their keys in order."""

    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """The line of an object without a single field; any other object is known by its fields."""


Line: TypeAlias = "Json | Keys | Fields"


@dataclass(frozen=True, slots=True)
class Shape:
    """Which lines are text. Patterns name the path with dots; ``*`` stands for any one part (``goals.*.words``).

    *prose* may have paragraphs, *short* is one line of text. All other lines are values (numbers, dates, choices);
    they are replaced as a whole and can never be joined.
    """

    prose: tuple[str, ...] = ()
    short: tuple[str, ...] = ()

    def is_prose(self, path: Path) -> bool:
        """Whether the line may have several paragraphs."""
        return any(_matches(pattern, path) for pattern in self.prose)

    def is_text(self, path: Path) -> bool:
        """Whether the line is written in words."""
        return self.is_prose(path) or any(_matches(pattern, path) for pattern in self.short)


def flatten(content: Json) -> dict[Path, Line]:
    """Every line of a content, in reading order. ``unflatten`` is its exact reverse."""
    lines: dict[Path, Line] = {}
    _collect(content, (), lines)
    return lines


def unflatten(lines: Mapping[Path, Line]) -> Json:
    """The content that these lines describe; the order of keyed lists comes from their own lines.

    Raises ValueError when the lines contradict each other (an item without its list, a field below a value).
    """
    if () in lines and not isinstance(lines[()], Keys | Fields):
        if len(lines) > 1:
            raise ValueError("a value can't have fields")
        return _value(lines[()])
    root: Json = _empty(lines.get((), Fields()))
    # Shorter paths first, so that a list stands with its items in order before their fields are written.
    for path, line in sorted(lines.items(), key=lambda entry: len(entry[0])):
        if path:
            _place(root, path, line)
    return root


def difference(old: Json, new: Json) -> dict[str, Json]:
    """What makes `new` of `old`, as JSON by address: [what stands there], {"keys": an order}, {} for no fields, None for
    what is gone. Small where little changed, however large the whole is.
    """
    before, after = flatten(old), flatten(new)
    found: dict[str, Json] = {address(path): None for path in before if path not in after}
    for path, line in after.items():
        if path in before and type(before[path]) is type(line) and before[path] == line:
            continue
        if isinstance(line, Keys):
            found[address(path)] = {"keys": list(line.order)}
        else:
            found[address(path)] = {} if isinstance(line, Fields) else [_value(line)]
    return found


def patched(old: Json, changes: Mapping[str, Json]) -> Json:
    """`old` with a `difference` put in. Raises ValueError for what is no difference of anything."""
    lines = flatten(old)
    for where, change in changes.items():
        path = path_of(where)
        if change is None:
            lines.pop(path, None)
        elif isinstance(change, list) and len(change) == 1:
            lines[path] = change[0]
        elif isinstance(change, dict) and isinstance(order := change.get("keys", []), list):
            lines[path] = Keys(tuple(str(key) for key in order)) if change else Fields()
        else:
            raise ValueError(f"nothing can be read at {where}")
    return unflatten(lines)


def at(content: Json, path: Path) -> Json | Absent:
    """What stands at a path, or ABSENT."""
    here: Json | Absent = content
    for part in path:
        here = part_of(here, part)
    return here


def part_of(here: object, name: str) -> Json | Absent:
    """One step down: the field of an object, or the item of a list with that key."""
    if isinstance(here, dict):
        found: Json | Absent = here.get(name, ABSENT)
        return found
    if is_items(here):
        return next((item for item in here if item[KEY] == name), ABSENT)
    return ABSENT


def is_items(value: object) -> TypeGuard[list[dict[str, Json]]]:
    """Whether the value is a list of items with keys of their own. An empty list counts: it has room for items."""
    if not isinstance(value, list):
        return False
    keys = [item.get(KEY) if isinstance(item, dict) else None for item in value]
    return all(isinstance(key, str) for key in keys) and len(set(keys)) == len(keys)


def keys_of(items: list[dict[str, Json]]) -> list[str]:
    """The keys of a list of items, in order."""
    return [str(item[KEY]) for item in items]


def address(path: Path) -> str:
    """A path as text, for form names and comments: ``goals/<key>/title``. ``~``, ``/`` and empty parts are escaped."""
    return "/".join(part.replace("~", "~0").replace("/", "~1") or "~2" for part in path)


def path_of(text: str) -> Path:
    """The path of an address. The empty text is the whole content."""
    parts = text.split("/") if text else []
    return tuple(part.replace("~1", "/").replace("~2", "").replace("~0", "~") for part in parts)


def _matches(pattern: str, path: Path) -> bool:
    parts = pattern.split(".")
    return len(parts) == len(path) and all(want in ("*", got) for want, got in zip(parts, path, strict=True))


def _collect(value: Json, path: Path, lines: dict[Path, Line]) -> None:
    if isinstance(value, dict):
        if not value:
            lines[path] = Fields()
        for name, item in value.items():
            _collect(item, (*path, name), lines)
    elif is_items(value):
        lines[path] = Keys(tuple(keys_of(value)))
        for entry in value:
            for name, item in entry.items():
                if name != KEY:
                    _collect(item, (*path, str(entry[KEY]), name), lines)
    else:
        lines[path] = value


def _value(line: Line) -> Json:
    if isinstance(line, Keys | Fields):
        raise TypeError("not a value")
    return line


def _empty(line: Line) -> Json:
    if isinstance(line, Keys):
        return [{KEY: key} for key in line.order]
    return {} if isinstance(line, Fields) else _value(line)


def _place(root: Json, path: Path, line: Line) -> None:
    here = root
    for depth, part in enumerate(path[:-1], start=1):
        below = part_of(here, part)
        if below is ABSENT and isinstance(here, dict):
            below = here[part] = {}
        if not isinstance(below, dict | list):
            raise ValueError(f"nothing can stand at {address(path)}: {address(path[:depth])} is no object")
        here = below
    if not isinstance(here, dict):
        raise ValueError(f"{address(path)} is an item; items are written by their list")
    if path[-1] in here:
        raise ValueError(f"two lines say what stands at {address(path)}")
    here[path[-1]] = _empty(line)
