"""What stands in a performance plan: goals with their measures, criteria in words, and what the manager owes to them.

This is the content that two people sign. It holds no names and no ids of people (the envelope of the version does),
and it can be half filled while somebody drafts: empty texts and None are fine here, and ``rules`` says what is still
missing before it can be proposed. What is never fine is another shape: unknown or missing fields raise ContentError.

In Python dates are dates and numbers are Decimals; in JSON both are strings, weights are basis points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask_babel import gettext as _

from saas import measures
from saas.measures import (
    DIRECTIONS,
    KEY_RESULTS,
    LEVEL,
    LEVELS,
    MEASURES,
    NUMERIC,
    TITLE,
    UNIT,
    ContentError,
    Reader,
    day_text,
    new_key,
    tidy,
)
from saas.plan.origins import Origin
from tenants.agreements.canonical import Json
from tenants.agreements.lines import Path, Shape

__all__ = [
    "CRITERION", "DIRECTIONS", "GOALS", "KEY_RESULTS", "KINDS", "LEVEL", "LEVELS", "MEASURES", "NUMERIC", "SCHEMA", "SHAPE",
    "SUPPORTS", "SUPPORT_KINDS", "TITLE", "UNIT", "ContentError", "Contribution", "Goal", "KeyResult", "Origin", "Period",
    "Plan", "Support", "new_key", "tidy",
]  # fmt: skip

SCHEMA = 1
GOALS, SUPPORTS = 20, 10
WORDS, CRITERION, CALLED = 4000, 1000, 800

KINDS = ("work", "development")
SUPPORT_KINDS = ("time", "decision", "training", "obstacle", "other")

SHAPE = Shape(
    prose=("words", "goals.*.words", "goals.*.criteria.*", "goals.*.support.*.words"),
    short=("goals.*.title", "goals.*.key_results.*.title"),
)
"""Which lines are text, for merging and for the redline."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.starts_on <= day <= self.ends_on

    @classmethod
    def read(cls, data: object, path: Path = ()) -> Period:
        """From JSON. Raises ContentError, also when it would end before it starts."""
        reader = Reader(data, path, ("starts_on", "ends_on"))
        period = cls(reader.day("starts_on"), reader.day("ends_on"))
        if period.ends_on < period.starts_on:
            raise reader.fail("ends_on", _("The last day can't come before the first."))
        return period

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {"starts_on": self.starts_on.isoformat(), "ends_on": self.ends_on.isoformat()}


@dataclass(frozen=True, slots=True)
class Contribution:
    """To which goal of the enterprise something contributes, or to which of its key results; `label` is what both read.

    In JSON it is one line, the ids and the label together, so that choosing and merging never mix two of them.
    """

    goal: str
    result: str | None = None
    label: str = ""

    @classmethod
    def read(cls, reader: Reader, name: str) -> Contribution | None:
        """From JSON, or None where the field does not stand: what was signed before there were any. Raises ContentError."""
        value = reader.data.get(name)
        if name not in reader.data:
            return None
        if not isinstance(value, list) or len(value) != 3 or not isinstance(value[2], str) or len(value[2]) > CALLED:
            raise reader.fail(name, _("Choose a goal from those that are found, or leave it empty."))
        result = reader.id_text(value[1], name) if value[1] != "" else None
        return cls(reader.id_text(value[0], name), result, " ".join(tidy(value[2]).split()))

    def to_json(self) -> Json:
        """As it is stored."""
        return [self.goal, self.result or "", self.label]


def _contributing(data: dict[str, Json], to: Contribution | None) -> dict[str, Json]:
    """With what it contributes to, if anything. Without, it is written exactly as it was before there was such a line."""
    return data if to is None else data | {"contributes": to.to_json()}


@dataclass(frozen=True, slots=True)
class KeyResult(measures.KeyResult):
    """A measurable sign that the goal is reached, and what it contributes to."""

    contributes: Contribution | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written anything into it yet."""
        return measures.is_blank(self) and self.contributes is None

    @classmethod
    def read(cls, data: object, path: Path = ()) -> KeyResult:
        """From JSON. Raises ContentError."""
        reader = Reader(data, path, measures.key_results.NAMES, ("contributes",))
        return cls(**measures.key_results.parts(reader), contributes=Contribution.read(reader, "contributes"))

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return _contributing(measures.KeyResult.to_json(self), self.contributes)


@dataclass(frozen=True, slots=True)
class Support:
    """What the manager owes to a goal, and by when. Whether it was kept is asked of the employee."""

    key: str
    kind: str = "time"
    words: str = ""
    by_on: date | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written anything into it yet."""
        return not self.words and self.by_on is None

    @classmethod
    def read(cls, data: object, path: Path = ()) -> Support:
        """From JSON. Raises ContentError."""
        reader = Reader(data, path, ("key", "kind", "words", "by_on"))
        return cls(
            key=reader.key(),
            kind=reader.choice("kind", SUPPORT_KINDS),
            words=reader.words("words", WORDS),
            by_on=reader.maybe("by_on", reader.day),
        )

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {"key": self.key, "kind": self.kind, "words": self.words, "by_on": day_text(self.by_on)}


