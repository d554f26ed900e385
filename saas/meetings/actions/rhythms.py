"""How often a pair meets: proposed by one, agreed by the other, changed the same way."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import exists, select

from saas.meetings import policy, queries
from saas.meetings.actions.planning import check_when, plan_next, quiet_since
from saas.meetings.events import RhythmAgreed, RhythmDropped, RhythmEnded, RhythmProposed
from saas.meetings.models import RHYTHMS, UPCOMING, Meeting, MeetingSeries
from saas.meetings.rules import Rhythm, When, instant
from saas.meetings.sheets import Pair, RhythmSheet
from saas.meetings.states import SERIES
from tenants import notices
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor, Person


def _tell(kind: str, series: MeetingSeries, by: Actor) -> None:
    other = series.other(by.id)
    url = f"/meetings/with/{by.id}#rhythm"
    notices.tell(other, kind, on=series, url=url, params={"who": by.person}, by=by)


def propose_rhythm(pair: Pair, rhythm: Rhythm, *, by: Actor) -> MeetingSeries:
    """A rhythm waits for the other side. What is agreed stays until they agree to it; an own proposal is replaced.

    Either of the two may. Invalid where the rhythm is none, NotNow where the other side has proposed one: answer that first.
    """
    require(policy.can_act(by, pair))
    if rhythm.every_days not in RHYTHMS:
        raise Invalid({"every_days": _("Choose one from the list.")})
    try:
        check_when(When(instant(rhythm.first_on, rhythm.starts, rhythm.zone), rhythm.minutes, rhythm.place))
    except Invalid as no:
        raise Invalid({"first_on" if name == "day" else name: text for name, text in no.errors.items()}) from None
    get_locked(Person, pair.employee_id)
    open_ = select(MeetingSeries).where(
        MeetingSeries.employee_id == pair.employee_id,
        MeetingSeries.manager_id == pair.manager_id,
        MeetingSeries.state == "proposed",
    )
    earlier = session().scalars(open_).one_or_none()
    if earlier is not None and earlier.proposed_by_id != by.id:
        raise NotNow(_("The other side has proposed a rhythm meanwhile. Answer that one first."))
    if earlier is not None:
        SERIES.move(earlier, "drop")
        session().flush()
        notices.settle_all([earlier])
    made = MeetingSeries(
        employee_id=pair.employee_id,
        manager_id=pair.manager_id,
        proposed_by_id=by.id,
        every_days=rhythm.every_days,
        first_on=rhythm.first_on,
        starts=rhythm.starts,
        zone=rhythm.zone,
        minutes=rhythm.minutes,
        place=rhythm.place,
        proposed_at=clock.now(),
    )
    session().add(made)
    session().flush()
    record(RhythmProposed(rhythm.every_days), by=by, on=made, about=pair.employee_id)
    _tell("meetings.rhythm_proposed", made, by)
    return made


def agree_rhythm(sheet: RhythmSheet, *, by: Actor, seen: int | None = None) -> None:
    """The pair meets in this rhythm: an earlier one ends, and the next 1:1 is planned. Only the one to whom it was proposed."""
    require(policy.can_agree_rhythm(by, sheet))
    series = _fresh(sheet)
    if not SERIES.may(series, "agree"):
        raise NotNow(_("This proposal was taken back or answered meanwhile."))
    current = select(MeetingSeries).where(
        MeetingSeries.employee_id == series.employee_id,
        MeetingSeries.manager_id == series.manager_id,
        MeetingSeries.state == "agreed",
    )
    for earlier in session().scalars(current):
        SERIES.move(earlier, "end")
    session().flush()
    SERIES.move(series, "agree", seen=seen)
    session().flush()
    notices.settle_all([series])
    record(RhythmAgreed(series.every_days), by=by, on=series, about=series.employee_id)
    _tell("meetings.rhythm_agreed", series, by)
    plan_next(series, sheet.pair)


def drop_rhythm(sheet: RhythmSheet, *, by: Actor, seen: int | None = None) -> None:
    """A proposed rhythm comes to nothing: its author takes it back, or the other does not agree. What was agreed stays."""
    require(policy.can_act(by, sheet))
    series = _fresh(sheet)
    if not SERIES.may(series, "drop"):
        raise NotNow(_("This proposal was taken back or answered meanwhile."))
    SERIES.move(series, "drop", seen=seen)
    session().flush()
    notices.settle_all([series])
    record(RhythmDropped(), by=by, on=series, about=series.employee_id)
    if by.id != series.proposed_by_id:
        _tell("meetings.rhythm_declined", series, by)


def end_rhythm(sheet: RhythmSheet, *, by: Actor, seen: int | None = None) -> None:
    """No more 1:1s are planned by an agreed rhythm; those that are planned stay. Either of the two may."""
    require(policy.can_act(by, sheet))
    series = _fresh(sheet)
    if series.state != "agreed":
        raise NotNow(_("This rhythm has ended meanwhile."))
    SERIES.move(series, "end", seen=seen)
    session().flush()
    notices.settle_all([series])
    record(RhythmEnded(), by=by, on=series, about=series.employee_id)
    _tell("meetings.rhythm_ended", series, by)


def _fresh(sheet: RhythmSheet) -> MeetingSeries:
    found = get_locked(MeetingSeries, sheet.id)
    assert found is not None, "a rhythm is never deleted"
    return found


def keep_rhythms(most: int) -> int:
    """Of agreed rhythms without a 1:1 to come, at most that many have their next one planned, by nobody. Returns how many.

    That is so where the last one is over for some days and neither of the two has confirmed, moved or skipped it. It goes on
    waiting to be written down or skipped; never is more than one planned ahead.
    """
    coming = exists().where(Meeting.series_id == MeetingSeries.id, Meeting.state.in_(UPCOMING))
    coming = coming.where(Meeting.starts_at > quiet_since())
    query = select(MeetingSeries).where(MeetingSeries.state == "agreed", ~coming).order_by(MeetingSeries.id).limit(most)
    planned = 0
    for series in session().scalars(query.with_for_update(of=MeetingSeries, skip_locked=True)).all():
        pair = queries.pair_of(series.employee_id, series.manager_id)
        last = select(Meeting).where(Meeting.series_id == series.id).order_by(Meeting.starts_at.desc()).limit(1)
        if pair is not None and plan_next(series, pair, after=session().scalars(last).first()) is not None:
            planned += 1
    return planned
