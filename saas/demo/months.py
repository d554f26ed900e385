"""The weeks after plans were agreed: check-ins, answers, silence, and a confidence that falls. Played day by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from saas import check_ins
from saas.check_ins import actions
from saas.check_ins.rules import Answer, GoalAnswer, GoalSaid, ResultSaid, Said, SupportSaid
from saas.demo.stage import Stage, at
from saas.plan import GoalInForce
from tenants import people
from tenants.isolation import clock


@dataclass(frozen=True)
class Goal:
    """What somebody says of one goal, the key results and commitments in their order; what is not named is left open."""

    health: str
    results: tuple[tuple[Decimal | int | str | None, int], ...] = ()
    sure: int = 7
    progress: str = ""
    blocker: str = ""
    work: str | None = None
    claim: str | None = None
    support: tuple[tuple[str, str], ...] = ()

    def of(self, goal: GoalInForce) -> GoalSaid:
        """The same by the keys of a goal in force."""
        rows = [*self.results, *[(None, self.sure)] * len(goal.words.key_results)]
        return GoalSaid(
            self.health,
            self.sure if not goal.words.key_results else None,
            self.progress,
            self.blocker,
            self.work,
            self.claim,
            {
                result.key: ResultSaid(None if value is None else Decimal(value), sure)
                for result, (value, sure) in zip(goal.words.key_results, rows, strict=False)
            },
            {
                support.key: SupportSaid(said, words)
                for support, (said, words) in zip(goal.words.support, self.support, strict=False)
            },
        )


@dataclass(frozen=True)
class Says:
    """Somebody checks in."""

    goals: tuple[Goal, ...]
    win: str = ""


@dataclass(frozen=True)
class Answers:
    """A manager answers: to the whole, and to goals by their place; how they see who did the work, and a claim."""

    words: str = ""
    goals: Mapping[int, str] = field(default_factory=dict)
    work: Mapping[int, str] = field(default_factory=dict)
    sees: Mapping[int, str] = field(default_factory=dict)


Scene = tuple[int, str, "int | Says | Answers | str"]
"""A day, whose check-in it is, and what happens: a rhythm, a check-in, an answer, or the employee's reply in words."""


def _pair(stage: Stage, who: str) -> check_ins.PairSheet:
    person = stage.people[who]
    manager = people.manager_of(person.id)
    assert manager is not None, "somebody leads them"
    found = check_ins.pair_between(person.id, manager.id)
    assert found is not None, "a plan is agreed"
    return found


def _sheet(stage: Stage, who: str) -> check_ins.CheckInSheet:
    rhythm = _pair(stage, who).rhythm
    last = next(one for mine, one in check_ins.own_pairs(rhythm.employee_id) if mine.id == rhythm.id)
    found = check_ins.sheet(last.id) if last is not None else None
    assert found is not None, f"nothing is due for {who}"
    return found


def happens(stage: Stage, who: str, what: int | Says | Answers | str) -> None:
    """One scene, now."""
    if isinstance(what, int):
        check_ins.set_rhythm(_pair(stage, who), what, by=stage.acting(who))
    elif isinstance(what, Says):
        by = stage.acting(who)
        sheet = _sheet(stage, who)
        asked = actions.goals_asked(sheet)
        goals = {goal.key: said.of(goal) for goal, said in zip(asked, what.goals, strict=True)}
        check_ins.say(sheet, Said(what.win, goals), by=by)
    elif isinstance(what, Answers):
        key = next(key for key, one in stage.people.items() if one.id == _pair(stage, who).rhythm.manager_id)
        by = stage.acting(key)
        sheet = _sheet(stage, who)
        there = check_ins.spoken(sheet.id)
        assert there is not None, "it was said"
        goals_ = {
            goal.goal.key: GoalAnswer(what.goals.get(n, ""), what.work.get(n), what.sees.get(n))
            for n, goal in enumerate(there.goals)
        }
        check_ins.answer(sheet, Answer(what.words, "", goals_), by=by)
    else:
        check_ins.reply(_sheet(stage, who), what, by=stage.acting(who))


def play(stage: Stage, first: int, last: int, scenes: tuple[Scene, ...], go_to: Callable[[int], None]) -> None:
    """Day by day: what is due becomes due, and what is said on that day is said."""
    for day in range(first, last + 1):
        go_to(day)
        with at(stage, hours=1):
            stage.as_system()
            check_ins.turn(1000)
        for on, who, what in scenes:
            if on == day:
                with at(stage, hours=1):
                    happens(stage, who, what)
    stage.as_system()


