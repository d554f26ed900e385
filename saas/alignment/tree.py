"""The tree from companies down to goals, as pages read it: one branch at a time, so that it costs what is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from saas import enterprise, plan
from saas.enterprise import EnterpriseGoal
from tenants import organisations
from tenants.organisations import Branch, Company
from tenants.people import Actor
from tenants.web import paged
from tenants.web.paging import Page, page_of

KEYS = [EnterpriseGoal.title_key, EnterpriseGoal.id]


@dataclass(frozen=True)
class Group:
    """A company or a unit in the tree: how many goals are open in it itself, and in all that lies below it."""

    id: UUID
    name: str
    own: int
    whole: int
    is_company: bool = False


@dataclass(frozen=True)
class Leaf:
    """A goal in the tree: what contributes to it, as far as everybody may know. `people` is None for a few."""

    goal: EnterpriseGoal
    goals_below: int
    people: int | None

    @property
    def is_bare(self) -> bool:
        """Whether nothing contributes to it."""
        return self.goals_below == 0 and self.people == 0


def companies() -> list[Group]:
    """The open companies with their numbers: two statements."""
    counts = enterprise.counts()
    found = []
    for company in organisations.companies(open_only=True):
        whole = sum(n for (company_id, _unit), n in counts.items() if company_id == company.id)
        found.append(Group(company.id, company.name, counts.get((company.id, None), 0), whole, is_company=True))
    return found


def groups(company_id: UUID, unit_id: UUID | None = None) -> list[Group]:
    """The units right below a unit, or at the top of a company, with their numbers: one statement."""
    return [Group(unit.id, unit.name, own, whole) for unit, own, whole in enterprise.counts_below(company_id, unit_id)]


def units_page(found: list[Group], args: Any) -> Page[Group]:
    """One page of units; their place in the list goes by `units-after` and `units-before`."""
    keys = {name.removeprefix("units-"): value for name, value in args.items() if name.startswith("units-")}
    return page_of(found, lambda group: str(group.id), keys)


def goals_of(company_id: UUID, unit_id: UUID | None, actor: Actor, **where: Any) -> Page[Leaf]:
    """One page of the goals of a unit, or of a company itself, with what contributes to them: one statement."""
    return leaves(enterprise.goals_in(company_id, unit_id, actor), **where)


def leaves(goals: Select[Any], **where: Any) -> Page[Leaf]:
    """One page of these goals with what contributes to each: one statement."""
    page = paged(goals.add_columns(enterprise.child_count(), plan.contributors()), KEYS, **where)
    threshold = organisations.setting("threshold")
    rows = [Leaf(goal, below, plan.told(people, threshold)) for goal, below, people in page.rows]
    return Page(rows, page.after, page.before)


def own_of(company: Company | None, branch: Branch | None) -> int:
    """How many open goals a unit, or a company itself, has beside those of its units."""
    if company is None:
        return 0
    return enterprise.counts().get((company.id, branch.unit.id if branch else None), 0)
