"""The verbs of a pair's 1:1s: agree on a rhythm, plan, prepare, write down, confirm, promise."""

from saas.meetings.actions.agenda import add_topic, drop_topic, put_down, reopen_topic, reword_topic, start_with, talk_about
from saas.meetings.actions.confirming import beside_minutes, confirm, confirm_typed, frozen, promises_of
from saas.meetings.actions.feeds import end_feed, make_feed
from saas.meetings.actions.planning import aim, move, plan, plan_next, skip
from saas.meetings.actions.promising import answer_promise, promise, tell_due
from saas.meetings.actions.rhythms import agree_rhythm, drop_rhythm, end_rhythm, keep_rhythms, propose_rhythm
from saas.meetings.actions.writing import Colliding, Saved, keep_note, save_minutes

__all__ = [
    "Colliding", "Saved", "add_topic", "agree_rhythm", "aim", "answer_promise", "beside_minutes", "confirm",
    "confirm_typed", "drop_rhythm", "drop_topic", "end_feed", "end_rhythm", "frozen", "keep_note", "keep_rhythms",
    "make_feed", "move", "plan", "plan_next", "promise", "promises_of", "propose_rhythm", "put_down", "reopen_topic",
    "reword_topic", "save_minutes", "skip", "start_with", "talk_about", "tell_due",
]  # fmt: skip
