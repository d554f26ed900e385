"""What a simple model in memory holds of one organisation, and what the product shows of it to those who see most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from saas import enterprise, plan
from saas.enterprise.queries import goal_list
from tenants import agreements, isolation, organisations, people
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.people.queries import counts, people_list
from tests.fence.walk.workers import Rows
from tests.house_fixture import House

NAMES = ("Ada Quill", "Ada Rook", "Quill Stone", "陈安", "Zoë Rook", "Åse Ada")
"""The same few in both organisations: a search that looked across the fence would find more of them."""
WORDS = ("ada", "rook", "quill", "陈", "ase", "bo", "nobody")
ADDRESSES = tuple(f"{each}@shared.example" for each in ("a", "b", "c", "d"))
UNITS = ("Harbour", "Yard", "harbour", "Loft")
TITLES = ("The lights stay on", "Nobody waits", "the lights stay on")

REFUSALS = (Invalid, NotNow, Refused, Stale)


@dataclass
class Being:
    """A person."""

    name: str
    email: str
    state: str
    unit: UUID | None = None
    manager: UUID | None = None
    ours: bool = False
    """Entered by a step: the cast, which writes the plans, is left in peace."""
    has_left: bool = False


@dataclass
class Place:
    """A unit."""

    name: str
    company: UUID
    parent: UUID | None
    state: str = "open"


@dataclass
class Aim:
    """A goal of the company."""

    title: str
    state: str = "open"
    said: int = 0


@dataclass
class Talk:
    """A plan, between two of the cast."""

    employee: str
    manager: str
    state: str = "drafting"
    versions: int = 0
    proposer: str = ""
    waits: bool = False
    """Somebody began to write an answer: whether another draft than theirs can be proposed now is not the model's matter."""

    def other(self, who: str) -> str:
        """The other one of the two."""
        return self.manager if who == self.employee else self.employee


@dataclass
class Town:
    """One organisation: its people who act, and all that it holds as far as the model knows."""

    slug: str
    admin: str
    head: str
    people: dict[UUID, Being] = field(default_factory=dict)
    units: dict[UUID, Place] = field(default_factory=dict)
    aims: dict[UUID, Aim] = field(default_factory=dict)
    talks: dict[UUID, Talk] = field(default_factory=dict)

    def read(self, rows: Rows) -> None:
        """What stands there at the beginning, read past every fence and only by its tenant."""
        for row in rows.ask("SELECT id, name, email, state FROM person WHERE tenant_id = :t"):
            self.people[row.id] = Being(row.name, row.email, row.state)
        for row in rows.ask("SELECT person_id, unit_id FROM placement WHERE tenant_id = :t AND ends_on IS NULL"):
            self.people[row.person_id].unit = row.unit_id
        for row in rows.ask("SELECT person_id, manager_id FROM reporting_line WHERE tenant_id = :t AND ends_on IS NULL"):
            self.people[row.person_id].manager = row.manager_id
        for row in rows.ask("SELECT id, name, company_id, parent_id, state FROM unit WHERE tenant_id = :t"):
            self.units[row.id] = Place(row.name, row.company_id, row.parent_id, row.state)

    def ids(self) -> set[UUID]:
        """Every id of its that the model knows."""
        return {*self.people, *self.units, *self.aims, *self.talks}

    def ours(self) -> list[UUID]:
        """People whom steps have entered, in the order of their coming."""
        return [who for who, being in self.people.items() if being.ours]

    def leads_to(self, who: UUID, boss: UUID) -> bool:
        """Whether `boss` is led by `who`, at however many steps."""
        seen: set[UUID] = set()
        at: UUID | None = boss
        while at is not None and at not in seen:
            if at == who:
                return True
            seen.add(at)
            at = self.people[at].manager
        return False

    def found(self, word: str) -> set[UUID]:
        """Whom a word finds: it begins a word of a name or address, or stands anywhere in a Chinese one."""
        return {
            who
            for who, being in self.people.items()
            if being.state != "left"
            and any(
                each.startswith(word) or (not word.isascii() and word in each)
                for each in [*organisations.folded(being.name).split(), being.email]
            )
        }


