"""Lists of policies: those one may read, what is being written, and what is to be looked at again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, literal, select
from sqlalchemy.orm import aliased, defer, joinedload

from coaching_library import audience
from coaching_library.policies.models import PUBLISHED, Policy, PolicyAcknowledgement, PolicyVersion
from coaching_library.policies.queries.one import holds
from coaching_library.topics import Topic
from tenants import organisations
from tenants.isolation import among, anew, session
from tenants.people import Actor

SOON = timedelta(days=30)
"""So long before its review date a policy stands on the desk."""
MOST = 100
"""Lines of each list on the desk."""
PLACES = {topic.value: place for place, topic in enumerate(Topic)}


@dataclass(frozen=True)
class Listed:
    """A policy in a list: enough to order and choose by."""

    id: UUID
    topic: str
    title_key: str
    language: str
    original_id: UUID | None
    state: str
    """in_force, coming or withdrawn."""

    @property
    def family(self) -> UUID:
        """The same for a policy and its counterparts in other languages."""
        return self.original_id or self.id


def listed(actor: Actor) -> list[Listed]:
    """Every published policy that the actor may read, in the order of topics and titles: one statement."""
    now, other, was = aliased(PolicyVersion), aliased(PolicyVersion), aliased(PolicyVersion)
    today = organisations.today()
    in_force = select(now.id).where(now.policy_id == Policy.id, holds(now, today)).correlate(Policy).exists()
    withdrawn = select(was.id).where(was.policy_id == Policy.id, was.state == "withdrawn").correlate(Policy).exists()
    shown = select(other.id).where(other.policy_id == Policy.id, other.state.in_(PUBLISHED)).correlate(Policy).exists()
    state = case((in_force, literal("in_force")), (withdrawn, literal("withdrawn")), else_=literal("coming"))
    columns = Policy.id, Policy.topic, Policy.title_key, Policy.language, Policy.original_id, state
    query = select(*columns).where(Policy.audience.in_(audience.read_by(actor)), shown)
    found = [Listed(*row) for row in session().execute(anew(query))]
    return sorted(found, key=lambda each: (PLACES[each.topic], each.title_key, each.id))


def acknowledgements_of(person_id: UUID, policy_ids: Collection[UUID]) -> dict[UUID, int]:
    """The highest number that somebody acknowledged of each of these policies: one statement."""
    mine = PolicyAcknowledgement.person_id == person_id, among(PolicyAcknowledgement.policy_id, policy_ids)
    query = select(PolicyAcknowledgement.policy_id, PolicyAcknowledgement.no).where(*mine).order_by(PolicyAcknowledgement.no)
    return {row.policy_id: row.no for row in session().execute(query)} if policy_ids else {}


def _open(*where: Any) -> Select[Any]:
    people = joinedload(PolicyVersion.author), joinedload(PolicyVersion.approver)
    query = select(PolicyVersion).join(Policy, Policy.id == PolicyVersion.policy_id).where(*where)
    policy = joinedload(PolicyVersion.policy).joinedload(Policy.owner)
    return query.options(*people, policy, defer(PolicyVersion.sections)).limit(MOST)


def to_come() -> list[PolicyVersion]:
    """What is written, waits for review, or is published for a later day, with its policy: one statement."""
    coming = and_(PolicyVersion.state == "scheduled", PolicyVersion.effective_on > organisations.today())
    query = _open(PolicyVersion.state.in_(("draft", "review")) | coming)
    return list(session().scalars(query.order_by(PolicyVersion.effective_on, Policy.title_key, PolicyVersion.id)))


def to_look_at() -> list[tuple[Policy, PolicyVersion]]:
    """Policies in force whose review date has come or comes soon, with the version in force, the earliest first."""
    today = organisations.today()
    query = (
        select(Policy, PolicyVersion)
        .join(PolicyVersion, and_(PolicyVersion.policy_id == Policy.id, holds(PolicyVersion, today)))
        .where(Policy.review_on <= today + SOON)
        .options(joinedload(Policy.owner), defer(PolicyVersion.sections))
        .order_by(Policy.review_on, Policy.title_key, Policy.id)
        .limit(MOST)
    )
    return [(policy, version) for policy, version in session().execute(query)]
