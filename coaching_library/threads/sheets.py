"""What decides who may do what, and what pages show: a question, what was said in it, the mark on an answer and what it rests
on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from coaching_library.threads.models import (
    Question,
    QuestionClock,
    QuestionDraft,
    QuestionOfficial,
    QuestionPost,
    QuestionVerification,
    QuestionWidening,
)
from coaching_library.topics import About, Task
from tenants.people import Person


@dataclass(frozen=True)
class Asked:
    """What somebody asks, of whom, and where they were when they did."""

    title: str
    words: str
    audience: str
    about: About = field(default_factory=About)


@dataclass(frozen=True)
class Mark:
    """HR's word on an answer, and what it rests on as of today. `cited` are the policies' own descriptions, by section."""

    official: QuestionOfficial
    verification: QuestionVerification
    cited: tuple[Any, ...]
    today: date
    gone: int = 0
    """Sections that it cites and that are not there any more."""

    @property
    def holds(self) -> bool:
        """Whether it may be shown as what the organisation says now: asked of the policies, whatever was noted of it."""
        if self.official.state != "official" or self.gone or self.is_overdue:
            return False
        return all(each.is_current and not each.is_withdrawn for each in self.cited)

    @property
    def is_overdue(self) -> bool:
        """Whether its day of review is over."""
        return self.official.review_on < self.today

    @property
    def is_retired(self) -> bool:
        """Whether HR has taken the mark away."""
        return self.official.state == "retired"


@dataclass(frozen=True)
class Sheet:
    """A question with both of its people."""

    question: Question

    @property
    def id(self) -> UUID:
        """The question's id."""
        return self.question.id

    @property
    def version(self) -> int:
        """How often it has moved."""
        return self.question.version

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.question.state

    @property
    def asker(self) -> Person | None:
        """Who asked; nobody of a copy without a name."""
        return self.question.asker

    @property
    def about(self) -> About:
        """What whoever asked was at."""
        known = {task.value: task for task in Task}
        return About(known.get(self.question.task), self.question.about_label, self.question.about_path)

    @property
    def asker_is_here(self) -> bool:
        """Whether whoever asked can still answer."""
        return self.asker is not None and self.asker.state != "left"


@dataclass(frozen=True)
class Thread:
    """All that stands in a question, as one page shows it."""

    sheet: Sheet
    posts: tuple[QuestionPost, ...]
    clock: QuestionClock
    mark: Mark | None = None
    follows: bool = False
    draft: QuestionDraft | None = None
    widening: QuestionWidening | None = None
    """The latest proposal to open it to more people."""

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.sheet.question

    @property
    def opening(self) -> QuestionPost:
        """What was asked."""
        return self.posts[0]

    @property
    def rest(self) -> tuple[QuestionPost, ...]:
        """What was said since, oldest first."""
        return self.posts[1:]

    @property
    def state_of_mark(self) -> str:
        """Where the mark on one of its answers stands; nothing where it has none."""
        return self.mark.official.state if self.mark is not None else ""

    def post(self, post_id: UUID | None) -> QuestionPost | None:
        """One of them, or None."""
        return next((each for each in self.posts if each.id == post_id), None)

    @property
    def answers(self) -> tuple[QuestionPost, ...]:
        """The answers, oldest first."""
        return tuple(each for each in self.posts if each.kind == "answer")


@dataclass(frozen=True)
class Waiting:
    """A question in a list, with what its clock shows."""

    question: Question
    minutes: int | None
    """Working minutes that it has waited for HR; None where nobody waits."""
    due_at: datetime | None = None
    is_escalated: bool = False
    is_overdue: bool = False
    """Whether the first answer should be there by now."""
    opened_again: bool = False
    """Whether whoever asked opened it again: then the minutes are those since."""
    answered_after: int | None = None
    """Working minutes until the first answer; None where there is none yet."""
    holds: bool | None = None
    """Whether an official answer of it holds; None where it has none."""


@dataclass(frozen=True)
class Suggestion:
    """Something that may already be the answer."""

    kind: str
    id: UUID
    url: str
    title: str
    line: str
    icon: str
    standing: str = ""
    """"official", "accepted", "stale" or nothing."""
    lang: str = ""
    """In which language it is, where that is known."""


@dataclass(frozen=True)
class Figures:
    """HR's answering in numbers; times are working minutes, and None where there are none."""

    asked: int
    first_median: int | None
    first_eighty: int | None
    within_goal: int | None
    """Percent of first answers inside the goal; one that is overdue and was not given yet counts as outside."""
    accepted_median: int | None
    accepted_eighty: int | None
    accepted: int
    waiting: int
    escalated: int
    unaccepted: int
    """Closed without acceptance."""


@dataclass(frozen=True)
class Service:
    """HR's service in a period, as far as somebody may see it: of all, and of single partners."""

    first: date
    last: date
    goal: int
    """The first answer is due in so many working minutes."""
    whole: Figures | None
    deflected: int | None
    partners: tuple[tuple[Person, Figures | None], ...] = ()
    """None where there are too few questions to be told."""


def ids_of(things: Collection[Any]) -> list[UUID]:
    """Their ids, in their order."""
    return [each.id for each in things]
