"""What people in the demo say to each other over the months: asked for or not, declined, unanswered, answered, shared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from saas import feedback
from saas.demo.stage import Stage
from tenants import organisations
from tenants.isolation import clock
from tenants.people import Actor

LONG = (
    "I want to say this at some length, because short it would sound harder than I mean it.\n\n"
    "In the last three handovers I was the one who came after you. Each time the site ran, and each time I needed half a day "
    "to find out why it ran. The breaker in hall two was bridged, which was right, and nobody could see it from the sheet. The "
    "pump had a new controller, and the old one was on the drawing. The customer knew more than I did, and they noticed.\n\n"
    "I know how these days go. You come when something burns, you make it stop, and the next call is there before you have "
    "wiped your hands. Writing is what falls off the table. It fell off mine for years. What changed it for me was small: I "
    "took a photograph of every cabinet before and after, and I said two sentences into the phone while walking to the van. "
    "That was the sheet. It took four minutes and it was better than what I used to write on Fridays.\n\n"
    "What I would like is that we try it together for the next five sites, and that you tell me afterwards whether the "
    "sheets that I leave for you are any good. I suspect that mine are missing things, too, and that nobody has told me.\n\n"
    "None of this takes anything away from how you repair. I have seen you find a fault by its sound."
)


@contextmanager
def _on(stage: Stage, base: datetime, day: int, hours: int = 0) -> Iterator[None]:
    """What happens inside happens on that day of the play, and the play goes on where it stood."""
    before, stage.now = stage.now, base + timedelta(days=day, hours=hours)
    try:
        with clock.at(stage.now):
            yield
    finally:
        stage.now = before


def give(stage: Stage, base: datetime, day: int, who: str, to: str, topic: str, **answers: str) -> UUID:
    """Somebody gives feedback without being asked; its id."""
    with _on(stage, base, day):
        by = stage.acting(who)
        draft = feedback.begin(stage.people[to], topic, by=by)
        return _give(draft.id, by, answers)


def _give(draft_id: UUID, by: Actor, answers: dict[str, str]) -> UUID:
    found = feedback.writing(draft_id)
    assert found is not None, "it was just begun"
    assert found.draft is not None, "it was not given yet"
    return feedback.give(found, answers, by=by, seen=found.draft.version).id


def begin(stage: Stage, base: datetime, day: int, who: str, to: str, topic: str, **answers: str) -> None:
    """Somebody writes and has not given it yet."""
    with _on(stage, base, day):
        by = stage.acting(who)
        found = feedback.writing(feedback.begin(stage.people[to], topic, by=by).id)
        assert found is not None
        feedback.save(found, answers, by=by, seen=1)


def ask(
    stage: Stage,
    base: datetime,
    day: int,
    who: str,
    *givers: str,
    about: str = "",
    topic: str = "together",
    words: str = "",
    days: int = 14,
) -> list[UUID]:
    """Somebody asks these people about themselves, or about a report; the ids of the requests."""
    with _on(stage, base, day):
        by = stage.acting(who)
        until = organisations.today() + timedelta(days=days)
        asked = [stage.people[each] for each in givers]
        made = feedback.ask(asked, stage.people[about or who], topic=topic, words=words, due_on=until, by=by)
        return [each.id for each in made]


def answer(stage: Stage, base: datetime, day: int, who: str, request: UUID, **answers: str) -> UUID:
    """Whoever was asked writes and gives it; its id."""
    with _on(stage, base, day):
        by = stage.acting(who)
        sheet = feedback.request_of(request)
        assert sheet is not None
        return _give(feedback.accept(sheet, by=by).id, by, answers)


def decline(stage: Stage, base: datetime, day: int, who: str, request: UUID) -> None:
    """Whoever was asked declines."""
    with _on(stage, base, day):
        by = stage.acting(who)
        sheet = feedback.request_of(request)
        assert sheet is not None
        feedback.decline(sheet, by=by)


def _sheet(feedback_id: UUID) -> feedback.Sheet:
    found = feedback.sheet(feedback_id)
    assert found is not None
    return found


def read(
    stage: Stage, base: datetime, day: int, who: str, given: UUID, *, thanks: bool = False, words: str = "", share: bool = False
) -> None:
    """Somebody opens it, and may thank, respond and share."""
    with _on(stage, base, day, hours=3):
        by = stage.acting(who)
        feedback.show(_sheet(given), by=by)
        if thanks:
            feedback.thank(_sheet(given), by=by)
        if words:
            feedback.respond(_sheet(given), words, by=by)
        if share:
            feedback.share(_sheet(given), by=by)


def northlight(stage: Stage) -> None:
    """Months of it around Amara, Bo and Shanghai."""
    assert stage.opened is not None
    base = stage.opened
    praise = give(
        stage, base, -55, "nia", "amara", "praise",
        did="You wrote down the order of the cables before we opened the cabinet, although I was in a hurry.",
        made="When the second phase failed we knew within a minute where to look. The customer lost no shift.",
    )  # fmt: skip
    read(
        stage, base, -54, "amara", praise, thanks=True, share=True,
        words="I nearly did not say anything, because you were in such a hurry. Good to know that it was right to stop.",
    )  # fmt: skip
    read(stage, base, -53, "bo", praise)
    long = give(stage, base, -40, "jonas", "aisha", "suggestion", saw=LONG,
                could="Four minutes, a photograph before and after, two sentences into the phone.")  # fmt: skip
    read(stage, base, -38, "aisha", long,
         words="That was a lot to read, and most of it is fair. I see it differently in one point: in hall two I did write it "
               "down, on paper, and it was thrown away. Let us try the five sites. I begin with Monday’s.")  # fmt: skip
    unanswered = ask(stage, base, -32, "priya", "lars", topic="work", words="The night shift: what would you have done?")
    with _on(stage, base, -15):
        stage.as_system()
        feedback.expire(unanswered)
    talk = ask(stage, base, -20, "amara", "nia", "tomas", topic="talk",
               words="My talk about charging at the depots: at which point did you stop listening?")  # fmt: skip
    told = answer(
        stage, base, -18, "nia", talk[0],
        across="The picture with the three vans and the one plug. Everybody talked about it at lunch.",
        unclear="I lost you at the tariff table. One number would have been enough for me: what a night costs.",
    )  # fmt: skip
    decline(stage, base, -17, "tomas", talk[1])
    read(stage, base, -16, "amara", told, thanks=True)
    about = ask(stage, base, -10, "bo", "hanna", about="amara", topic="work",
                words="You took over the harbour site from her. Was everything there that you needed?")  # fmt: skip
    said = answer(
        stage, base, -7, "hanna", about[0],
        well="The sheet was complete, and she had rung the customer before I came. That has never happened to me before.",
        better="The spare parts were at the other depot. Nobody had told me, and I drove there and back.",
    )  # fmt: skip
    read(stage, base, -6, "amara", said,
         words="The parts were moved the day after I left; I would have liked to hear of it as well. From now on I put the "
               "place of the parts on the sheet.")  # fmt: skip
    read(stage, base, -5, "bo", said, thanks=True)
    upward = give(
        stage, base, 5, "hanna", "bo", "suggestion",
        saw="On Tuesday you answered three messages while I told you about the faults, and asked me for the number twice.",
        could="Put the phone into the other room for the twenty minutes that we have.",
    )  # fmt: skip
    read(
        stage,
        base,
        6,
        "bo",
        upward,
        thanks=True,
        words="You are right. The phone stays outside from now on.",
    )
    _shanghai(stage, base)
    give(
        stage, base, 33, "tomas", "amara", "observation",
        saw="At the harbour you explained the plan to the two trainees before you explained it to the customer.",
        followed="They knew what to do when he asked, and he asked them rather than you.",
    )  # fmt: skip
    ask(stage, base, 34, "amara", "bo", topic="together", words="What would you like me to bring to you earlier?")
    ask(stage, base, 35, "nia", "amara", topic="work", words="The sheet for the north site: what is missing?")
    begin(stage, base, 35, "bo", "nia", "praise", did="You asked the customer what he was afraid of, not what he wanted.")


def _shanghai(stage: Stage, base: datetime) -> None:
    asked = ask(stage, base, 1, "liwei", "wangfang", "chenjie", topic="together", words="交接班的时候，我哪里可以做得更好？")
    said = answer(
        stage, base, 2, "wangfang", asked[0],
        go_on="每天早上五分钟的交接很有用。你先说风险，再说数量，大家都知道该先看什么。",
        change="周五的邮件太长了，重要的一句话在第三段。把它放在第一行，我在手机上也能看到。",
    )  # fmt: skip
    decline(stage, base, 3, "chenjie", asked[1])
    read(stage, base, 3, "liwei", said, thanks=True, words="谢谢你说得这么具体。从下周开始，第一行只写一件事。", share=True)
    read(stage, base, 4, "min", said)
    about = ask(stage, base, 20, "min", "sunli", about="zhaolei", topic="work", words="七月的盘点，哪些地方值得保留？")
    answer(
        stage, base, 22, "sunli", about[0],
        well="他提前两天把表发给了大家，盘点只用了半天。",
        better="库位编号有两处和系统不一致，最好一起核对一次。",
    )  # fmt: skip
    ask(stage, base, 34, "wuxia", "liwei", topic="talk", words="我周三的汇报，哪一部分听不明白？")


def tidewater(stage: Stage) -> None:
    """A few weeks of it on the ferries."""
    base = stage.now - timedelta(days=14)
    asked = ask(stage, base, 0, "eve", "oona", "petra", topic="together", words="When we load: what should I shout earlier?")
    said = answer(
        stage, base, 1, "oona", asked[0],
        go_on="You look each driver in the eye. They stop where you want them to.",
        change="Tell us which lane you close before you close it.",
    )  # fmt: skip
    decline(stage, base, 2, "petra", asked[1])
    read(
        stage,
        base,
        3,
        "eve",
        said,
        thanks=True,
        words="I will show it with the left arm, above the cars.",
        share=True,
    )
    given = give(
        stage, base, 6, "rafi", "eve", "praise",
        did="You stayed with the family whose car did not start, and called the bridge only when you knew what to say.",
        made="We left four minutes late and not forty.",
    )  # fmt: skip
    read(stage, base, 7, "eve", given)
    ask(stage, base, 10, "finn", "quin", about="eve", topic="work", words="The night crossing with the storm: what went well?")
    give(stage, base, 11, "eve", "finn", "suggestion", saw="The rota came on Friday evening, for Saturday.",
         could="Send it on Wednesday, even with gaps.")  # fmt: skip