@dataclass(frozen=True, slots=True)
class Goal:
    """A result to reach by a date. *criteria* says per level of the cycle's scale, in words, what it looks like.

    *weight* is its share of the plan in basis points, *challenge* how hard it is for this person (1 routine to 5 never
    done before), *outlives* says that it goes on after the cycle.
    """

    key: str
    kind: str = "work"
    title: str = ""
    words: str = ""
    weight: int = 0
    due_on: date | None = None
    challenge: int | None = None
    outlives: bool = False
    criteria: Mapping[str, str] = field(default_factory=dict)
    key_results: tuple[KeyResult, ...] = ()
    support: tuple[Support, ...] = ()
    contributes: Contribution | None = None

    @classmethod
    def read(cls, data: object, path: Path = ()) -> Goal:
        """From JSON. Raises ContentError."""
        names = ("key", "kind", "title", "words", "weight", "due_on", "challenge", "outlives")
        reader = Reader(data, path, (*names, "criteria", "key_results", "support"), ("contributes",))
        return cls(
            key=reader.key(),
            kind=reader.choice("kind", KINDS),
            title=reader.line("title", TITLE),
            words=reader.words("words", WORDS),
            weight=reader.whole("weight", 0, 10_000),
            due_on=reader.maybe("due_on", reader.day),
            challenge=reader.maybe("challenge", lambda name: reader.whole(name, 1, 5)),
            outlives=reader.flag("outlives"),
            criteria=reader.mapping("criteria", LEVELS, CRITERION),
            key_results=reader.items("key_results", KEY_RESULTS, KeyResult.read),
            support=reader.items("support", SUPPORTS, Support.read),
            contributes=Contribution.read(reader, "contributes"),
        )

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        data: dict[str, Json] = {
            "key": self.key,
            "kind": self.kind,
            "title": self.title,
            "words": self.words,
            "weight": self.weight,
            "due_on": day_text(self.due_on),
            "challenge": self.challenge,
            "outlives": self.outlives,
            "criteria": dict(self.criteria),
            "key_results": [each.to_json() for each in self.key_results],
            "support": [each.to_json() for each in self.support],
        }
        return _contributing(data, self.contributes)

    @property
    def contributions(self) -> tuple[tuple[str | None, Contribution], ...]:
        """What it contributes to, itself (None) and by which of its key results (their keys)."""
        own = (None, self.contributes)
        found = (own, *((each.key, each.contributes) for each in self.key_results))
        return tuple((key, to) for key, to in found if to is not None)

    def trimmed(self) -> Goal:
        """Without rows into which nobody wrote anything, and without what another measure left behind."""
        return replace(
            self,
            key_results=tuple(each.trimmed() for each in self.key_results if not each.is_blank),
            support=tuple(each for each in self.support if not each.is_blank),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole content of a version: its period, the goals in their order, and a note of the one who proposes it.

    *began* says with which template it began, if with any.
    """

    period: Period
    goals: tuple[Goal, ...] = ()
    words: str = ""
    began: Origin | None = None

    @classmethod
    def from_json(cls, data: object) -> Plan:
        """From JSON, strictly; texts are tidied, numbers get their one spelling. Raises ContentError."""
        reader = Reader(data, (), ("schema", "period", "goals", "words"), ("began",))
        reader.whole("schema", SCHEMA, SCHEMA)
        return cls(
            period=Period.read(reader.data["period"], ("period",)),
            goals=reader.items("goals", GOALS, Goal.read),
            words=reader.words("words", WORDS),
            began=Origin.read(reader),
        )

    def to_json(self) -> dict[str, Json]:
        """As it is stored and signed; without an origin exactly as it was before there was such a line."""
        data: dict[str, Json] = {
            "schema": SCHEMA,
            "period": self.period.to_json(),
            "goals": [goal.to_json() for goal in self.goals],
            "words": self.words,
        }
        return data if self.began is None else data | {"began": self.began.to_json()}

    def goal(self, key: str) -> Goal | None:
        """The goal with this key, or None."""
        return next((goal for goal in self.goals if goal.key == key), None)

    def trimmed(self) -> Plan:
        """As it is proposed: without values that the page doesn't show, so that nobody signs what they can't see."""
        return replace(self, goals=tuple(goal.trimmed() for goal in self.goals))
