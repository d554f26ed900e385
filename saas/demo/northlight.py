"""Northlight: about forty people in two companies, with plans in every state, in English and in Chinese."""

from __future__ import annotations

from datetime import UTC, timedelta

from coaching_library import library
from saas import cycle, plan
from saas.demo import feedback, goals, months, one_to_ones, policies, questions, records, talks, templates, texts
from saas.demo.founding import people_of, rights, structure
from saas.demo.from_a_file import from_a_file
from saas.demo.helped import helped
from saas.demo.stage import Stage, at, raised
from saas.plan.content import Plan
from tenants import organisations, people
from tenants.isolation import clock

BEGAN, BEFORE = 138, 232
"""Days before today on which what people do together begins, and days before these on which the house was founded."""


def northlight(slug: str = "northlight") -> int:
    """Make Northlight; returns how many people work there."""
    start = clock.now().astimezone(UTC).replace(hour=8, minute=30, second=0, microsecond=0) - timedelta(days=BEGAN + BEFORE)
    return raised(slug, "Northlight", "Europe/Copenhagen", "en", start, _play)


def _play(stage: Stage) -> None:
    field, shanghai, house = structure()
    people_of(stage, field, shanghai, house)
    rights(stage, field, shanghai)
    questions.northlight_early(stage)
    stage.now += timedelta(days=BEFORE)
    with at(stage, days=30):
        people.set_manager(stage.people["amara"], manager=stage.people["bo"], by=None)
    with at(stage, hours=0):
        library.give_starter_set()
    templates.northlight(stage)
    policies.northlight(stage)
    _cycle(stage)
    one_to_ones.northlight(stage)
    stage.day(0)
    with at(stage, days=1):
        raised = goals.northlight(stage)
    _amara(stage, raised)
    _english(stage, raised)
    _chinese(stage, raised)
    goals.northlight_later(stage, raised)
    templates.northlight_later(stage)
    _own(stage)
    feedback.northlight(stage)
    stage.as_system()
    months.northlight(stage)
    from_a_file(stage)
    stage.as_system()
    records.northlight(stage)
    questions.northlight(stage)
    policies.northlight_later(stage)
    questions.northlight_later(stage)


def _cycle(stage: Stage) -> None:
    with at(stage, days=70):
        _open(stage)


def _open(stage: Stage) -> None:
    by = stage.acting("dara")
    first = stage.now.date() - timedelta(days=20)
    phases = cycle.Phases(
        starts_on=first,
        work_on=first + timedelta(days=70),
        appraisal_on=first + timedelta(days=190),
        diagnosis_on=first + timedelta(days=215),
        ends_on=first + timedelta(days=235),
    )
    made = cycle.draft(
        name=f"{first.year}/{(first.year + 1) % 100:02}",
        phases=phases,
        words="One thing each of us wants to be proud of at the end of it.",
        company_ids=[company.id for company in organisations.companies()],
        by=by,
    )
    cycle.excuse(made, stage.people["ingrid"], reason="Agrees her goals with the board.", by=by)
    with at(stage, days=1):
        cycle.make_ready(made, by=by)
        cycle.open_planning(made, by=by)
    stage.opened = stage.now


def _amara(stage: Stage, raised: goals.Raised) -> None:
    """Amara and Bo: a question, and the third counter-proposal, which waits for her."""
    period = talks.period_of(stage, "amara")
    content = texts.whole(
        period, texts.depots(period), texts.faults(period), texts.talking(period),
        words="I would rather do one big thing well than four small ones.",
    )  # fmt: skip
    content = goals.contributing(raised, 0, "depots", own=0)(content)
    stage.day(23)
    talks.put(stage, "amara", "amara", lambda _old: content)
    talks.ask(stage, "bo", "amara", 1, talks.goal_address(stage, "amara", 0, "title"),
              "Is it three because the grid only allows three, or because three is what you can do?")  # fmt: skip
    talks.ask(stage, "amara", "amara", 1, talks.goal_address(stage, "amara", 0, "title"),
              "Three is what the grid allows this year. I checked with them in September.")  # fmt: skip
    talks.counter(stage, "bo", "amara", "I like the goal. Two depots would let you do them properly, and I owe you more help.")
    talks.put(stage, "bo", "amara", talks.together(
        talks.with_words(0, title="Two depots charge their own vans, done properly"),
        talks.with_target(0, 0, 2), talks.with_weights(50, 50, 0)))  # fmt: skip
    talks.counter(stage, "amara", "amara", "Two is too few: the third is where most of the vans are.")
    talks.put(stage, "amara", "amara", talks.together(
        talks.with_words(0, title="Three depots charge their own vans"),
        talks.with_target(0, 0, 3), talks.with_weights(60, 40, 0)))  # fmt: skip
    talks.counter(
        stage, "bo", "amara", "Agreed on three. Then the faults must wait a little, and I decide on the budget earlier."
    )
    talks.put(stage, "bo", "amara", talks.together(talks.with_weights(65, 35, 0), talks.with_target(1, 0, 10),
              talks.with_criterion(1, texts.REACHED_FAULTS, "At most 10 of 100 repairs come back, three months in a row."),
              goals.contributing(raised, 0, "depots"), goals.contributing(raised, 1, "faults", 0),
              talks.with_words(1, words="Every fifth repair is the same fault again within a month. I look for what the first "
                               "visit missed, together with Nia, and we change how we hand over.")))  # fmt: skip


