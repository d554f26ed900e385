"""What feedback is found by: its words, by whoever gave it, whom it is about, and the managers who may read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.feedback import events, policy, queries, topics
from saas.feedback.models import Feedback, FeedbackSharing, FeedbackWording
from saas.feedback.sheets import Sheet
from tenants import find, organisations
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor

CHANGES_WHAT_IS_FOUND = (events.FeedbackGiven, events.FeedbackChanged, events.FeedbackShared)


def _documents(feedback_ids: Collection[UUID]) -> Iterator[Document]:
    """Whom it is from and about, of which kind, and how it reads. The manager who asked, and those with whom it was shared,
    are readers for good; the rights of this room decide at the end whether they lead today.
    """
    query = select(FeedbackWording).where(FeedbackWording.feedback_id.in_(feedback_ids)).order_by(FeedbackWording.no)
    last = {wording.feedback_id: wording for wording in session().scalars(query)}
    both = joinedload(Feedback.giver), joinedload(Feedback.subject)
    shared: dict[UUID, set[UUID]] = {}
    for sharing in session().scalars(select(FeedbackSharing).where(FeedbackSharing.feedback_id.in_(feedback_ids))):
        shared.setdefault(sharing.feedback_id, set()).add(sharing.manager_id)
    for one in session().scalars(select(Feedback).where(Feedback.id.in_(last)).options(*both)):
        asker = {one.asker_id} if one.asker_id is not None else set()
        readers = frozenset({one.giver_id, one.subject_id} | asker | shared.get(one.id, set()))
        kind = find.in_every_language(_l("Feedback"), topics.TOPICS[one.topic].label)
        title = f"{one.giver.name} {one.subject.name} {kind}"
        yield Document(one.id, title, tuple(last[one.id].said.values()), readers, organisations.day_of(one.given_at))


def _hits(actor: Actor, feedback_ids: Collection[UUID]) -> dict[UUID, Hit]:
    """Whom it is from and about, and no word of it: finding it opens nothing."""
    return {sheet.id: _hit(actor, sheet) for sheet in queries.sheets(feedback_ids) if policy.can_read(actor, sheet)}


def _hit(actor: Actor, sheet: Sheet) -> Hit:
    one = sheet.feedback
    if actor.id == one.giver_id:
        title = _("Feedback to %(name)s", name=one.subject.name)
    elif actor.id == one.subject_id:
        title = _("Feedback from %(name)s", name=one.giver.name)
    else:
        title = _("Feedback from %(giver)s to %(name)s", giver=one.giver.name, name=one.subject.name)
    return Hit(url=f"/feedback/{one.id}", title=title, line=one.name, icon="message-square")


def _every(after: UUID | None, most: int) -> list[UUID]:
    query = select(Feedback.id).order_by(Feedback.id).limit(most)
    return list(session().scalars(query if after is None else query.where(Feedback.id > after)))


FOUND = Kind("feedback", _l("Feedback"), _documents, _hits, _every)
