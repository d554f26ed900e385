"""The verbs of feedback: ask, accept, decline, write, give, change, open, respond, thank, share. Each checks and records."""

from saas.feedback.actions.answering import respond, share, show, thank
from saas.feedback.actions.asking import accept, ask, decline, end_lines, end_requests, expire
from saas.feedback.actions.giving import begin, change, drop, give, save

__all__ = [
    "accept", "ask", "begin", "change", "decline", "drop", "end_lines", "end_requests", "expire", "give", "respond", "save",
    "share", "show", "thank",
]  # fmt: skip
