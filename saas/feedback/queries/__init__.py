"""Reading feedback: lists of one's own, one of them with what was said to it, requests, drafts, and what waits."""

from saas.feedback.queries.lists import given, previews, received, requests, shared_with
from saas.feedback.queries.one import (
    answer_of,
    answers_to,
    drafts_of,
    earlier_wordings,
    lines_ended,
    open_between,
    open_of,
    overdue,
    request_of,
    sharing_with,
    sheet,
    sheets,
    waits_for_giver,
    with_open,
    wording,
    writing,
)
from saas.feedback.queries.waiting import TURNS

__all__ = [
    "TURNS", "answer_of", "answers_to", "drafts_of", "earlier_wordings", "given", "lines_ended", "open_between", "open_of",
    "overdue", "previews", "received", "request_of", "requests", "shared_with", "sharing_with", "sheet", "sheets",
    "waits_for_giver", "with_open", "wording", "writing",
]  # fmt: skip
