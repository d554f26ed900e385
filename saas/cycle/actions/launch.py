"""Launching HR's cycle: the readiness check, opening it for everybody in its scope, its work phase, and calling it
off.
"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from saas.cycle import events, policy, queries, rules
from saas.cycle.actions.expecting import expect
from saas.cycle.actions.holding import held, may_move
from saas.cycle.actions.telling import tell_participants
from saas.cycle.models import Cycle, CycleAnswer, Participation
from saas.cycle.rules import Frame
from saas.cycle.states import MACHINE
from tenants import journal
from tenants.isolation import clock, session
from tenants.law import Invalid, require
from tenants.people import Actor


def make_ready(cycle: Cycle, *, by: Actor, seen: int | None = None) -> Cycle:
    """The draft may open: nothing is missing. Whoever manages the cycle; Invalid where something is; Stale, NotNow."""
    frame = _mine(cycle, by, seen)
    may_move(frame.cycle, "make_ready")
    _check_readiness(frame)
    MACHINE.move(frame.cycle, "make_ready")
    return _moved(frame, events.CycleMadeReady(), by)


def reopen_draft(cycle: Cycle, *, by: Actor, seen: int | None = None) -> Cycle:
    """The cycle is a draft again and may be changed. Whoever manages the cycle, before it is launched; Stale,
    NotNow.
    """
    frame = _mine(cycle, by, seen)
    MACHINE.move(frame.cycle, "reopen_draft")
    return _moved(frame, events.CycleReopened(), by)


def open_planning(cycle: Cycle, *, by: Actor, seen: int | None = None) -> Cycle:
    """The plan phase has begun: everybody who is placed in the scope today takes part, the excused and leavers left
    out.

    Whoever manages the cycle. Invalid where something became missing since it was made ready; Stale, NotNow. Wiring
    opens the plans of all participants when it hears `CycleOpened`.
    """
    frame = _mine(cycle, by, seen)
    may_move(frame.cycle, "open_planning")
    _check_readiness(frame)
    return open_now(frame, by=by)


def open_now(frame: Frame, *, by: Actor | None) -> Cycle:
    """The cycle, which is ready and misses nothing, is in its plan phase: by HR, or by nobody because its day has come."""
    MACHINE.move(frame.cycle, "open_planning")
    there = set(session().scalars(select(Participation.person_id).where(Participation.cycle_id == frame.cycle.id)))
    scope = set(session().scalars(queries.people_in(frame, queries.day())))
    session().add_all([Participation(cycle_id=frame.cycle.id, person_id=who) for who in sorted(scope - there)])
    session().flush()
    return _moved(frame, events.CycleOpened(len(scope)), by)


def start_work(cycle: Cycle, *, by: Actor, seen: int | None = None) -> Cycle:
    """The work phase has begun. Plans that are not agreed stay open and are listed; none is agreed by it.

    Whoever manages the cycle; Stale, NotNow.
    """
    frame = _mine(cycle, by, seen)
    return start_now(frame, by=by)


def start_now(frame: Frame, *, by: Actor | None) -> Cycle:
    """The cycle is in its work phase: by HR, or by nobody because its day has come."""
    MACHINE.move(frame.cycle, "start_work")
    return _moved(frame, events.WorkStarted(), by)


def reasons_against_cancelling(cycle: Cycle) -> list[str]:
    """What speaks against calling the cycle off, in words: a plan that two people signed, for one."""
    return journal.ask_before("cycle.cancel", cycle=cycle)


def cancel(cycle: Cycle, *, words: str, although: bool = False, by: Actor, seen: int | None = None) -> Cycle:
    """The cycle is called off for the reason in `words`; its plans stay as history.

    Whoever manages the cycle. Invalid without a reason, and where another room has one against it, such as plans that two
    people signed, unless HR calls it off `although` it has and both sides are told of it; Stale, NotNow.
    """
    frame = _mine(cycle, by, seen)
    may_move(frame.cycle, "cancel")
    words = rules.tidy_words(words)
    if not words:
        raise Invalid({"words": _("Say why, for those who took part.")})
    if len(words) > rules.WORDS_LENGTH:
        raise Invalid({"words": _("Use at most %(n)s characters.", n=rules.WORDS_LENGTH)})
    against = reasons_against_cancelling(frame.cycle)
    if against and not although:
        raise Invalid({"although": " ".join(against)})
    MACHINE.move(frame.cycle, "cancel")
    said = CycleAnswer(cycle_id=frame.cycle.id, author_id=by.id, answer="cancelled", words=words, said_at=clock.now())
    session().add(said)
    cancelled = _moved(frame, events.CycleCancelled(), by)
    tell_participants("cancelled", cancelled, by)
    return cancelled


def _mine(cycle: Cycle, by: Actor, seen: int | None) -> Frame:
    frame = held(cycle, seen)
    require(policy.can_manage(by, frame))
    return frame


def _check_readiness(frame: Frame) -> None:
    """Raises Invalid where a line of the check is missing."""
    if not queries.is_ready(queries.readiness(frame)):
        raise Invalid({"": _("Something is missing. The readiness check says what, and where to mend it.")})


def _moved(frame: Frame, event: journal.Event, by: Actor | None) -> Cycle:
    session().flush()
    journal.record(event, by=by, on=frame.cycle)
    session().flush()
    expect(frame.cycle)
    return frame.cycle
