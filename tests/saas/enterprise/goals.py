"""Goals of the enterprise for tests, made through the verbs, so that each is in a legal state."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from saas import enterprise
from saas.enterprise import EnterpriseGoal, Facts, Said
from saas.measures import KeyResult, new_key
from tenants import isolation, organisations, people
from tenants.journal import JournalEntry
from tests.house_fixture import House

FIELD, HOUSE, SHANGHAI, CREW = "Field Engineering", "People and Finance", "Operations Shanghai", "Crew"


def who(name: str, slug: str = "northlight") -> people.Person:
    """A member of the cast, in the open unit of work."""
    found = people.by_email(f"{name}@{slug}.example")
    assert found is not None
    return found


def unit(name: str) -> organisations.Unit:
    """A unit by its name, in the open unit of work."""
    return isolation.session().scalars(select(organisations.Unit).where(organisations.Unit.name == name)).one()


def faults(start: int = 20, target: int = 8) -> KeyResult:
    """A share that goes down."""
    return KeyResult(new_key(), "Repairs that come back", "percent", "down", Decimal(start), Decimal(target))


def sites() -> KeyResult:
    """Something that is reached or not."""
    return KeyResult(new_key(), "A sheet for each site", "yes_no")


def facts(owner: UUID, title: str = "Fewer faults", **more: Any) -> Facts:
    """What stands in a goal."""
    day = organisations.today()
    base: dict[str, Any] = {
        "title": title,
        "words": "What the first visit misses.",
        "owner_id": owner,
        "starts_on": day,
        "ends_on": day + timedelta(days=200),
    }
    return Facts(**{**base, **more})


def draft(house: House, by: str = "bo", *, at: str | None = FIELD, company: str = "", owner: str = "bo", **more: Any) -> UUID:
    """A draft of a goal of a unit, or of the company of that name."""
    mine = house.person(owner)
    with house.acting(by) as actor:
        where = unit(at) if at else None
        companies = organisations.companies()
        of = next(c for c in companies if (c.id == where.company_id if where else c.name == company))
        return enterprise.make(facts(mine, **more), company=of, unit=where, by=actor).id


def opened(house: House, by: str = "bo", **more: Any) -> UUID:
    """A goal that everybody sees."""

    def made() -> UUID:
        drafted = draft(house, by, **more)
        with house.acting(by) as actor:
            enterprise.open_goal(sheet(drafted), by=actor)
        return drafted

    return made() if more else house.scene(("goal that everybody sees", by), made)


def closed(house: House, by: str = "bo", ending: str = "reach", **more: Any) -> UUID:
    """A goal that is over."""
    made = opened(house, by, **more)
    with house.acting(by) as actor:
        enterprise.close(sheet(made), ending, "It is over.", by=actor)
    return made


def sheet(goal_id: UUID) -> enterprise.GoalSheet:
    """The sheet as whoever acts now sees it."""
    found = enterprise.sheet(goal_id)
    assert found is not None
    return found


def standing(house: House, goal_id: UUID) -> tuple[str, int]:
    """State and version."""
    with house.acting("dara"):
        goal = sheet(goal_id).goal
        return goal.state, goal.version


def said(made: enterprise.GoalSheet, value: str | None = "15", confidence: int | None = 6) -> dict[str, Said]:
    """The same of each key result that can take it."""
    return {
        str(row.id): Said(Decimal(value) if value is not None and row.measure == "percent" else None, confidence)
        for row in made.results
    }


def check_in(house: House, goal_id: UUID, by: str = "bo", words: str = "It goes.", confidence: int = 6) -> None:
    """The owner says how it goes."""
    with house.acting(by) as actor:
        made = sheet(goal_id)
        enterprise.check_in(made, words=words, said=said(made, confidence=confidence), confidence=confidence, by=actor)


def verbs(house: House, goal_id: UUID) -> list[str]:
    """What the journal holds about the goal."""
    with house.acting("dara"):
        query = select(JournalEntry.verb).where(JournalEntry.object_id == goal_id).order_by(JournalEntry.id)
        return list(isolation.session().scalars(query))


def goal(house: House, goal_id: UUID) -> EnterpriseGoal:
    """The goal as it stands."""
    with house.acting("dara"):
        return sheet(goal_id).goal
