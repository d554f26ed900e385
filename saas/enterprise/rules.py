"""What must hold of a goal of the enterprise, and how far it is. No database, no actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from saas.enterprise.models import RHYTHMS, EnterpriseGoal
from saas.measures import KEY_RESULTS, KeyResult, check_result, tidy

TITLE, WORDS = 200, 4000
LONGEST = timedelta(days=5 * 366)
AROUND = timedelta(days=3653)
"""How far from today a goal may begin."""
DEPTH = 10
"""Goals above each other, at most: a line of sight that nobody can follow shows nothing."""


@dataclass(frozen=True)
class Facts:
    """What stands in a goal, as it was entered."""

    title: str
    words: str
    owner_id: UUID | None
    starts_on: date | None
    ends_on: date | None
    every_days: int = 30
    cycle_id: UUID | None = None
    parent_id: UUID | None = None
    parent_result_id: UUID | None = None
    results: tuple[KeyResult, ...] = ()


@dataclass(frozen=True)
class Said:
    """One key result in a check-in: its value, where one is said, and how sure the owner is."""

    value: Decimal | None
    confidence: int | None


def tidied(facts: Facts) -> Facts:
    """The same with its texts as they are kept, and without what another kind of measure left behind."""
    return Facts(
        " ".join(tidy(facts.title).split()), tidy(facts.words), facts.owner_id, facts.starts_on, facts.ends_on,
        facts.every_days, facts.cycle_id, facts.parent_id, facts.parent_result_id,
        tuple(result.trimmed() for result in facts.results),
    )  # fmt: skip


def problems(facts: Facts, today: date) -> dict[str, str]:
    """What is to be mended, by the name of the field."""
    found: dict[str, str] = {}
    if not facts.title:
        found["title"] = _("Give this goal a title.")
    elif len(facts.title) > TITLE:
        found["title"] = _("At most %(most)s characters fit.", most=TITLE)
    if len(facts.words) > WORDS:
        found["words"] = _("At most %(most)s characters fit.", most=WORDS)
    if facts.owner_id is None:
        found["owner"] = _("Choose a person.")
    if facts.every_days not in RHYTHMS:
        found["every_days"] = _("Choose one.")
    if len(facts.results) > KEY_RESULTS:
        found[""] = _("There can be at most %(most)s of these.", most=KEY_RESULTS)
    return found | _day_problems(facts, today)


def _day_problems(facts: Facts, today: date) -> dict[str, str]:
    start, end = facts.starts_on, facts.ends_on
    if start is None or end is None:
        missing = (name for name, day in (("starts_on", start), ("ends_on", end)) if day is None)
        return {name: _("Enter a date.") for name in missing}
    found: dict[str, str] = {}
    if abs(start - today) > AROUND:
        found["starts_on"] = _("Choose a day within ten years.")
    if end < start:
        found["ends_on"] = _("The last day can't come before the first.")
    elif end - start > LONGEST:
        found["ends_on"] = _("Choose a date within five years of the first day.")
    for result in facts.results:
        found |= {each.address: each.message for each in check_result(result, ("key_results", result.key), start, end)}
    return found


def said_problems(results: Sequence[KeyResult], said: dict[str, Said], confidence: int | None, words: str) -> dict[str, str]:
    """What is to be mended in a check-in, by the name of the field."""
    found: dict[str, str] = {}
    if len(words) > WORDS:
        found["words"] = _("At most %(most)s characters fit.", most=WORDS)
    for result in results:
        each = said.get(result.key)
        if each is None or each.confidence is None or not 0 <= each.confidence <= 10:
            found[f"said/{result.key}/confidence"] = _("Say how sure you are, from 0 to 10.")
        if each is not None and each.value is not None and not _fits(result, each.value):
            found[f"said/{result.key}/value"] = _("Choose one of the values of this key result.")
    if not results and (confidence is None or not 0 <= confidence <= 10):
        found["confidence"] = _("Say how sure you are, from 0 to 10.")
    if not words and not any(each.value is not None for each in said.values()):
        found["words"] = _("Say in a few words how it goes, or enter a value.")
    return found


def _fits(result: KeyResult, value: Decimal) -> bool:
    if result.measure in ("yes_no", "milestone"):
        return value in (0, 1)
    if result.measure == "levels":
        return value in range(1, len(result.levels) + 1)
    return abs(value) < Decimal(10) ** 14


def progress(result: KeyResult, value: Decimal | None) -> int | None:
    """How far a value is on its way, in whole hundredths from 0 to 100; None where nothing was said or there is no way."""
    if value is None:
        return None
    if result.measure in ("yes_no", "milestone"):
        return 100 if value else 0
    if result.direction == "hold" or result.start is None or result.target is None or result.start == result.target:
        return None
    share = (value - result.start) / (result.target - result.start) * 100
    return int(max(Decimal(0), min(Decimal(100), share)))


def mood(confidence: int | None) -> str:
    """How a confidence is coloured, beside its number and its word: good from 7, wait from 4, bad below, plain for none."""
    if confidence is None:
        return "plain"
    return "good" if confidence >= 7 else "wait" if confidence >= 4 else "bad"


WORDING = frozenset({"title", "words", "owner_id", "starts_on", "ends_on", "key_results"})
"""What people read as the goal itself: of these an open goal keeps how it read before."""


def differing(goal: EnterpriseGoal, facts: Facts) -> list[str]:
    """The names of the fields of `goal` that `facts` say otherwise, key results aside."""
    names = (
        "title", "words", "owner_id", "starts_on", "ends_on", "every_days", "cycle_id", "parent_id", "parent_result_id",
    )  # fmt: skip
    return [name for name in names if getattr(goal, name) != getattr(facts, name)]
