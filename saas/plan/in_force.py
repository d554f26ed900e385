"""What of a person's plans is in force: the goals that both have signed, with their words. Later rooms ask here."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import load_only

from saas.cycle import OPEN_FOR_PLANS, Cycle
from saas.plan import content
from saas.plan.models import Goal, Plan
from saas.plan.queries import resting
from saas.plan.states import ENDINGS, GOAL
from tenants.agreements import Agreement, AgreementVersion
from tenants.isolation import among, get_locked, ids, lasting, session
from tenants.law import NotNow


@dataclass(frozen=True)
class GoalInForce:
    """A goal as it stands, and its words in the version that both have signed."""

    goal: Goal
    words: content.Goal

    @property
    def key(self) -> str:
        """The goal's own name through all versions and cycles."""
        return str(self.goal.key)

    @property
    def is_open(self) -> bool:
        """Whether nobody has said and confirmed yet how it ended."""
        return self.goal.state in ("agreed", "in_progress")


@lasting
def _standing() -> Select[Any]:
    query = select(Goal).join(Plan, Plan.id == Goal.plan_id).join(Cycle, Cycle.id == Plan.cycle_id)
    query = query.join(Agreement, Agreement.id == Plan.agreement_id)
    lives = Agreement.state == "agreed", Cycle.state.in_(OPEN_FOR_PLANS), ~resting(), Goal.state != "dropped"
    return query.where(among(Goal.person_id, ids("people")), *lives).order_by(Cycle.starts_on, Plan.id, Goal.place)


def goals_in_force(person_id: UUID) -> list[GoalInForce]:
    """The goals of a person's plans that are in force and move today, plan by plan in their order: two statements.

    A plan that is being changed counts as it was signed; one that rests, or whose cycle lets plans rest, counts not at all.
    """
    return worded(list(session().scalars(_standing(), {"people": [person_id]})))


def worded(goals: Collection[Goal]) -> list[GoalInForce]:
    """These goals with their words in the versions in which they stand: one statement, and none for no goal."""
    return [GoalInForce(goal, each) for goal, each in _words((goal, goal.version_id) for goal in goals)]


def worded_then(pairs: Collection[tuple[Goal, UUID]]) -> list[GoalInForce]:
    """Goals as they read in the versions named beside them, which may be older ones than they stand in now."""
    return [GoalInForce(goal, each) for goal, each in _words(pairs)]


def _words(pairs: Any) -> list[tuple[Goal, content.Goal]]:
    wanted = list(pairs)
    if not wanted:
        return []
    query = select(AgreementVersion).where(among(AgreementVersion.id, {version for _goal, version in wanted}))
    query = query.options(load_only(AgreementVersion.content))
    read = {}
    for each in session().scalars(query):
        with suppress(content.ContentError):  # erased words say nothing of a goal but what its row does
            read[each.id] = content.Plan.from_json(each.content)
    found = []
    for goal, version in wanted:
        words = read[version].goal(str(goal.key)) if version in read else None
        found.append((goal, words or content.Goal(str(goal.key), goal.kind, goal.title, weight=goal.weight)))
    return found


def with_goals_in_force(person_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people who have a goal in force today: one statement."""
    query = _standing().options(load_only(Goal.person_id))
    return {goal.person_id for goal in session().scalars(query, {"people": list(person_ids)})}


def goals_by_id(goal_ids: Collection[UUID]) -> dict[UUID, Goal]:
    """Goals by their ids, also those that are over: one statement."""
    return {goal.id: goal for goal in session().scalars(select(Goal).where(among(Goal.id, goal_ids)))}


def take_up_work(goal_id: UUID) -> None:
    """Somebody has said how it goes: the goal is in progress. One that is further stays as it is."""
    goal = get_locked(Goal, goal_id)
    if goal is not None and GOAL.may(goal, "begin"):
        GOAL.move(goal, "begin")
        session().flush()


def end_goal(goal_id: UUID, state: str) -> None:
    """Both say how the goal ended: reached, partly, or not. Raises NotNow where it is over already."""
    goal = get_locked(Goal, goal_id)
    verb = {target: verb for verb, target in ENDINGS.items()}[state]
    if goal is None or not GOAL.may(goal, verb):
        raise NotNow("goal: it is over")
    GOAL.move(goal, verb)
    session().flush()
