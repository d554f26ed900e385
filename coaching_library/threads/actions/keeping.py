"""Readers and owners follow HR's people: in the transaction in which these change, and on the days on which they begin or end.

Whoever changes HR's people (a tenant admin, a job) may not read the questions concerned; so what is done here is done for the
organisation itself (`queries.for_the_house`). A function of the database that runs with another's rights would have to be told
the readers, and could be told anybody by whoever holds a prompt as `app`; this needs no such door.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, union

from coaching_library.threads import events, queries
from coaching_library.threads.actions.asking import TEND
from coaching_library.threads.actions.deciding import end
from coaching_library.threads.actions.reading import read_by
from coaching_library.threads.models import (
    LIVE,
    PARTNER,
    Question,
    QuestionClock,
    QuestionOfficial,
)
from coaching_library.threads.queries.relations import Circle
from coaching_library.threads.states import WIDENING
from tenants import jobs, notices, organisations
from tenants.isolation import among, before_commit, clock, rewrite_rows, session
from tenants.journal import record
from tenants.people import Standing

Change = tuple[UUID, UUID, list[UUID] | None, list[UUID] | None]
"""The owner of before and the one of now, the readers of before and those of now."""


def relations_changed() -> None:
    """HR's people are others, or somebody is led by another or works elsewhere: at the end of this transaction readers and
    owners are kept in step, once, however much has changed. Called by wiring.
    """
    before_commit("threads.keep", _keep)


def _keep() -> None:
    keep()


def on_the_day(day: date) -> None:
    """What begins or ends on a day that is still to come is followed when it dawns. Called by wiring."""
    if day > organisations.today():
        jobs.ask(TEND, {}, by=None, due_at=organisations.dawn(day), ask_hash=f"{TEND}:{day}")


def deputy_named(starts_on: date, ends_on: date) -> None:
    """A deputy reads along from the first to the last of these days. Called by wiring."""
    relations_changed()
    on_the_day(starts_on)
    on_the_day(ends_on + timedelta(days=1))


def keep() -> int:
    """Every private question is read by whom it is to be read today, and each question that is open belongs to somebody in HR
    who accompanies whoever asked. Returns how many have changed. A constant number of statements, and a few more for what
    changed.
    """
    with queries.for_the_house():
        private = or_(Question.readers.is_not(None), Question.state.in_(LIVE))
        columns = (Question.id, Question.asker_id, Question.owner_id, Question.audience, Question.asked_at, Question.readers)
        rows = session().execute(select(*columns, Question.state, Question.taken).where(private)).all()
        if not rows:
            return 0
        circle = queries.circle()
        places = queries.standings({row.asker_id for row in rows if row.asker_id is not None})
        changed: dict[UUID, Change] = {}
        for row in rows:
            owner = _owner(row, circle, places)
            readers = circle.readers(row.audience, row.asker_id, owner, row.asked_at)
            if owner != row.owner_id or readers != row.readers:
                changed[row.id] = row.owner_id, owner, row.readers, readers
        _write(changed)
    return len(changed)


def _owner(q: Any, circle: Circle, places: dict[UUID, Standing]) -> UUID:
    """Who owns a question today: the same as before while they may, else the nearest HR partner of whoever asked."""
    if q.asker_id is None:
        stays = q.owner_id in circle.hr.hr or not circle.hr.heads
        mine: UUID = q.owner_id if stays else min(circle.hr.heads)
        return mine
    partners = circle.hr.partners_of(places.get(q.asker_id) or Standing(q.asker_id), q.asked_at)
    stays = q.owner_id in partners or (
        q.owner_id in circle.hr.hr and q.audience != PARTNER and (q.taken or q.state not in LIVE)
    )
    found: UUID = q.owner_id if stays or not partners else partners[0]
    return found


def _write(changed: dict[UUID, Change]) -> None:
    handed = {id_: each for id_, each in changed.items() if each[0] != each[1]}
    if handed:
        rows = [{"id": id_, "owner_id": each[1]} for id_, each in handed.items()]
        rewrite_rows(Question, ["owner_id"], rows)
        clocks = session().execute(
            select(QuestionClock.id, QuestionClock.question_id).where(among(QuestionClock.question_id, handed))
        )
        rewrite_rows(QuestionClock, ["owner_id"], [{"id": row.id, "owner_id": handed[row.question_id][1]} for row in clocks])
    narrowed = {id_: each[3] for id_, each in changed.items() if each[2] != each[3]}
    read_by(narrowed)
    for question in session().scalars(queries.whole().where(among(Question.id, handed))) if handed else ():
        former, owner, _before, _after = handed[question.id]
        _hand(question, former, owner)


def _hand(question: Question, former: UUID, owner: UUID) -> None:
    """The one is told that it is theirs now, and whoever asked who answers; for the other one nothing waits there any more."""
    notices.settle_all([question], of=former)
    marks = select(QuestionOfficial).where(QuestionOfficial.question_id == question.id, QuestionOfficial.state != "retired")
    for mark in session().scalars(marks.where(QuestionOfficial.keeper_id == former)):
        mark.keeper_id = owner
    record(events.QuestionHanded(owner), by=None, on=question, about=question.asker_id)
    if question.state in LIVE:
        params = {"day": question.asked_at}
        url = f"/threads/{question.id}"
        notices.tell(owner, "question.handed", on=question, url=url, params=params, mail=True)
        if question.asker_id is not None:
            told = {**params, "owner": owner}
            notices.tell(question.asker_id, "question.handed_asker", on=question, url=url, params=told)
    session().flush()


def left(person_id: UUID) -> None:
    """Somebody has left: what they asked and still waited for is closed, and what HR proposed to them falls. Called by
    wiring.
    """
    with queries.for_the_house():
        for question in queries.live(person_id):
            fresh = queries.held(question.id)
            end(fresh, "end", "left")
            record(events.QuestionClosed("left"), by=None, on=fresh, about=person_id)
        for widening, question in session().execute(queries.proposals_to(person_id)).all():
            WIDENING.move(widening, "take_back")
            widening.decided_at = clock.now()
            record(events.WideningDecided("taken_back"), by=None, on=question, about=person_id)
        session().flush()
    relations_changed()


def concerned_by_moves(person_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people who have asked something that is open, own a question, or read what others asked in private: all
    others' comings and goings change nothing here. One statement.
    """
    if not person_ids:
        return set()
    with queries.for_the_house():
        asked = select(Question.asker_id).where(among(Question.asker_id, person_ids), Question.state.in_(LIVE))
        owned = select(Question.owner_id).where(among(Question.owner_id, person_ids))
        read = select(func.unnest(Question.readers)).where(Question.readers.overlap(list(person_ids)))
        found = set(session().scalars(union(asked, owned, read)))
    return {each for each in found if each is not None} & set(person_ids)
