"""Plans for the tests of the pure modules: one that two people could sign, and any that hypothesis makes up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from saas.plan.content import DIRECTIONS, KINDS, MEASURES, SUPPORT_KINDS, Goal, KeyResult, Period, Plan, Support, tidy
from saas.plan.levels import Scale

PERIOD = Period(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 1, 15)
SCALE = Scale.from_json(
    [
        {"key": "l1", "label": "Not reached", "words": "…"},
        {"key": "l2", "label": "Partly reached", "words": "…"},
        {"key": "l3", "label": "Reached", "words": "…"},
        {"key": "l4", "label": "More than reached", "words": "…"},
    ]
)
K = [f"00000000-0000-4000-8000-{n:012}" for n in range(40)]

RESULT = KeyResult(key=K[1], title="运行的仓库", start=Decimal(0), target=Decimal(3), unit="仓库")
SUPPORT = Support(key=K[2], kind="decision", words="Bo clears the budget.", by_on=date(2026, 3, 31))
DEPOTS = Goal(
    key=K[0],
    title="三个仓库在十月前运行",
    words="先开一个，再开两个。",
    weight=6000,
    due_on=date(2026, 10, 1),
    challenge=4,
    criteria={"l2": "两个仓库运行", "l3": "三个仓库运行", "l4": "三个仓库运行，且交货时间少于 2 天"},
    key_results=(RESULT,),
    support=(SUPPORT,),
)
SERVICE = Goal(
    key=K[3],
    title="Customers hear from us within 2 days",
    weight=4000,
    due_on=date(2026, 12, 31),
    challenge=2,
    criteria={"l3": "95 % of all requests"},
    key_results=(KeyResult(key=K[4], title="Answered in time", measure="percent", start=Decimal(80), target=Decimal(95)),),
)
PLAN = Plan(PERIOD, (DEPOTS, SERVICE), "我的建议")


def with_goal(**changes: Any) -> Plan:
    """The plan with another first goal."""
    return replace(PLAN, goals=(replace(DEPOTS, **changes), SERVICE))


def with_result(**changes: Any) -> Plan:
    """The plan with another first key result."""
    return with_goal(key_results=(replace(RESULT, **changes),))


def with_support(**changes: Any) -> Plan:
    """The plan with another support commitment."""
    return with_goal(support=(replace(SUPPORT, **changes),))


words = st.text(alphabet="ab é目标，\n ", max_size=20).map(tidy)
lines = words.map(lambda text: " ".join(text.split()))
days = st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1))
numbers = st.none() | st.decimals(-(10**14) + 1, 10**14 - 1, places=6).map(lambda n: Decimal(str(n)))


def several(item: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to three items with keys of their own."""
    return st.lists(item, max_size=3, unique_by=lambda each: each.key).map(tuple)


results = st.builds(
    KeyResult,
    key=st.sampled_from(K),
    title=lines,
    measure=st.sampled_from(MEASURES),
    direction=st.sampled_from(DIRECTIONS),
    start=numbers,
    target=numbers,
    unit=lines,
    levels=st.lists(lines.filter(bool), max_size=3).map(tuple),
    due_on=days,
)
supports = st.builds(Support, key=st.sampled_from(K), kind=st.sampled_from(SUPPORT_KINDS), words=words, by_on=days)
goals = st.builds(
    Goal,
    key=st.sampled_from(K),
    kind=st.sampled_from(KINDS),
    title=lines,
    words=words,
    weight=st.integers(0, 10_000),
    due_on=days,
    challenge=st.none() | st.integers(1, 5),
    outlives=st.booleans(),
    criteria=st.dictionaries(st.sampled_from(["l1", "l2", "l3", "l4", "zz"]), words.filter(bool), max_size=4),
    key_results=several(results),
    support=several(supports),
)
plans = st.builds(Plan, period=st.just(PERIOD), goals=several(goals), words=words)
