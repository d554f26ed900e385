"""Three contents become one, line by line, and nothing that anybody typed is lost.

*base* is what both started from, *mine* what the person before the screen holds, *theirs* what was stored meanwhile. A
line that only one side touched is taken; the same change on both sides is no conflict; everything else is asked. So
each typed character is either in the merged content or in a conflict that shows both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tenants.agreements.canonical import Json, same
from tenants.agreements.lines import ABSENT, KEY, Absent, Path, Shape, address, is_items, keys_of, part_of

Value: TypeAlias = "Json | Absent"
Choice: TypeAlias = Literal["mine", "theirs", "both"] | tuple[Literal["words"], str]


class Unsettled(ValueError):
    """Some conflicts have no choice yet; ``paths`` names them."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Keep the open paths, in reading order."""
        self.paths = tuple(paths)
        super().__init__("not chosen yet: " + ", ".join(address(path) for path in self.paths))


class BadChoice(ValueError):
    """A choice that this line doesn't offer, or for a line that is no conflict; ``path`` names it."""

    def __init__(self, path: Path) -> None:
        """Keep the path."""
        self.path = path
        super().__init__(f"no such choice at {address(path)}")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One line that both changed differently. ABSENT stands for a side that removed it."""

    path: Path
    base: Value
    mine: Value
    theirs: Value
    can_both: bool
    is_text: bool
    is_prose: bool

    @property
    def address(self) -> str:
        """The path as text, for the name of the form field."""
        return address(self.path)

    @property
    def mine_removed(self) -> bool:
        """I took this away while the other changed it."""
        return self.mine is ABSENT

    @property
    def theirs_removed(self) -> bool:
        """The other took this away while I changed it."""
        return self.theirs is ABSENT


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome. At a conflict the content holds mine (theirs, if I removed it), so it can be shown at once."""

    content: Json
    conflicts: tuple[Conflict, ...]

    @property
    def is_clean(self) -> bool:
        """Nothing has to be asked."""
        return not self.conflicts


def merge(base: Json, mine: Json, theirs: Json, shape: Shape) -> Merge:
    """Join what two sides made of the same base.

    Items follow the order of the side that moved them; if both did, mine. Items that the other side added stand behind
    the item they were added behind. Raises NotCanonical for contents that can't be written down.
    """
    conflicts: list[Conflict] = []
    content = _join((), base, mine, theirs, shape, conflicts)
    if isinstance(content, Absent):  # pragma: no cover - a whole content is never absent
        raise TypeError("a content is never absent")
    return Merge(deepcopy(content), tuple(conflicts))


def merge_windows(base: Json, mine: Json, stored: Json, shape: Shape) -> Merge:
    """Like `merge`, for two windows of one author: a text that one side merely wrote on is taken at its longer.

    A window whose answer was lost with the connection sends its line again with more words behind; asking its author to
    choose between the two would be a riddle.
    """
    merged = merge(base, mine, stored, shape)
    content, asked = merged.content, []
    for each in merged.conflicts:
        longer = _continued(each)
        if longer is None:
            asked.append(each)
        else:
            content = _put(content, each.path, longer)
    return Merge(content, tuple(asked))


def _continued(conflict: Conflict) -> str | None:
    """The longer of two texts where it only goes on behind the shorter, and that behind what both started from."""
    base, mine, theirs = ("" if side is ABSENT else side for side in (conflict.base, conflict.mine, conflict.theirs))
    if not (conflict.is_text and isinstance(base, str) and isinstance(mine, str) and isinstance(theirs, str)):
        return None
    shorter, longer = sorted((mine, theirs), key=len)
    return longer if shorter.startswith(base) and longer.startswith(shorter) else None


def settle(merged: Merge, choices: Mapping[Path, Choice]) -> Json:
    """The content after each conflict was decided: *mine*, *theirs*, *both*, or ("words", own text).

    *Both* puts mine and theirs below each other, with a blank line between in prose. Own words are for text lines only.
    Raises Unsettled while a choice is missing, BadChoice for one that isn't offered.
    """
    known = {conflict.path: conflict for conflict in merged.conflicts}
    for path in choices:
        if path not in known:
            raise BadChoice(path)
    missing = [path for path in known if path not in choices]
    if missing:
        raise Unsettled(missing)
    content = deepcopy(merged.content)
    for path, conflict in known.items():
        content = _put(content, path, deepcopy(_chosen(conflict, choices[path])))
    return content


