"""What a policy is found by: its title, and the headings and words of its sections, as they are in force.

It is found by everybody in the index and read again by its rights: who belongs to an audience changes from day to day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from coaching_library.policies import events, policy, queries
from coaching_library.policies.models import Policy
from coaching_library.policies.sheets import PolicySheet
from coaching_library.topics import Topic
from tenants import find
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor
from tenants.web.dates import long_day
from tenants.web.markdown import plain

CHANGES_WHAT_IS_FOUND = (events.PolicyInForce, events.PolicyWithdrawn, events.PolicyChanged)
"""Each happens on the policy."""


def _documents(policy_ids: Collection[UUID]) -> Iterator[Document]:
    for sheet in queries.sheets(policy_ids).values():
        version = sheet.in_force
        if version is None or version.effective_on is None:
            continue
        kind = find.in_every_language(_l("Policy"), Topic(sheet.policy.topic).label)
        words = tuple(part for each in version.content for part in (each.title, plain(each.body)))
        yield Document(sheet.id, f"{sheet.title} {kind}", words, None, version.effective_on)


def _hits(actor: Actor, policy_ids: Collection[UUID]) -> dict[UUID, Hit]:
    found = queries.sheets(policy_ids).values()
    return {each.id: _hit(each) for each in found if each.in_force is not None and policy.can_read(actor, each)}


def _hit(sheet: PolicySheet) -> Hit:
    version = sheet.in_force
    assert version is not None, "it is in force"
    assert version.effective_on is not None, "it is published"
    line = _("%(topic)s, in force since %(day)s", topic=Topic(sheet.policy.topic).label, day=long_day(version.effective_on))
    return Hit(url=f"/policies/{sheet.id}", title=sheet.title, line=str(line), icon="scale")


def _every(after: UUID | None, most: int) -> list[UUID]:
    query = select(Policy.id).order_by(Policy.id).limit(most)
    return list(session().scalars(query if after is None else query.where(Policy.id > after)))


FOUND = Kind("policy", _l("Policies"), _documents, _hits, _every)
