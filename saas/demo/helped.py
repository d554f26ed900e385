"""Northlight, where others help: HR called in, another manager with a note of the former one, a deputy, a day of one's own."""

from __future__ import annotations

from datetime import timedelta

from saas import cycle
from saas.demo import talks, texts
from saas.demo.stage import Stage, at


def helped(stage: Stage) -> None:
    """Yusuf and Mira have called Chen in; Lars has another manager since this week; Martin stands in for Bo."""
    period = talks.period_of(stage, "bo")
    stage.day(24)
    talks.put(stage, "yusuf", "yusuf", lambda _old: texts.whole(period, texts.faults(period), texts.handover(period)))
    talks.counter(stage, "mira", "yusuf", "Eight of a hundred is what our best sites reach after two years.")
    talks.put(stage, "mira", "yusuf", talks.with_target(0, 0, 15))
    talks.ask(stage, "yusuf", "yusuf", 2, talks.goal_address(stage, "yusuf", 0, "title"), "Fifteen is where we are today.")
    talks.call(
        stage, "yusuf", "yusuf", "We both want fewer faults and can’t find a number that is neither today’s nor a dream."
    )
    talks.ask(stage, "chen", "yusuf", 2, "", "Could you agree on a number for the first three months, and look again after it?")
    talks.read(stage, "chen", "amara")
    stage.day(31)
    _begins_later(stage, "kofi")
    stage.day(33)
    talks.led_by(stage, "lars", "bo")
    talks.hand_over(
        stage, "lars", "mira",
        "The second depot is ahead of its date, and the faults come down slowly since two people are on leave.",
        "I promised two hours a week without calls, and to ask finance about the third charger by the end of the month.",
    )  # fmt: skip
    stage.day(34)
    talks.stands_in(stage, "martin", "bo", days=30)
    talks.prepare(stage, "martin", "tomas", talks.with_target(0, 0, 12))


def _begins_later(stage: Stage, who: str) -> None:
    with at(stage, hours=2):
        running = talks.sheet_of(stage, who).plan.cycle
        why = "Joins the night shift in the new year, and plans with Mira once he knows it."
        later = running.work_on + timedelta(days=35)
        cycle.set_day(running, stage.people[who], work_on=later, why=why, by=stage.acting("dara"))