def _join(path: Path, base: Value, mine: Value, theirs: Value, shape: Shape, conflicts: list[Conflict]) -> Value:
    if _alike(mine, theirs) or _alike(base, theirs):
        return mine
    if _alike(base, mine):
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _join_fields(path, base, mine, theirs, shape, conflicts)
    if is_items(mine) and is_items(theirs):
        return _join_items(path, base, mine, theirs, shape, conflicts)
    conflicts.append(_conflict(path, base, mine, theirs, shape))
    return theirs if mine is ABSENT else mine


def _join_fields(
    path: Path, base: Value, mine: dict[str, Json], theirs: dict[str, Json], shape: Shape, conflicts: list[Conflict]
) -> Json:
    joined: dict[str, Json] = {}
    for name in dict.fromkeys((*mine, *theirs)):
        before = base.get(name, ABSENT) if isinstance(base, dict) else ABSENT
        value = _join((*path, name), before, mine.get(name, ABSENT), theirs.get(name, ABSENT), shape, conflicts)
        if value is not ABSENT:
            joined[name] = value
    return joined


def _join_items(
    path: Path,
    base: Value,
    mine: list[dict[str, Json]],
    theirs: list[dict[str, Json]],
    shape: Shape,
    conflicts: list[Conflict],
) -> Json:
    before = keys_of(base) if is_items(base) else []
    joined: list[Json] = []
    for key in _order(before, keys_of(mine), keys_of(theirs)):
        item = _join((*path, key), part_of(base, key), part_of(mine, key), part_of(theirs, key), shape, conflicts)
        if item is not ABSENT:
            joined.append(item)
    return joined


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """All keys that either side still has: the order of the side that moved items, the other's own ones sewn in."""
    shared = set(base) & set(mine) & set(theirs)
    stayed = [key for key in mine if key in shared] == [key for key in base if key in shared]
    order, other = (list(theirs), mine) if stayed else (list(mine), theirs)
    for place, key in enumerate(other):
        if key not in order:
            # Behind the nearest item before it, which by now stands in the order; at the front if there is none.
            order.insert(order.index(other[place - 1]) + 1 if place else 0, key)
    return order


def _conflict(path: Path, base: Value, mine: Value, theirs: Value, shape: Shape) -> Conflict:
    # A text that one side cleared away is still a text: the other may stay, or new words may be found.
    texts = shape.is_text(path) and all(side is ABSENT or isinstance(side, str) for side in (mine, theirs))
    lists = isinstance(mine, list) and isinstance(theirs, list)
    return Conflict(path, base, mine, theirs, texts or lists, texts, texts and shape.is_prose(path))


def _chosen(conflict: Conflict, choice: Choice) -> Value:
    if choice == "mine":
        return conflict.mine
    if choice == "theirs":
        return conflict.theirs
    if choice == "both" and conflict.can_both:
        return _both(conflict)
    if isinstance(choice, tuple) and conflict.is_text:
        return choice[1]
    raise BadChoice(conflict.path)


def _both(conflict: Conflict) -> Json:
    mine, theirs = conflict.mine, conflict.theirs
    if isinstance(mine, list) and isinstance(theirs, list):
        return [*mine, *(item for item in theirs if not any(same(item, own) for own in mine))]
    mine, theirs = ("" if isinstance(side, Absent) else str(side) for side in (mine, theirs))
    # One text that already holds the other needs no second copy of it (a draft that was saved half way).
    if theirs in mine or mine in theirs:
        return max(mine, theirs, key=len)
    return f"{mine}\n\n{theirs}" if conflict.is_prose else f"{mine} / {theirs}"


def _put(content: Json, path: Path, value: Value) -> Json:
    """The content with this value at the path; ABSENT takes the line or item away."""
    if not path:
        return content if isinstance(value, Absent) else value
    here: Value = content
    for part in path[:-1]:
        here = part_of(here, part)
    name = path[-1]
    if isinstance(here, dict):
        if isinstance(value, Absent):
            here.pop(name, None)
        else:
            here[name] = value
    elif is_items(here):
        place = next(index for index, item in enumerate(here) if item[KEY] == name)
        if isinstance(value, dict):
            here[place] = value
        else:
            del here[place]
    return content


def _alike(one: Value, other: Value) -> bool:
    if isinstance(one, Absent) or isinstance(other, Absent):
        return one is other
    return same(one, other)
