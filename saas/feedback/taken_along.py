"""Feedback as its subject takes it along: how it reads, question by question, and what was said to it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.feedback import topics
from saas.feedback.models import Feedback, FeedbackAnswer, FeedbackWording
from saas.taken_along import Said, Told
from tenants.isolation import among, session


def taken_along(feedback_ids: Collection[UUID]) -> Told:
    """Of each of these the words that count, then the responses. For its subject; three statements."""
    both = joinedload(Feedback.giver), joinedload(Feedback.subject)
    of = {one.id: one for one in session().scalars(select(Feedback).where(among(Feedback.id, feedback_ids)).options(*both))}
    query = select(FeedbackWording).where(among(FeedbackWording.feedback_id, of)).order_by(FeedbackWording.no)
    for wording in {each.feedback_id: each for each in session().scalars(query)}.values():
        one = of[wording.feedback_id]
        for key, words in wording.said.items():
            on = topics.question(one.topic, key, one.subject.called or one.subject.name) or _("A question")
            yield one.id, Said(str(on), words, one.giver.name, one.given_at)
    said = select(FeedbackAnswer).where(among(FeedbackAnswer.feedback_id, of)).options(joinedload(FeedbackAnswer.author))
    for each in session().scalars(said.order_by(FeedbackAnswer.id)):
        words = each.words if each.kind == "response" else _("Thank you.")
        yield each.feedback_id, Said(_("Response"), words, each.author.name, each.at)
