"""The readiness check: what is missing before HR's cycle can open, line by line. Its statements do not grow with
people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from saas.cycle.queries.frames import day
from saas.cycle.queries.scope import elsewhere, is_led, people_in
from saas.cycle.rules import Frame, Phases, order_problems
from tenants import organisations
from tenants.isolation import anew, session
from tenants.organisations import Unit
from tenants.people import HrAssignment, Person, Placement, in_force

EXAMPLES = 8


@dataclass(frozen=True)
class Line:
    """One line of the check. `code` says what was looked at; `state` is good, missing (it cannot open) or warning;
    `count` people or things are concerned, the first few of them are named.
    """

    code: str
    state: str
    count: int = 0
    people: tuple[Person, ...] = ()
    names: tuple[str, ...] = ()
    of: int = 0
    """Of how many `count` is told, where a line tells a share."""


Source = Callable[[Any, date], Line]
_further: list[Source] = []


def also_look(source: Source) -> None:
    """Wiring: a room above has a line to add, from who is in scope (a statement of their ids) and the day."""
    if source not in _further:
        _further.append(source)


def readiness(frame: Frame) -> list[Line]:
    """The lines of the check as of today. That some take part in another running cycle keeps this one from opening, and not
    from being made ready: the other one may have come to its diagnosis by then.
    """
    on = day()
    scope, before = people_in(frame, on), frame.cycle.state == "draft"
    total, invited, unled = _counts(scope, on)
    return [
        Line("scope", "good" if total else "missing", total),
        _people("managers", scope, ~is_led(on), unled),
        _people("elsewhere", scope, elsewhere(Person.id, frame.cycle.id), None, "warning" if before else "missing"),
        _dates(frame, on),
        _scale(frame),
        _partners(scope, on),
        Line("invited", "warning" if invited else "good", invited),
        *(each(scope, on) for each in _further),
    ]


def is_ready(lines: list[Line]) -> bool:
    """Whether nothing is missing; warnings do not hold a cycle back."""
    return all(line.state != "missing" for line in lines)


def _counts(scope: Any, on: date) -> tuple[int, int, int]:
    invited = func.count().filter(Person.state == "invited")
    unled = func.count().filter(~is_led(on))
    query = select(func.count(), invited, unled).select_from(Person).where(Person.id.in_(scope))
    row = session().execute(anew(query)).one()
    return row[0], row[1], row[2]


def _people(code: str, scope: Any, condition: Any, known: int | None, otherwise: str = "missing") -> Line:
    """A line that is good where nobody in scope meets the condition, and `otherwise` where somebody does."""
    if known == 0:
        return Line(code, "good")
    query = select(Person, func.count().over()).where(Person.id.in_(scope), condition)
    rows = session().execute(anew(query.order_by(Person.sort_key, Person.id).limit(EXAMPLES))).all()
    if not rows:
        return Line(code, "good")
    return Line(code, otherwise, rows[0][1], tuple(row[0] for row in rows))


def _dates(frame: Frame, on: date) -> Line:
    problems = order_problems(Phases.of(frame.cycle))
    over = frame.cycle.work_on < on
    return Line("dates", "missing" if problems or frame.cycle.ends_on <= on else "warning" if over else "good")


def _scale(frame: Frame) -> Line:
    bare = tuple(
        level.get("label") or str(n)
        for n, level in enumerate(frame.cycle.scale, 1)
        if not (level.get("label") and level.get("words"))
    )
    if len(frame.cycle.scale) < 2:
        return Line("scale", "missing")
    return Line("scale", "missing" if bare else "good", len(bare) or len(frame.cycle.scale), names=bare)


def _partners(scope: Any, on: date) -> Line:
    """Units of participants without an HR partner of their own or of a unit above: a warning, for heads of HR stand
    in.
    """
    used = select(Placement.unit_id).where(Placement.person_id.in_(scope), in_force(Placement, on))
    assigned = (
        select(HrAssignment.unit_id)
        .join(Person, HrAssignment.partner_id == Person.id)
        .where(HrAssignment.unit_id.is_not(None), in_force(HrAssignment, on), Person.state != "left")
    )
    query = select(Unit.name, func.count().over()).where(Unit.id.in_(used), Unit.id.not_in(organisations.under(assigned)))
    rows = session().execute(anew(query.order_by(Unit.name, Unit.id).limit(EXAMPLES))).all()
    if not rows:
        return Line("partners", "good")
    return Line("partners", "warning", rows[0][1], names=tuple(row[0] for row in rows))
