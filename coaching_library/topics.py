"""The topics by which help is found: the five components of managing performance, and the partnership beside them."""

from __future__ import annotations

from enum import Enum
from typing import Any

from flask_babel import lazy_gettext as _l


class Topic(Enum):
    """A component of the cycle, or the partnership of HR and line manager. The value is its key in addresses and
    tables.
    """

    PLAN = "plan"
    TALK = "talk"
    FILE = "file"
    APPRAISE = "appraise"
    IMPROVE = "improve"
    PARTNERSHIP = "partnership"

    @property
    def label(self) -> Any:
        """Its name, lazily in the reader's language."""
        return LABELS[self][0]

    @property
    def about(self) -> Any:
        """One sentence that says what it is for, lazily in the reader's language."""
        return LABELS[self][1]


LABELS: dict[Topic, tuple[Any, Any]] = {
    Topic.PLAN: (
        _l("Plan"),
        _l("Two people agree what to reach, how both will know, and what the manager owes to it."),
    ),
    Topic.TALK: (
        _l("Talk"),
        _l("Short, regular talks in both directions, so that nothing waits for the end of the year."),
    ),
    Topic.FILE: (
        _l("File"),
        _l("One dated record that both write and both read, and that is never rewritten."),
    ),
    Topic.APPRAISE: (
        _l("Appraise"),
        _l("Both voices on what was agreed, a talk, and an answer. No statement comes as a surprise."),
    ),
    Topic.IMPROVE: (
        _l("Improve"),
        _l("Both look for causes, and what they decide leads into the next plan."),
    ),
    Topic.PARTNERSHIP: (
        _l("Partnership"),
        _l("What HR partner and line manager give each other, so that managing is not done alone."),
    ),
}

COMPONENTS = (Topic.PLAN, Topic.TALK, Topic.FILE, Topic.APPRAISE, Topic.IMPROVE)
"""The five components in the order of a cycle."""
