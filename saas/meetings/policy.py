"""Who may do what with a pair's 1:1s, in sentences an HR lawyer could read. Pure: the sheet carries parties and standing.

Nobody but the two, and who stands in for the manager, so much as knows that a 1:1 exists: not HR, not an administrator.
"""

from __future__ import annotations

from uuid import UUID

from saas.meetings.models import UPCOMING
from saas.meetings.sheets import MeetingSheet, Pair, PromiseSheet, RhythmSheet, TopicSheet
from saas.meetings.states import MEETING, PROMISE, SERIES, TOPIC
from tenants.people import Actor


def _pair(thing: Pair | MeetingSheet | RhythmSheet | TopicSheet | PromiseSheet) -> Pair:
    return thing if isinstance(thing, Pair) else thing.pair


Thing = Pair | MeetingSheet | RhythmSheet | TopicSheet | PromiseSheet


def is_party(actor: Actor, thing: Thing) -> bool:
    """The employee, and their manager while the line is in force."""
    pair = _pair(thing)
    if actor.id == pair.employee_id:
        return actor.person.state != "left"
    return actor.id == pair.manager_id and actor.leads(pair.standing)


def stands_for(actor: Actor, thing: Thing) -> UUID | None:
    """The manager in whose place the actor reads and prepares as their deputy; nobody does so in 1:1s of their own."""
    pair = _pair(thing)
    if actor.id in pair.parties or not pair.is_led:
        return None
    return next((one.id for one in actor.stands_in if one.id == pair.manager_id and one.leads(pair.standing)), None)


def reads_all(actor: Actor, thing: Thing) -> bool:
    """The two read all that they share, and who stands in for the manager; private notes are never a part of it."""
    return is_party(actor, thing) or stands_for(actor, thing) is not None


def can_read(actor: Actor, thing: Thing) -> bool:
    """The two and a deputy; a former manager goes on reading the minutes that they have confirmed themselves, nothing newer."""
    if reads_all(actor, thing):
        return True
    return isinstance(thing, MeetingSheet) and actor.id == thing.meeting.manager_id and bool(thing.confirmed)


def can_act(actor: Actor, thing: Thing) -> bool:
    """Only the two act, each for themselves, and only while the line between them is in force."""
    return is_party(actor, thing) and _pair(thing).is_led


def can_add_topic(actor: Actor, thing: Thing) -> bool:
    """The two put topics down, and a deputy prepares some for the manager, which say so."""
    return can_act(actor, thing) or stands_for(actor, thing) is not None


def can_keep_note(actor: Actor, thing: MeetingSheet) -> bool:
    """Each of the two has a private note at each 1:1. Nobody else reads it, whatever they are."""
    return is_party(actor, thing)


def can_write_minutes(actor: Actor, sheet: MeetingSheet) -> bool:
    """Both write while nobody has confirmed; then the one who is to answer. Confirmed minutes change no more."""
    if not can_act(actor, sheet):
        return False
    return sheet.meeting.state in UPCOMING or sheet.waits_for == actor.id


def can_confirm(actor: Actor, sheet: MeetingSheet) -> bool:
    """Each of the two confirms for themselves, and nobody in another's name: a deputy never does."""
    return can_act(actor, sheet)


def can_agree_rhythm(actor: Actor, sheet: RhythmSheet) -> bool:
    """The one to whom a rhythm was proposed agrees to it."""
    return can_act(actor, sheet) and actor.id != sheet.series.proposed_by_id


def can_reword(actor: Actor, sheet: TopicSheet) -> bool:
    """Nobody changes another's words: a topic is put otherwise, or dropped, by its author alone."""
    if actor.id != sheet.topic.author_id or not TOPIC.may(sheet.topic, "reword"):
        return False
    return can_add_topic(actor, sheet)


def acts(actor: Actor, sheet: MeetingSheet) -> frozenset[str]:
    """What the actor may do with this 1:1 now: the table of states asked for one of the two."""
    if not can_act(actor, sheet):
        return frozenset()
    verbs = ("move", "move_prepared", "aim", "aim_prepared", "skip", "hold")
    found = {verb for verb in verbs if MEETING.may(sheet.meeting, verb)}
    if sheet.waits_for == actor.id:
        found |= {"confirm", "answer"}
    plain = {"move_prepared": "move", "aim_prepared": "aim"}
    return frozenset(plain.get(verb, verb) for verb in found)


def answers(actor: Actor, sheet: PromiseSheet) -> tuple[str, ...]:
    """What the actor may say to a promise now: its owner says that it is done, the other side that it is kept or not yet;
    either asks to drop it, and the other agrees. Who wrote it down takes it back until somebody has confirmed the 1:1.
    """
    promise = sheet.promise
    if not can_act(actor, sheet):
        return ()
    mine, asked = promise.owner_id == actor.id, promise.asked_by_id == actor.id
    fits = {
        "done": mine,
        "keep": not mine,
        "not_yet": not mine,
        "drop": not asked,
        "go_on": True,
        "ask_drop": True,
        "take_back": promise.author_id == actor.id and sheet.meeting.is_upcoming,
    }
    return tuple(verb for verb, fit in fits.items() if fit and PROMISE.may(promise, verb))


def rhythm_acts(actor: Actor, sheet: RhythmSheet) -> frozenset[str]:
    """What the actor may do with a rhythm now."""
    if not can_act(actor, sheet):
        return frozenset()
    found = {verb for verb in ("drop", "agree") if SERIES.may(sheet.series, verb)}
    if sheet.series.state == "agreed":
        found.add("end")
    return frozenset(found if actor.id != sheet.series.proposed_by_id else found - {"agree"})
