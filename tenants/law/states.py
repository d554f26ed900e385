"""Tables of states. Anything not listed is forbidden; the page asks the same table "what may I do now"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tenants.law.errors import OutOfTurn, Stale


class Stateful(Protocol):
    """An object that stands somewhere and counts its changes."""

    state: str
    version: int


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a table: `verb` leads from any of `sources` to `target`; `who` and `guard` say it in words."""

    verb: str
    sources: frozenset[str]
    target: str
    who: str
    guard: str = ""

    def __init__(self, verb: str, sources: set[str], target: str, who: str, guard: str = "") -> None:
        for name, value in zip(self.__slots__, (verb, frozenset(sources), target, who, guard), strict=True):
            object.__setattr__(self, name, value)


class Machine:
    """The table of one kind of object."""

    def __init__(self, kind: str, *moves: Move) -> None:
        self.kind = kind
        self.moves = {move.verb: move for move in moves}
        if len(self.moves) != len(moves):
            raise ValueError(f"{kind}: a verb stands twice in the table")

    @property
    def states(self) -> list[str]:
        """Every state that the table names, sorted."""
        return sorted({s for m in self.moves.values() for s in (*m.sources, m.target)})

    def may(self, thing: Stateful, verb: str) -> bool:
        """Whether the table lists `verb` from where `thing` stands."""
        return thing.state in self.moves[verb].sources

    def move(self, thing: Stateful, verb: str, *, seen: int | None = None) -> None:
        """`thing` moves by `verb` and its version grows by one.

        `seen` is the version the actor looked at; another one raises Stale. A move that is not listed raises NotNow.
        The caller holds the row's lock.
        """
        if seen is not None and seen != thing.version:
            raise Stale(thing, seen)
        if not self.may(thing, verb):
            raise OutOfTurn(f"{self.kind}: {verb} is not possible while {thing.state}")
        thing.state = self.moves[verb].target
        thing.version += 1
