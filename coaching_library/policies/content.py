"""What a policy says: sections, each with a key that stays its own through all versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import uuid4

from tenants.agreements.canonical import canonical


def new_key() -> str:
    """The key of a new section: random, so that none is ever used twice and it tells nothing."""
    return uuid4().hex[:10]


@dataclass(frozen=True)
class Clause:
    """One section as it is written: heading, words in Markdown, and whether it binds (or explains)."""

    key: str
    title: str
    body: str
    binding: bool = False
    no: int = 0
    """Its place, from 1; what people cite it by."""

    @classmethod
    def read(cls, data: dict[str, Any]) -> Clause:
        """As it stands in a version."""
        return cls(str(data["key"]), str(data["title"]), str(data["body"]), bool(data["binding"]))

    def to_json(self) -> dict[str, Any]:
        """As it is kept in a version; its place is the place in the list."""
        return {"key": self.key, "title": self.title, "body": self.body, "binding": self.binding}

    @property
    def hash(self) -> str:
        """The sha256 of what it says. Where it stands is no part of that: a section that moved says the same."""
        said: Any = {"title": self.title, "body": self.body, "binding": self.binding}
        return sha256(canonical(said)).hexdigest()


def numbered(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The same with their places."""
    return tuple(replace(each, no=no) for no, each in enumerate(clauses, 1))


def whole(clauses: Sequence[Clause], title: str) -> str:
    """The sha256 of all that a version says, in its order: what somebody acknowledges."""
    return sha256(canonical([title, *([each.key, each.hash] for each in clauses)])).hexdigest()  # type: ignore[list-item]  # Json
