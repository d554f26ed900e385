"""Reading about an organisation: what it is called, its companies, units and positions, its settings and calendars."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from tenants.isolation import TenantScoped, clock, get, get_locked, lasting, session
from tenants.law import Invalid, NotNow, Stale
from tenants.organisations import rules
from tenants.organisations.models import Company, Holiday, Organisation, Position, Unit


def organisation() -> Organisation:
    """The organisation of the open unit of work: read once in it, or not at all where a request has brought it along."""
    here = session()
    found: Organisation | None = here.info.get("organisation")
    if found is None:
        brought = here.info.get("brought organisation")
        found = here.merge(brought, load=False) if brought is not None else here.scalars(select(Organisation)).one()
        here.info["organisation"] = found
    return found


def bring(found: Organisation) -> None:
    """The organisation, just read in this unit of work and set free from it, need not be read again."""
    session().info["brought organisation"] = found


def today() -> date:
    """The date on the organisation's wall: relations begin and end by it."""
    return clock.today(organisation().time_zone)


def day_of(at: datetime) -> date:
    """The date that the organisation's wall shows at that moment: on it a record of what happened then is dated."""
    return at.astimezone(ZoneInfo(organisation().time_zone)).date()


def dawn(day: date) -> datetime:
    """The instant at which that date begins on the organisation's wall."""
    return datetime.combine(day, time.min, ZoneInfo(organisation().time_zone))


def setting(name: str) -> int:
    """A setting of this organisation (`rules.SETTINGS`): its own choice, else the default. KeyError for an unknown name."""
    default = rules.DEFAULTS[name]
    return int(organisation().settings.get(name, default))


def scale() -> list[dict[str, Any]]:
    """The default scale, from the lowest level to the highest."""
    return organisation().scale or rules.default_scale()


def company(company_id: UUID | None) -> Company | None:
    """The company with this id, or None."""
    return get(Company, company_id)


@lasting
def _companies() -> Select[Company]:
    return select(Company)


def companies(*, open_only: bool = False) -> list[Company]:
    """The companies in the order of their names."""
    found = (each for each in session().scalars(_companies()) if not open_only or each.state == "open")
    return sorted(found, key=lambda c: (rules.folded(c.name), c.id))


def holidays(company_id: UUID) -> list[Holiday]:
    """The days on which a company does not work, by date."""
    return list(session().scalars(select(Holiday).where(Holiday.company_id == company_id).order_by(Holiday.day)))


def holiday(holiday_id: UUID) -> Holiday | None:
    """The holiday with this id, or None."""
    return get(Holiday, holiday_id)


def calendar(company_id: UUID | None) -> rules.Calendar:
    """The working calendar of a company; Monday to Friday where there is no company."""
    found = company(company_id)
    if found is None:
        return rules.Calendar()
    days = session().scalars(select(Holiday.day).where(Holiday.company_id == found.id))
    return rules.Calendar(rules.weekdays(found.working_days), frozenset(days))


def add_working_days(company_id: UUID | None, day: date, n: int) -> date:
    """The n-th working day of that company after `day`."""
    return calendar(company_id).add(day, n)


def working_days_between(company_id: UUID | None, start: date, end: date) -> int:
    """How many working days of that company pass after `start` up to and with `end`."""
    return calendar(company_id).between(start, end)


def unit(unit_id: UUID | None) -> Unit | None:
    """The unit with this id, or None."""
    return get(Unit, unit_id)


@dataclass(frozen=True)
class Branch:
    """A unit in its tree: how deep it lies, the names above it, and what lies below."""

    unit: Unit
    depth: int = 0
    path: tuple[str, ...] = ()
    below: tuple[Branch, ...] = field(default=())

    @property
    def label(self) -> str:
        """The name with those above it, for lists to choose from."""
        return " › ".join((*self.path, self.unit.name))


def unit_tree(company_id: UUID | None = None, *, open_only: bool = False) -> list[Branch]:
    """The units as trees (those without a unit above), in the order of their names: one statement."""
    query = select(Unit)
    if company_id is not None:
        query = query.where(Unit.company_id == company_id)
    if open_only:
        query = query.where(Unit.state == "open")
    return _grown(session().scalars(query))


def outline(*, open_only: bool = False, most: int | None = None) -> list[Branch]:
    """The branches of `unit_tree` from top to bottom, with no more of a unit than its id, company, unit above, name and state:
    a fraction of the cost where there are hundreds, for who only names them.

    Of more than `most` some are left out, whichever: for who then asks no more than whether there are so many.
    """
    query = select(Unit.id, Unit.company_id, Unit.parent_id, Unit.name, Unit.state)
    if open_only:
        query = query.where(Unit.state == "open")
    return flat(_grown(session().execute(query.limit(most))))


def _grown(units: Iterable[Any]) -> list[Branch]:
    children: dict[UUID | None, list[Unit]] = {}
    found = {unit.id: unit for unit in units}
    for each in sorted(found.values(), key=lambda u: (rules.folded(u.name), u.id)):
        children.setdefault(each.parent_id if each.parent_id in found else None, []).append(each)

    return list(_below(children, None, ()))


def _below(children: dict[UUID | None, list[Unit]], parent: UUID | None, path: tuple[str, ...]) -> tuple[Branch, ...]:
    """What lies below `parent`. Not a function inside the other one: such a ring would hold the units until the collector
    comes, and whether a unit is read once more would hang on when that is.
    """
    found = ((each, _below(children, each.id, (*path, each.name))) for each in children.get(parent, []))
    return tuple(Branch(each, len(path), path, below) for each, below in found)


