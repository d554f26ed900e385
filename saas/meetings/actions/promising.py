"""Promises: what each undertakes, until the other says that it is kept, or both drop it."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from saas.meetings import policy
from saas.meetings.actions.agenda import sound
from saas.meetings.events import PromiseAnswered, PromiseKept, PromiseMade
from saas.meetings.models import LIVE, Meeting, MeetingPromise, MeetingPromiseAnswer
from saas.meetings.rules import PROMISES
from saas.meetings.sheets import MeetingSheet, PromiseSheet
from saas.meetings.states import PROMISE
from tenants import notices, organisations
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor, Person

YEARS = timedelta(days=800)
"""How far ahead the day of a promise may lie."""


def promise(
    sheet: MeetingSheet, owner: str, words: str, due_on: date | None, *, by: Actor, kind: str = "promise"
) -> MeetingPromise:
    """A promise stands at this 1:1: of the actor (`owner` "me") or of the other ("other").

    The two may write promises down while the minutes can be written; the other is told of one that is theirs. The next step of
    a coaching 1:1 is written by the employee alone, the offer of help by the manager alone: Invalid otherwise.
    """
    require(policy.can_act(by, sheet))
    meeting = get_locked(Meeting, sheet.id)
    if meeting is None or not policy.can_write_minutes(by, sheet):
        raise NotNow(_("These minutes are confirmed: put it down at the next 1:1."))
    text = sound(words, needed=_("Write down what is promised."))
    owner_id = {"me": by.id, "other": meeting.other(by.id)}.get(owner)
    if owner_id is None:
        raise Invalid({"owner": _("Choose who promises it.")})
    theirs = {"step": meeting.employee_id, "help": meeting.manager_id}.get(kind)
    if theirs is not None and not owner_id == by.id == theirs:
        raise Invalid({"": _("A next step is the employee’s own, and an offer of help the manager’s: each writes theirs.")})
    today = organisations.today()
    if due_on is not None and not today - timedelta(days=31) <= due_on <= today + YEARS:
        raise Invalid({"due_on": _("Choose a day between today and two years ahead.")})
    pair = MeetingPromise.employee_id == meeting.employee_id, MeetingPromise.manager_id == meeting.manager_id
    get_locked(Person, meeting.employee_id)
    same = [each for each in session().scalars(select(MeetingPromise).where(
        *pair, MeetingPromise.meeting_id == meeting.id, MeetingPromise.words == text, MeetingPromise.state == "open",
        MeetingPromise.owner_id == owner_id,
    )) if each.due_on == due_on]  # fmt: skip
    if same:
        return same[0]  # a second click
    if (session().scalar(select(func.count()).where(*pair, MeetingPromise.state.in_(LIVE))) or 0) >= PROMISES:
        raise NotNow(_("%(most)s promises are open between you. Settle some of them first.", most=PROMISES))
    made = MeetingPromise(
        employee_id=meeting.employee_id,
        manager_id=meeting.manager_id,
        meeting_id=meeting.id,
        owner_id=owner_id,
        author_id=by.id,
        kind=kind if kind in ("step", "help") else "promise",
        words=text,
        due_on=due_on,
        made_at=clock.now(),
    )
    session().add(made)
    session().flush()
    record(PromiseMade(owner_id), by=by, on=made, about=meeting.employee_id)
    if owner_id != by.id:
        _tell("meetings.promise_made", made, by)
    return made


def _tell(kind: str, promise_: MeetingPromise, by: Actor) -> None:
    other, url = promise_.other(by.id), f"/meetings/with/{by.id}#promises"
    notices.tell(other, kind, on=promise_, url=url, params={"who": by.person}, by=by)


NEEDS_WORDS = ("not_yet", "ask_drop")
TELLS = {
    "done": "meetings.promise_done",
    "keep": "meetings.promise_kept",
    "not_yet": "meetings.promise_not_yet",
    "ask_drop": "meetings.promise_drop_asked",
    "drop": "meetings.promise_dropped",
    "go_on": "meetings.promise_goes_on",
}


def answer_promise(sheet: PromiseSheet, verb: str, words: str = "", *, by: Actor, seen: int | None = None) -> None:
    """Something is said about a promise: by its owner that it is done, by the other that it is kept or not yet; either asks to
    drop it, and the other agrees. What was said stays beside it.

    Refuses what is not the actor's to say (Refused), what does not fit where it stands (NotNow), an older page (Stale), and
    “not yet” or a wish to drop it without words (Invalid).
    """
    require(policy.can_act(by, sheet))
    row = get_locked(MeetingPromise, sheet.id)
    assert row is not None, "a promise is never deleted"
    if verb not in policy.answers(by, sheet):
        raise NotNow(_("This can’t be said of the promise as it stands now."))
    needed = _("Say in a few words why: the other one reads it.") if verb in NEEDS_WORDS else ""
    text = sound(words, needed=needed)
    PROMISE.move(row, verb, seen=seen)
    row.asked_by_id = by.id if row.state == "dropping" else None
    said = MeetingPromiseAnswer(promise_id=row.id, by_id=by.id, answer=verb, words=text, at=clock.now())
    session().add(said)
    session().flush()
    notices.settle_all([row])
    happened = PromiseKept(row.owner_id) if row.state == "kept" else PromiseAnswered(row.state)
    record(happened, by=by, on=row, about=row.employee_id)
    if verb in TELLS:
        _tell(TELLS[verb], row, by)


DUE = "meetings.promise_due"
LATE = timedelta(days=14)
"""How late somebody is still told that a promise was due."""


def tell_due(most: int) -> int:
    """Owners of at most that many open promises whose day has come are told so, each once. Returns how many were told."""
    today = organisations.today()
    query = select(MeetingPromise).where(
        MeetingPromise.state == "open",
        MeetingPromise.due_on.between(today - LATE, today),
        ~notices.is_told(DUE, MeetingPromise.id),
    )
    rows = list(session().scalars(query.order_by(MeetingPromise.id).limit(most).with_for_update(skip_locked=True)))
    told = [
        notices.Telling(
            each.owner_id,
            each,
            f"/meetings/with/{each.other(each.owner_id)}#promise-{each.id}",
            {"with": each.other(each.owner_id), "on": each.due_on},
        )
        for each in rows
    ]
    notices.tell_each(told, DUE)
    return len(told)
