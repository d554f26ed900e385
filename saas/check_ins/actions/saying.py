"""The employee says how it goes: a dated statement on the goals in force, which can be said anew until it is answered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import func, select

from saas import plan
from saas.check_ins import events, policy, queries, rules
from saas.check_ins.actions.drafting import drop_draft
from saas.check_ins.models import CheckIn, CheckInGoal, CheckInStatement, CheckInSupport, CheckInValue
from saas.check_ins.rules import GoalSaid, Said
from saas.check_ins.sheets import CheckInSheet, Spoken
from saas.check_ins.states import CHECK_IN
from saas.plan import GoalInForce
from tenants import journal, notices, organisations
from tenants.isolation import clock, get_locked, session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor


class Amended(NotNow):
    """The plan reads otherwise than when the form was shown: both have signed an amendment meanwhile."""


def goals_asked(sheet: CheckInSheet) -> list[GoalInForce]:
    """The goals that this check-in asks about: those in force that are not over."""
    return [goal for goal in plan.goals_in_force(sheet.check_in.employee_id) if goal.is_open]


def print_of(goals: Sequence[GoalInForce]) -> str:
    """What tells one set of goals from another: the signed words that a form was made of."""
    said = "\n".join(f"{goal.goal.id} {goal.goal.version_id}" for goal in goals)
    return hashlib.sha256(said.encode()).hexdigest()


def say(
    sheet: CheckInSheet,
    said: Said,
    *,
    by: Actor,
    on: str | None = None,
    seen: int | None = None,
    goals: list[GoalInForce] | None = None,
) -> CheckInStatement:
    """What the employee says of each goal in force stands in the check-in, and the manager is asked to answer.

    `on` is the print of the goals that the form showed. The same words once more change nothing. Only the employee;
    Invalid; Amended where the plan changed meanwhile; Stale; NotNow once it is answered, missed, or the line has ended.
    """
    require(policy.can_say(by, sheet))
    check_in = get_locked(CheckIn, sheet.id)
    assert check_in is not None, "a check-in is never deleted"
    asked = goals_asked(sheet) if goals is None else goals
    there = queries.spoken(check_in.id) if check_in.state == "submitted" else None
    if there is not None and _same(there, said, asked):
        return there.statement
    _may_say(sheet, check_in, asked)
    if on is not None and on != print_of(asked):
        raise Amended(_("You have both signed a change of the plan meanwhile."))
    if seen is not None and seen != check_in.version:
        raise Stale(check_in, seen)
    errors = rules.said_problems(asked, said)
    if errors:
        raise Invalid(errors)
    first = check_in.state == "due"
    CHECK_IN.move(check_in, "say" if first else "say_anew")
    made = _write(check_in, said, asked, by)
    if first:
        check_in.said_at = clock.now()
        check_in.answer_due_on = organisations.add_working_days(
            sheet.pair.standing.company_id, organisations.today(), rules.ANSWER_DAYS
        )
    fell = _note_fall(check_in, said, asked)
    for goal in asked:
        if goal.goal.state == "agreed":
            plan.take_up_work(goal.goal.id)
    session().flush()
    drop_draft(check_in, by=by)
    notices.settle(by.id, on=check_in)
    journal.record(events.CheckInSubmitted(made.no, check_in.manager_id), by=by, on=check_in, about=check_in.employee_id)
    _record_claims(check_in, there, said, asked, by)
    if first:
        _tell(check_in, fell, by)
    return made


def _may_say(sheet: CheckInSheet, check_in: CheckIn, asked: list[GoalInForce]) -> None:
    if check_in.state in ("answered", "closed"):
        raise NotNow(_("This check-in is answered: what was said stands. You can reply to a point, or say more next time."))
    if check_in.state == "missed":
        raise NotNow(_("The next check-in is due meanwhile. What you had typed here stands there to go on with."))
    if check_in.state == "lapsed" or not sheet.pair.is_led:
        raise NotNow(_("This check-in is not needed any more: the line between you has ended, or no plan is in force."))
    if not asked:
        raise NotNow(_("A check-in looks at the goals of an agreed plan, and no goal is open in one now."))


def _write(check_in: CheckIn, said: Said, asked: list[GoalInForce], by: Actor) -> CheckInStatement:
    numbers = select(func.coalesce(func.max(CheckInStatement.no), 0)).where(CheckInStatement.check_in_id == check_in.id)
    no = (session().scalar(numbers) or 0) + 1
    made = CheckInStatement(check_in_id=check_in.id, author_id=by.id, no=no, win=said.win, at=clock.now())
    session().add(made)
    session().flush()
    for place, goal in enumerate(asked):
        each, own = said.goals[goal.key], goal.goal
        session().add(
            CheckInGoal(
                statement_id=made.id,
                goal_id=own.id,
                version_id=own.version_id,
                place=place,
                health=each.health or "",
                confidence=None if goal.words.key_results else each.confidence,
                progress=each.progress,
                blocker=each.blocker,
                work=each.work,
                claim=each.claim,
            )
        )
        for result in goal.words.key_results:
            spoken = each.results[result.key]
            session().add(
                CheckInValue(
                    statement_id=made.id,
                    goal_id=own.id,
                    result_key=result.key,
                    value=spoken.value,
                    confidence=spoken.confidence or 0,
                )
            )
        for key, one in each.support.items():
            if one.said is not None and any(key == support.key for support in goal.words.support):
                session().add(
                    CheckInSupport(statement_id=made.id, goal_id=own.id, support_key=key, said=one.said, words=one.words)
                )
    session().flush()
    return made


def _note_fall(check_in: CheckIn, said: Said, asked: list[GoalInForce]) -> rules.Fall | None:
    now = []
    for goal in asked:
        each = said.goals[goal.key]
        for result in goal.words.key_results:
            now.append((result.key, result.title, each.results[result.key].confidence or 0))
        if not goal.words.key_results:
            now.append((goal.key, goal.words.title, each.confidence or 0))
    found = rules.greatest_fall(now, queries.before(check_in).confidence)
    check_in.fell_title = found.title if found else None
    check_in.fell_from, check_in.fell_to = (found.before, found.now) if found else (None, None)
    return found


def _record_claims(check_in: CheckIn, there: Spoken | None, said: Said, asked: list[GoalInForce], by: Actor) -> None:
    known = {each.goal.key: each.said.claim for each in there.goals} if there is not None else {}
    for goal in asked:
        claim = said.goals[goal.key].claim
        if claim is not None and known.get(goal.key) != claim:
            journal.record(events.GoalClaimed(goal.goal.id, claim), by=by, on=check_in, about=check_in.employee_id)


def _tell(check_in: CheckIn, fell: rules.Fall | None, by: Actor) -> None:
    url, words = f"/check-ins/{check_in.id}", {"who": by.person}
    if fell is None:
        notices.tell(check_in.manager_id, "check_ins.submitted", on=check_in, url=url, params=words, by=by)
        return
    told: dict[str, object] = {**words, "what": fell.title, "before": fell.before, "now": fell.now}
    notices.tell(check_in.manager_id, "check_ins.fell", on=check_in, url=url, params=told, by=by)


def _same(there: Spoken, said: Said, asked: list[GoalInForce]) -> bool:
    """Whether a statement says the same: a second click finds the first one's."""
    return there.statement.win == said.win and said_of(there) == {
        goal.key: _trimmed(said.goals.get(goal.key, GoalSaid()), goal) for goal in asked
    }


def said_of(spoken: Spoken) -> dict[str, GoalSaid]:
    """A statement as it would be typed again, goal by goal."""
    return {
        each.goal.key: GoalSaid(
            each.said.health,
            each.said.confidence,
            each.said.progress,
            each.said.blocker,
            each.said.work,
            each.said.claim,
            dict(each.values),
            dict(each.support),
        )
        for each in spoken.goals
    }


def _trimmed(said: GoalSaid, goal: GoalInForce) -> GoalSaid:
    return GoalSaid(
        said.health, None if goal.words.key_results else said.confidence, said.progress, said.blocker, said.work, said.claim,
        dict(said.results), {key: one for key, one in said.support.items() if one.said is not None},
    )  # fmt: skip
