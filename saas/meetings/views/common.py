"""What the pages of this room share: the blueprints, addresses, the page of a 1:1, and what to say when it has moved on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import Signal, Task, library
from saas import guides
from saas.meetings import actions, forms, policy, queries, rules, starters
from saas.meetings.sheets import Item, MeetingSheet, Pair, PromiseSheet, RhythmSheet, Told, TopicSheet
from tenants import journal, organisations
from tenants.isolation import clock, session
from tenants.law import NotNow, Stale, told
from tenants.people import Person
from tenants.web import answer, current, done, wants_fragment

bp = Blueprint("meetings", __name__, url_prefix="/meetings")
calendar = Blueprint("calendar", __name__, url_prefix="/calendar")


def load(meeting_id: UUID, **_address: object) -> MeetingSheet | None:
    """The 1:1 of an address."""
    return queries.sheet(meeting_id)


def load_pair(person_id: UUID, **_address: object) -> Pair | None:
    """The pair that the reader is with the person of an address."""
    return queries.pair_with(current.actor(), person_id)


def load_rhythm(series_id: UUID, **_address: object) -> RhythmSheet | None:
    """The rhythm of an address."""
    return queries.rhythm_sheet(series_id)


def load_topic(topic_id: UUID, **_address: object) -> TopicSheet | None:
    """The topic of an address."""
    return queries.topic_sheet(topic_id)


def load_promise(promise_id: UUID, **_address: object) -> PromiseSheet | None:
    """The promise of an address."""
    return queries.promise_sheet(promise_id)


def meeting_url(meeting_id: UUID, anchor: str | None = None) -> str:
    """The address of a 1:1."""
    return url_for("meetings.meeting", meeting_id=meeting_id, _anchor=anchor)


def whom(pair: Pair) -> Person:
    """The one whose name stands in the address of the pair's page: the other; for a deputy the employee."""
    return pair.other(current.actor().id)


def pair_url(pair: Pair, anchor: str | None = None) -> str:
    """The address of a pair's page."""
    return url_for("meetings.with_", person_id=whom(pair).id, _anchor=anchor)


def local(at: Any) -> Any:
    """The instant on the reader's wall."""
    return at.astimezone(ZoneInfo(current.zone()))


