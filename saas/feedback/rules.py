"""Limits of feedback and of requests, without database or actor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import gettext as _

from saas.feedback.topics import PURPOSES, TOPICS
from saas.measures import tidy

LENGTH = 10_000
"""Characters of one answer, of a response, of what somebody asks."""
SOONEST, USUAL, LATEST = 1, 14, 92
"""Days from today in which a request can be answered."""
GIVERS = 3
"""People whom one form asks at once."""


def tidied(answers: Mapping[str, str], topic: str) -> dict[str, str]:
    """The answers to the questions of the topic in the one spelling in which they are stored; others are left out."""
    return {key: tidy(answers.get(key, "")) for key in TOPICS[topic].questions}


def too_long(answers: Mapping[str, str]) -> dict[str, str]:
    """What does not fit, by the name of its field."""
    return {f"answers/{key}": fits() for key, words in answers.items() if len(words) > LENGTH}


def fits() -> str:
    """What is said of words that are too many."""
    return str(_("At most %(most)s characters fit.", most=LENGTH))


def problems(answers: Mapping[str, str]) -> dict[str, str]:
    """Why these answers cannot be given, by the name of the field."""
    found = too_long(answers)
    if not any(answers.values()):
        found[f"answers/{next(iter(answers))}"] = _("Answer at least one of the questions.")
    return found


def request_problems(words: str, due_on: date | None, topic: str, today: date) -> dict[str, str]:
    """Why a request cannot be asked so, by the name of the field."""
    found = {}
    if topic not in PURPOSES:
        found["topic"] = _("Choose one.")
    if len(words) > LENGTH:
        found["words"] = fits()
    first, last = today + timedelta(days=SOONEST), today + timedelta(days=LATEST)
    if due_on is None or not first <= due_on <= last:
        found["due_on"] = _("Choose a day from tomorrow on, at most three months ahead.")
    return found


def response_problems(words: str) -> dict[str, str]:
    """Why these words cannot be a response."""
    if not words:
        return {"words": _("Write a few words.")}
    return {"words": fits()} if len(words) > LENGTH else {}
