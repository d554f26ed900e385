"""Asking for feedback, and how a request ends without any."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from flask_babel import gettext as _

from saas.feedback import events, policy, queries, rules
from saas.feedback.actions.giving import draft_for
from saas.feedback.models import OPEN, FeedbackDraft, FeedbackRequest
from saas.feedback.sheets import RequestSheet
from saas.feedback.states import REQUEST
from saas.measures import tidy
from tenants import notices, organisations, people
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, Stale, require
from tenants.organisations import unless_taken
from tenants.people import Actor, Person, Standing


def ask(
    givers: Sequence[Person], subject: Person, *, topic: str, words: str = "", due_on: date | None, by: Actor
) -> list[FeedbackRequest]:
    """Each of these is asked for feedback about the subject until that day, and the subject is told in the same moment.

    One asks about oneself, or about somebody who reports to one today. The same form sent twice asks once. Invalid for
    somebody who has left, for oneself, for the subject, for whom is asked already.
    """
    zone = organisations.organisation().time_zone
    require(policy.may_ask_about(by, people.standings([subject.id], zone).get(subject.id) or Standing(subject.id)))
    words = tidy(words)
    errors = rules.request_problems(words, due_on, topic, organisations.today()) | _giver_problems(givers, subject, by)
    if subject.state == "left":
        errors["report"] = _("This person has left.")
    if errors:
        raise Invalid(errors)
    assert due_on is not None, "it was just looked at"
    return [_ask_one(place, giver, subject, topic, words, due_on, by) for place, giver in enumerate(givers)]


def _giver_problems(givers: Sequence[Person], subject: Person, by: Actor) -> dict[str, str]:
    errors = {} if givers else {field_of(0): _("Say whom you ask.")}
    for place, giver in enumerate(givers):
        field = field_of(place)
        if giver.id == by.id:
            errors[field] = _("This is you. Ask somebody else.")
        elif giver.id == subject.id:
            errors[field] = _("Nobody gives feedback to themselves. Ask somebody else.")
        elif giver.state == "left":
            errors[field] = _("This person has left.")
        elif giver.id in {each.id for each in givers[:place]}:
            errors[field] = _("You name this person twice.")
    return errors


def field_of(place: int) -> str:
    """The name of the field in which the giver at that place is typed."""
    return ("giver", "second_giver", "third_giver")[place]


def _ask_one(place: int, giver: Person, subject: Person, topic: str, words: str, due_on: date, by: Actor) -> FeedbackRequest:
    there = queries.open_between(by.id, giver.id, subject.id)
    already = _("You have asked %(name)s already, and the request is open.", name=giver.called or giver.name)
    if there is not None:
        if (there.topic, there.words) == (topic, words):
            return there
        raise Invalid({field_of(place): already})
    made = FeedbackRequest(
        asker_id=by.id, giver_id=giver.id, subject_id=subject.id, topic=topic, words=words, asked_at=clock.now(), due_on=due_on
    )  # fmt: skip
    with unless_taken(**{field_of(place): already}):
        session().add(made)
    record(events.FeedbackAsked(giver.id), by=by, on=made, about=subject.id)
    url, told = f"/feedback/requests/{made.id}", {"who": by.person, "name": subject, "giver": giver, "until": due_on}
    kind = "feedback.asked_about" if made.is_about_report else "feedback.asked"
    notices.tell(giver.id, kind, on=made, url=url, params=told, by=by)
    notices.tell(subject.id, "feedback.asked_about_you", on=made, url=url, params=told, by=by)
    return made


def accept(sheet: RequestSheet, *, by: Actor) -> FeedbackDraft:
    """Whoever is asked writes: a draft stands, which nobody else can see. A second click finds the same draft.

    NotNow where the request is over.
    """
    require(policy.can_answer_request(by, sheet))
    request = _held(sheet)
    if not RequestSheet(request, sheet.standing, sheet.is_due).is_open:
        raise NotNow(_("This request is over. You can give feedback of your own at any time."))
    draft = draft_for(by, request.subject_id, request.topic, request)
    if request.state == "asked":
        REQUEST.move(request, "accept")
        record(events.FeedbackAccepted(), by=by, on=request, about=request.subject_id)
        session().flush()
    return draft


def decline(sheet: RequestSheet, *, by: Actor, seen: int | None = None) -> FeedbackRequest:
    """Whoever was asked will not write; nobody asks why. The asker and the subject are told. A second click changes nothing.

    What they had begun to write stays in their own drafts. Stale, NotNow.
    """
    require(policy.can_answer_request(by, sheet))
    request = _held(sheet)
    if request.state == "declined":
        return request
    if seen is not None and seen != request.version:
        raise Stale(request, seen)
    if request.state not in OPEN:
        raise NotNow(_("This request is over already."))
    REQUEST.move(request, "decline")
    record(events.FeedbackDeclined(), by=by, on=request, about=request.subject_id)
    session().flush()
    notices.settle(by.id, on=request)
    for each in {request.asker_id, request.subject_id}:
        url = f"/feedback/requests/{request.id}"
        notices.tell(each, "feedback.declined", on=request, url=url, params={"who": by.person}, by=by)
    return request


def expire(request_ids: Collection[UUID]) -> int:
    """These requests can be answered no more; who asked, who was asked, and whom it was about are told. Returns how many.

    Sameboat does it: when the last day is over, when somebody has left, when the asker leads the subject no more.
    """
    done = 0
    for each in request_ids:
        request = get_locked(FeedbackRequest, each)
        if request is None or not REQUEST.may(request, "expire"):
            continue
        had_begun = request.state == "accepted"
        REQUEST.move(request, "expire")
        record(events.FeedbackExpired(), by=None, on=request, about=request.subject_id)
        session().flush()
        done += 1
        _tell_expired(request, had_begun=had_begun)
    return done


def _tell_expired(request: FeedbackRequest, *, had_begun: bool) -> None:
    """Each in words of their own: only whoever had begun to write hears of a draft."""
    known = people.names([request.asker_id, request.giver_id, request.subject_id])
    about = request.is_about_report
    there = {key for key, person in known.items() if person.state != "left"}
    url = f"/feedback/requests/{request.id}"
    notices.settle(request.giver_id, on=request)
    told = {"who": request.giver_id, "name": request.subject_id}
    if request.asker_id in there:
        kind = "feedback.expired" if about else "feedback.expired_mine"
        notices.tell(request.asker_id, kind, on=request, url=url, params=told)
    if about and request.subject_id in there:
        notices.tell(request.subject_id, "feedback.expired_about_you", on=request, url=url, params=told)
    if request.giver_id in there:
        words = {"who": request.asker_id, "name": request.subject_id}
        kind = f"feedback.{'too_late' if had_begun else 'over'}{'_about' if about else ''}"
        notices.tell(request.giver_id, kind, on=request, url=url, params=words)


def end_requests(person_id: UUID) -> None:
    """Somebody has left: nothing is asked of them, by them or about them any more."""
    expire(queries.open_of(person_id))


def end_lines(person_id: UUID) -> None:
    """The line to a person has changed: what a manager asked about them, who leads them no more, is over the same day."""
    expire(queries.lines_ended([person_id]).get(person_id, []))


def _held(sheet: RequestSheet) -> FeedbackRequest:
    fresh = get_locked(FeedbackRequest, sheet.id)
    assert fresh is not None, "a request is never deleted"
    return fresh
