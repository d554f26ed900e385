"""What people in the demo write in their plans. All of it made up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from saas.plan.content import Goal, KeyResult, Period, Plan, Support, new_key

Words = tuple[str, str, str]


def _criteria(partly: str, reached: str, more: str) -> dict[str, str]:
    return {"l2": partly, "l3": reached, "l4": more}


def _support(kind: str, words: str, by_on: date) -> Support:
    return Support(new_key(), kind, words, by_on)


def depots(period: Period) -> Goal:
    """A work goal with a number, a percentage and two support commitments."""
    end = period.ends_on - timedelta(days=30)
    return Goal(
        key=new_key(),
        title="Three depots charge their own vans",
        words="Our vans stand still at night and drive to public chargers by day. I want each of the three depots in the "
        "north to charge its own vans overnight, so that a round begins with a full battery.",
        due_on=end,
        challenge=4,
        criteria=_criteria(
            "Two depots charge, the third has its permit.",
            "Three depots charge every night, without anybody on call for it.",
            "Three depots charge at off-peak prices, and the plan for the other five is written.",
        ),
        key_results=(
            KeyResult(new_key(), "Depots that charge overnight", "number", "up", Decimal(0), Decimal(3), "depots"),
            KeyResult(new_key(), "Rounds that begin fully charged", "percent", "up", Decimal(62), Decimal(95)),
            KeyResult(new_key(), "Permit of the grid company for Aalborg", "milestone"),
        ),
        support=(
            _support(
                "decision", "I decide on the third depot’s budget before the summer.", period.starts_on + timedelta(days=40)
            ),
            _support("obstacle", "I talk to the grid company about the permit myself.", period.starts_on + timedelta(days=60)),
        ),
    )


REACHED_FAULTS = "At most 8 of 100 repairs come back, three months in a row."


def faults(period: Period) -> Goal:
    """A work goal that goes down, with an amount of money."""
    return Goal(
        key=new_key(),
        title="Fewer faults that come back",
        words="Every fifth repair is the same fault again within a month. I look for what the first visit missed and "
        "change how we hand over.",
        due_on=period.ends_on - timedelta(days=20),
        challenge=3,
        criteria=_criteria(
            "Fewer than 15 of 100 repairs come back.",
            REACHED_FAULTS,
            "At most 5 of 100, and the other teams work the same way.",
        ),
        key_results=(
            KeyResult(new_key(), "Repairs that come back within 30 days", "percent", "down", Decimal(21), Decimal(8)),
            KeyResult(new_key(), "Cost of second visits a month", "currency", "down", Decimal(18000), Decimal(7500), "EUR"),
        ),
        support=(
            _support("time", "Two hours a week without calls for the whole half-year.", period.starts_on + timedelta(days=14)),
        ),
    )


def handover(period: Period) -> Goal:
    """A work goal in levels and a yes-or-no."""
    return Goal(
        key=new_key(),
        title="A handover that a stranger understands",
        words="Whoever takes over a site should know within ten minutes what was done, what is open and whom to ask.",
        due_on=period.ends_on - timedelta(days=45),
        challenge=2,
        criteria=_criteria(
            "Half of the sites have a sheet, some of them old.",
            "Every site has a sheet that is not older than its last visit.",
            "New colleagues say that they needed nobody’s help.",
        ),
        key_results=(
            KeyResult(
                new_key(), "What new colleagues say of the sheets", "levels", "up", Decimal(1), Decimal(3), "",
                ("I had to ask everything", "I had to ask now and then", "I asked nobody"),
            ),
            KeyResult(new_key(), "A sheet for each of the 40 sites", "yes_no"),
        ),
    )  # fmt: skip


def talking(period: Period) -> Goal:
    """A development goal that outlives the cycle."""
    return Goal(
        key=new_key(),
        kind="development",
        title="Say difficult things early",
        words="I tend to wait until a thing is big. I want to raise it while it is small, with the person themselves.",
        due_on=period.ends_on,
        challenge=3,
        outlives=True,
        criteria={"l3": "Twice in the half-year I raised something within a week, and we both found it helped."},
        support=(
            _support("training", "A place in the course on difficult talks in spring.", period.starts_on + timedelta(days=75)),
        ),
    )


def shanghai(period: Period) -> tuple[Goal, ...]:
    """Goals in Chinese."""
    return (
        Goal(
            key=new_key(),
            title="把平均交付周期从三周缩短到十二天",
            words="客户最常抱怨的是等待。我要和仓库、物流一起找出每一步的等待时间，先解决最长的两段。",
            due_on=period.ends_on - timedelta(days=30),
            challenge=4,
            criteria=_criteria(
                "平均交付周期降到十六天。", "连续两个月平均不超过十二天。", "连续三个月不超过十天，并写成标准流程。"
            ),
            key_results=(
                KeyResult(new_key(), "平均交付周期", "number", "down", Decimal(21), Decimal(12), "天"),
                KeyResult(new_key(), "按承诺日期交付的订单", "percent", "up", Decimal(74), Decimal(92)),
            ),
            support=(_support("obstacle", "我负责和总部协调，把审批从五级减到三级。", period.starts_on + timedelta(days=45)),),
        ),
        Goal(
            key=new_key(),
            title="带出一名能独立值班的同事",
            words="目前夜班只有我一个人能处理异常。我希望小组里再有一位同事可以独立值班。",
            due_on=period.ends_on - timedelta(days=60),
            challenge=3,
            criteria={"l3": "至少有一位同事独立完成十次夜班，没有升级到我这里。"},
            key_results=(KeyResult(new_key(), "同事独立完成的夜班", "number", "up", Decimal(0), Decimal(10), "次"),),
        ),
    )


def whole(period: Period, *goals: Goal, words: str = "") -> Plan:
    """A plan of these goals; the work goals share the weight, the first takes what is left."""
    work = [goal for goal in goals if goal.kind == "work"]
    share = 10_000 // len(work) // 500 * 500
    rest = 10_000 - share * (len(work) - 1)
    weights = {goal.key: (rest if n == 0 else share) for n, goal in enumerate(work)}
    from dataclasses import replace

    return Plan(period, tuple(replace(goal, weight=weights.get(goal.key, 0)) for goal in goals), words)
