"""What an entry can be about: goals of the agreed plan, their key results and criteria; and by which goals one narrows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from saas import plan
from saas.performance_file.models import FileEntry
from saas.plan import Content, ContentError, Goal, Plan, Scale
from tenants import agreements
from tenants.isolation import session

MOST = 59
"""Choices of one list; beyond that only goals are offered, the first of them."""


@dataclass(frozen=True)
class About:
    """A goal, or a part of it, by which name both know it."""

    goal_id: UUID
    part: str
    label: str

    @property
    def value(self) -> str:
        """As a form sends it."""
        return f"{self.goal_id}/{self.part}" if self.part else str(self.goal_id)


@dataclass(frozen=True)
class Choice:
    """One plan's goals to choose from."""

    heading: str
    items: tuple[About, ...]


def choices(employee_id: UUID) -> list[Choice]:
    """What entries about this person's work can be about: the agreed plans of cycles that run. Three statements a plan."""
    found = [_of(each) for each in plan.running_plans([employee_id]) if each.agreement.active_version_id is not None]
    every = sum(len(choice.items) for choice in found)
    if every <= MOST:
        return found
    left, short = MOST, []
    for choice in found:
        items = tuple(each for each in choice.items if not each.part)[:left]
        left -= len(items)
        short.append(Choice(choice.heading, items))
    return short


def _of(thing: Plan) -> Choice:
    goals = [goal for goal in plan.goals_of(thing.id) if goal.state != "dropped"]
    version = thing.agreement.active_version
    if version is None:
        return Choice(thing.cycle.name, ())
    agreements.with_content([version])
    try:
        content = Content.from_json(version.content)
    except ContentError:  # erased words name nothing
        return Choice(thing.cycle.name, ())
    scale, items = Scale.from_json(thing.cycle.scale), []
    for goal in goals:
        items.append(About(goal.id, "", goal.title))
        written = content.goal(str(goal.key))
        if written is None:
            continue
        items += [About(goal.id, f"results/{each.key}", f"{goal.title} › {each.title}") for each in written.key_results]
        items += [
            About(goal.id, f"criteria/{key}", f"{goal.title} › {scale.level(key).label}")
            for key in scale.keys
            if written.criteria.get(key)
        ]
    return Choice(thing.cycle.name, tuple(items))


def is_goal_of(employee_id: UUID, goal_id: UUID) -> bool:
    """Whether that person has, or had, this goal: one statement."""
    query = select(Goal.id).where(Goal.id == goal_id, Goal.person_id == employee_id)
    return session().scalars(query).first() is not None


def goals_in(file_id: UUID) -> list[tuple[UUID, str]]:
    """The goals that entries of a file are about, by name, at most fifty: one statement."""
    about = select(FileEntry.goal_id).where(FileEntry.file_id == file_id, FileEntry.goal_id.is_not(None))
    query = select(Goal.id, Goal.title).where(Goal.id.in_(about)).order_by(Goal.title, Goal.id).limit(50)
    return [(row[0], row[1]) for row in session().execute(query)]
