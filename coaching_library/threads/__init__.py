"""Questions: somebody asks their HR partner during the work, and is answered by a person who has a clock.

Similar questions, guides and clauses come first. A question has an owner in HR from its first minute, and an audience that
only whoever asked widens; private ones are closed in the database, too. The asker accepts, HR says what is official and by
which section of which policy, and what that rests on is asked anew each time it is shown. A good answer becomes an article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from coaching_library.threads import chores, policy, words
from coaching_library.threads.actions import (
    Proposal,
    Rests,
    accept,
    agree,
    answer,
    ask,
    ask_back,
    comment,
    concerned_by_moves,
    decline,
    deflect,
    deputy_named,
    dismiss,
    drop_reply,
    endorse,
    escalate,
    follow,
    keep,
    keep_reply,
    left,
    let_draft_go,
    let_go,
    merge,
    notice_alike,
    object_to,
    on_the_day,
    promote,
    propose,
    recheck,
    relations_changed,
    reopen,
    reply,
    retire,
    save_draft,
    settle_silences,
    show,
    take,
    take_back,
    take_up,
    tend,
    unfollow,
    verify,
)
from coaching_library.threads.events import (
    AnswerAccepted,
    AnswerEndorsed,
    AnswerStale,
    CardRaised,
    QuestionAnswered,
    QuestionAsked,
    QuestionClosed,
    QuestionEscalated,
    QuestionPromoted,
)
from coaching_library.threads.models import (
    Question,
    QuestionCard,
    QuestionClock,
    QuestionDeflection,
    QuestionDraft,
    QuestionOfficial,
    QuestionPost,
    QuestionWidening,
    SavedReply,
)
from coaching_library.threads.queries import (
    asked_by,
    cited_by,
    named,
    of_one,
    open_asked,
    question,
    queue,
    queue_counts,
    service,
    suggest,
    thread,
)
from coaching_library.threads.rules import Hours, Watch
from coaching_library.threads.searched import CHANGES_WHAT_IS_FOUND, FOUND
from coaching_library.threads.sheets import Asked, Figures, Mark, Service, Sheet, Suggestion, Thread, Waiting
from coaching_library.threads.states import CARD, OFFICIAL, QUESTION, WIDENING
from coaching_library.threads.words import lasted
from coaching_library.topics import About

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "CARD", "CHANGES_WHAT_IS_FOUND", "FOUND", "OFFICIAL", "QUESTION", "WIDENING", "AnswerAccepted", "AnswerEndorsed",
    "AnswerStale", "Asked", "CardRaised", "Figures", "Hours", "Mark", "Proposal", "Question", "QuestionAnswered",
    "QuestionAsked", "QuestionCard", "QuestionClock", "QuestionClosed", "QuestionDeflection", "QuestionDraft",
    "QuestionEscalated", "QuestionOfficial", "QuestionPost", "QuestionPromoted", "QuestionWidening", "Rests", "SavedReply",
    "Service", "Sheet", "Suggestion", "Thread", "Waiting", "Watch", "accept", "agree", "answer", "ask", "ask_back",
    "ask_path", "asked_by", "blueprints", "cited_by", "comment", "concerned_by_moves", "decline", "deflect", "deputy_named",
    "dismiss", "drop_reply", "endorse", "escalate", "follow", "keep", "keep_reply", "lasted", "left", "let_draft_go",
    "let_go", "merge", "named", "notice_alike", "object_to", "of_one", "on_the_day", "open_asked", "policy", "promote",
    "propose", "question", "queue", "queue_counts", "recheck", "relations_changed", "reopen", "reply", "retire",
    "save_draft", "service", "settle_silences", "show", "suggest", "take", "take_back", "take_up", "tend", "thread",
    "unfollow", "verify",
]  # fmt: skip


def ask_path(about: About) -> str:
    """Where one asks about what one is at, as a path inside the organisation."""
    told = {"task": about.task.value if about.task is not None else "", "label": about.label, "path": about.path}
    said = urlencode({name: value for name, value in told.items() if value})
    return f"/threads/new?{said}" if said else "/threads/new"


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from coaching_library.threads import views

    words.register()
    return (views.bp,)


assert chores.__name__  # imported for the chores that it registers
