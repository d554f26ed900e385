"""Writing feedback and giving it, asked or not."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from saas.feedback import events, policy, rules
from saas.feedback.models import Feedback, FeedbackDraft, FeedbackRequest, FeedbackWording
from saas.feedback.queries import wording
from saas.feedback.sheets import RequestSheet, Sheet, Writing
from saas.feedback.states import FEEDBACK, REQUEST
from saas.feedback.topics import KINDS
from tenants import notices
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, Stale, require
from tenants.organisations import unless_taken
from tenants.people import Actor, Person


def begin(subject: Person, topic: str, *, by: Actor) -> FeedbackDraft:
    """The actor has a draft of feedback of that kind to the subject; the one they have begun already, where there is one.

    Everybody may, to everybody but themselves. Invalid for somebody who has left, and for oneself.
    """
    if not policy.may_give(by, subject.id):
        raise Invalid({"person": _("This is you. Nobody gives feedback to themselves; private notes are yours alone.")})
    if subject.state == "left":
        raise Invalid({"person": _("This person has left.")})
    if topic not in KINDS:
        raise Invalid({"topic": _("Choose one.")})
    return draft_for(by, subject.id, topic, None)


def draft_for(by: Actor, subject_id: UUID, topic: str, request: FeedbackRequest | None) -> FeedbackDraft:
    """The actor's draft for this, there already or made now."""
    request_id = request.id if request is not None else None
    query = select(FeedbackDraft).where(
        FeedbackDraft.author_id == by.id,
        FeedbackDraft.subject_id == subject_id,
        FeedbackDraft.topic == topic,
        FeedbackDraft.request_id == request_id if request_id is not None else FeedbackDraft.request_id.is_(None),
    )
    there = session().scalars(query).one_or_none()
    if there is not None:
        return there
    made = FeedbackDraft(
        author_id=by.id, subject_id=subject_id, request_id=request_id, topic=topic, answers={}, saved_at=clock.now()
    )
    try:
        with unless_taken(person=""):
            session().add(made)
    except Invalid:  # of two clicks at once the other one made it
        return session().scalars(query).one()
    return made


def save(writing: Writing, answers: Mapping[str, str], *, by: Actor, seen: int) -> FeedbackDraft:
    """The draft holds these answers. Its author; Stale where another window saved since and did not write the same; Invalid.

    NotNow where it was given meanwhile, or let go.
    """
    require(policy.can_write(by, writing))
    draft = _held(writing)
    words = rules.tidied(answers, draft.topic)
    errors = rules.too_long(words)
    if errors:
        raise Invalid(errors)
    if words == {key: draft.answers.get(key, "") for key in words}:
        return draft
    if seen != draft.version:
        raise Stale(draft, seen)
    draft.answers, draft.saved_at, draft.version = words, clock.now(), draft.version + 1
    session().flush()
    return draft


def drop(writing: Writing, *, by: Actor) -> None:
    """The draft is gone, with its words. A request that it was to answer stays open. A second click changes nothing."""
    require(policy.can_write(by, writing))
    if writing.draft is None:
        return
    session().delete(_held(writing))
    session().flush()


def give(writing: Writing, answers: Mapping[str, str], *, by: Actor, seen: int, own: bool = False) -> Feedback:
    """The subject can read it, and is told; so does the manager who asked for it. A second click finds what the first one gave.

    Invalid without a word; Stale where another window wrote otherwise. Where the request is over meanwhile, NotNow, unless
    it is given as the actor's `own`: then only the subject reads it.
    """
    require(policy.can_write(by, writing))
    if writing.given is not None:
        return writing.given
    draft = _held(writing)
    words = rules.tidied(answers, draft.topic)
    errors = rules.problems(words)
    if errors:
        raise Invalid(errors)
    if seen != draft.version and words != {key: draft.answers.get(key, "") for key in words}:
        raise Stale(draft, seen)
    if draft.subject.state == "left":
        raise NotNow(_("%(name)s has left. Your words stay in your draft.", name=draft.subject.name))
    request = _answered(writing, own)
    manager = request.asker_id if request is not None and request.is_about_report else None
    made = Feedback(
        giver_id=by.id, subject_id=draft.subject_id, asker_id=manager, request_id=request.id if request else None,
        draft_id=draft.id, topic=draft.topic, given_at=clock.now(), state="given", version=1,
    )  # fmt: skip
    session().add(made)
    session().flush()
    session().add(_wording(made, 1, words))
    subject = draft.subject
    session().delete(draft)
    if request is not None:
        REQUEST.move(request, "give")
        notices.settle(by.id, on=request)
    session().flush()
    record(events.FeedbackGiven(made.topic, manager), by=by, on=made, about=made.subject_id)
    url = f"/feedback/{made.id}"
    notices.tell(made.subject_id, "feedback.given", on=made, url=url, params={"who": by.person}, by=by)
    if manager is not None:
        told = {"who": by.person, "name": subject}
        notices.tell(manager, "feedback.given_to_asker", on=made, url=url, params=told, by=by)
    return made


def _answered(writing: Writing, own: bool) -> FeedbackRequest | None:
    """The request that is answered, under its lock; None for feedback of one's own. NotNow where the request is over."""
    if writing.asked is None:
        return None
    request = get_locked(FeedbackRequest, writing.asked.id)
    assert request is not None, "a request is never deleted"
    if RequestSheet(request, writing.asked.standing, writing.asked.is_due).is_open:
        return request
    if not own:
        raise NotNow(_("The request is over. You can still give it as your own: then only the one whom it is about reads it."))
    return None


def change(sheet: Sheet, answers: Mapping[str, str], *, by: Actor, seen: int | None = None) -> Feedback:
    """It reads so from now on. Whoever gave it, as long as nobody else has opened it; Invalid, Stale, NotNow."""
    require(policy.can_change(by, sheet))
    feedback = get_locked(Feedback, sheet.id)
    assert feedback is not None, "feedback is never deleted"
    words = rules.tidied(answers, feedback.topic)
    errors = rules.problems(words)
    if errors:
        raise Invalid(errors)
    if not FEEDBACK.may(feedback, "change"):
        raise NotNow(_("It was opened meanwhile, so its words stand. You can give further feedback at any time."))
    if seen is not None and seen != feedback.version:
        raise Stale(feedback, seen)
    last = wording(feedback.id)
    if last.said == {key: text for key, text in words.items() if text}:
        return feedback
    FEEDBACK.move(feedback, "change")
    session().add(_wording(feedback, last.no + 1, words))
    record(events.FeedbackChanged(last.no + 1), by=by, on=feedback, about=feedback.subject_id)
    session().flush()
    return feedback


def _wording(feedback: Feedback, no: int, words: Mapping[str, str]) -> FeedbackWording:
    said = [{"question": key, "words": text} for key, text in words.items() if text]
    return FeedbackWording(feedback_id=feedback.id, no=no, answers=said, at=clock.now())


def _held(writing: Writing) -> FeedbackDraft:
    fresh = get_locked(FeedbackDraft, writing.draft.id) if writing.draft is not None else None
    if fresh is None:
        raise NotNow(_("This draft was given in another window, or let go."))
    return fresh
