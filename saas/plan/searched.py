"""What plans are found by: the words that were proposed or signed, by the two who sit at the plan today and nobody else."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.plan import finding, policy
from saas.plan.content import Plan as Content
from saas.plan.models import Plan
from tenants import agreements, organisations
from tenants.agreements import Agreement
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor

CHANGES_WHAT_IS_FOUND = (
    agreements.VersionProposed,
    agreements.VersionWithdrawn,
    agreements.VersionAgreed,
    agreements.PartyChanged,
    agreements.AgreementEnded,
    agreements.AgreementResumed,
)


def _documents(plan_ids: Collection[UUID]) -> Iterator[Document]:
    """Of plans on which something was proposed: the version in force and the latest one. A draft is nobody's to find."""
    to = joinedload(Plan.agreement)
    words = (to.joinedload(Agreement.active_version), to.joinedload(Agreement.last_version))
    query = select(Plan).where(Plan.id.in_(plan_ids)).options(joinedload(Plan.cycle), joinedload(Plan.person), to, *words)
    for plan in session().scalars(query):
        agreement = plan.agreement
        versions = {v.no: v for v in (agreement.active_version, agreement.last_version) if v is not None}
        if not versions:
            continue
        yield Document(
            source_id=plan.id,
            title=f"{plan.cycle.name} {plan.person.name}",
            words=tuple(text for version in versions.values() for text in _texts(Content.from_json(version.content))),
            readers=frozenset({plan.person_id} | ({agreement.second_id} if agreement.second_id else set())),
            shown_on=organisations.day_of(max(version.proposed_at for version in versions.values())),
        )


def _texts(content: Content) -> Iterator[str]:
    """What the two wrote in a version, in the order in which it stands there; not the words that the program branches on."""
    yield content.words
    for goal in content.goals:
        yield from (goal.title, goal.words, *goal.criteria.values())
        yield from (text for result in goal.key_results for text in (result.title, *result.levels))
        yield from (support.words for support in goal.support)
        yield from (to.label for to in (goal.contributes, *(r.contributes for r in goal.key_results)) if to is not None)


def _hits(actor: Actor, plan_ids: Collection[UUID]) -> dict[UUID, Hit]:
    return {
        sheet.plan.id: Hit(
            url=f"/plan/plans/{sheet.plan.id}",
            title=_("Performance plan of %(name)s", name=sheet.plan.person.name),
            line=sheet.plan.cycle.name,
            icon="signature",
        )
        for sheet in finding.sheets(plan_ids, actor.id)
        if policy.reads_all(actor, sheet)
    }


def _every(after: UUID | None, most: int) -> list[UUID]:
    query = select(Plan.id).order_by(Plan.id).limit(most)
    return list(session().scalars(query if after is None else query.where(Plan.id > after)))


FOUND = Kind("plan", _l("Plans"), _documents, _hits, _every)
