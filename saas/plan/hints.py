"""What would make a plan better. A hint never blocks: the two who agree know more than a rule does.

Each hint says what was seen and why it matters, so that a person may decide otherwise with good reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from saas.plan.content import Goal, Period, Plan
from saas.plan.levels import Scale
from saas.plan.rules import percent_text
from tenants.agreements.lines import Path, address

MANY_GOALS = 7
SMALL_WEIGHT = 500
HIGH_CHALLENGE = 4

# Words that promise a change without saying how much; with a number beside them they are fine.
_CHANGE_EN = (
    "improve", "improved", "improving", "better", "enhance", "enhanced", "optimise", "optimised", "optimize",
    "optimized", "strengthen", "strengthened", "increase", "increased", "reduce", "reduced", "more", "less", "faster",
    "higher",
)  # fmt: skip
_CHANGE_ZH = (
    "提高", "提升", "改善", "改进", "优化", "加强", "增强", "强化", "推进", "完善", "更好", "更多", "降低", "减少",
)  # fmt: skip
# Words that stay open with a number, too.
_LOOSE_EN = (
    "as soon as possible", "asap", "as needed", "as required", "if possible", "where possible", "timely", "regularly",
    "appropriate", "appropriately", "adequate", "adequately", "various", "several", "some", "etc", "try to",
    "and so on",
)  # fmt: skip
_LOOSE_ZH = (
    "尽快", "尽量", "尽可能", "及时", "定期", "适当", "适时", "合理", "若干", "一些", "等等", "力争", "争取", "努力", "积极",
)  # fmt: skip
_NUMBER = re.compile(r"[0-9]|[一二三四五六七八九十百千万两半]")
# 一 is a number in 一次 and none in 一些, 进一步, 一定.
_NO_NUMBER = re.compile(r"一些|一定|一般|一起|一致|一直|统一|唯一|进一步|万一|十分|千万")


@dataclass(frozen=True, slots=True)
class Hint:
    """Something worth a second thought: where, which (for tests), what was seen, and why it matters."""

    path: Path
    code: str
    message: str
    why: str

    @property
    def address(self) -> str:
        """The path as text."""
        return address(self.path)


def hints(plan: Plan, period: Period, today: date, scale: Scale | None = None) -> list[Hint]:
    """What could be better, first for the whole plan and then goal by goal."""
    found = list(_on_whole(plan, period))
    for goal in plan.goals:
        at = ("goals", goal.key)
        found += _on_dates(goal, at, today)
        found += _on_measures(goal, at)
        found += _on_care(goal, at)
        found += _on_words(goal, at, scale)
    return found


def vague_words(text: str) -> list[str]:
    """The words in a text that leave open what is meant, English and Chinese, in their order."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    loose = [*_find_en(plain, _LOOSE_EN), *_find_zh(plain, _LOOSE_ZH)]
    if not _NUMBER.search(_NO_NUMBER.sub("", plain)):
        loose += [*_find_en(plain, _CHANGE_EN), *_find_zh(plain, _CHANGE_ZH)]
    return [word for _place, word in sorted(loose)]


def _find_en(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for word in words:
        # Not \b: between a Chinese character and a Latin letter there is none.
        if found := re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text):
            yield found.start(), word


def _find_zh(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for word in words:
        if (place := text.find(word)) >= 0:
            yield place, word


def _on_whole(plan: Plan, period: Period) -> Iterator[Hint]:
    goals = plan.goals
    if len(goals) > MANY_GOALS:
        yield Hint(
            ("goals",),
            "goals.many",
            _("These are %(count)s goals. Could some be joined or left for later?", count=len(goals)),
            _("With more than %(most)s goals, attention is spread thin and each gets little of it.", most=MANY_GOALS),
        )
    if len(goals) > 1 and all(goal.due_on == period.ends_on for goal in goals):
        yield Hint(
            ("goals",),
            "dates.last_day",
            _("All goals are due on the last day of the period. Could some be reached earlier?"),
            _("Earlier dates show in time what needs help, and keep the end of the period free of surprises."),
        )
    titles = Counter(_folded(goal.title) for goal in goals if goal.title)
    for goal in goals:
        if goal.title and titles[_folded(goal.title)] > 1:
            yield Hint(
                ("goals", goal.key, "title"),
                "title.twice",
                _("Another goal has the same title. How do they differ?"),
                _("In talks and appraisals, both of you should know at once which goal is meant."),
            )


def _on_dates(goal: Goal, at: Path, today: date) -> Iterator[Hint]:
    if goal.due_on is None:
        yield Hint(
            (*at, "due_on"),
            "date.none",
            _("This goal has no date yet."),
            _("Without a date nobody can tell whether the goal is on its way."),
        )
    elif goal.due_on < today:
        yield Hint(
            (*at, "due_on"),
            "date.past",
            _("The date of this goal is already over."),
            _("A goal can only be worked for if it lies ahead."),
        )


def _on_measures(goal: Goal, at: Path) -> Iterator[Hint]:
    if not goal.key_results:
        yield Hint(
            (*at, "key_results"),
            "goal.unmeasured",
            _("This goal has no key result yet. By which sign will both of you see that it is reached?"),
            _("What can be measured or seen needs no argument at the end of the period."),
        )
    for result in goal.key_results:
        start, target = result.start, result.target
        if result.is_numeric and result.direction != "hold" and start is not None and start == target:
            yield Hint(
                (*at, "key_results", result.key, "target"),
                "target.start",
                _("Start and target are the same."),
                _("If nothing is to change, say that the value is to be held."),
            )


def _on_care(goal: Goal, at: Path) -> Iterator[Hint]:
    if 0 < goal.weight < SMALL_WEIGHT:
        yield Hint(
            (*at, "weight"),
            "weight.small",
            _("This goal weighs %(share)s %%. Is it a goal of its own?", share=percent_text(goal.weight)),
            _(
                "A goal below %(least)s %% hardly counts, but takes as much care as the others.",
                least=SMALL_WEIGHT // 100,
            ),
        )
    if (goal.challenge or 0) >= HIGH_CHALLENGE and not goal.support:
        yield Hint(
            (*at, "support"),
            "support.none",
            _("This goal is a high challenge. What will the manager do to make it possible?"),
            _("You sit in the same boat: who agrees to something hard should know what help to count on."),
        )


def _on_words(goal: Goal, at: Path, scale: Scale | None) -> Iterator[Hint]:
    order = [key for key in (scale.keys if scale else goal.criteria) if goal.criteria.get(key)]
    for path, text in [(("title",), goal.title), *((("criteria", key), goal.criteria[key]) for key in order)]:
        if found := vague_words(text):
            yield Hint(
                (*at, *path),
                "words.vague",
                _("This leaves open how much, or when: %(words)s.", words=", ".join(found)),
                _("Each of you may read it differently. A number, a date or an example makes it clear."),
            )
    seen: set[str] = set()
    for key in order:
        text = _folded(goal.criteria[key])
        if text in seen:
            yield Hint(
                (*at, "criteria", key),
                "criteria.alike",
                _("Two levels have the same criterion. What makes the difference?"),
                _("If two levels read alike, nobody can tell them apart when it is time to appraise."),
            )
        seen.add(text)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
