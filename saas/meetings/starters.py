"""Questions to begin with, by the purpose of a 1:1. Whoever chooses one has it as a topic of their own, to be put otherwise."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

PURPOSES: dict[str, Any] = {
    "regular": _l("Regular 1:1"),
    "coaching": _l("Coaching 1:1"),
    "goal": _l("About a goal"),
    "other": _l("Something else"),
}

MEANS: dict[str, Any] = {
    "regular": _l("How it goes, what is in the way, what comes next."),
    "coaching": _l("The employee finds their own next step; the manager helps with questions."),
    "goal": _l("One goal of the plan, with time for it."),
    "other": _l("Anything that deserves a conversation of its own."),
}

STARTERS: dict[str, tuple[tuple[str, Any], ...]] = {
    "regular": (
        ("well", _l("What went well since we last talked?")),
        ("way", _l("What is in your way?")),
        ("different", _l("What should I do differently as your manager?")),
        ("next", _l("What matters most until the next time?")),
        ("energy", _l("How much is it right now: too much, too little, just right?")),
    ),
    "coaching": (
        ("goal", _l("What would you like to have clear at the end of this talk?")),
        ("now", _l("What do you see, and what have others seen?")),
        ("yours", _l("What of it lies in your hands?")),
        ("first", _l("What would a small first step be?")),
    ),
    "goal": (
        ("trust", _l("How sure are you that we reach it, and what would make you surer?")),
        ("learnt", _l("What have we learnt since we agreed on it?")),
        ("support", _l("What did I promise for it, and is it there?")),
        ("still", _l("Is it still the right goal?")),
    ),
    "other": (
        ("want", _l("What do you want to come out of this?")),
        ("grow", _l("What would you like to learn next?")),
        ("team", _l("How is it to work with the others right now?")),
    ),
}


def starters(purpose: str) -> list[tuple[str, str]]:
    """Key and words of the starter topics for a purpose, in the reader's language."""
    return [(key, str(words)) for key, words in STARTERS[purpose]]
