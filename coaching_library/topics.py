"""By what help is found: the component of managing performance, the step somebody is at, when, why now, and for which skill."""

from __future__ import annotations

from dataclasses import dataclass
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


class Task(Enum):
    """A step at which somebody may want help. The value is its key in addresses and tables, and begins with its component's or
    room's name; which page it is, only the rooms above know.
    """

    PLAN_DRAFT = "plan.draft"
    PLAN_COUNTER = "plan.counter"
    PLAN_READ = "plan.read"
    CHECK_IN_SAY = "check_in.say"
    CHECK_IN_ANSWER = "check_in.answer"
    MEETING_PREPARE = "meeting.prepare"
    MEETING_MINUTES = "meeting.minutes"
    FILE_ENTER = "file.enter"
    FILE_ANSWER = "file.answer"
    FEEDBACK_GIVE = "feedback.give"
    FEEDBACK_ASK = "feedback.ask"
    FEEDBACK_RESPOND = "feedback.respond"

    @property
    def topic(self) -> Topic:
        """The component that the step belongs to."""
        return {"plan": Topic.PLAN, "file": Topic.FILE}.get(self.value.partition(".")[0], Topic.TALK)

    @property
    def label(self) -> Any:
        """What one does there, lazily in the reader's language."""
        return TASKS[self]


TASKS: dict[Task, Any] = {
    Task.PLAN_DRAFT: _l("Drafting a plan"),
    Task.PLAN_COUNTER: _l("Answering a proposal"),
    Task.PLAN_READ: _l("Reading a plan"),
    Task.CHECK_IN_SAY: _l("Checking in"),
    Task.CHECK_IN_ANSWER: _l("Answering a check-in"),
    Task.MEETING_PREPARE: _l("Preparing a 1:1"),
    Task.MEETING_MINUTES: _l("Writing minutes of a 1:1"),
    Task.FILE_ENTER: _l("Adding an entry to the file"),
    Task.FILE_ANSWER: _l("Answering an entry of the file"),
    Task.FEEDBACK_GIVE: _l("Giving feedback"),
    Task.FEEDBACK_ASK: _l("Asking for feedback"),
    Task.FEEDBACK_RESPOND: _l("Responding to feedback"),
}


class Phase(Enum):
    """The part of a cycle in which a step is helped with; the values are the states of a cycle."""

    PLANNING = "planning"
    WORKING = "working"
    APPRAISING = "appraising"
    DIAGNOSING = "diagnosing"

    @property
    def label(self) -> Any:
        """Its name, lazily in the reader's language."""
        return PHASES[self]


PHASES: dict[Phase, Any] = {
    Phase.PLANNING: _l("While plans are made"),
    Phase.WORKING: _l("During the work"),
    Phase.APPRAISING: _l("While work is appraised"),
    Phase.DIAGNOSING: _l("While causes are looked for"),
}


class Signal(Enum):
    """What the page of a step can see that makes one guide better than another. A sign, never a grade."""

    ROUNDS = "rounds"
    SILENCE = "silence"
    CONFIDENCE_FELL = "confidence_fell"
    CONTESTED = "contested"
    UNANSWERED = "unanswered"
    DID_IT_FOR_THEM = "did_it_for_them"
    FIRST_CYCLE = "first_cycle"
    NO_CRITERIA = "no_criteria"

    @property
    def label(self) -> Any:
        """What is seen, lazily in the reader's language."""
        return SIGNALS[self]


SIGNALS: dict[Signal, Any] = {
    Signal.ROUNDS: _l("Three or more proposals went to and fro"),
    Signal.SILENCE: _l("The two have not spoken for long"),
    Signal.CONFIDENCE_FELL: _l("Confidence fell"),
    Signal.CONTESTED: _l("An entry is contested"),
    Signal.UNANSWERED: _l("An answer is overdue"),
    Signal.DID_IT_FOR_THEM: _l("The manager did the work"),
    Signal.FIRST_CYCLE: _l("The manager's first cycle"),
    Signal.NO_CRITERIA: _l("A goal has no words for its levels"),
}


class Skill(Enum):
    """What a manager learns, observable in what they do. Eight are enough to be known by heart."""

    AGREEING_GOALS = "agreeing_goals"
    TWO_WAY_COMMUNICATION = "two_way_communication"
    COACHING_BY_QUESTIONS = "coaching_by_questions"
    OBSERVING_AND_DOCUMENTING = "observing_and_documenting"
    FEEDBACK = "feedback"
    APPRAISING = "appraising"
    DIAGNOSING = "diagnosing"
    DELEGATING = "delegating"

    @property
    def label(self) -> Any:
        """Its name, lazily in the reader's language."""
        return SKILLS[self]


SKILLS: dict[Skill, Any] = {
    Skill.AGREEING_GOALS: _l("Agreeing goals"),
    Skill.TWO_WAY_COMMUNICATION: _l("Continuous two-way communication"),
    Skill.COACHING_BY_QUESTIONS: _l("Coaching by questions"),
    Skill.OBSERVING_AND_DOCUMENTING: _l("Observing and documenting fairly"),
    Skill.FEEDBACK: _l("Giving and receiving feedback"),
    Skill.APPRAISING: _l("Appraising against agreed criteria"),
    Skill.DIAGNOSING: _l("Diagnosing causes and planning improvement"),
    Skill.DELEGATING: _l("Delegating, not doing it for them"),
}


@dataclass(frozen=True)
class About:
    """What somebody is at while they look for help: the step, and what they see there, opaque to this floor: a label and a path
    inside the organisation.
    """

    task: Task | None = None
    label: str = ""
    path: str = ""

    @property
    def topic(self) -> Topic | None:
        """The component of the step."""
        return self.task.topic if self.task else None
