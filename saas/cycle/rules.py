"""Arithmetic and limits of a cycle: its days, its scale, whom it takes in. No actor, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from saas.cycle.models import Cycle, Participation
from tenants.organisations import clean, folded
from tenants.people import Person, Standing
from tenants.web.dates import long_day

__all__ = [
    "DAYS",
    "LABEL_LENGTH",
    "LEVELS",
    "NAME_LENGTH",
    "STEPS",
    "WORDS_LENGTH",
    "Frame",
    "Phases",
    "Seat",
    "clean",
    "move_problems",
    "name_problems",
    "order_problems",
    "own_day_problems",
    "own_phases",
    "own_problems",
    "phase_states",
    "scale_problems",
    "suggested",
    "tidy_scale",
    "tidy_words",
]  # fmt: skip

NAME_LENGTH = 120
WORDS_LENGTH = 4000
LABEL_LENGTH = 60
LEVELS = (2, 9)
LONGEST = 1100
"""Days that a shared cycle may last: three years and a little."""
SHORTEST = 14
OWN_BACK, OWN_AHEAD = timedelta(days=31), timedelta(days=183)
"""How far an own cycle may begin before and after the day on which it is asked for."""

Errors = dict[str, str]


@dataclass(frozen=True)
class Phases:
    """The five days of a cycle: each phase begins on its day, `ends_on` is the last day of all."""

    starts_on: date
    work_on: date
    appraisal_on: date
    diagnosis_on: date
    ends_on: date

    @classmethod
    def of(cls, cycle: Cycle) -> Phases:
        """The days of a cycle."""
        return cls(*(getattr(cycle, name) for name in DAYS))

    def as_dict(self) -> dict[str, date]:
        """Name and day, in order."""
        return asdict(self)

    def differing(self, other: Phases) -> tuple[str, ...]:
        """The names of the days that `other` has elsewhere."""
        return tuple(name for name in DAYS if getattr(self, name) != getattr(other, name))


DAYS = tuple(f.name for f in fields(Phases))


@dataclass(frozen=True)
class Frame:
    """A cycle with whom it takes in: what policies ask about it. `owner` is where an own cycle's employee stands
    today.
    """

    cycle: Cycle
    company_ids: frozenset[UUID] = frozenset()
    unit_ids: frozenset[UUID] = frozenset()
    owner: Standing | None = None
    was_open: bool = True
    """False for one of HR's that was called off before anybody took part in it."""


@dataclass(frozen=True)
class Seat:
    """A person's place in a cycle: taking part, excused, or not (yet) there."""

    frame: Frame
    person: Person
    standing: Standing
    participation: Participation | None

    @property
    def cycle(self) -> Cycle:
        """The cycle."""
        return self.frame.cycle

    @property
    def is_in(self) -> bool:
        """Whether the person takes part."""
        return self.participation is not None and self.participation.state == "in"


def suggested(today: date) -> Phases:
    """Days to begin with: from the first of next month, a year long, with four weeks to plan and eight to look back."""
    start = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    end = date(start.year + 1, start.month, 1) - timedelta(days=1)
    return Phases(start, start + timedelta(days=28), end - timedelta(days=55), end - timedelta(days=20), end)


