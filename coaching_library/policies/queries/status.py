"""How far the acknowledging of a policy is: numbers for page and paper, and names for those who may know them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from coaching_library.policies import policy, rules
from coaching_library.policies.queries.asked import Narrowed, counts, who_is_asked
from coaching_library.policies.rules import Tally
from coaching_library.policies.sheets import PolicySheet
from tenants import organisations
from tenants.isolation import anew, clock, session
from tenants.people import Actor, Person

MOST = 5000
"""Names that one paper holds."""


@dataclass(frozen=True)
class UnitCount:
    """How many people of a unit are how far. `name` is empty for those who are placed nowhere, and for units too small to be
    told apart (`is_rest`).
    """

    unit_id: UUID | None
    name: str
    tally: Tally
    is_rest: bool = False


@dataclass(frozen=True)
class Owing:
    """Somebody who has not acknowledged: name, place, since when it is asked, until when, and how far they are."""

    person_id: UUID
    name: str
    unit: str
    company: str
    asked_on: date | None
    due_on: date | None
    state: str
    """overdue, asked or read."""


@dataclass(frozen=True)
class Status:
    """The status of one policy at one moment, which page and paper share.

    `title`, `no` (of the version in force), `asks_from` (the number since which acknowledging counts; None: nobody is asked),
    `asked_on`, `days` (working days). `whole` is the tally of all: `people` = `acknowledged` + `read` + `asked` + `overdue`,
    where each person counts once, under the last of these that holds. `units` are tallies unit by unit in the order of
    names; whoever may not see everybody's name is told of units below the organisation's threshold as one rest.
    `owing` are those who have not acknowledged, the late ones first, then by name (the first 5,000), or None where the reader
    sees no names; an HR partner reads those whom they accompany (`is_all` is False then).
    """

    policy_id: UUID
    version_id: UUID
    title: str
    no: int
    effective_on: date
    asks_from: int | None
    asked_on: date | None
    days: int
    at: datetime
    whole: Tally
    units: tuple[UnitCount, ...]
    owing: tuple[Owing, ...] | None
    is_all: bool


def status(sheet: PolicySheet, actor: Actor, *, names: bool = True) -> Status | None:
    """The status of the version in force, as the actor may read it; None where none is. One statement, with `names` two."""
    version = sheet.in_force
    if version is None or version.effective_on is None:
        return None
    units = _units(counts(sheet)) if version.asks_from is not None else ()
    by_name = policy.sees_names(actor)
    owing = _owing(sheet, actor) if names and by_name and version.asks_from is not None else ()
    return Status(
        policy_id=sheet.id,
        version_id=version.id,
        title=sheet.title,
        no=version.no,
        effective_on=version.effective_on,
        asks_from=version.asks_from,
        asked_on=version.asked_on,
        days=version.acknowledge_days,
        at=clock.now(),
        whole=rules.together(each.tally for each in units),
        units=tuple(units) if policy.sees_all_names(actor) else _hidden(units, organisations.setting("threshold")),
        owing=owing if by_name else None,
        is_all=policy.sees_all_names(actor),
    )


def _units(found: Iterable[tuple[UUID | None, str, str, int]]) -> tuple[UnitCount, ...]:
    made: dict[UUID | None, UnitCount] = {}
    for unit_id, name, state, number in found:
        one = made.get(unit_id) or UnitCount(unit_id, name, Tally())
        made[unit_id] = replace(one, tally=replace(one.tally, **{state: number}))
    return tuple(
        sorted(made.values(), key=lambda each: (each.unit_id is None, organisations.folded(each.name), str(each.unit_id)))
    )


def _hidden(units: Sequence[UnitCount], threshold: int) -> tuple[UnitCount, ...]:
    """Units in which somebody could be guessed stand together."""
    small = rules.too_small([each.tally.people for each in units], threshold)
    rest = rules.together(units[place].tally for place in small)
    kept = tuple(each for place, each in enumerate(units) if place not in small)
    return (*kept, UnitCount(None, "", rest, is_rest=True)) if small else kept


def _owing(sheet: PolicySheet, actor: Actor) -> tuple[Owing, ...]:
    query = who_is_asked(sheet, actor, Narrowed(state="owing"), everybody=policy.sees_all_names(actor))
    rows = session().execute(anew(query.order_by("place", Person.sort_key, Person.id).limit(MOST)))
    return tuple(
        Owing(row.Person.id, row.Person.name, row.unit or "", row.company or "", row.asked_on, row.due_on, row.state)
        for row in rows
    )
