"""The words of what waits: for each kind of turn one verb, one person, one thing, one reason; and how it is told as owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from saas.home.rules import Turn
from tenants import organisations
from tenants.web.dates import when
from tenants.web.direction import filled


@dataclass(frozen=True)
class Words:
    """What a kind of turn is called by whoever's it is, and by whoever waits for it.

    Where a confidence fell, or a first answer has its day to come or past, that is the reason.
    """

    title: Any
    reason: Any
    verb: Any
    owed_title: Any = ""
    owed_reason: Any = ""
    fell: Any = ""
    due: Any = ""
    past: Any = ""


WORDS: Mapping[str, Words] = {
    "answer": Words(
        _l("Answer %(name)s: version %(no)s of the plan"),
        _l("%(name)s proposed it %(since)s, for %(cycle)s. Sign it, or answer with a version of your own."),
        _l("Read and answer"),
        owed_title=_l("%(name)s has version %(no)s to answer"),
        owed_reason=_l("Yours, proposed %(since)s for %(cycle)s."),
    ),
    "finish": Words(
        _l("Finish your counter-proposal to %(name)s"),
        _l("You began it %(since)s, on version %(no)s. Only you can see it."),
        _l("Continue"),
        owed_title=_l("%(name)s is writing a counter-proposal"),
        owed_reason=_l("Since %(since)s. You will see it when it is proposed."),
    ),
    "draft": Words(
        _l("Draft your plan for %(cycle)s"),
        _l("%(name)s can draft it too; whoever proposes first begins the talk."),
        _l("Begin"),
        owed_title=_l("%(name)s drafts the plan for %(cycle)s"),
        owed_reason=_l("Open since %(since)s. You can draft and propose as well."),
    ),
    "amend": Words(
        _l("Finish your amendment of the plan with %(name)s"),
        _l("Begun %(since)s. What you both signed stays in force meanwhile."),
        _l("Continue"),
        owed_title=_l("%(name)s is writing an amendment"),
        owed_reason=_l("Since %(since)s. What you both signed stays in force."),
    ),
    "talk": Words(
        _l("Find words with %(name)s, with HR’s help"),
        _l("In mediation since %(since)s, for %(cycle)s. Either of you proposes next."),
        _l("Look"),
    ),
    "adopt": Words(
        _l("Adopt the plan of %(name)s"),
        _l("In force, adoption due since %(since)s, for %(cycle)s. Adopt it, or begin an amendment."),
        _l("Read and adopt"),
        owed_title=_l("%(name)s is to adopt your plan"),
        owed_reason=_l("Due since %(since)s, for %(cycle)s. It stays in force meanwhile."),
    ),
    "handover": Words(
        _l("Hand over the plan of %(name)s"),
        _l("Asked %(since)s, for %(cycle)s: what should the next manager know?"),
        _l("Write the note"),
    ),
    "mediate": Words(
        _l("Help with the plan of %(name)s"),
        _l("You were called in %(since)s, for %(cycle)s."),
        _l("Read and help"),
    ),
    "prepared": Words(
        _l("%(name)s has prepared a draft for you"),
        _l("For %(cycle)s, %(since)s. Take it over, or set it aside."),
        _l("Look"),
    ),
    "own_cycle": Words(
        _l("Answer %(name)s about an own cycle"),
        _l("“%(cycle)s”. It begins with your agreement."),
        _l("Read and answer"),
    ),
    "meeting_confirm": Words(
        _l("Confirm your 1:1 with %(name)s"),
        _l("Of %(day)s. %(name)s confirmed %(since)s: confirm the same words, or write yours."),
        _l("Read and confirm"),
        owed_title=_l("%(name)s is to confirm your 1:1"),
        owed_reason=_l("Of %(day)s. You confirmed %(since)s."),
    ),
    "meeting_write": Words(
        _l("Write down your 1:1 with %(name)s"),
        _l("You met %(since)s. A few words are enough, while you both remember."),
        _l("Write and confirm"),
    ),
    "meeting_prepare": Words(
        _l("Prepare your 1:1 with %(name)s"),
        _l("It is %(at)s, and nobody has put down a topic yet."),
        _l("Put down a topic"),
    ),
    "meeting_rhythm": Words(
        _l("Answer %(name)s: how often you two meet"),
        _l("Proposed %(since)s. It begins with your agreement."),
        _l("Look"),
        owed_title=_l("%(name)s has a rhythm of 1:1s to answer"),
        owed_reason=_l("Yours, proposed %(since)s."),
    ),
    "promise_due": Words(
        _l("Your promise to %(name)s: %(words)s"),
        _l("Due %(day)s. Say that it is done, or talk about it."),
        _l("Say how it is"),
        owed_title=_l("%(name)s promised: %(words)s"),
        owed_reason=_l("It was due %(day)s."),
    ),
    "promise_answer": Words(
        _l("Is it kept? %(words)s"),
        _l("%(name)s says that it is done."),
        _l("Answer"),
        owed_title=_l("%(name)s is to say whether it is kept: %(words)s"),
        owed_reason=_l("You said that it is done."),
    ),
    "promise_drop": Words(
        _l("Answer %(name)s about a promise"),
        _l("%(name)s asks to drop it, and says why."),
        _l("Answer"),
        owed_title=_l("%(name)s is to answer about a promise"),
        owed_reason=_l("You asked to drop it."),
    ),
    "enterprise_check_in": Words(
        _l("Check in on “%(goal)s”"),
        _l("A goal of %(place)s that you look after. Who contributes to it reads how it goes."),
        _l("Check in"),
    ),
    "right": Words(
        _l("Confirm or decline a right for %(name)s: %(right)s"),
        _l("%(name)s asked for it %(since)s, and nobody confirms their own."),
        _l("Read and answer"),
        owed_title=_l("A second person confirms your right: %(right)s"),
        owed_reason=_l("You asked %(since)s. Until then it opens nothing."),
    ),
    "feedback_asked": Words(
        _l("%(name)s asks you for feedback"),
        _l("%(topic)s, until %(day)s. You may decline; no reason is needed."),
        _l("Look"),
        owed_title=_l("%(name)s has your request for feedback"),
        owed_reason=_l("%(topic)s, asked %(since)s. They may decline."),
    ),
    "feedback_read": Words(
        _l("Read the feedback that %(name)s gave you"),
        _l("%(topic)s, %(since)s. You can thank, respond, or let it stand."),
        _l("Read"),
    ),
    "check_in": Words(
        _l("Check in with %(name)s"),
        _l("How are your goals? Two minutes; %(name)s answers."),
        _l("Check in"),
    ),
    "check_in_answer": Words(
        _l("Answer the check-in of %(name)s"),
        _l("Said %(since)s. One point in your words is enough."),
        _l("Read and answer"),
        owed_title=_l("%(name)s has your check-in to answer"),
        owed_reason=_l("Said %(since)s."),
        fell=_l("Confidence on “%(what)s” fell from %(before)s to %(now)s, no answer since."),
    ),
    "silence": Words(
        _l("Talk with %(name)s again"),
        _l("You two have not spoken since %(day)s, and no 1:1 is planned."),
        _l("Plan a 1:1"),
        fell=_l("Confidence on “%(what)s” fell from %(before)s to %(now)s, and you two have not spoken since %(day)s."),
    ),
    "file_contest": Words(
        _l("Answer %(name)s: an entry in your file is contested"),
        _l("Since %(since)s. Settle it together, or let both stand."),
        _l("Look and answer"),
        owed_title=_l("%(name)s has a contested entry to answer"),
        owed_reason=_l("Contested since %(since)s."),
    ),
    "policy": Words(
        _l("Read and acknowledge “%(policy)s”"),
        _l("Asked since %(since)s. Acknowledging says that you have read it, and nothing else."),
        _l("Read"),
    ),
    "question_answer": Words(
        _l("Answer %(name)s: %(question)s"),
        _l("Something is still missing, since %(since)s."),
        _l("Read and answer"),
        owed_title=_l("%(name)s has your question: %(question)s"),
        owed_reason=_l("Since %(since)s."),
        due=_l("The first answer is due %(day)s."),
        past=_l("The first answer was due %(day)s."),
    ),
    "question_reply": Words(
        _l("%(name)s asks back: %(question)s"),
        _l("Since %(since)s. The clocks stand still until you reply."),
        _l("Reply"),
    ),
    "question_decide": Words(
        _l("Did it help? %(question)s"),
        _l("Answered %(since)s. Say that it solved it, or what is missing."),
        _l("Read"),
    ),
    "question_wider": Words(
        _l("May more people read your question? %(question)s"),
        _l("%(name)s put it into words without names. Nothing happens unless you agree."),
        _l("Look"),
    ),
    "question_stale": Words(
        _l("Look at your official answer again: %(question)s"),
        _l("What it rests on has changed, or its day has come. Nobody is shown it as official until then."),
        _l("Look"),
    ),
    "exercise": Words(
        _l("Do it once more: %(exercise)s"),
        _l("You did it %(since)s. What you wrote then waits beside it; nobody else reads it."),
        _l("Begin"),
    ),
    "library_review": Words(
        _l("Look at it again: %(title)s"),
        _l("You answer for it, and readers see that it is not verified any more."),
        _l("Look"),
    ),
    "cycle_draft": Words(
        _l("Make %(cycle)s ready"),
        _l("A draft. The readiness check says what is missing."),
        _l("See what is missing"),
    ),
    "cycle_ready": Words(
        _l("Open the plan phase of %(cycle)s"),
        _l("Nothing is missing. Plans can be drafted once you open it."),
        _l("Look and open"),
    ),
    "cycle_work": Words(
        _l("Begin the work phase of %(cycle)s"),
        _l("Its day has come. Plans that are not agreed stay open."),
        _l("Look"),
    ),
}
"""By the kind that a room gives its turns. What stands in their places is in `_Places`."""

LOOK = _l("Look")
"""What one does with what somebody else owes: there is nothing to do but look."""


class _Places(dict[str, Any]):
    """What the places of these sentences are filled with. A place without a value of its own names what the turn is about: a
    cycle, a goal, a promise, a question.
    """

    def __init__(self, turn: Turn) -> None:
        about = turn.cycle
        at, fell = getattr(about, "at", None), getattr(about, "fell", None)
        day = at or turn.due_on or turn.since.date()
        super().__init__(
            name=turn.person.called or turn.person.name, no=turn.no, since=when(turn.since), at=when(at), day=when(day)
        )
        if fell is not None:
            self.update(what=fell.title, before=fell.before, now=fell.now)
        self["place"] = getattr(about, "place", None)
        self._about = about.name

    def __missing__(self, place: str) -> Any:
        return self._about


@dataclass(frozen=True)
class Said:
    """A turn in the reader's words, as markup."""

    title: Markup
    reason: Markup
    verb: Any


def _by_its_day(words: Words, turn: Turn) -> Any:
    return words.past if turn.days_late(organisations.today()) else words.due


def said(turn: Turn) -> Said:
    """What the reader is told of a turn. KeyError where its kind has no words."""
    words, places = WORDS[turn.kind], _Places(turn)
    fell = getattr(turn.cycle, "fell", None)
    reason = words.fell if fell and words.fell else _by_its_day(words, turn) if turn.due_on else None
    if turn.mine:
        return Said(filled(words.title, places), filled(reason or words.reason, places), words.verb)
    return Said(filled(words.owed_title or "%(about)s", places), filled(reason or words.owed_reason, places), LOOK)