def shown(house: House, town: Town, word: str) -> dict[str, Any]:
    """What the organisation's lists, searches and counts show to its head of HR, who sees most."""
    with house.acting(town.head) as by:
        session = isolation.session()
        here = {p.id: (p.name, p.email, p.state) for p in session.scalars(people_list(by))}
        gone = {p.id: (p.name, p.email, p.state) for p in session.scalars(people_list(by, state="left"))}
        units = {
            each.unit.id: (each.unit.name, each.unit.parent_id, each.unit.state)
            for each in organisations.flat(organisations.unit_tree())
        }
        counted = counts()
        lines = {who: boss.id for who, boss in people.managers_of(list(here)).items()}
        placed = {who: place.unit_id for who, place in people.placements_of(list(here)).items()}
        found = {p.id for p in people.find(word, limit=50)}
        aims = {g.id: (g.title, g.state) for state in ("open", "reached") for g in session.scalars(goal_list(by, state=state))}
        said = select(enterprise.EnterpriseCheckIn.goal_id, func.count()).group_by(enterprise.EnterpriseCheckIn.goal_id)
        told = {row[0]: row[1] for row in session.execute(said)}
        offered = {each.goal.id for each in enterprise.find("lights", limit=50)}
        version, agreement = agreements.AgreementVersion, agreements.Agreement
        frozen = select(func.count(version.id)).where(version.agreement_id == agreement.id).scalar_subquery()
        query = select(plan.Plan.id, agreement.state, frozen).join(agreement, agreement.id == plan.Plan.agreement_id)
        talks = {id_: (state, n) for id_, state, n in session.execute(query)}
    return {
        "people": here, "gone": gone, "units": units, "found": found, "aims": aims, "said": told, "offered": offered,
        "talks": talks, "lines": lines, "placed": placed,
        "counts": {name: counted[name] for name in ("people", "invited", "units")},
    }  # fmt: skip


def expected(town: Town, word: str, seen: dict[str, Any]) -> dict[str, Any]:
    """The same, as the model says it. Lines and places of those who once left end with the day and are not compared."""
    all_ = {who: (b.name, b.email, b.state) for who, b in town.people.items()}
    steady = {who for who, b in town.people.items() if not b.has_left}
    lines = {
        who: b.manager for who, b in town.people.items() if who in steady and b.manager is not None and b.manager in steady
    }
    placed = {who: b.unit for who, b in town.people.items() if who in steady and b.unit is not None}
    return {
        "people": {who: facts for who, facts in all_.items() if facts[2] != "left"},
        "gone": {who: facts for who, facts in all_.items() if facts[2] == "left"},
        "units": {id_: (u.name, u.parent, u.state) for id_, u in town.units.items()},
        "found": town.found(word),
        "aims": {id_: (a.title, a.state) for id_, a in town.aims.items()},
        "said": {id_: a.said for id_, a in town.aims.items() if a.said},
        "offered": {id_ for id_, a in town.aims.items() if a.state == "open" and "lights" in a.title},
        "talks": {id_: (t.state, t.versions) for id_, t in town.talks.items()},
        "lines": lines | {who: boss for who, boss in seen["lines"].items() if not {who, boss} <= steady and boss in all_},
        "placed": placed | {who: unit for who, unit in seen["placed"].items() if who not in steady and unit in town.units},
        "counts": {
            "people": sum(facts[2] != "left" for facts in all_.values()),
            "invited": sum(facts[2] == "invited" for facts in all_.values()),
            "units": sum(u.state == "open" for u in town.units.values()),
        },
    }


def done(house: House, who: str, verb: Callable[[people.Actor], Any]) -> Any | None:
    """What the verb gave, committed; None where it was refused, and then nothing of it stays."""
    try:
        with house.acting(who) as by:
            return verb(by) or True
    except REFUSALS:
        return None


def the_unit(id_: UUID) -> organisations.Unit:
    """A unit of the open unit of work's organisation."""
    found = organisations.unit(id_)
    assert found is not None
    return found


def the_person(id_: UUID) -> people.Person:
    """A person of it."""
    found = people.person(id_)
    assert found is not None
    return found


def the_goal(id_: UUID) -> enterprise.GoalSheet:
    """A goal of it, as whoever acts sees it."""
    found = enterprise.sheet(id_)
    assert found is not None
    return found
