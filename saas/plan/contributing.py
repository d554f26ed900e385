"""What agreed goals contribute to: checked when a plan is proposed, kept in step when it is signed or ends, and counted.

Others' goals are content of their plans: whoever may not read a plan learns no more than how many people contribute, and
below the organisation's threshold not even that.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, and_, delete, exists, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from saas import enterprise
from saas.cycle import Cycle
from saas.measures import Problem
from saas.plan.content import ContentError, Contribution
from saas.plan.content import Plan as Content
from saas.plan.models import Goal, Plan, PlanContribution
from saas.plan.sheets import Sheet
from tenants import people
from tenants.agreements import Agreement, AgreementSignature, AgreementVersion
from tenants.agreements.lines import Path
from tenants.isolation import session
from tenants.people import Actor

Where = dict[Path, Contribution]


def lines_of(content: Content) -> Where:
    """Every contribution of a content by its place."""
    found: Where = {}
    for goal in content.goals:
        for key, to in goal.contributions:
            inner = () if key is None else ("key_results", key)
            found[("goals", goal.key, *inner, "contributes")] = to
    return found


def settled(sheet: Sheet, content: Content) -> tuple[Content, list[Problem]]:
    """The content with the labels of today, and what keeps it from being proposed: a goal that is none, or is over.

    What stands so in the version it goes on from stays as it is: nobody has to take up a line again that both have read.
    """
    wanted = lines_of(content)
    known = _read(sheet.talk.last_version) | _read(sheet.agreement.active_version)
    new = {path: to for path, to in wanted.items() if to not in known}
    there = enterprise.targets([_pair(to) for to in new.values()]) if new else {}
    problems, labels = [], {}
    for path, to in new.items():
        found = there.get(_pair(to))
        if found is None or found.goal.state != "open" or (found.result is not None and not found.result.stands):
            message = _("This goal is not open any more. Choose another one, or leave the field empty.")
            problems.append(Problem(path, "goal.contributes", message))
        else:
            labels[path] = replace(to, label=found.label)
    return _relabelled(content, labels), problems


def _relabelled(content: Content, labels: Where) -> Content:
    if not labels:
        return content
    goals = []
    for goal in content.goals:
        at = ("goals", goal.key)
        results = tuple(
            replace(each, contributes=labels.get((*at, "key_results", each.key, "contributes"), each.contributes))
            for each in goal.key_results
        )
        own = labels.get((*at, "contributes"), goal.contributes)
        goals.append(replace(goal, contributes=own, key_results=results))
    return replace(content, goals=tuple(goals))


def _read(version: AgreementVersion | None) -> set[Contribution]:
    try:
        return set(lines_of(Content.from_json(version.content)).values()) if version is not None else set()
    except ContentError:  # erased words are no plan, and contribute to nothing
        return set()


def _pair(to: Contribution) -> tuple[UUID, UUID | None]:
    return UUID(to.goal), UUID(to.result) if to.result else None


def stand(plan: Plan, version: AgreementVersion, content: Content, goals: Collection[Goal]) -> None:
    """What the agreed version contributes to is what the plan contributes to."""
    clear(plan)
    ids = {str(goal.key): goal.id for goal in goals}
    wanted = [(goal.key, key, to) for goal in content.goals for key, to in goal.contributions]
    there = enterprise.targets([_pair(to) for _goal, _key, to in wanted])
    for goal_key, key, to in wanted:
        if _pair(to) not in there:
            continue
        session().add(
            PlanContribution(
                plan_id=plan.id,
                person_id=plan.person_id,
                goal_id=ids[goal_key],
                version_id=version.id,
                result_key=UUID(key) if key else None,
                to_goal_id=UUID(to.goal),
                to_result_id=UUID(to.result) if to.result else None,
            )
        )
    session().flush()


def clear(plan: Plan) -> None:
    """The plan contributes to nothing any more: it has ended, or is about to say anew."""
    session().execute(delete(PlanContribution).where(PlanContribution.plan_id == plan.id))


def contributions_of(who: UUID) -> list[PlanContribution]:
    """What the agreed goals of a person contribute to in cycles that are not over, in the plan's order: one statement."""
    query = (
        select(PlanContribution)
        .join(Goal, Goal.id == PlanContribution.goal_id)
        .join(Plan, Plan.id == PlanContribution.plan_id)
        .join(Cycle, Cycle.id == Plan.cycle_id)
        .where(PlanContribution.person_id == who, Cycle.state.not_in(("closed", "archived", "cancelled")))
        .options(contains_eager(PlanContribution.goal), contains_eager(PlanContribution.plan))
        .order_by(Cycle.starts_on.desc(), Plan.id, Goal.place, PlanContribution.id)
    )
    return list(session().scalars(query))


def contributors() -> Any:
    """How many people contribute to the goal of the enterprise in the row, or to a key result of it: a column for a list of
    these. For the reader it goes through `told`, which keeps the organisation's threshold.
    """
    query = select(func.count(PlanContribution.person_id.distinct())).where(
        PlanContribution.to_goal_id == enterprise.EnterpriseGoal.id,
        PlanContribution.tenant_id == enterprise.EnterpriseGoal.tenant_id,
    )
    return query.correlate(enterprise.EnterpriseGoal).scalar_subquery()


def contributors_of(goal_id: UUID) -> int:
    """How many people contribute to this goal of the enterprise; see `contributors`."""
    query = select(func.count(PlanContribution.person_id.distinct())).where(PlanContribution.to_goal_id == goal_id)
    return session().scalar(query) or 0


def told(number: int, threshold: int) -> int | None:
    """A number of people as everybody may know it: None stands for a few, of whom one must not guess who they are."""
    return number if number == 0 or number >= threshold else None


def goals_contributing(goal_id: UUID, actor: Actor) -> Select[Any]:
    """The agreed goals that contribute to this goal of the enterprise and whose plan the actor may read, each with its
    person, as a query for `paged` (by id).
    """
    return (
        select(PlanContribution)
        .join(Plan, Plan.id == PlanContribution.plan_id)
        .join(Agreement, Agreement.id == Plan.agreement_id)
        .where(PlanContribution.to_goal_id == goal_id, _readable(actor))
        .options(joinedload(PlanContribution.person), joinedload(PlanContribution.goal), joinedload(PlanContribution.to_result))
    )


def _readable(actor: Actor) -> Any:
    """The condition that `policy.can_read_version` holds for the agreed version behind a contribution."""
    who = PlanContribution.person_id
    reasons: list[Any] = [Agreement.first_id == actor.id]
    if actor.report_ids:
        reasons.append(and_(Agreement.second_id == actor.id, who.in_(actor.report_ids)))
    signed = AgreementSignature.version_id == PlanContribution.version_id
    own = and_(signed, AgreementSignature.person_id == actor.id, AgreementSignature.tenant_id == PlanContribution.tenant_id)
    reasons.append(exists().where(own))
    if actor.is_hr:
        outside = and_(Agreement.first_id != actor.id, Agreement.second_id != actor.id)
        reasons += [and_(outside, _accompanied(by, who)) for by in actor.partnerships]
    return or_(*reasons)


def _accompanied(by: people.Partnership, who: Any) -> Any:
    """The condition that somebody is accompanied in that partnership, and it opens the version behind the contribution."""
    near = true() if by.is_hr_head else people.accompanied(who, by.unit_ids, by.manager_ids)
    if by.opens_from is None:
        return near
    version = AgreementVersion.id == PlanContribution.version_id, AgreementVersion.tenant_id == PlanContribution.tenant_id
    return and_(near, exists().where(*version, AgreementVersion.proposed_at >= by.opens_from))
