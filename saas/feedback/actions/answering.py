"""What follows on feedback: it is opened, responded to, thanked for, shared."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _

from saas.feedback import events, policy, queries, rules
from saas.feedback.models import Feedback, FeedbackAnswer, FeedbackSharing
from saas.feedback.sheets import Sheet
from saas.feedback.states import FEEDBACK
from saas.measures import tidy
from tenants import journal, notices
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor


def show(sheet: Sheet, *, by: Actor) -> Feedback:
    """The actor has opened it. From the first time that somebody other than its giver does, its words stand.

    Whoever may read it. That somebody reads what was said about somebody else is journaled, once a day.
    """
    ground = policy.ground(by, sheet)
    require(ground is not None)
    assert ground is not None
    feedback = sheet.feedback
    if ground.kind == "giver":
        return feedback
    journal.record_reading(by=by, on=feedback, about=feedback.subject_id, stands_for=ground.for_id)
    if feedback.state == "given":
        feedback = _held(sheet)
        if FEEDBACK.may(feedback, "show"):
            feedback.shown_at = clock.now()
            FEEDBACK.move(feedback, "show")
            record(events.FeedbackOpened(), by=by, on=feedback, about=feedback.subject_id)
    notices.settle(by.id, on=feedback)
    session().flush()
    return feedback


def respond(sheet: Sheet, words: str, *, by: Actor) -> FeedbackAnswer:
    """The words stand beside the feedback, for everybody who reads it. The other of the two is told, and the manager who asked.

    The subject; and the giver, who answers a response once: NotNow where there is none that they have not answered. Invalid
    without words. The same words sent twice stand once.
    """
    require(policy.can_respond(by, sheet))
    words = tidy(words)
    errors = rules.response_problems(words)
    if errors:
        raise Invalid(errors)
    feedback = _held(sheet)
    last = queries.answer_of(feedback.id, by.id, "response")
    if last is not None and last.words == words:
        return last
    answers = by.id == feedback.giver_id
    if answers and not queries.waits_for_giver(feedback):
        raise NotNow(_("There is no response that you have not answered. What is new is worth feedback of its own."))
    made = _said(feedback.id, "response", words, by)
    happened = events.FeedbackAnswered() if answers else events.FeedbackResponded()
    record(happened, by=by, on=feedback, about=feedback.subject_id)
    url, told = f"/feedback/{feedback.id}", {"who": by.person}
    other, kind = (feedback.subject_id, "answered") if answers else (feedback.giver_id, "responded")
    notices.tell(other, f"feedback.{kind}", on=feedback, url=url, params=told, by=by, mail=True)
    if feedback.asker_id is not None and feedback.asker_id == sheet.manager_id:
        notices.tell(feedback.asker_id, "feedback.responded_to_asker", on=feedback, url=url, params=told, by=by)
    return made


def thank(sheet: Sheet, *, by: Actor) -> FeedbackAnswer:
    """Whoever gave it is thanked, once by each. The subject, and the manager who asked; a second click changes nothing."""
    require(policy.can_thank(by, sheet))
    feedback = _held(sheet)
    there = queries.answer_of(feedback.id, by.id, "thanks")
    if there is not None:
        return there
    made = _said(feedback.id, "thanks", "", by)
    record(events.FeedbackThanked(), by=by, on=feedback, about=feedback.subject_id)
    notices.tell(
        feedback.giver_id, "feedback.thanked", on=feedback, url=f"/feedback/{feedback.id}", params={"who": by.person}, by=by
    )
    return made


def share(sheet: Sheet, *, by: Actor, with_id: UUID | None = None) -> FeedbackSharing:
    """The manager who leads the subject today reads it, with what is said to it, while they lead. It is not taken back.

    Only the subject. `with_id` is the manager whom the page named: NotNow where somebody else leads meanwhile, where nobody
    does, and where that manager gave it. A second click changes nothing.
    """
    require(policy.can_share(by, sheet))
    feedback, leads = _held(sheet), sheet.standing.manager_id
    if leads is None:
        raise NotNow(_("Nobody leads you today, so there is nobody to share it with."))
    if with_id is not None and with_id != leads:
        raise NotNow(_("Somebody else leads you since you opened this page. Look who it is, then share it."))
    if leads in (feedback.giver_id, feedback.asker_id):
        raise NotNow(_("Your manager reads it already."))
    there = queries.sharing_with(feedback.id, leads)
    if there is not None:
        return there
    made = FeedbackSharing(feedback_id=feedback.id, manager_id=leads, at=clock.now())
    session().add(made)
    session().flush()
    record(events.FeedbackShared(leads), by=by, on=feedback, about=feedback.subject_id)
    url = f"/feedback/{feedback.id}"
    notices.tell(leads, "feedback.shared", on=feedback, url=url, params={"who": by.person}, by=by)
    return made


def _said(feedback_id: UUID, kind: str, words: str, by: Actor) -> FeedbackAnswer:
    made = FeedbackAnswer(feedback_id=feedback_id, author_id=by.id, kind=kind, words=words, at=clock.now())
    session().add(made)
    session().flush()
    return made


def _held(sheet: Sheet) -> Feedback:
    fresh = get_locked(Feedback, sheet.id)
    assert fresh is not None, "feedback is never deleted"
    return fresh
