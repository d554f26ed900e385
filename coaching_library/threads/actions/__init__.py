"""The verbs of questions: ask, answer, ask back, accept, reopen, merge, endorse, widen, promote; and what the calendar does."""

from coaching_library.threads.actions.asking import LOOK, TEND, ask, deflect, let_draft_go, save_draft
from coaching_library.threads.actions.cards import dismiss, notice_alike, notice_section, take_up
from coaching_library.threads.actions.deciding import accept, follow, let_go, merge, object_to, reopen, take, unfollow
from coaching_library.threads.actions.keeping import concerned_by_moves, deputy_named, keep, left, on_the_day, relations_changed
from coaching_library.threads.actions.marking import Rests, endorse, recheck, retire, two_person, verify
from coaching_library.threads.actions.reading import show
from coaching_library.threads.actions.replying import drop_reply, keep_reply
from coaching_library.threads.actions.saying import answer, ask_back, comment, reply
from coaching_library.threads.actions.tending import escalate, settle_silences, tend
from coaching_library.threads.actions.widening import (
    Proposal,
    agree,
    article_of,
    decline,
    promote,
    propose,
    take_back,
    wider,
)

__all__ = [
    "LOOK", "TEND", "Proposal", "Rests", "accept", "agree", "answer", "article_of", "ask", "ask_back", "comment",
    "concerned_by_moves", "decline", "deflect", "deputy_named", "dismiss", "drop_reply", "endorse", "escalate", "follow",
    "keep", "keep_reply", "left", "let_draft_go", "let_go", "merge", "notice_alike", "notice_section", "object_to",
    "on_the_day", "promote", "propose", "recheck", "relations_changed", "reopen", "reply", "retire", "save_draft",
    "settle_silences", "show", "take", "take_back", "take_up", "tend", "two_person", "unfollow", "verify", "wider",
]  # fmt: skip