def seen_minutes() -> int:
    """The version of the minutes, or of the note, that the sent form was made from; -1 where it does not say."""
    text = request.form.get("draft_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def show(sheet: MeetingSheet, *, status: int = 200, **given: Any) -> Response:
    """The page of a 1:1 as the one who asks sees it. What is about somebody else is journaled."""
    actor, meeting = current.actor(), sheet.meeting
    place = policy.stands_for(actor, sheet)
    journal.record_reading(by=actor, on=meeting, about=meeting.employee_id, stands_for=place)
    if not policy.reads_all(actor, sheet):
        return _what_was_confirmed(sheet)
    items = queries.agenda(sheet.id)
    told = queries.promises_at(sheet)
    here = [each for each in told if each.promise.meeting_id == sheet.id and each.promise.state != "taken_back"]
    content = actions.frozen(sheet, items, [each.promise for each in told if each.promise.meeting_id == sheet.id])
    acts, waits = policy.acts(actor, sheet), sheet.waits_for
    stamp = rules.fingerprint(content)
    day_has_come = organisations.today() >= organisations.day_of(meeting.starts_at)
    confirms = bool({"hold", "confirm"} & acts) and day_has_come
    other = meeting.person_of(meeting.other(actor.id)) if place is None else meeting.employee
    context: dict[str, Any] = {
        "sheet": sheet,
        "meeting": meeting,
        "pair": sheet.pair,
        "other": other,
        "place": sheet.meeting.manager if place is not None else None,
        "is_mine": actor.id == meeting.employee_id,
        "items": items,
        "returned": [each for each in told if each.promise.meeting_id != sheet.id] if meeting.is_upcoming else [],
        "promises": here,
        "answers": {each.promise.id: _answers(each, sheet) for each in told},
        "minutes_form": minutes_form(sheet, items),
        "note_form": forms.NoteForm(data={"note": sheet.note.words if sheet.note else ""}),
        "note_seen": sheet.note.version if sheet.note else 0,
        "seen": sheet.minutes.version if sheet.minutes else 0,
        "version": sheet.latest,
        "confirmations": queries.confirmations(sheet.id) if sheet.latest is not None else [],
        "changes": queries.changes(sheet.id) if meeting.sequence else [],
        "acts": acts,
        "writes": policy.can_write_minutes(actor, sheet),
        "adds": policy.can_add_topic(actor, sheet) and meeting.is_upcoming,
        "keeps_note": policy.can_keep_note(actor, sheet),
        "confirms": confirms,
        "differs": sheet.latest is not None and waits == actor.id and stamp != sheet.latest.hash,
        "stamp": stamp,
        "read": actions.beside_minutes(sheet, items, [each.promise for each in told if each.promise.meeting_id == sheet.id]),
        "moved": False,
        "is_over": meeting.ends_at <= clock.now(),
        "starters": starters.starters(meeting.purpose),
        "purposes": starters.PURPOSES,
        "topic_form": forms.TopicForm(),
        "promise_form": promise_form(sheet),
        "move_form": move_form(sheet),
        "aim_form": forms.AimForm(data={"purpose": meeting.purpose}),
        "skip_form": forms.SkipForm(),
        "answer_form": forms.answer_form,
        "guide_card": _guide(sheet, writes_minutes=day_has_come),
    }
    return answer("meetings/meeting.html", status=status, **(context | given))


def _guide(sheet: MeetingSheet, *, writes_minutes: bool) -> library.Card | None:
    """The guide beside a 1:1 of the two: how to prepare it before its day, how to write down what was said from then on."""
    meeting, actor = sheet.meeting, current.actor()
    if actor.id not in sheet.parties or meeting.state not in ("planned", "prepared", "held"):
        return None
    pair = (meeting.employee_id, meeting.manager_id)
    silent = not writes_minutes and guides.is_silent(queries.last_contact([pair]).get(pair))
    return guides.beside(
        actor, Task.MEETING_MINUTES if writes_minutes else Task.MEETING_PREPARE, _("1:1"), f"/meetings/{meeting.id}",
        of=meeting.employee_id, signals=[guides.when(silent, Signal.SILENCE)],
    )  # fmt: skip


def _answers(told: Told, sheet: MeetingSheet) -> tuple[str, ...]:
    """What may be said to a promise here. One of an earlier 1:1 was confirmed, or left alone: nobody takes it back."""
    origin = sheet.meeting
    found = policy.answers(current.actor(), PromiseSheet(told.promise, sheet.pair, origin))
    return found if told.promise.meeting_id == sheet.id else tuple(each for each in found if each != "take_back")


def _what_was_confirmed(sheet: MeetingSheet) -> Response:
    """What a former manager goes on reading: the minutes that they have confirmed, and nothing newer."""
    version = queries.own_version(sheet)
    assert version is not None, "the gate has asked"
    return answer("meetings/confirmed.html", sheet=sheet, meeting=sheet.meeting, version=version, purposes=starters.PURPOSES)


def promise_form(sheet: MeetingSheet, sent: Any = None) -> forms.PromiseForm:
    """The form for a promise: mine, or the other's."""
    actor = current.actor()
    form = forms.PromiseForm(sent)
    other = sheet.meeting.person_of(sheet.meeting.other(actor.id))
    form.whose.choices = organisations.options([("me", actor.called), ("other", other.called or other.name)])
    return form


def minutes_form(sheet: MeetingSheet, items: Sequence[Item], sent: Any = None) -> forms.MinutesForm:
    """The form of the minutes, with a note for each line of the agenda, filled with what is stored."""
    lines = [str(each.line.id) for each in items]
    content = sheet.minutes.content if sheet.minutes else rules.empty()
    return forms.minutes_form(lines, content, coaching=sheet.meeting.purpose == "coaching", sent=sent)


def move_form(sheet: MeetingSheet, sent: Any = None) -> forms.MoveForm:
    """The form for another time, filled with the one that stands."""
    at = local(sheet.meeting.starts_at)
    data = {"day": at.date(), "time": at.time(), "minutes": sheet.meeting.minutes, "place": sheet.meeting.place}
    form = forms.MoveForm(sent, data=data)
    for field in (form.day, form.time, form.minutes, form.place):
        field.id = f"move-{field.name}"
        field.label.field_id = field.id
    return form


def press(verb: Callable[[], Any], said: str, to: str, *, back: str, kept: str = "") -> Any:
    """A button was pressed: the verb is done and a page follows; where things have moved on, a page that says so."""
    try:
        verb()
    except (Stale, NotNow) as no:
        return moved_on(no, back, kept=kept)
    if said:
        flash(said)
    return done(to)


def moved_on(why: Stale | NotNow, back: str, *, kept: str = "") -> Response:
    """409: what happened meanwhile, the way on, and the words that were typed."""
    session().expire_all()
    says = told(why)
    part = "meetings/_moved_on.html" if wants_fragment() else None
    return answer("meetings/moved_on.html", part, status=409, says=says, back=back, kept=kept)
