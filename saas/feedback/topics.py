"""What feedback is about, and the questions that help to write it. People answer at least one; nothing is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Topic:
    """A kind of feedback, or a purpose for which one asks: its name, what it is for, and its questions by their keys.

    A question may hold the place %(name)s: the one whom the feedback is about.
    """

    label: Any
    hint: Any
    questions: dict[str, Any]


KINDS: dict[str, Topic] = {
    "praise": Topic(
        _l("Praise"),
        _l("Something was good and should go on."),
        {"did": _l("What did %(name)s do?"), "made": _l("What did it make possible?")},
    ),
    "observation": Topic(
        _l("Observation"),
        _l("What you saw, without a judgement."),
        {"saw": _l("What did you see or hear?"), "followed": _l("What followed from it?")},
    ),
    "suggestion": Topic(
        _l("Suggestion"),
        _l("Something could be different next time."),
        {"saw": _l("What did you see or hear?"), "could": _l("What could %(name)s try next time?")},
    ),
}
"""What one gives without being asked."""

PURPOSES: dict[str, Topic] = {
    "together": Topic(
        _l("Working together"),
        _l("What to go on with, and what to change."),
        {"go_on": _l("What should %(name)s go on doing?"), "change": _l("What should %(name)s do differently?")},
    ),
    "work": Topic(
        _l("A piece of work"),
        _l("A project, a handover, a result."),
        {"well": _l("What went well in this work?"), "better": _l("What would have made it better?")},
    ),
    "talk": Topic(
        _l("A talk or a meeting"),
        _l("A presentation, a workshop, a talk with customers."),
        {"across": _l("What came across well?"), "unclear": _l("What stayed unclear?")},
    ),
    "leading": Topic(
        _l("How somebody leads"),
        _l("For those who lead people or a project."),
        {"helps": _l("What in how %(name)s leads helps you?"), "need": _l("What do you need more of, or less?")},
    ),
}
"""What one asks feedback for."""

TOPICS = KINDS | PURPOSES
EVERY = tuple(TOPICS)


def question(topic: str, key: str, name: str) -> str:
    """A question in the language of now, with the name in its place; empty for one that the topic no longer has."""
    found = TOPICS[topic].questions.get(key, "")
    return str(found) % {"name": name} if found else ""


def label(topic: str) -> str:
    """What the topic is called."""
    return str(TOPICS[topic].label)