def _english(stage: Stage, raised: goals.Raised) -> None:
    period = talks.period_of(stage, "bo")
    depots, faults, handover, talking = texts.depots, texts.faults, texts.handover, texts.talking
    agreed: list[tuple[int, str, str, Plan]] = [
        (3, "hanna", "bo", texts.whole(period, depots(period), handover(period))),
        (5, "priya", "mira", texts.whole(period, faults(period), handover(period), talking(period))),
        (14, "aisha", "bo", texts.whole(period, handover(period), talking(period))),
        (9, "lars", "mira", texts.whole(period, faults(period), depots(period))),
        (17, "sofia", "martin", texts.whole(period, handover(period))),
    ]
    to: dict[str, goals.Change] = {
        "hanna": goals.together(goals.contributing(raised, 0, "depots", 0), goals.contributing(raised, 1, "handover")),
        "priya": goals.together(goals.contributing(raised, 0, "faults", 0, own=0), goals.contributing(raised, 1, "handover")),
        "aisha": goals.contributing(raised, 0, "handover", 0),
        "lars": goals.together(goals.contributing(raised, 0, "faults"), goals.contributing(raised, 1, "depots")),
    }
    for day, who, manager, content in agreed:
        stage.day(day)
        talks.agreed(stage, who, manager, to[who](content) if who in to else content)
    stage.day(30)
    talks.put(stage, "tomas", "tomas", lambda _old: texts.whole(period, faults(period)))
    stage.day(27)
    talks.put(stage, "bo", "jonas", lambda _old: texts.whole(period, handover(period), talking(period)))
    stage.day(28)
    talks.put(stage, "noor", "noor", lambda _old: texts.whole(period, depots(period)))
    talks.counter(stage, "mira", "noor", "Can we talk about the date? I would move it before the summer.")
    stage.day(29)
    talks.put(stage, "pavel", "pavel", lambda _old: texts.whole(period, handover(period)))
    with at(stage, hours=2):
        by = stage.acting("pavel")
        plan.withdraw(talks.sheet_of(stage, "pavel"), by=by)
    stage.day(33)
    talks.put(stage, "chen", "chen", lambda _old: texts.whole(period, talking(period), handover(period)))
    _amendments(stage)
    _resting_and_ended(stage)
    helped(stage)
    stage.day(35)
    with at(stage, hours=4):
        talks.write(stage, "kofi", "kofi", lambda old: texts.whole(old.period, depots(old.period)))


def _amendments(stage: Stage) -> None:
    """Hanna’s plan stands and is being changed, Priya’s amendment waits for her manager, and Lars has agreed his."""
    stage.day(34)
    with at(stage, hours=2):
        by = stage.acting("bo")
        plan.amend(talks.sheet_of(stage, "hanna"), by=by)
    stage.day(30)
    with at(stage, days=1):
        by = stage.acting("priya")
        plan.amend(talks.sheet_of(stage, "priya"), by=by)
    talks.put(stage, "priya", "priya", talks.with_target(0, 0, 10), days=1)
    stage.day(22)
    with at(stage, hours=2):
        by = stage.acting("lars")
        plan.amend(talks.sheet_of(stage, "lars"), by=by)
    no = talks.put(stage, "lars", "lars", talks.with_target(0, 0, 9), days=1)
    talks.sign(stage, "mira", "lars", no)


def _resting_and_ended(stage: Stage) -> None:
    """Leïla is excused after she has proposed, and Emma leaves with a plan that she had agreed."""
    period = talks.period_of(stage, "leila")
    stage.day(12)
    talks.agreed(stage, "emma", "martin", texts.whole(period, texts.handover(period)))
    stage.day(18)
    talks.put(stage, "leila", "leila", lambda _old: texts.whole(period, texts.handover(period)))
    stage.day(24)
    with at(stage, hours=2):
        running = talks.sheet_of(stage, "leila").plan.cycle
        by = stage.acting("dara")
        cycle.excuse(running, stage.people["leila"], reason="On parental leave until May.", by=by)
    stage.day(26)
    with at(stage, hours=3):
        people.leave(stage.people["emma"], by=stage.acting("tova"))


def _chinese(stage: Stage, raised: goals.Raised) -> None:
    period = talks.period_of(stage, "liwei")
    one, two = texts.shanghai(period)
    content = texts.whole(period, one, two, words="希望今年把重点放在交付周期上。")
    content = goals.contributing(raised, 0, "shanghai", 0)(content)
    stage.day(11)
    talks.put(stage, "liwei", "liwei", lambda _old: content)
    talks.ask(stage, "min", "liwei", 1, talks.goal_address(stage, "liwei", 0, "words"), "十二天是指工作日还是自然日？")
    talks.counter(stage, "min", "liwei", "方向很好，但旺季要留余地。")
    no = talks.put(stage, "min", "liwei", talks.together(
        talks.with_words(0, title="把平均交付周期从三周缩短到十四个自然日"),
        talks.with_target(0, 0, 14), talks.with_weights(70, 30)))  # fmt: skip
    talks.sign(stage, "liwei", "liwei", no)
    first, _second = texts.shanghai(period)
    stage.day(31)
    talks.put(stage, "wangfang", "wangfang", lambda _old: texts.whole(period, first))
    stage.day(20)
    talks.agreed(stage, "chenjie", "min", texts.whole(period, *texts.shanghai(period)))


def _own(stage: Stage) -> None:
    """Nia asks for an own cycle: a project of hers."""
    stage.day(35)
    with at(stage, hours=1):
        by = stage.acting("nia")
        day = organisations.today()
        words = "I lead the switchover of the northern sites until spring and would like goals of its own for it."
        days = cycle.own_phases(day, day + timedelta(days=120))
        made = cycle.draft_own(reason="project", name="Winter switchover", phases=days, words=words, by=by)
        cycle.ask(made, by=by)
