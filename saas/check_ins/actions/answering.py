"""The manager answers, and both may say more to a point. Nobody changes what the other said."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from saas import plan
from saas.check_ins import events, policy, queries, rules
from saas.check_ins.actions.drafting import drop_draft
from saas.check_ins.models import CheckIn, CheckInReply, CheckInRhythm
from saas.check_ins.rules import Answer
from saas.check_ins.sheets import CheckInSheet, GoalSpoken, Spoken
from saas.check_ins.states import CHECK_IN
from tenants import journal, notices, organisations
from tenants.isolation import clock, get_locked, session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor

Mark = tuple[str, str | None, str | None]
"""What a reply says: words, who did the work, how a claimed goal ended."""


def answer(sheet: CheckInSheet, said: Answer, *, by: Actor, seen: int | None = None) -> CheckIn:
    """The manager has answered at least one point: both have spoken, and the statement stands.

    A claim that they see the same way ends the goal; a difference stays as one. The same answer once more changes nothing.
    Only the manager in force; Invalid; Stale where the employee said it anew meanwhile; NotNow.
    """
    require(policy.can_answer(by, sheet))
    rhythm = get_locked(CheckInRhythm, sheet.pair.id)
    check_in = get_locked(CheckIn, sheet.id)
    assert check_in is not None, "a check-in is never deleted"
    assert rhythm is not None, "nor is a rhythm"
    spoken = queries.spoken(check_in.id)
    if spoken is not None and check_in.state == "answered" and _said_already(spoken, said, by):
        return check_in
    if spoken is None or check_in.state != "submitted":
        raise NotNow(_("This check-in does not wait for an answer: nothing is said yet, or it is answered."))
    if seen is not None and seen != check_in.version:
        raise Stale(check_in, seen)
    errors = rules.answer_problems(said)
    if errors:
        raise Invalid(errors)
    CHECK_IN.move(check_in, "answer")
    check_in.answered_at, rhythm.talked_on = clock.now(), organisations.today()
    for point, words in (("", said.words), ("win", said.win)):
        if words:
            session().add(CheckInReply(check_in_id=check_in.id, author_id=by.id, point=point, words=words, at=clock.now()))
    for goal in spoken.goals:
        _to_goal(check_in, goal, said.goals.get(goal.goal.key, rules.GoalAnswer()), by)
    session().flush()
    drop_draft(check_in, by=by)
    notices.settle_all([check_in])
    journal.record(events.CheckInAnswered(check_in.employee_id), by=by, on=check_in, about=check_in.employee_id)
    url = f"/check-ins/{check_in.id}"
    notices.tell(check_in.employee_id, "check_ins.answered", on=check_in, url=url, params={"who": by.person}, by=by, mail=True)
    return check_in


def _to_goal(check_in: CheckIn, goal: GoalSpoken, said: rules.GoalAnswer, by: Actor) -> None:
    claim, own = goal.said.claim, goal.goal.goal
    sees = said.sees if claim is not None else None
    if not (said.words or said.work or sees):
        return
    session().add(
        CheckInReply(
            check_in_id=check_in.id,
            author_id=by.id,
            goal_id=own.id,
            point="goal",
            words=said.words,
            work=said.work,
            sees=sees,
            at=clock.now(),
        )
    )
    session().flush()
    if claim is None or sees is None:
        return
    agrees = sees == claim
    if agrees and goal.goal.is_open:
        plan.end_goal(own.id, claim)
    journal.record(events.GoalConfirmed(own.id, sees, agrees), by=by, on=check_in, about=check_in.employee_id)


def _said_already(spoken: Spoken, said: Answer, by: Actor) -> bool:
    """Whether this very answer stands there: a second click finds the first one's."""

    def mine(replies: Iterable[CheckInReply]) -> set[Mark]:
        return {(each.words, each.work, each.sees) for each in replies if each.author_id == by.id}

    wanted: list[tuple[Mark, set[Mark]]] = [
        ((said.words, None, None), mine(spoken.of(""))),
        ((said.win, None, None), mine(spoken.of("win"))),
    ]
    for goal in spoken.goals:
        each = said.goals.get(goal.goal.key, rules.GoalAnswer())
        sees = each.sees if goal.said.claim is not None else None
        wanted.append(((each.words, each.work, sees), mine(goal.replies)))
    return all(mark in there for mark, there in wanted if mark != ("", None, None))


def reply(sheet: CheckInSheet, words: str, *, by: Actor, goal_id: UUID | None = None, point: str = "") -> CheckInReply:
    """One of the two says something more to a point of an answered check-in; the other is told.

    The employee may do so for good: whatever is said about them, they can answer. The manager until the next one is due.
    The same words once more change nothing. Invalid; NotNow.
    """
    require(policy.can_reply(by, sheet))
    check_in = get_locked(CheckIn, sheet.id)
    assert check_in is not None, "a check-in is never deleted"
    own = by.id == check_in.employee_id
    if check_in.state != "answered" and not (own and check_in.state == "closed"):
        raise NotNow(
            _("This check-in is closed: say it in the next one.")
            if check_in.state in ("closed", "lapsed")
            else _("Something can be added once the check-in is answered.")
        )
    if not words:
        raise Invalid({"words": _("Write what you want to say to it.")})
    if len(words) > rules.LONGEST:
        most, length = rules.LONGEST, len(words)
        raise Invalid({"words": _("At most %(most)s characters fit; these are %(length)s.", most=most, length=length)})
    mine = (
        CheckInReply.check_in_id == check_in.id,
        CheckInReply.point == point,
        CheckInReply.goal_id.is_not_distinct_from(goal_id),
    )
    last = session().scalars(select(CheckInReply).where(*mine).order_by(CheckInReply.id.desc()).limit(1)).one_or_none()
    if last is not None and last.author_id == by.id and last.words == words:
        return last
    made = CheckInReply(check_in_id=check_in.id, author_id=by.id, goal_id=goal_id, point=point, words=words, at=clock.now())
    session().add(made)
    session().flush()
    notices.settle(by.id, on=check_in)
    journal.record(events.CheckInReplied(), by=by, on=check_in, about=check_in.employee_id)
    if sheet.pair.is_led:
        other = check_in.manager_id if own else check_in.employee_id
        url = f"/check-ins/{check_in.id}"
        notices.tell(other, "check_ins.replied", on=check_in, url=url, params={"who": by.person}, by=by)
    return made