def flat(tree: Collection[Branch]) -> list[Branch]:
    """The branches of a tree from top to bottom, each before what lies below it."""
    return [one for branch in tree for one in (branch, *flat(branch.below))]


def units_below(unit_ids: Collection[UUID]) -> set[UUID]:
    """These units and all below them."""
    return set(session().scalars(under(unit_ids)))


def under(unit_ids: Any) -> Select[Any]:
    """The ids of these units (a collection, or a sub-select) and of all below them, as a sub-select."""
    below = select(Unit.id.label("id")).where(Unit.id.in_(unit_ids)).cte(recursive=True)
    child = aliased(Unit)
    below = below.union(select(child.id).where(child.parent_id == below.c.id))
    return select(below.c.id)


def units_above(unit_id: UUID) -> list[UUID]:
    """The unit and those above it, from itself upwards."""
    up = select(Unit.id.label("id"), Unit.parent_id.label("parent_id")).where(Unit.id == unit_id).cte("up", recursive=True)
    parent = aliased(Unit)
    up = up.union(select(parent.id, parent.parent_id).where(parent.id == up.c.parent_id))
    rows = {row.id: row.parent_id for row in session().execute(select(up.c.id, up.c.parent_id))}
    path, at = [], unit_id
    while at in rows and at not in path:
        path.append(at)
        at = rows[at]
    return path


def units_over(unit_id: UUID) -> list[Unit]:
    """The units above this one, from the top down to the one right above it: two statements, however many there are."""
    above = units_above(unit_id)[1:]
    found = {unit.id: unit for unit in session().scalars(select(Unit).where(Unit.id.in_(above)))}
    return [found[each] for each in reversed(above)]


def units_beside(company_id: UUID, parent_id: UUID | None) -> list[Unit]:
    """The units of a company directly below `parent_id` (at its top, where that is None)."""
    return list(session().scalars(select(Unit).where(Unit.company_id == company_id, Unit.parent_id == parent_id)))


def depth_below(unit_id: UUID) -> int:
    """How many levels the tree from this unit downwards has; 1 where nothing lies below it."""
    base = select(Unit.id.label("id"), literal(1).label("depth")).where(Unit.id == unit_id).cte("down", recursive=True)
    child = aliased(Unit)
    down = base.union_all(select(child.id, base.c.depth + 1).where(child.parent_id == base.c.id))
    return session().scalar(select(func.max(down.c.depth))) or 1


def position(position_id: UUID | None) -> Position | None:
    """The position with this id, or None."""
    return get(Position, position_id)


def positions(*, open_only: bool = False) -> list[Position]:
    """The positions in the order of their titles."""
    query = select(Position)
    if open_only:
        query = query.where(Position.state == "open")
    return sorted(session().scalars(query), key=lambda p: (rules.folded(p.title), p.id))


T = TypeVar("T", bound=TenantScoped)


def held(thing: T, seen: int | None = None) -> T:
    """The same thing, locked until the end of the transaction and read afresh.

    `seen` is the version that the actor looked at; raises Stale where another one stands there now.
    """
    fresh = get_locked(type(thing), thing.id)
    if fresh is None:
        raise NotNow("it is no longer there")
    if seen is not None and getattr(fresh, "version", seen) != seen:
        raise Stale(fresh, seen)
    return fresh


def hold_structure() -> Organisation:
    """Until the end of the transaction nobody else changes trees, lines, placements or grants here.

    Taken before any other lock: two changes that are each right and together wrong (a circle of lines, a person placed in
    a company that closes) come one after the other.
    """
    return held(organisation())


@contextmanager
def unless_taken(**errors: str) -> Iterator[None]:
    """What is done inside is flushed; where a unique key is taken in the same instant, raises Invalid with `errors`."""
    try:
        with session().begin_nested():
            yield
            session().flush()
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", "") != "23505":
            raise
        raise Invalid(errors) from None


def find_units(q: str, limit: int = 10) -> list[str]:
    """The labels of open units in whose names `q` stands, at most `limit`."""
    wanted = rules.folded(q)
    found = (label for _id, label in unit_choices() if wanted in rules.folded(label)) if wanted else iter(())
    return list(islice(found, limit))


def unit_choices(company_id: UUID | None = None, *, without: UUID | None = None) -> list[tuple[UUID, str]]:
    """The open units of a company, each with the names above it; `without` and all below it left out.

    Without a company, those of all open companies, with the company's name before them. One statement.
    """
    query = select(Unit, Company.name, Company.state).join(Company, Company.id == Unit.company_id)
    query = query.where(Unit.state == "open")
    if company_id is not None:
        query = query.where(Unit.company_id == company_id)
    found = list(session().execute(query))
    names = {unit.company_id: name for unit, name, state in found if state == "open"}
    tree = flat(_grown([unit for unit, _name, _state in found]))
    hidden = {below.unit.id for branch in tree if branch.unit.id == without for below in flat([branch])}
    branches = [branch for branch in tree if branch.unit.id not in hidden]
    if company_id is not None:
        return [(b.unit.id, b.label) for b in branches]
    rows = [(b.unit.id, f"{names[b.unit.company_id]}: {b.label}") for b in branches if b.unit.company_id in names]
    return sorted(rows, key=lambda row: rules.folded(row[1]))
