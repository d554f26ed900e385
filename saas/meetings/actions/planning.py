"""Planning 1:1s, moving and skipping them with a reason, and the next one of an agreed rhythm."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from saas.meetings import policy, queries
from saas.meetings.actions.agenda import gather, settle, sound
from saas.meetings.events import MeetingAimed, MeetingMoved, MeetingPlanned, MeetingSkipped
from saas.meetings.models import PURPOSES, UPCOMING, Meeting, MeetingChange, MeetingSeries
from saas.meetings.rules import AHEAD, SHORT, When, following, instant
from saas.meetings.sheets import MeetingSheet, Pair
from saas.meetings.states import MEETING
from saas.meetings.telling import tell, tell_both, tell_other
from tenants import notices, organisations, people
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor, Person

BACK = timedelta(days=31)
"""How long ago two people may have met who write it down now."""


def quiet_since() -> datetime:
    """A 1:1 of a rhythm that began before this moment, and of which nobody has said anything, holds up the next no longer."""
    return clock.now() - queries.SILENT


def check_when(when: When, *, back: timedelta = BACK) -> None:
    """Invalid where the time is none at which these two can meet."""
    wrong = {}
    if when.starts_at < clock.now() - back:
        wrong["day"] = _("That is over. Choose a time to come.") if not back else _("That was more than a month ago.")
    elif when.starts_at > clock.now() + AHEAD:
        wrong["day"] = _("That is more than a year ahead. Choose an earlier day.")
    if not 10 <= when.minutes <= 240:
        wrong["minutes"] = _("A 1:1 takes between 10 minutes and 4 hours.")
    if len(when.place) > SHORT:
        wrong["place"] = _("At most %(most)s characters fit here.", most=SHORT)
    if wrong:
        raise Invalid(wrong)


def plan(pair: Pair, when: When, *, by: Actor) -> Meeting:
    """The two have a 1:1; the other is told, and what waited for one stands on its agenda.

    Either of the two may. Invalid where the time is more than a month ago or more than a year ahead. The same time twice, by a
    second click say, is one 1:1.
    """
    require(policy.can_act(by, pair))
    check_when(when)
    get_locked(Person, pair.employee_id)
    same = select(Meeting).where(
        Meeting.employee_id == pair.employee_id,
        Meeting.manager_id == pair.manager_id,
        Meeting.starts_at == when.starts_at,
        Meeting.state.in_(UPCOMING),
    )
    there = session().scalars(same).first()
    if there is not None:
        return there
    made = _make(pair, when, None, by)
    to_come = made.starts_at > clock.now()
    tell_other("meetings.planned", made, by=by, mail=to_come)
    return made


def _make(pair: Pair, when: When, series: MeetingSeries | None, by: Actor | None) -> Meeting:
    made = Meeting(
        employee_id=pair.employee_id,
        manager_id=pair.manager_id,
        employee=pair.employee,
        manager=pair.manager,
        series_id=series.id if series else None,
        made_by_id=by.id if by else None,
        purpose=when.purpose,
        starts_at=when.starts_at,
        minutes=when.minutes,
        place=when.place,
    )
    session().add(made)
    session().flush()
    record(MeetingPlanned(), by=by, on=made, about=pair.employee_id)
    gather(pair, made)
    return made


def plan_next(series: MeetingSeries, pair: Pair, *, after: Meeting | None = None) -> Meeting | None:
    """By an agreed rhythm the two have a 1:1 to come: the one there is, or another on the next day of the rhythm, which both
    find in their mail. None where the rhythm is not agreed, or the line is over.
    """
    if series.state != "agreed" or not pair.is_led:
        return None
    there = select(Meeting.id).where(Meeting.series_id == series.id, Meeting.state.in_(UPCOMING))
    if session().scalar(there.where(Meeting.starts_at > quiet_since()).limit(1)) is not None:
        return None
    zone = ZoneInfo(series.zone)
    today = clock.now().astimezone(zone).date()
    last = after.starts_at.astimezone(zone).date() if after is not None else series.first_on - timedelta(days=1)
    day = following(series.first_on, series.every_days, max(last, today))
    company = people.standings([pair.employee_id], organisations.organisation().time_zone)[pair.employee_id].company_id
    day = organisations.add_working_days(company, day, 0)
    when = When(instant(day, series.starts, series.zone), series.minutes, series.place)
    made = _make(pair, when, series, None)
    tell_both("meetings.planned_by_rhythm", made, by=None, mail=True)
    return made


def go_on(meeting: Meeting, pair: Pair) -> None:
    """What follows a 1:1 that is over: the next one of its rhythm, and the topics that are still open on it."""
    if meeting.series_id is not None:
        series = session().scalars(select(MeetingSeries).where(MeetingSeries.id == meeting.series_id)).one()
        if plan_next(series, pair, after=meeting) is not None:
            return
    following_ = queries.next_of(*meeting.parties)
    if following_ is not None:
        gather(pair, following_)


def move(sheet: MeetingSheet, when: When, why: str, *, by: Actor, seen: int | None = None) -> None:
    """The 1:1 is at another time, with its agenda, for a reason that the other reads. Either of the two may, until somebody has
    confirmed it; Invalid where the time is over, NotNow or Stale where it has moved on.
    """
    require(policy.can_act(by, sheet))
    meeting = _fresh(sheet)
    reason = sound(why, "why", needed=_("Say in a few words why it moves: the other one reads it."))
    check_when(when, back=timedelta(0))
    if when.starts_at == meeting.starts_at:
        raise Invalid({"day": _("It is at that time already. Choose another one.")})
    MEETING.move(meeting, "move_prepared" if meeting.state == "prepared" else "move", seen=seen)
    was = meeting.starts_at
    meeting.starts_at, meeting.minutes, meeting.place = when.starts_at, when.minutes, when.place
    _changed(meeting, "moved", reason, was, by)
    record(MeetingMoved(), by=by, on=meeting, about=meeting.employee_id)
    tell_other("meetings.moved", meeting, by=by, mail=True)


def aim(sheet: MeetingSheet, purpose: str, *, by: Actor, seen: int | None = None) -> None:
    """What the 1:1 is for: a regular one, coaching, a goal. Either of the two may say so until somebody has confirmed it.

    Invalid for a purpose that is none; NotNow where it has moved on, or where words stand in fields that another purpose has
    not; Stale.
    """
    require(policy.can_act(by, sheet))
    if purpose not in PURPOSES:
        raise Invalid({"purpose": _("Choose one from the list.")})
    meeting = _fresh(sheet)
    if purpose == meeting.purpose:
        return
    written = sheet.minutes.content if sheet.minutes is not None else {}
    if meeting.purpose == "coaching" and any(written.get(name) for name in ("facts", "tried", "options")):
        raise NotNow(_("The minutes hold words of a coaching 1:1, for which another kind has no place. Move them first."))
    MEETING.move(meeting, "aim_prepared" if meeting.state == "prepared" else "aim", seen=seen)
    meeting.purpose = purpose
    session().flush()
    record(MeetingAimed(purpose), by=by, on=meeting, about=meeting.employee_id)


def skip(sheet: MeetingSheet, why: str, *, by: Actor, seen: int | None = None) -> None:
    """The 1:1 does not take place, for a reason that the other reads; its open topics go on to the next.

    Either of the two may, until somebody has confirmed it. NotNow or Stale where it has moved on.
    """
    require(policy.can_act(by, sheet))
    meeting = _fresh(sheet)
    reason = sound(why, "why", needed=_("Say in a few words why it is skipped: the other one reads it."))
    MEETING.move(meeting, "skip", seen=seen)
    _changed(meeting, "skipped", reason, meeting.starts_at, by)
    settle(meeting, ())
    record(MeetingSkipped(), by=by, on=meeting, about=meeting.employee_id)
    tell_other("meetings.skipped", meeting, by=by, mail=True)
    go_on(meeting, sheet.pair)


def end(meeting: Meeting) -> None:
    """The line between the two is over: a 1:1 to come is called off, and minutes that one has confirmed wait no more.

    The system's verb; the caller holds the lock.
    """
    was_to_come = meeting.is_upcoming
    MEETING.move(meeting, "end")
    _changed(meeting, "ended", "", meeting.starts_at, None)
    settle(meeting, ())
    for who in meeting.parties if was_to_come else ():
        if meeting.person_of(who).state != "left":
            tell(who, "meetings.called_off", meeting, by=None, mail=True)


def _fresh(sheet: MeetingSheet) -> Meeting:
    found = get_locked(Meeting, sheet.id)
    assert found is not None, "a 1:1 is never deleted"
    return found


def _changed(meeting: Meeting, kind: str, words: str, was_at: object, by: Actor | None) -> None:
    """It is said why; what was told of it before waits for nobody any more."""
    notices.settle_all([meeting])
    meeting.sequence += 1
    made = MeetingChange(
        meeting_id=meeting.id, by_id=by.id if by else None, kind=kind, words=words, was_at=was_at, at=clock.now()
    )
    session().add(made)
    session().flush()
