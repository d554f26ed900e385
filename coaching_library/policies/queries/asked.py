"""Who is asked to acknowledge, and how far they are: derived from the version in force, the day, and what people did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, and_, case, cast, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from coaching_library.policies.models import Policy, PolicyAcknowledgement, PolicyReading, PolicyVersion
from coaching_library.policies.queries.crowd import cutoffs, is_in, since, working_day
from coaching_library.policies.queries.one import holds
from coaching_library.policies.sheets import PolicySheet
from tenants import organisations, people
from tenants.isolation import anew, clock, first_of, session
from tenants.notices import Notice
from tenants.organisations import Calendar, Company, Unit
from tenants.people import Actor, Person, Placement

ASKED = ("overdue", "asked", "read", "acknowledged")
"""How far somebody is, who owes it first."""
WEEK = "12345"
"""On which days whoever is placed in no company works."""
TOLD = ("policies.asked", "policies.reminded")
NOBODY = date(1, 1, 1)


@dataclass(frozen=True)
class Narrowed:
    """What a list of people is narrowed by; nothing says all."""

    company_id: UUID | None = None
    unit_id: UUID | None = None
    """With all below it."""
    state: str = ""
    """One of `ASKED`, or "owing": all who have not acknowledged."""


class _Rows:
    """The parts of a statement over everybody who is asked to acknowledge the version in force of one policy."""

    def __init__(self, sheet: PolicySheet) -> None:
        version, today = sheet.in_force, sheet.today
        assert version is not None, "only what is in force is asked"
        n, self.version = version.acknowledge_days, version
        mine = PolicyAcknowledgement.person_id == Person.id, PolicyAcknowledgement.policy_id == sheet.id
        self.acknowledged = _last(PolicyAcknowledgement, *mine, PolicyAcknowledgement.no >= (version.asks_from or version.no))
        mine = PolicyReading.person_id == Person.id, PolicyReading.policy_id == sheet.id
        self.read = _last(PolicyReading, *mine, PolicyReading.no >= (version.asks_from or version.no))
        week = first_of(Company.working_days, literal(WEEK))
        self.asked_on = func.greatest(literal(version.asked_on, Date), since(sheet.policy.audience, Person.id, today))
        self.due_on = working_day(Placement.company_id, week, self.asked_on, literal(n))
        late = cutoffs(today, literal(n))
        alone = literal(Calendar().add(today, -n), Date)
        before = case((Placement.company_id.is_(None), alone), else_=first_of(late.c.before, literal(NOBODY, Date)))
        self.how_far = case(
            (self.acknowledged.is_not(None), literal("acknowledged")),
            (self.asked_on < before, literal("overdue")),
            (self.read.is_not(None), literal("read")),
            else_=literal("asked"),
        )
        self._late, self._today = late, today
        self.among = (
            Person.state != "left",
            is_in(sheet.policy.audience, Person.id, today),
            true() if version.asks_from is not None else false(),
            or_(self.asked_on <= today, self.asked_on.is_(None)),
        )

    def of(self, *columns: Any) -> Select[Any]:
        """These columns of everybody who is asked, with their place."""
        placed = and_(Placement.person_id == Person.id, people.in_force(Placement, self._today))
        query = select(*columns).select_from(Person).outerjoin(Placement, placed).outerjoin(Unit, Unit.id == Placement.unit_id)
        query = query.outerjoin(Company, Company.id == Placement.company_id)
        return query.outerjoin(self._late, self._late.c.id == Placement.company_id).where(*self.among)


def _last(model: Any, *where: Any) -> Any:
    return select(func.max(model.at)).where(*where).correlate(Person).scalar_subquery()


def who_is_asked(sheet: PolicySheet, actor: Actor, narrowed: Narrowed, *, everybody: bool) -> Select[Any]:
    """Those who are asked, each with unit, company, when they were asked and are to be done, opened it and acknowledged it, and
    their state: to be paged by (place, sort_key, id), where `place` tells the states in the order of `ASKED`. Of those whom
    the actor accompanies, unless `everybody`.
    """
    rows = _Rows(sheet)
    query = rows.of(
        case({state: place for place, state in enumerate(ASKED)}, value=rows.how_far).label("place"),
        Person,
        Person.sort_key,
        Person.id,
        Unit.name.label("unit"),
        Company.name.label("company"),
        rows.asked_on.label("asked_on"),
        rows.read.label("read_at"),
        rows.acknowledged.label("acknowledged_at"),
        rows.due_on.label("due_on"),
        rows.how_far.label("state"),
    )
    if not everybody:
        query = query.where(people.accompanied(Person.id, actor.partner_unit_ids, actor.partner_manager_ids))
    if narrowed.company_id is not None:
        query = query.where(Placement.company_id == narrowed.company_id)
    if narrowed.unit_id is not None:
        query = query.where(Placement.unit_id.in_(organisations.under([narrowed.unit_id])))
    if narrowed.state == "owing":
        query = query.where(rows.how_far != "acknowledged")
    elif narrowed.state:
        query = query.where(rows.how_far == narrowed.state)
    return query


def counts(sheet: PolicySheet) -> list[tuple[UUID | None, str, str, int]]:
    """How many are how far, unit by unit: (unit, its name, state, number). One statement."""
    rows = _Rows(sheet)
    each = rows.of(Placement.unit_id.label("unit_id"), Unit.name.label("unit"), rows.how_far.label("state")).subquery()
    query = select(each.c.unit_id, each.c.unit, each.c.state, func.count()).group_by(each.c.unit_id, each.c.unit, each.c.state)
    return [(unit_id, unit or "", state, number) for unit_id, unit, state, number in session().execute(anew(query))]


@dataclass(frozen=True)
class Owed:
    """What somebody is asked to acknowledge and has not."""

    policy_id: UUID
    version_id: UUID
    """The version in force, which they read and acknowledge."""
    title: str
    no: int
    owner: Person
    asked_on: date
    due_on: date
    is_overdue: bool
    is_read: bool

    @property
    def path(self) -> str:
        """Where it is read and acknowledged, inside the organisation."""
        return f"/policies/{self.policy_id}/acknowledgement"


def owed_rows(reader: Any, today: Any, now: Any) -> Select[Any]:
    """What somebody owes, as a statement over the reader's id, the day and the moment, which may be bind parameters: policy,
    version, title, number, owner, since when it counts as asked, on which day it was asked and is to be done, and whether it
    was opened. For home, which asks every room in one statement, and for `owed`.
    """
    version, place = PolicyVersion, Placement
    acknowledged = select(PolicyAcknowledgement.id).where(
        PolicyAcknowledgement.policy_id == Policy.id,
        PolicyAcknowledgement.person_id == reader,
        PolicyAcknowledgement.no >= version.asks_from,
    )
    opened = select(PolicyReading.id).where(
        PolicyReading.policy_id == Policy.id, PolicyReading.person_id == reader, PolicyReading.no >= version.asks_from
    )
    # Worked out once for each policy, and OFFSET keeps it so: else the database plans it anew at each of five places.
    day = func.greatest(version.asked_on, since(Policy.audience, reader, today)).label("asked_on")
    asked = select(day).correlate(Policy, version).offset(0).lateral("asked")
    asked_on = asked.c.asked_on
    due_on = working_day(Company.id, first_of(Company.working_days, literal(WEEK)), asked_on, version.acknowledge_days)
    placed = and_(place.person_id == reader, people.in_force(place, today))
    asked_at = func.least(func.greatest(version.published_at, cast(asked_on, version.published_at.type)), now)
    return (
        select(
            Policy.id.label("policy_id"),
            version.id.label("version_id"),
            Policy.title.label("title"),
            version.no.label("no"),
            Policy.owner_id.label("owner_id"),
            asked_at.label("since"),
            asked_on.label("asked_on"),
            due_on.label("due_on"),
            opened.correlate(Policy, version).exists().label("is_read"),
        )
        .select_from(Policy)
        .join(version, version.policy_id == Policy.id)
        .join(asked, true())
        .outerjoin(place, placed)
        .outerjoin(Company, Company.id == place.company_id)
        .where(
            holds(version, today),
            version.asks_from.is_not(None),
            is_in(Policy.audience, reader, today),
            or_(asked_on <= today, asked_on.is_(None)),
            ~acknowledged.correlate(Policy, version).exists(),
        )
    )


def owed(actor: Actor) -> list[Owed]:
    """What the actor is asked to acknowledge and has not, the most urgent first: one statement."""
    today = organisations.today()
    rows = owed_rows(literal(actor.id), literal(today, Date), literal(clock.now())).subquery()
    query = select(rows, Person).join(Person, Person.id == rows.c.owner_id).order_by(rows.c.due_on, rows.c.title)
    return [
        Owed(
            row.policy_id, row.version_id, row.title, row.no, row.Person, row.asked_on, row.due_on, row.due_on < today,
            row.is_read,
        )
        for row in session().execute(query)
    ]  # fmt: skip


def acknowledged(actor: Actor) -> Select[Any]:
    """What the actor has acknowledged, each with its policy and the number from which acknowledging counts today (None where
    nothing is in force): to be paged by id, newest first.
    """
    now = aliased(PolicyVersion)
    in_force = and_(now.policy_id == Policy.id, holds(now, organisations.today()))
    columns: tuple[Any, ...] = now.asks_from.label("asks_from"), now.id.is_not(None).label("is_in_force")
    query: Select[Any] = (
        select(PolicyAcknowledgement, Policy, *columns)
        .join(Policy, Policy.id == PolicyAcknowledgement.policy_id)
        .outerjoin(now, in_force)
        .where(PolicyAcknowledgement.person_id == actor.id)
    )
    return query


@dataclass(frozen=True)
class ToTell:
    """Somebody who owes a policy, whether they were told so since it is asked, and until when it is to be done."""

    person_id: UUID
    was_told: bool
    due_on: date


def to_be_told(sheet: PolicySheet, quiet_since: datetime, asked_since: date, most: int) -> list[ToTell]:
    """Those who owe it and were told nothing of it since that moment; whoever was told already and was asked before that day
    is left in peace. At most so many, in one statement.
    """
    rows = _Rows(sheet)
    asking = sheet.number(rows.version.asks_from or rows.version.no) or rows.version
    begins = organisations.dawn(asking.effective_on or sheet.today)
    if asking.published_at is not None:  # it may have been asked for with an earlier version on the same day
        begins = max(begins, asking.published_at)
    mine = Notice.person_id == Person.id, Notice.object_id == sheet.id, Notice.kind.in_(TOLD), Notice.created_at >= begins
    last = select(func.max(Notice.created_at)).where(*mine).correlate(Person).scalar_subquery()
    again = and_(last < quiet_since, rows.asked_on > asked_since)
    query = rows.of(Person.id, last.is_not(None), rows.due_on).where(rows.acknowledged.is_(None), or_(last.is_(None), again))
    return [ToTell(*row) for row in session().execute(anew(query.order_by(Person.id).limit(most)))]


def waiting_policies() -> list[UUID]:
    """The policies of which the version in force is asked of somebody."""
    query = select(PolicyVersion.policy_id).where(
        holds(PolicyVersion, organisations.today()), PolicyVersion.asks_from.is_not(None)
    )
    return list(session().scalars(query.order_by(PolicyVersion.policy_id)))
