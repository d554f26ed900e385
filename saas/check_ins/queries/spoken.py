"""What was said: in one check-in, before it, and over the months of a pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric, Select, SmallInteger, Text, Uuid, and_, bindparam, cast, null, select
from sqlalchemy.orm import joinedload

from saas import plan
from saas.check_ins.models import (
    CheckIn,
    CheckInGoal,
    CheckInReply,
    CheckInStatement,
    CheckInSupport,
    CheckInValue,
)
from saas.check_ins.rules import Point, ResultSaid, SupportSaid
from saas.check_ins.sheets import Before, GoalSpoken, Line, Spoken
from tenants.isolation import lasting, session

BACK = 26
"""Check-ins of a pair over which its lines go: a year at a fortnight."""


def last_statement(check_in_id: UUID) -> CheckInStatement | None:
    """What counts in a check-in, or None where nothing was said yet."""
    query = select(CheckInStatement).where(CheckInStatement.check_in_id == check_in_id)
    return session().scalars(query.order_by(CheckInStatement.no.desc()).limit(1)).one_or_none()


@lasting
def _goals() -> Select[Any]:
    last = (
        select(CheckInStatement.id)
        .where(CheckInStatement.check_in_id == bindparam("check_in", type_=Uuid))
        .order_by(CheckInStatement.no.desc())
        .limit(1)
        .scalar_subquery()
    )
    query: Any = select(CheckInStatement, CheckInGoal).outerjoin(CheckInGoal, CheckInGoal.statement_id == CheckInStatement.id)
    made: Select[Any] = (
        query.where(CheckInStatement.id == last).options(joinedload(CheckInGoal.goal)).order_by(CheckInGoal.place)
    )
    return made


@lasting
def _lines() -> Select[Any]:
    """(goal, key, value, confidence, None, None) of key results, and (goal, key, None, None, said, words) of commitments."""
    statement = bindparam("statement", type_=Uuid)
    value, support = CheckInValue, CheckInSupport
    none, number = null(), cast(null(), Numeric(20, 6))
    rows = select(value.goal_id, value.result_key, value.value, value.confidence, cast(none, Text), cast(none, Text))
    asked = select(support.goal_id, support.support_key, number, cast(none, SmallInteger), support.said, support.words).where(
        support.statement_id == statement
    )
    found: Any = rows.where(value.statement_id == statement).union_all(asked)
    made: Select[Any] = found
    return made


def spoken(check_in_id: UUID, *, answered: bool = True) -> Spoken | None:
    """What was said and (unless `answered` is False) answered in a check-in, or None where nothing was said yet: four
    statements.
    """
    rows = session().execute(_goals(), {"check_in": check_in_id}).all()
    if not rows:
        return None
    statement, said = rows[0][0], [row[1] for row in rows if row[1] is not None]
    values: dict[UUID, dict[str, ResultSaid]] = {}
    support: dict[UUID, dict[str, SupportSaid]] = {}
    for goal_id, key, value, sure, mark, said_words in session().execute(_lines(), {"statement": statement.id}):
        if mark is None:
            values.setdefault(goal_id, {})[str(key)] = ResultSaid(value, sure)
        else:
            support.setdefault(goal_id, {})[str(key)] = SupportSaid(mark, said_words)
    replies = _replies(check_in_id) if answered else []
    words = {each.goal.id: each for each in plan.worded_then([(each.goal, each.version_id) for each in said])}
    goals = tuple(
        GoalSpoken(
            words[each.goal_id],
            each,
            values.get(each.goal_id, {}),
            support.get(each.goal_id, {}),
            tuple(reply for reply in replies if reply.goal_id == each.goal_id),
        )
        for each in said
    )
    return Spoken(statement, goals, tuple(reply for reply in replies if reply.goal_id is None))


def _replies(check_in_id: UUID) -> list[CheckInReply]:
    query = select(CheckInReply).where(CheckInReply.check_in_id == check_in_id).options(joinedload(CheckInReply.author))
    return list(session().scalars(query.order_by(CheckInReply.id)))


def told(check_in_id: UUID) -> list[tuple[CheckInStatement, list[CheckInGoal]]]:
    """Every statement of a check-in with its goals, the latest first: how it read before it was said anew. One statement."""
    query = select(CheckInStatement, CheckInGoal).outerjoin(CheckInGoal, CheckInGoal.statement_id == CheckInStatement.id)
    query = query.where(CheckInStatement.check_in_id == check_in_id).options(joinedload(CheckInGoal.goal))
    found: dict[UUID, tuple[CheckInStatement, list[CheckInGoal]]] = {}
    for statement, goal in session().execute(query.order_by(CheckInStatement.no.desc(), CheckInGoal.place)):
        goals = found.setdefault(statement.id, (statement, []))[1]
        if goal is not None:
            goals.append(goal)
    return list(found.values())


@lasting
def _history() -> Select[Any]:
    """(check-in, statement's number, time, key of the goal, its confidence, key of the result, value, confidence)."""
    back = select(CheckIn.id).where(CheckIn.rhythm_id == bindparam("rhythm", type_=Uuid), CheckIn.said_at.is_not(None))
    back = back.order_by(CheckIn.id.desc()).limit(BACK)
    mine = and_(CheckInValue.statement_id == CheckInStatement.id, CheckInValue.goal_id == CheckInGoal.goal_id)
    query: Any = (
        select(
            CheckInStatement.check_in_id, CheckInStatement.no, CheckIn.said_at, plan.Goal.key, CheckInGoal.confidence,
            CheckInValue.result_key, CheckInValue.value, CheckInValue.confidence,
        )
        .select_from(CheckInStatement)
        .join(CheckIn, CheckIn.id == CheckInStatement.check_in_id)
        .join(CheckInGoal, CheckInGoal.statement_id == CheckInStatement.id)
        .join(plan.Goal, plan.Goal.id == CheckInGoal.goal_id)
        .outerjoin(CheckInValue, mine)
        .where(CheckInStatement.check_in_id.in_(back))
        .order_by(CheckInStatement.check_in_id, CheckInStatement.no)
    )  # fmt: skip
    made: Select[Any] = query
    return made


def history(rhythm_id: UUID) -> dict[UUID, dict[str, Point]]:
    """Of each check-in of a pair, oldest first, what counts in it: by the key of a key result, or of a goal without any. One
    statement; the last 26.
    """
    found: dict[UUID, tuple[int, dict[str, Point]]] = {}
    for check_in, no, at, goal, sure, result, value, of_result in session().execute(_history(), {"rhythm": rhythm_id}):
        if check_in not in found or found[check_in][0] < no:
            found[check_in] = (no, {})
        points = found[check_in][1]
        if result is not None:
            points[str(result)] = Point(at, value, of_result)
        elif sure is not None:
            points[str(goal)] = Point(at, None, sure)
    return {check_in: points for check_in, (_no, points) in found.items()}


def before(check_in: CheckIn, *, promises: bool = True) -> Before:
    """What was said last before a check-in in its pair, and with `promises` of commitments: two statements, else one."""
    confidence: dict[str, int] = {}
    value: dict[str, Any] = {}
    for one, points in history(check_in.rhythm_id).items():
        if one >= check_in.id:
            break
        for key, point in points.items():
            confidence[key] = point.confidence
            if point.value is not None:
                value[key] = point.value
    if not promises:
        return Before(confidence, value)
    query = (
        select(CheckInSupport.support_key, CheckInSupport.said)
        .join(CheckInStatement, CheckInStatement.id == CheckInSupport.statement_id)
        .join(CheckIn, CheckIn.id == CheckInStatement.check_in_id)
        .where(CheckIn.rhythm_id == check_in.rhythm_id, CheckIn.id < check_in.id)
        .order_by(CheckIn.id.desc(), CheckInStatement.no.desc())
        .limit(400)
    )
    support: dict[str, str] = {}
    for support_key, mark in session().execute(query):
        support.setdefault(str(support_key), mark)
    return Before(confidence, value, support)


def lines(goals: Sequence[plan.GoalInForce], said: dict[UUID, dict[str, Point]]) -> list[tuple[plan.GoalInForce, list[Line]]]:
    """How each key result of these goals went over the check-ins of a pair; a goal without any has one line, its confidence."""
    every = list(said.values())

    def line(key: str, title: str, result: Any) -> Line:
        return Line(key, title, result, tuple(points[key] for points in every if key in points))

    found = []
    for goal in goals:
        rows: Iterable[Any] = goal.words.key_results
        made = [line(row.key, row.title, row) for row in rows] or [line(goal.key, goal.words.title, None)]
        found.append((goal, [each for each in made if each.points]))
    return found
