"""What waits for somebody in the rooms of two, and what others owe them there: every room's rows in one statement.

A room says which of its rows may wait (`columns` of what it selects) and what each of them means for the reader; home asks for
all at once, since the page that says whose turn it is belongs to every room and may send no statement for each. The statement
is put together once: who reads it, whom they lead and what day it is are its values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Integer, Select, Text, Uuid, bindparam, cast, literal, null, select, union_all

from tenants import organisations
from tenants.isolation import anew, clock, ids, lasting, session
from tenants.people import Actor, Person

MOST = 120
"""Nobody reads further on one page."""

READER = bindparam("reader", type_=Uuid)
"""The one who asks."""

MANAGER = bindparam("manager", type_=Uuid)
"""Who leads them today, or NULL."""

REPORTS = ids("reports")
"""Whom they lead today."""

TODAY = bindparam("today", type_=Date)
NOW = bindparam("now", type_=DateTime(timezone=True))

_MORE: dict[str, Any] = {
    "by_id": Uuid, "asked_by_id": Uuid, "since": DateTime(timezone=True), "starts_at": DateTime(timezone=True),
    "due_on": Date, "words": Text, "number": Integer, "before": Integer,
}  # fmt: skip
"""What a row may hold beside its kind, id, state and the other one of the two; what it has not is NULL."""


@dataclass(frozen=True)
class Fell:
    """What a nudge names: of which key result or goal the confidence fell."""

    title: str
    before: int
    now: int


@dataclass(frozen=True)
class Item:
    """One thing that waits: `kind` names its words (home's table), `path` leads to it inside the organisation."""

    kind: str
    path: str
    person: Person
    """The other one of the two."""
    since: datetime
    due_on: date | None
    mine: bool
    name: str = ""
    """What it is about, where it has a name."""
    at: datetime | None = None
    """When it is, where it has an hour."""
    fell: Fell | None = None


@dataclass(frozen=True)
class Room:
    """Which rows of a room may wait for whoever reads them (queries over `READER`, `MANAGER`, `REPORTS`, `TODAY`, `NOW`), and
    what one of them is to them: None where nobody waits yet.
    """

    rows: Callable[[], Iterable[Any]]
    item: Callable[[Any, Person, Actor], Item | None]


def columns(what: str, id_: Any, state: Any, other_id: Any, **more: Any) -> list[Any]:
    """The columns of one kind of row, `what` being the room's name and the kind's: `meetings.promise`."""
    head = [literal(what).label("what"), id_.label("id"), state.label("state"), other_id.label("other_id")]
    return head + [cast(more.get(name, null()), type_).label(name) for name, type_ in _MORE.items()]


class Rooms:
    """The rooms whose rows are gathered in one statement, by the names that their rows bear."""

    def __init__(self, rooms: dict[str, Room]) -> None:
        self._rooms = rooms
        self._statement = lasting(self._put_together)

    def _put_together(self) -> Select[Any]:
        parts = union_all(*(select(*part.subquery().c) for room in self._rooms.values() for part in room.rows()))
        # What waits is worked out once: while nothing is counted the database would do it anew beside every person.
        rows = parts.cte("waiting").prefix_with("MATERIALIZED")
        query = select(rows, Person).join(Person, Person.id == rows.c.other_id)
        return anew(query.order_by(rows.c.since, rows.c.id).limit(MOST))

    def gather(self, actor: Actor) -> list[Item]:
        """Everything that waits for the actor in these rooms and that others owe them, the longest waiting first: one
        statement.
        """
        values = {
            "reader": actor.id,
            "manager": actor.standing.manager_id,
            "reports": list(actor.report_ids),
            "today": organisations.today(),
            "now": clock.now(),
        }
        rows = session().execute(self._statement(), values)
        found = [self._rooms[row.what.partition(".")[0]].item(row, row.Person, actor) for row in rows]
        return [each for each in found if each is not None]
