"""The four ways in which a verb says no. The web turns each into its page; a job into its plain words."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """The actor has no right to do this (403). `str()` is a sentence for the reader."""


class NotNow(Exception):
    """The thing's state, or somebody else's act in between, does not allow it (409). `str()` is a sentence for the reader."""


class OutOfTurn(NotNow):
    """A table of states has no such move now. `str()` is for developers; the reader is told in general words."""


class Stale(Exception):
    """The actor looked at an older version of `thing` (409 with a way on)."""

    def __init__(self, thing: Any, seen: int | None = None) -> None:
        super().__init__("a newer version exists")
        self.thing, self.seen = thing, seen


def told(no: Exception) -> str:
    """What the reader of a 409 is told of `no`: "" where general words have to do, as of a version that moved on."""
    return "" if isinstance(no, OutOfTurn | Stale) else str(no)


class Invalid(Exception):
    """What was entered cannot be taken (422): `errors` maps a field's name, or "", to the message beside it."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


def require(allowed: bool, why: str = "") -> None:
    """Raises Refused unless `allowed`."""
    if not allowed:
        raise Refused(why)
