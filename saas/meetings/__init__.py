"""Meetings: the 1:1s of an employee and their manager, with an agenda by both, shared minutes, and promises that return.

Both put topics down, both write the minutes, and each confirms for themselves; private notes stay with their author. Nobody
else reads any of it: a former manager keeps what they have confirmed, the next one begins anew, and HR sees no word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.meetings import chores as _chores  # noqa: F401  # what is done once a day
from saas.meetings import policy, words
from saas.meetings.actions import (
    add_topic,
    agree_rhythm,
    aim,
    answer_promise,
    confirm,
    drop_rhythm,
    drop_topic,
    end_feed,
    end_rhythm,
    frozen,
    keep_note,
    make_feed,
    move,
    plan,
    promise,
    propose_rhythm,
    reopen_topic,
    reword_topic,
    save_minutes,
    skip,
    start_with,
    talk_about,
)
from saas.meetings.actions.confirming import promises_of as promises_made_at
from saas.meetings.beside import Beside, also_tell, spoke_on
from saas.meetings.events import (
    MeetingConfirmed,
    MeetingHeld,
    MeetingSkipped,
    PromiseKept,
    PromiseMade,
)
from saas.meetings.models import Meeting, MeetingPromise, MeetingSeries, MeetingTopic
from saas.meetings.queries import (
    agenda,
    held_since,
    last_contact,
    last_met,
    meets_after,
    met_since,
    next_meets,
    next_of,
    pair_of,
    pair_with,
    promise_sheet,
    rhythm_sheet,
    sheet,
    soonest,
    topic_sheet,
)
from saas.meetings.queries import promises_of as open_promises
from saas.meetings.rules import Rhythm, When, fingerprint
from saas.meetings.searched import CHANGES_WHAT_IS_FOUND, FOUND
from saas.meetings.seats import concerned as concerned_by_lines
from saas.meetings.seats import concerned_by_leaving, end_all, follow_line
from saas.meetings.sheets import MeetingSheet, Pair
from saas.meetings.taken_along import taken_along
from saas.meetings.turns import TURNS

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "CHANGES_WHAT_IS_FOUND", "FOUND", "TURNS", "Beside", "Meeting", "MeetingConfirmed", "MeetingHeld", "MeetingPromise",
    "MeetingSeries", "MeetingSheet", "MeetingSkipped", "MeetingTopic", "Pair", "PromiseKept", "PromiseMade", "Rhythm", "When",
    "add_topic", "agenda", "agree_rhythm", "aim", "also_tell", "answer_promise", "blueprints", "concerned_by_leaving",
    "concerned_by_lines", "confirm", "drop_rhythm", "drop_topic", "end_all", "end_feed", "end_rhythm", "fingerprint",
    "follow_line", "frozen", "held_since", "keep_note", "last_contact", "last_met", "make_feed", "meets_after", "met_since",
    "move", "next_meets", "next_of", "open_promises", "pair_of", "pair_with", "plan", "policy", "promise", "promise_sheet",
    "promises_made_at", "propose_rhythm", "reopen_topic", "reword_topic", "rhythm_sheet", "save_minutes", "sheet", "skip",
    "soonest", "spoke_on", "start_with", "taken_along", "talk_about", "topic_sheet",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The pages of this room, and the calendar feed beside them."""
    from saas.meetings import views

    words.register()
    return (views.bp, views.calendar)