D = Decimal
HANNA: tuple[Scene, ...] = (
    (7, "hanna", 7),
    (14, "hanna", Says((
        Goal("on_track", ((0, 8), (64, 7), (0, 8)), progress="The first depot has its cables. Two of us know the job now.",
             work="own", support=(("not_yet", ""), ("not_yet", ""))),
        Goal("on_track", ((1, 7), (0, 7)), progress="Twelve sheets are written.", work="together"),
    ), "The night shift asked for the sheet themselves.")),
    (15, "hanna", Answers("Good start. I would like to see the second depot begin before the frost.",
                          {1: "Show me the best one on Thursday?"}, {0: "advice", 1: "together"})),
    (15, "hanna", "Thursday at ten. And yes: the second begins on Monday."),
    (21, "hanna", Says((
        Goal("on_track", ((1, 8), (71, 8), (0, 8)), progress="Aarhus charges every night since Tuesday.", work="own",
             support=(("kept", "Thank you, the same day."), ("not_yet", "")), sure=8),
        Goal("on_track", ((2, 8), (0, 7)), progress="Twenty-one of forty."),
    ), "Eleven vans left with a full battery on Friday.")),
    (22, "hanna", Answers("", {0: "This is what I hoped for. Who did the wiring plan?", 1: "Keep the pace."}, {0: "advice"})),
    (28, "hanna", Says((
        Goal("at_risk", ((2, 7), (78, 8), (0, 6)), progress="Two depots charge.", work="own",
             blocker="The grid company does not answer about Aalborg.",
             support=(("kept", ""), ("not_yet", "You wanted to call them in October."))),
        Goal("on_track", ((2, 8), (0, 7)), progress="Twenty-eight of forty.", work="own"),
    ))),
    (31, "hanna", Answers("I have not called them. I do it tomorrow, before lunch.", {}, {0: "own", 1: "manager"})),
    (35, "hanna", Says((
        Goal("off_track", ((2, 4), (77, 6), (0, 2)), progress="Two depots charge, and it stays at two for now.", work="own",
             blocker="Without the permit there is no third depot this year. The grid company says April at the earliest, and "
             "that nobody of ours has called them.", support=(("kept", ""), ("not_kept", "I was told that nobody called."))),
        Goal("on_track", ((3, 9), (0, 8)), progress="Thirty-three of forty. New colleagues ask nobody.", work="own"),
    ), "Yusuf’s team uses our sheet.")),
)  # fmt: skip
OTHERS: tuple[Scene, ...] = (
    (22, "priya", Says((
        Goal("on_track", ((18, 6), (16500, 6)), progress="We listened to forty repairs.", work="together"),
        Goal("at_risk", ((1, 5), (0, 4)), progress="Five sheets.",
             blocker="I write them in the evening, and that does not scale."),
        Goal("on_track", sure=6, progress="I told Kofi on the same day. It was easier than waiting."),
    ), "One talk less that I put off.")),
    (20, "sofia", 7),
    (17, "liwei", 7),
    (24, "liwei", Says((
        Goal("on_track", (("19.5", 7), (76, 7)), progress="仓库的等待从六天减到五天。", work="own", support=(("not_yet", ""),)),
        Goal("on_track", ((2, 6),), progress="孙丽独立值了两次夜班。", work="together"),
    ), "第一次提前一天发完了所有订单。")),
    (25, "liwei", Answers("做得好。审批的事我这周去总部谈。", {1: "让她自己写一次交接。"}, {0: "own", 1: "together"})),
    (31, "liwei", Says((
        Goal("at_risk", (("18", 5), (75, 5)), progress="仓库那一段已经缩短到四天。",
             blocker="旺季前还差两家物流公司，合同卡在五级审批。", work="own", support=(("not_yet", "总部还没有答复。"),)),
        Goal("on_track", ((5, 8),), progress="她已经独立值了五次，没有升级。", work="advice"),
    ))),
    (32, "liwei", Answers("物流公司的合同我来催。审批减到三级，总部下周开会决定。", {}, {0: "own", 1: "advice"})),
    (24, "chenjie", 7),
    (31, "chenjie", Says((
        Goal("on_track", ((17, 7), (80, 7)), progress="两段最长的等待都在变短。", work="advice",
             support=(("kept", "审批已经减到三级，谢谢。"),)),
        Goal("on_track", ((10, 10),), progress="周强已经独立完成十次夜班。", work="own", claim="reached"),
    ), "周强自己发现并处理了一次系统故障。")),
    (32, "chenjie", Answers("第一个目标进展很好。",
                            {1: "十次里有两次是我在电话里帮的，所以我看是部分达到。我们周五谈谈。"},
                            {0: "advice", 1: "manager"}, {1: "partly_reached"})),
    (32, "chenjie", "那两次我不知道，周五一起看记录。"),
)  # fmt: skip
OONA: tuple[Scene, ...] = (
    (0, "oona", 7),
    (7, "oona", Says((Goal("on_track", ((19, 7), (17000, 7)), progress="The car deck is faster since two people wave.",
                           work="own"),),
                     "No delay on Sunday.")),
    (8, "oona", Answers("I saw it from the bridge. Tell the others how you do it.", {}, {0: "own"})),
)  # fmt: skip


def northlight(stage: Stage) -> None:
    """Hanna’s confidence falls, Priya waits for Mira, Sofia is silent, Aisha’s is due, and two in Shanghai talk."""
    play(stage, 7, 36, (*HANNA, *OTHERS), stage.day)


def tidewater(stage: Stage) -> None:
    """Oona checks in once and is answered; the next one is missed."""
    begun, last = stage.now, (clock.now() + timedelta(days=29) - stage.now).days

    def go_to(day: int) -> None:
        stage.now = begun + timedelta(days=day)

    play(stage, 0, last, OONA, go_to)
