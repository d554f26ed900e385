"""Templates for tests, made through the verbs, so that each is in a legal state."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from saas import plan_template
from saas.measures import new_key
from saas.plan.content import Goal, KeyResult, Support
from saas.plan_template import Facts, PlanTemplate, PlanTemplateVersion
from tenants import isolation, organisations, people
from tests.house_fixture import House

ENGINEER = "Field engineer"


def faults(weight: int = 6000) -> Goal:
    """A work goal that is whole but for its dates."""
    result = KeyResult(new_key(), "Repairs that come back", "percent", "down", Decimal(20), Decimal(8))
    return Goal(
        key=new_key(),
        title="Fewer faults come back",
        words="What the first visit misses.",
        weight=weight,
        criteria={"l2": "12 %", "l3": "8 %", "l4": "5 %"},
        key_results=(result,),
        support=(Support(new_key(), "time", "Half a day a week for it."),),
    )


def handover(weight: int = 4000) -> Goal:
    """Another."""
    return Goal(key=new_key(), title="Others can run my sites", weight=weight, criteria={"l3": "A sheet for each site."})


def position(title: str = ENGINEER) -> organisations.Position:
    """A position by its title, in the open unit of work."""
    return isolation.session().scalars(select(organisations.Position).where(organisations.Position.title == title)).one()


def unit(name: str) -> organisations.Unit:
    """A unit by its name, in the open unit of work."""
    return isolation.session().scalars(select(organisations.Unit).where(organisations.Unit.name == name)).one()


def may_design(house: House, who: str = "chen") -> None:
    """An HR partner may design cycles, and so write templates for their units."""
    with house.within():
        found = people.person(house.person(who))
        assert found is not None
        people.give(found, "cycle_design", by=None)


def draft(
    house: House,
    by: str = "dara",
    *,
    title: str = "Engineers begin here",
    at: str | None = None,
    goals: Iterable[Goal] | None = None,
    positions: Iterable[str] = (ENGINEER,),
) -> UUID:
    """A draft with two goals."""
    with house.acting(by) as actor:
        ids = frozenset(position(each).id for each in positions)
        made = plan_template.make(Facts(title, unit_id=unit(at).id if at else None, position_ids=ids), by=actor)
        plan_template.write_goals(made, tuple(goals) if goals is not None else (faults(), handover()), by=actor)
        return made.id


def published(house: House, by: str = "dara", **given: object) -> UUID:
    """A published template."""
    made = draft(house, by, **given)  # type: ignore[arg-type]  # as `draft` takes them
    publish(house, made, by)
    return made


def publish(house: House, template_id: UUID, by: str = "dara") -> int:
    """What is written is published; the number of the version."""
    with house.acting(by) as actor:
        return plan_template.publish(found(template_id), by=actor).no


def found(template_id: UUID) -> PlanTemplate:
    """The template, in the open unit of work."""
    it = plan_template.template(template_id)
    assert it is not None
    return it


def latest(house: House, template_id: UUID) -> PlanTemplateVersion:
    """The version that is offered."""
    with house.within():
        version = found(template_id).latest
        assert version is not None
        _ = version.goals
        return version
