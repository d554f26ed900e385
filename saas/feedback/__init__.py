"""Feedback: what one person says to another about their work, asked for or not, and never behind anybody's back.

Everybody asks for feedback about themselves; a manager also about a report, who can read the request from its first moment.
Whoever is asked may decline without a reason. What is written is open to the one whom it is about at once, who may thank,
respond, and share it with their manager. It is never anonymous, and nobody else reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.feedback import chores, policy, words
from saas.feedback.actions import (
    accept,
    ask,
    begin,
    change,
    decline,
    drop,
    end_lines,
    end_requests,
    expire,
    give,
    respond,
    save,
    share,
    show,
    thank,
)
from saas.feedback.events import (
    FeedbackAsked,
    FeedbackDeclined,
    FeedbackGiven,
    FeedbackOpened,
    FeedbackResponded,
    FeedbackShared,
)
from saas.feedback.models import Feedback, FeedbackAnswer, FeedbackDraft, FeedbackRequest, FeedbackSharing, FeedbackWording
from saas.feedback.queries import TURNS, lines_ended, request_of, sheet, with_open, writing
from saas.feedback.searched import CHANGES_WHAT_IS_FOUND, FOUND
from saas.feedback.sheets import RequestSheet, Sheet, Writing
from saas.feedback.states import FEEDBACK, REQUEST
from saas.feedback.taken_along import taken_along

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "CHANGES_WHAT_IS_FOUND", "FEEDBACK", "FOUND", "REQUEST", "TURNS", "Feedback", "FeedbackAnswer", "FeedbackAsked",
    "FeedbackDeclined", "FeedbackDraft", "FeedbackGiven", "FeedbackOpened", "FeedbackRequest", "FeedbackResponded",
    "FeedbackShared", "FeedbackSharing", "FeedbackWording", "RequestSheet", "Sheet", "Writing", "accept", "ask", "begin",
    "blueprints", "change", "decline", "drop", "end_lines", "end_requests", "expire", "give", "lines_ended", "policy",
    "request_of", "respond", "save", "share", "sheet", "show", "taken_along", "thank", "with_open", "writing",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.feedback import views

    words.register()
    return (views.bp,)


assert chores.__name__  # imported for the chore that it registers
