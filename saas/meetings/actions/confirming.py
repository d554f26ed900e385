"""Confirming: we met, and this is what we said. Each for themselves, both the same words; silence confirms nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from saas.meetings import policy, queries, rules
from saas.meetings.actions.agenda import settle
from saas.meetings.actions.planning import go_on
from saas.meetings.actions.writing import save_minutes
from saas.meetings.events import MeetingAnswered, MeetingConfirmed, MeetingHeld
from saas.meetings.models import Meeting, MeetingPromise
from saas.meetings.rules import Frozen, Promised, Spoken, fingerprint
from saas.meetings.sheets import Item, MeetingSheet
from saas.meetings.states import MEETING
from saas.meetings.telling import tell_other
from saas.meetings.writings import MeetingConfirmation, MeetingVersion
from tenants import notices, organisations
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import NotNow, Stale, require
from tenants.people import Actor


def frozen(sheet: MeetingSheet, items: list[Item], promises: list[MeetingPromise]) -> dict[str, Any]:
    """All that a confirmation of this 1:1 would freeze now: the same on the page that is read and in the verb."""
    minutes = sheet.minutes.content if sheet.minutes is not None else rules.empty()
    notes = rules.written(minutes)
    talked = rules.talked([(each.line.id, each.line.state) for each in items], notes)
    topics = tuple(
        Spoken(each.line.id, each.topic.author_id, each.words, _as(each.line.state, each.line.id in talked))
        for each in sorted(items, key=lambda each: each.line.id)
    )
    made = tuple(
        Promised(each.id, each.owner_id, each.kind, each.words, each.due_on)
        for each in sorted(promises, key=lambda each: each.id)
        if each.meeting_id == sheet.id and each.state != "taken_back"
    )
    content = Frozen(sheet.id, sheet.meeting.starts_at, sheet.meeting.purpose, minutes, topics, made).to_json()
    if sheet.latest is not None:  # the agenda is as the first has confirmed it, however its topics are put since
        content["topics"] = [{**each, "note": notes.get(each["key"], "")} for each in sheet.latest.content["topics"]]
    return content


def _as(state: str, has_note: bool) -> str:
    if state != "open":
        return state
    return "talked" if has_note else "carried"


def beside_minutes(sheet: MeetingSheet, items: list[Item], promises: list[MeetingPromise]) -> str:
    """The fingerprint of all that a confirmation freezes but the minutes, and of what was confirmed before: a page holds it
    beside the fields, in which the minutes themselves stand as they are typed.
    """
    content = frozen(replace(sheet, minutes=None), items, promises)
    return fingerprint({"after": sheet.latest.no if sheet.latest is not None else 0, **content})


def confirm_typed(
    sheet: MeetingSheet, parts: Mapping[str, str], notes: Mapping[str, str], *, seen: int, read: str, by: Actor
) -> MeetingVersion:
    """The minutes hold what this window wrote, and the actor confirms exactly these words.

    `seen` is the version of the minutes that the window was shown, `read` what `beside_minutes` said of the rest. Where the
    other one of the two wrote, promised or confirmed something meanwhile, the words are saved beside it and nothing is
    confirmed (Stale). Else as `save_minutes` and `confirm`.
    """
    require(policy.can_confirm(by, sheet))
    saved = save_minutes(sheet, parts, notes, seen=seen, by=by)
    fresh = queries.sheet(sheet.id)
    assert fresh is not None, "a 1:1 is never deleted"
    items, promises = queries.agenda(sheet.id), promises_of(sheet.id)
    if saved.seen != saved.minutes.version or read != beside_minutes(fresh, items, promises):
        raise Stale(fresh.meeting)
    return confirm(fresh, fingerprint(frozen(fresh, items, promises)), by=by)


def confirm(sheet: MeetingSheet, hash_: str, *, by: Actor) -> MeetingVersion:
    """The actor confirms that the two met and what they wrote down, by the hash that they read.

    The first confirmation freezes the minutes, and the 1:1 is held. The other side confirms the same hash, and it is confirmed;
    or confirms other minutes, which then wait for the first. Refuses before the day of the 1:1 (NotNow), minutes that have
    changed since they were read (Stale), and whoever has confirmed these already (NotNow).
    """
    require(policy.can_confirm(by, sheet))
    meeting = get_locked(Meeting, sheet.id)
    assert meeting is not None, "a 1:1 is never deleted"
    fresh = queries.sheet(sheet.id)
    assert fresh is not None, "a 1:1 is never deleted"
    session().refresh(meeting)
    if fresh.minutes is not None:
        session().refresh(fresh.minutes)
    if not {"hold", "confirm"} & policy.acts(by, fresh):
        raise NotNow(_("There is nothing to confirm here now: the other side is to answer, or both have confirmed."))
    if organisations.today() < organisations.day_of(meeting.starts_at):
        raise NotNow(_("This 1:1 is still to come. If you met earlier, move it to the time when you did."))
    items = queries.agenda(sheet.id)
    content = frozen(fresh, items, promises_of(sheet.id))
    print_ = fingerprint(content)
    if hash_ != print_:
        raise Stale(meeting)
    if meeting.state != "held":
        return _hold(fresh, content, print_, items, by)
    assert fresh.latest is not None, "what is held has a version"
    if print_ == fresh.latest.hash:
        return _both(fresh, fresh.latest, by)
    made = _freeze(fresh, content, print_, by)
    MEETING.move(meeting, "answer")
    session().flush()
    notices.settle_all([meeting])
    record(MeetingAnswered(made.no), by=by, on=meeting, about=meeting.employee_id)
    tell_other("meetings.answered", meeting, by=by, mail=True)
    return made


def promises_of(meeting_id: UUID) -> list[MeetingPromise]:
    """The promises that were made at this 1:1."""
    return list(session().scalars(select(MeetingPromise).where(MeetingPromise.meeting_id == meeting_id)))


def _freeze(sheet: MeetingSheet, content: dict[str, Any], print_: str, by: Actor) -> MeetingVersion:
    no = sheet.latest.no + 1 if sheet.latest is not None else 1
    made = MeetingVersion(meeting_id=sheet.id, author_id=by.id, no=no, content=content, hash=print_, at=clock.now())
    session().add(made)
    session().flush()
    _put_under(sheet, made, by)
    return made


def _put_under(sheet: MeetingSheet, version: MeetingVersion, by: Actor) -> None:
    notices.settle_all(promises_of(sheet.id), of=by.id)  # whoever confirms has read what they promise
    put = MeetingConfirmation(meeting_id=sheet.id, version_id=version.id, person_id=by.id, hash=version.hash, at=clock.now())
    session().add(put)
    session().flush()


def _hold(sheet: MeetingSheet, content: dict[str, Any], print_: str, items: list[Item], by: Actor) -> MeetingVersion:
    meeting = sheet.meeting
    made = _freeze(sheet, content, print_, by)
    minutes = sheet.minutes.content if sheet.minutes is not None else rules.empty()
    MEETING.move(meeting, "hold")
    settle(meeting, rules.talked([(each.line.id, each.line.state) for each in items], rules.written(minutes)))
    notices.settle_all([meeting])
    record(MeetingHeld(made.no), by=by, on=meeting, about=meeting.employee_id)
    tell_other("meetings.held", meeting, by=by, mail=True)
    go_on(meeting, sheet.pair)
    return made


def _both(sheet: MeetingSheet, version: MeetingVersion, by: Actor) -> MeetingVersion:
    meeting = sheet.meeting
    _put_under(sheet, version, by)
    MEETING.move(meeting, "confirm")
    session().flush()
    notices.settle_all([meeting])
    record(MeetingConfirmed(version.no), by=by, on=meeting, about=meeting.employee_id)
    tell_other("meetings.confirmed", meeting, by=by)
    return version
