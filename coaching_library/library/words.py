"""The words of the library: kinds, origins, reasons, acts of a reader, notices."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from tenants import notices, organisations

KINDS: dict[str, Any] = {
    "guide": _l("Guide"),
    "template": _l("Template"),
    "script": _l("Words to say"),
    "example": _l("Worked example"),
    "exercise": _l("Exercise"),
    "vignette": _l("Rating practice"),
    "path": _l("Path"),
}
MANY: dict[str, Any] = {
    "guide": _l("Guides"),
    "template": _l("Templates to fill in"),
    "script": _l("Words for hard moments"),
    "example": _l("Worked examples"),
    "exercise": _l("Exercises"),
    "vignette": _l("Rating practice"),
    "path": _l("Paths"),
}
ICONS = {
    "guide": "compass",
    "template": "file-text",
    "script": "messages-square",
    "example": "eye",
    "exercise": "activity",
    "vignette": "scale",
    "path": "milestone",
}
SAYS: dict[str, Any] = {
    "guide": _l("What to do at a step, and what to leave."),
    "template": _l("A form with blanks that can be filled in on its page."),
    "script": _l("A short talk in a hard moment, word for word."),
    "example": _l("What somebody wrote or said first, and what was better."),
    "exercise": _l("Ten minutes in one’s own work; it comes back after 2, 7, 21 and 60 days."),
    "vignette": _l("A piece of work to be rated alone, before one sees what HR would say."),
    "path": _l("What to read one after another."),
}
LANGUAGES = dict(organisations.LANGUAGES)
"""Each language in itself."""
ORIGINS: dict[str, Any] = {
    "own": _l("Written here"),
    "starter": _l("Starter set"),
    "import": _l("From files"),
    "answer": _l("From an answer"),
}
REASONS: dict[str, Any] = {
    "day": _l("Its day of review has come."),
    "policy": _l("A policy that it rests on has changed."),
    "question": _l("A question showed that something is missing."),
    "asked": _l("Somebody asked for it."),
}
TABS: dict[str, Any] = {
    "mine": _l("Mine"),
    "draft": _l("Drafts"),
    "in_review": _l("In review"),
    "needs_review": _l("Needs review"),
    "published": _l("Published"),
    "retired": _l("Retired"),
}
VERDICTS: dict[str, Any] = {"helpful": _l("Helpful"), "not_helpful": _l("Not helpful")}
PARTS: dict[str, Any] = {
    "kind": _l("Kind"),
    "topic": _l("Topic"),
    "skill": _l("Skill"),
    "audience": _l("For whom"),
    "title": _l("Title"),
    "summary": _l("What it helps with"),
    "body": _l("Text"),
    "also": _l("Other words for it"),
    "wording": _l("Words to use"),
    "after": _l("Afterwards"),
    "level": _l("HR’s level"),
    "steps": _l("Steps"),
    "anchors": _l("Shown at"),
}
"""What an item consists of, as pages and redlines call it."""


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    said = {
        "library.proposed": (
            _l("%(who)s proposes “%(title)s” for the library"),
            _l("%(who)s proposes “%(title)s” for the library. It waits for somebody who may publish."),
        ),
        "library.sent_back": (
            _l("“%(title)s” came back to you"),
            _l("%(who)s asks you to change “%(title)s” before it is published."),
        ),
        "library.published": (
            _l("“%(title)s” is published"),
            _l("%(who)s approved “%(title)s”: people read it from now on."),
        ),
        "library.needs_review": (
            _l("“%(title)s” needs review"),
            _l("“%(title)s” needs review: readers see that it is no longer verified. You answer for it."),
        ),
    }
    for kind, (subject, line) in said.items():
        notices.register(kind, subject, line)
