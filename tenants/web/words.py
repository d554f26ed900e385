"""The words of states: one table for page, mail and paper, so that a state has the same name everywhere.

A kind is the tag's colour and shape: turn (yours, amber), wait (the other side's, hollow), good, bad, plain.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tenants.web.direction import Spoken, spoken
from tenants.web.middle_words import MIDDLE
from tenants.web.word import KINDS as KINDS
from tenants.web.word import Word

WORDS: dict[str, dict[str, Word]] = {
    "tenant": {
        "provisioning": Word(_l("Being set up"), "wait"),
        "active": Word(_l("Active"), "good"),
        "suspended": Word(_l("Paused"), "bad"),
        "closing": Word(_l("Closing"), "bad"),
        "erased": Word(_l("Erased")),
    },
    "company": {
        "open": Word(_l("Open"), "good"),
        "active": Word(_l("Open"), "good"),
        "closed": Word(_l("Closed")),
    },
    "chase": {
        "unled": Word(_l("Nobody leads them"), "bad"),
        "absent": Word(_l("Has never signed in"), "bad"),
        "none": Word(_l("Not begun"), "bad"),
        "drafting": Word(_l("Nothing proposed yet")),
        "answer": Word(_l("A proposal waits for its answer"), "wait"),
        "finish": Word(_l("An answer is being written"), "wait"),
        "mediation": Word(_l("HR partner called in"), "wait"),
        "adopt": Word(_l("Agreed, to be adopted by who leads now"), "wait"),
        "later": Word(_l("Begins later than the others")),
    },
    "cycle": {
        "draft": Word(_l("Draft")),
        "asked": Word(_l("Asked"), "wait"),
        "declined": Word(_l("Declined"), "bad"),
        "ready": Word(_l("Ready"), "good"),
        "planning": Word(_l("Planning"), "wait"),
        "working": Word(_l("Working"), "good"),
        "appraising": Word(_l("Appraising"), "wait"),
        "diagnosing": Word(_l("Diagnosing"), "wait"),
        "closed": Word(_l("Closed"), "good"),
        "archived": Word(_l("Archived")),
        "cancelled": Word(_l("Cancelled"), "bad"),
    },
    "participation": {
        "in": Word(_l("Taking part"), "good"),
        "planning": Word(_l("Planning"), "wait"),
        "working": Word(_l("Working"), "good"),
        "appraising": Word(_l("Appraising"), "wait"),
        "diagnosing": Word(_l("Diagnosing"), "wait"),
        "done": Word(_l("Done"), "good"),
        "excused": Word(_l("Excused")),
    },
    "plan": {
        "none": Word(_l("Not begun")),
        "drafting": Word(_l("Drafting")),
        "proposed": Word(_l("Proposed"), "wait"),
        "countered": Word(_l("Being countered"), "wait"),
        "mediation": Word(_l("In mediation"), "wait"),
        "agreed": Word(_l("Agreed"), "good"),
        "adoption_due": Word(_l("Agreed, adoption due"), "wait"),
        "resting": Word(_l("Resting")),
        "superseded": Word(_l("Superseded")),
        "ended": Word(_l("Ended")),
    },
    "amendment": {
        "drafting": Word(_l("Drafting")),
        "proposed": Word(_l("Proposed"), "wait"),
        "countered": Word(_l("Being countered"), "wait"),
        "mediation": Word(_l("In mediation"), "wait"),
        "agreed": Word(_l("Agreed"), "good"),
        "discarded": Word(_l("Discarded")),
    },
    "version": {
        "proposed": Word(_l("Proposed"), "wait"),
        "withdrawn": Word(_l("Withdrawn")),
        "countered": Word(_l("Answered by a counter-proposal")),
        "mediated": Word(_l("Taken to mediation")),
        "agreed": Word(_l("Agreed"), "good"),
        "superseded": Word(_l("Superseded")),
    },
    "goal": {
        "agreed": Word(_l("Agreed"), "good"),
        "in_progress": Word(_l("In progress"), "good"),
        "reached": Word(_l("Reached"), "good"),
        "partly_reached": Word(_l("Partly reached")),
        "not_reached": Word(_l("Not reached"), "bad"),
        "dropped": Word(_l("Dropped by agreement")),
        "on_track": Word(_l("On track"), "good"),
        "at_risk": Word(_l("At risk"), "bad"),
        "off_track": Word(_l("Off track"), "bad"),
    },
    "enterprise_goal": {
        "draft": Word(_l("Draft")),
        "open": Word(_l("Open"), "good"),
        "reached": Word(_l("Reached"), "good"),
        "partly_reached": Word(_l("Partly reached")),
        "not_reached": Word(_l("Not reached"), "bad"),
        "dropped": Word(_l("Dropped")),
    },
    "plan_template": {
        "draft": Word(_l("Draft")),
        "published": Word(_l("Published"), "good"),
        "retired": Word(_l("Retired")),
    },
    "job": {
        "requested": Word(_l("Requested"), "wait"),
        "queued": Word(_l("In the queue"), "wait"),
        "running": Word(_l("Being made"), "wait"),
        "ready": Word(_l("Ready"), "good"),
        "done": Word(_l("Done"), "good"),
        "expired": Word(_l("Expired")),
        "failed": Word(_l("Could not be made"), "bad"),
        "dead": Word(_l("Could not be made"), "bad"),
        "cancelled": Word(_l("Cancelled")),
    },
}
WORDS["feedback"] = {
    "given": Word(_l("Not opened yet"), "wait"),
    "shown": Word(_l("Opened"), "good"),
}
WORDS["feedback_request"] = {
    "asked": Word(_l("Asked"), "wait"),
    "accepted": Word(_l("Being written"), "wait"),
    "given": Word(_l("Given"), "good"),
    "declined": Word(_l("Declined")),
    "expired": Word(_l("Over")),
}
WORDS["file_entry"] = {
    "draft": Word(_l("Draft")),
    "open": Word(_l("Can still be edited")),
    "sealed": Word(_l("Sealed"), "good"),
    "withdrawn": Word(_l("Taken back")),
}
WORDS["file_contest"] = {
    "contested": Word(_l("Contested"), "wait"),
    "resolved": Word(_l("Settled by both"), "good"),
    "stands": Word(_l("Stands with a contest"), "bad"),
    "fallen": Word(_l("Contested, then taken back")),
}
WORDS["handover"] = {
    "asked": Word(_l("Asked for"), "wait"),
    "given": Word(_l("Handed over"), "good"),
    "lapsed": Word(_l("Not needed any more")),
}
WORDS["check_in"] = {
    "due": Word(_l("Due"), "wait"),
    "submitted": Word(_l("Answer due"), "wait"),
    "answered": Word(_l("Answered"), "good"),
    "closed": Word(_l("Answered"), "good"),
    "missed": Word(_l("Nothing said")),
    "lapsed": Word(_l("Not needed any more")),
}
WORDS["meeting"] = {
    "planned": Word(_l("Planned"), "wait"),
    "prepared": Word(_l("Prepared"), "wait"),
    "held": Word(_l("Confirmed by one"), "wait"),
    "confirmed": Word(_l("Confirmed by both"), "good"),
    "skipped": Word(_l("Skipped")),
    "ended": Word(_l("Ended with the line")),
}
WORDS["meeting_series"] = {
    "proposed": Word(_l("Proposed"), "wait"),
    "agreed": Word(_l("Agreed"), "good"),
    "dropped": Word(_l("Not agreed")),
    "ended": Word(_l("Ended")),
}
WORDS["meeting_topic"] = {
    "open": Word(_l("Open")),
    "talked": Word(_l("Talked about"), "good"),
    "carried": Word(_l("Goes on to the next")),
    "dropped": Word(_l("Taken off")),
    "lapsed": Word(_l("Ended with the line")),
}
WORDS["meeting_promise"] = {
    "open": Word(_l("Still open")),
    "done": Word(_l("Done, to be confirmed"), "wait"),
    "dropping": Word(_l("To be dropped?"), "wait"),
    "kept": Word(_l("Kept"), "good"),
    "dropped": Word(_l("Dropped by both")),
    "taken_back": Word(_l("Taken back")),
    "lapsed": Word(_l("Ended with the line")),
}
WORDS |= MIDDLE
WORDS["report"] = WORDS["job"]
WORDS["unit"] = WORDS["position"] = WORDS["company"]
WORDS["person"] = {
    "invited": Word(_l("Invited"), "wait"),
    "active": Word(_l("Active"), "good"),
    "left": Word(_l("Left")),
}
WORDS["people_import"] = {
    "uploaded": Word(_l("Columns to be told")),
    "checking": Word(_l("Being checked"), "wait"),
    "checked": Word(_l("Checked, nothing changed yet")),
    "applying": Word(_l("Being taken over"), "wait"),
    "applied": Word(_l("Taken over"), "good"),
    "undoing": Word(_l("Being taken back"), "wait"),
    "undone": Word(_l("Taken back")),
    "dropped": Word(_l("Put away")),
}

PHASES: tuple[tuple[str, Any], ...] = (
    ("plan", _l("Plan")),
    ("talk", _l("Talk")),
    ("file", _l("File")),
    ("appraise", _l("Appraise")),
    ("improve", _l("Improve")),
)


@lru_cache(maxsize=1024)
def _spoken(language: Spoken, machine: str, state: str, mine: bool = False) -> Word:  # noqa: ARG001  # what it is kept by
    """The word in the language that is spoken now: lists say the same few over and over."""
    found = WORDS[machine][state]
    if mine:
        return Word(_("%(state)s, your turn", state=found.label), "turn")
    return Word(str(found.label), found.kind)


def word(machine: str, state: str, *, mine: bool | None = None, whom: str | None = None) -> Word:
    """The word of a state. `mine` adds whose turn it is: True "your turn" in amber, False "waiting for `whom`".

    KeyError where the table does not know the state: a state without a word must not reach a reader.
    """
    found = _spoken(spoken(), machine, state, mine is True)
    if mine is False and whom:
        return Word(_("%(state)s, waiting for %(name)s", state=found.label, name=whom), "wait")
    return found


def phase_names() -> tuple[tuple[str, Any], ...]:
    """The five components in their order: key and name."""
    return PHASES
