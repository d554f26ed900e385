"""The words of the library: kinds, origins, reasons, acts of a reader, notices."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from tenants import notices, organisations

KINDS: dict[str, Any] = {
    "guide": _l("Guide"),
    "template": _l("Template"),
    "script": _l("Words for a hard moment"),
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
    "topic": _l("What it belongs to"),
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


OUTCOMES: dict[str, Any] = {
    "new": _l("New"),
    "changed": _l("Changed"),
    "unchanged": _l("Unchanged"),
    "refused": _l("Not taken over"),
}
NOTES: dict[str, Any] = {
    "no_archive": _l("This is no ZIP that can be read. Pack the folder anew, or choose .md files."),
    "packed_too_large": _l("A ZIP may have at most 20 MB."),
    "too_large": _l("Unpacked it is larger than 60 MB. Bring it in in parts."),
    "too_many": _l("At most %(most)s files fit into one ZIP. Bring them in in parts."),
    "none": _l("Choose a ZIP, one or more .md files, or a folder."),
    "nothing": _l("There is no Markdown file in it."),
    "stumbled": _l("It could not be read to its end. Please try again."),
    "climbs": _l("Its path leads out of the folder (..)."),
    "absolute": _l("Its path begins at the root of a disk."),
    "symlink": _l("It is a link to another file and not a file."),
    "encrypted": _l("It is encrypted. Pack it without a password."),
    "one_too_large": _l("A file may have at most 200 kB."),
    "picture": _l("Pictures are not taken over. Say in words what they show."),
    "no_markdown": _l("Only files ending in .md are taken over."),
    "twice": _l("Another file has the same path."),
    "broken": _l("It is broken and can’t be unpacked."),
    "encoding": _l("Its letters can’t be read: save it as UTF-8."),
    "empty": _l("There is nothing to read in it."),
    "front_open": _l("The facts in front of the text begin with --- and never end with it."),
    "front_too_long": _l("The facts in front of the text are too long or nested too deep."),
    "front_yaml": _l("The facts in front of the text are no YAML: see line %(line)s."),
    "front_mapping": _l("The facts in front of the text are no names with values, such as “title: …”."),
    "field_kind": _l("What stands at “%(name)s” can’t be read: it is no text or list of texts."),
    "unknown_word": _l("“%(value)s” is not known as %(name)s. Known are: %(known)s."),
    "bad_key": _l("“%(key)s” can’t be a key: small letters, digits and single hyphens, at most 60."),
    "same_key": _l("“%(other)s” has the same key (%(key)s) and language."),
    "wrong_part": _l("%(part)s: %(says)s"),
    "in_review": _l("The item waits for approval: it is not changed meanwhile."),
    "retired": _l("The item is retired here: take it up again first."),
    "other_kind": _l("The item was published as another kind. Give the file another key."),
    "left_out": _l("Not known and left out: %(names)s."),
    "pictures": _l("Pictures were left out: %(many)s. Their words stand in their place."),
    "html": _l("HTML is shown as plain text: %(names)s"),
    "outside": _l("Links that lead outside: %(names)s"),
    "link_nowhere": _l("A link leads nowhere: %(target)s."),
    "stays_draft": _l("It will be a draft and not be published: %(says)s"),
}
"""What is said about a file, or about all of them, by code."""


def note(code: str, params: dict[str, Any]) -> str:
    """A note as it is read."""
    facts = dict(params)
    if code == "wrong_part":
        facts["part"] = str(PARTS.get(facts["part"], facts["part"]))
    return str(NOTES.get(code, code)) % facts