def own_phases(starts_on: date, ends_on: date, appraisal_on: date | None = None) -> Phases:
    """The days of an own cycle: work begins at once; unless a day is named, the last sixth is for looking back."""
    span = (ends_on - starts_on).days
    appraisal = appraisal_on or ends_on - timedelta(days=max(1, span // 6))
    diagnosis = appraisal + (ends_on - appraisal) // 2
    return Phases(starts_on, starts_on, appraisal, diagnosis, ends_on)


def order_problems(phases: Phases) -> Errors:
    """A message beside each day that lies before the one it follows."""
    errors: Errors = {}
    if phases.work_on < phases.starts_on:
        errors["work_on"] = _("Work cannot begin before planning does.")
    if phases.appraisal_on < phases.work_on:
        errors["appraisal_on"] = _("The appraisal cannot begin before the work does.")
    if phases.diagnosis_on < phases.appraisal_on:
        errors["diagnosis_on"] = _("The diagnosis cannot begin before the appraisal does.")
    if phases.ends_on < phases.diagnosis_on:
        errors["ends_on"] = _("The last day cannot lie before the diagnosis begins.")
    elif (phases.ends_on - phases.starts_on).days >= LONGEST:
        errors["ends_on"] = _("A cycle lasts at most three years.")
    return errors


def own_problems(phases: Phases, today: date, longest: int) -> Errors:
    """A message beside each day of an own cycle that lies outside the organisation's limits (`longest` in days)."""
    days = (phases.ends_on - phases.starts_on).days + 1
    if days < 1:
        return {"ends_on": str(_("The last day cannot lie before the first."))}
    errors = order_problems(phases)
    if phases.starts_on < today - OWN_BACK:
        errors["starts_on"] = _("An own cycle can begin at most a month back.")
    elif phases.starts_on > today + OWN_AHEAD:
        errors["starts_on"] = _("An own cycle can begin at most half a year ahead.")
    if phases.ends_on <= today:
        errors["ends_on"] = _("The last day must lie in the future.")
    elif days < SHORTEST:
        errors["ends_on"] = _("An own cycle lasts at least %(n)s days.", n=SHORTEST)
    elif days > longest:
        errors["ends_on"] = _("An own cycle lasts at most %(n)s days here.", n=longest)
    return errors


def move_problems(old: Phases, new: Phases, today: date, earliest: date) -> Errors:
    """A message beside each day of a running cycle that may not move so: what is over stays, and a day that comes
    sooner than it was announced lies on `earliest` (today and the notice) or after it.
    """
    errors = order_problems(new)
    for name in old.differing(new):
        was, will = getattr(old, name), getattr(new, name)
        if was <= today:
            errors[name] = _("This day is over, so it stays where it was.")
        elif will < was and will < earliest:
            errors[name] = _("People need notice: choose this day or a later one: %(day)s.", day=long_day(earliest))
    return errors


def own_day_problems(phases: Phases, was: date, will: date, today: date, earliest: date) -> Errors:
    """A message where a participant's work cannot begin on `will` instead of `was`: outside the plan and work phases, on a
    day that is over, or sooner than announced without the notice that ends on `earliest`.
    """
    if not phases.starts_on <= will <= phases.appraisal_on:
        first, last = long_day(phases.starts_on), long_day(phases.appraisal_on)
        return {"work_on": _("Choose a day from %(first)s to %(last)s.", first=first, last=last)}
    if will != phases.work_on and will < today:
        return {"work_on": _("This day is over.")}
    if will < was and will < earliest and was > today:
        return {"work_on": _("People need notice: choose this day or a later one: %(day)s.", day=long_day(earliest))}
    return {}


def tidy_words(text: str) -> str:
    """Longer words: no NUL, no blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.replace("\x00", "").splitlines()).strip()


def tidy_scale(levels: Iterable[dict[str, Any]], known: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The levels that have a label or words, from low to high, each with a key: its own where it is one of the `known`
    levels, else a new one. A key is never used twice, so that a criterion's words stay with their level.
    """
    before = {str(level["key"]): level for level in known}
    taken, rows = set[str](), list[dict[str, Any]]()
    for level in levels:
        label, words = clean(str(level.get("label") or "")), tidy_words(str(level.get("words") or ""))
        if not (label or words):
            continue
        key = str(level.get("key") or "")
        key = key if key in before and key not in taken else ""
        expected = {"expected": True} if key and before[key].get("expected") is True else {}
        rows.append({"key": key, "label": label, "words": words, **expected})
        taken.add(key)
    following = max((int(key[1:]) for key in before if key[:1] == "l" and key[1:].isdigit()), default=0) + 1
    for row in rows:
        if not row["key"]:
            row["key"], following = f"l{following}", following + 1
    return rows


def scale_problems(scale: list[dict[str, Any]]) -> Errors:
    """What makes a scale impossible even in a draft; missing words are the readiness check's matter."""
    if not LEVELS[0] <= len(scale) <= LEVELS[1]:
        return {"levels": _("A scale has from %(least)s to %(most)s levels.", least=LEVELS[0], most=LEVELS[1])}
    labels = [folded(level["label"]) for level in scale if level["label"]]
    if len(set(labels)) != len(labels):
        return {"levels": _("Two levels have the same name.")}
    if any(len(level["label"]) > LABEL_LENGTH or len(level["words"]) > WORDS_LENGTH for level in scale):
        return {"levels": _("A level's name or its words are too long.")}
    return {}


def name_problems(name: str, words: str) -> Errors:
    """Name and words of a cycle: the name is there, both within their lengths."""
    errors: Errors = {}
    if not name:
        errors["name"] = _("Enter a name.")
    elif len(name) > NAME_LENGTH:
        errors["name"] = _("Use at most %(n)s characters.", n=NAME_LENGTH)
    if len(words) > WORDS_LENGTH:
        errors["words"] = _("Use at most %(n)s characters.", n=WORDS_LENGTH)
    return errors


STEPS: dict[str, tuple[str, str]] = {
    "plan": ("starts_on", "work_on"),
    "talk": ("work_on", "appraisal_on"),
    "file": ("work_on", "appraisal_on"),
    "appraise": ("appraisal_on", "diagnosis_on"),
    "improve": ("diagnosis_on", "ends_on"),
}
"""Between which days each of the five components lies."""

_REACHED = {"planning": 0, "working": 1, "appraising": 2, "diagnosing": 3, "closed": 4, "archived": 4}
_PLACE = {"plan": 0, "talk": 1, "file": 1, "appraise": 2, "improve": 3}


def phase_states(cycle: Cycle) -> dict[str, str]:
    """Where each of the five components stands in this cycle: done, now or next. Its state decides, never a date alone.

    An own cycle begins with its work, and its plan is agreed while that runs: there the plan stays *now*.
    """
    reached = _REACHED.get(cycle.state, -1)
    states = {key: "done" if at < reached else "now" if at == reached else "next" for key, at in _PLACE.items()}
    if cycle.kind == "own" and cycle.state == "working":
        states["plan"] = "now"
    return states
