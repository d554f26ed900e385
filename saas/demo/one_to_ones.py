"""The 1:1s of the demo, through the verbs: months with a rhythm, a silence, a move, a skip, and promises kept and not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from saas import meetings
from saas.demo.stage import Stage
from saas.meetings import Meeting, MeetingSheet, Pair, Rhythm, When
from tenants import organisations
from tenants.isolation import clock
from tenants.people import Actor

Notes = tuple[str, ...]


class Two:
    """An employee and their manager, whose 1:1s are played one after the other."""

    def __init__(self, stage: Stage, employee: str, manager: str) -> None:
        self.stage, self.employee, self.manager = stage, employee, manager

    def at(self, instant: datetime, who: str) -> tuple[Actor, Pair]:
        """At that instant, that one of the two acts."""
        self.stage.now = instant
        by = self.stage.acting(who)
        other = self.manager if who == self.employee else self.employee
        pair = meetings.pair_with(by, self.stage.people[other].id)
        assert pair is not None, "they are a pair then"
        return by, pair

    def agree(self, day: int, by: str, every: int, hour: int = 10, place: str = "", *, answered: bool = True) -> None:
        """One proposes a rhythm that begins a few days later, and a day later the other agrees."""
        self.stage.day(day)
        with clock.at(self.stage.now):
            actor, pair = self.at(self.stage.now, by)
            first = organisations.today() + timedelta(days=3)
            zone = organisations.organisation().time_zone
            made = meetings.propose_rhythm(pair, Rhythm(every, first, time(hour), zone, 45, place), by=actor)
        if not answered:
            return
        later = self.stage.now + timedelta(hours=5)
        with clock.at(later):
            other = self.manager if by == self.employee else self.employee
            actor, _pair = self.at(later, other)
            sheet = meetings.rhythm_sheet(made.id)
            assert sheet is not None
            meetings.agree_rhythm(sheet, by=actor)

    def next(self) -> Meeting:
        """Their next 1:1."""
        found = meetings.next_of(self.stage.people[self.employee].id, self.stage.people[self.manager].id)
        assert found is not None, "one is planned"
        return found

    def planned(self, day: int, by: str, purpose: str, hour: int = 14, place: str = "") -> Meeting:
        """One plans a 1:1 two days ahead."""
        self.stage.day(day)
        with clock.at(self.stage.now):
            actor, pair = self.at(self.stage.now, by)
            on: date = organisations.add_working_days(None, organisations.today(), 2)
            zone = ZoneInfo(organisations.organisation().time_zone)
            when = When(datetime.combine(on, time(hour), zone), 45, place, purpose)
            return meetings.plan(pair, when, by=actor)

    def topics(self, by: str, *words: str, before: timedelta = timedelta(hours=20)) -> None:
        """One puts topics on the agenda of the next 1:1, on the day before, or today where that is still to come."""
        meeting = self.next()
        when = min(meeting.starts_at - before, self._today())
        with clock.at(when):
            actor, pair = self.at(when, by)
            for each in words:
                meetings.add_topic(pair, each, by=actor)

    def _today(self) -> datetime:
        """Nothing in the demo happens later than now."""
        return self.stage.ends - timedelta(hours=2)

    def sheet(self, meeting_id: UUID) -> MeetingSheet:
        """The 1:1 as whoever acts sees it."""
        found = meetings.sheet(meeting_id)
        assert found is not None
        return found

    def held(
        self,
        first: str,
        notes: Notes = (),
        words: str = "",
        *,
        parts: dict[str, str] | None = None,
        promises: tuple[tuple[str, str, int], ...] = (),
        private: str = "",
        both: bool = True,
    ) -> Meeting:
        """They meet: what was said is noted beside the first topics, each promise is written down (by whom, words, days from
        then), one confirms, and hours later the other.
        """
        meeting = self.next()
        over = meeting.ends_at + timedelta(minutes=10)
        with clock.at(over):
            actor, _pair = self.at(over, first)
            lines = [str(each.line.id) for each in meetings.agenda(meeting.id)]
            said = dict(zip(lines, notes, strict=False))
            meetings.save_minutes(self.sheet(meeting.id), {"words": words, **(parts or {})}, said, seen=0, by=actor)
            if private:
                meetings.keep_note(self.sheet(meeting.id), private, seen=0, by=actor)
            for who, promise, days in promises:
                actor, _pair = self.at(over, who)
                kind = "promise"
                if meeting.purpose == "coaching":
                    kind = "step" if who == self.employee else "help"
                due = organisations.today() + timedelta(days=days)
                meetings.promise(self.sheet(meeting.id), "me", promise, due, by=actor, kind=kind)
            self._confirm(meeting, first, over)
        if both:
            later = over + timedelta(hours=4)
            with clock.at(later):
                self._confirm(meeting, self.manager if first == self.employee else self.employee, later)
        return meeting

    def _confirm(self, meeting: Meeting, who: str, when: datetime) -> None:
        actor, _pair = self.at(when, who)
        sheet = self.sheet(meeting.id)
        items = meetings.agenda(meeting.id)
        content = meetings.frozen(sheet, items, meetings.promises_made_at(meeting.id))
        meetings.confirm(sheet, meetings.fingerprint(content), by=actor)

    def moved(self, by: str, days: int, why: str) -> None:
        """One moves the next 1:1, on the day before it."""
        meeting = self.next()
        when = meeting.starts_at - timedelta(days=1)
        with clock.at(when):
            actor, _pair = self.at(when, by)
            to = When(meeting.starts_at + timedelta(days=days), meeting.minutes, meeting.place)
            meetings.move(self.sheet(meeting.id), to, why, by=actor)

    def skipped(self, by: str, why: str) -> None:
        """One skips the next 1:1, on the day before it."""
        meeting = self.next()
        when = meeting.starts_at - timedelta(days=1)
        with clock.at(when):
            actor, _pair = self.at(when, by)
            meetings.skip(self.sheet(meeting.id), why, by=actor)

    def says(self, by: str, owner: str, words: str, verb: str, said: str = "", days: int = 6) -> None:
        """One says something about the open promise of `owner` that begins so, some days after they last met."""
        when = min(self.stage.now + timedelta(days=days), self._today())
        with clock.at(when):
            actor, pair = self.at(when, by)
            told = next(
                each.promise
                for each in meetings.open_promises(pair)
                if each.promise.owner_id == self.stage.people[owner].id and each.promise.words.startswith(words)
            )
            sheet = meetings.promise_sheet(told.id)
            assert sheet is not None
            meetings.answer_promise(sheet, verb, said, by=actor)


def northlight(stage: Stage) -> None:
    """Months of 1:1s at Northlight: Amara and Bo, Lars and Mira until their line ends, Li Wei and Zhang Min, Bo and Ingrid."""
    _amara(stage)
    _lars(stage)
    _chinese(stage)
    _bo_and_ingrid(stage)
    stage.as_system()


def _amara(stage: Stage) -> None:
    two = Two(stage, "amara", "bo")
    two.agree(-55, "amara", 14, 10, "The small room by the workshop")
    two.topics(
        "amara", "The third depot: who decides about the grid connection?", "I would like to learn to run a shift alone."
    )
    two.topics("bo", "How do you like working with Nia?", before=timedelta(hours=3))
    two.held(
        "amara",
        ("The grid company decides, and they want one name to talk to. That is me from now on.",
         "In spring, with Tomás beside me for the first two."),
        promises=(
            ("bo", "I tell the grid company that Amara speaks for us.", 7),
            ("amara", "I write down what a shift needs, on one page.", 12),
        ),
        private="Bo listens better when I bring one thing and not five.",
    )  # fmt: skip
    two.says("bo", "bo", "I tell the grid", "done")
    two.says("amara", "bo", "I tell the grid", "keep", "They called me on Thursday. Thank you.", days=1)
    two.topics("amara", "Fewer faults: every fifth repair comes back.")
    two.held(
        "bo",
        ("She likes it: they divide the sites by season, not by distance.",
         "We look at the last forty repairs together before we plan anything."),
        "A good talk. The shift page is nearly done.",
        promises=(("bo", "I find two hours a week without calls for Amara.", 20),),
    )  # fmt: skip
    two.says("amara", "amara", "I write down what a shift", "done")
    two.says("bo", "amara", "I write down what a shift", "not_yet", "It says what, not yet who to call at night.", days=1)
    two.moved("bo", 1, "I am at the grid company that morning, about our permit.")
    two.topics("bo", "What should I do differently as your manager?")
    two.held(
        "amara",
        ("Say earlier when a date is not fixed. I plan around it, and then it moves.",),
        promises=(("bo", "I mark dates that are not fixed in our plan.", 10),),
    )
    two.says("amara", "amara", "I write down what a shift", "done", "Now with the numbers to call.")
    two.says("bo", "amara", "I write down what a shift", "keep", days=1)
    two.skipped("amara", "Half the team is ill, and I take two shifts this week.")
    coaching = two.planned(-5, "bo", "coaching", 14, "A walk along the harbour")
    assert coaching.purpose == "coaching"
    two.held(
        "amara",
        (),
        parts={
            "facts": "Twice this month I waited with a difficult word until it was big: with Jonas about the tools, and "
            "with the customer in Aalborg.",
            "tried": "I wrote a mail to Jonas. He answered the facts, and nothing changed between us.",
            "options": "Say it the same day, at the van, in one sentence.\nAsk first how he sees it.\n"
            "Bring it to our round, without his name.",
        },
        promises=(
            ("amara", "I talk to Jonas on Monday at the van, and ask first how he sees it.", 5),
            ("bo", "If you want to try the first sentence out before, I am there at half past seven.", 5),
        ),
    )  # fmt: skip
    two.topics("amara", "The plan: three depots or two?")
    two.held("bo", ("We both want three. The faults wait a little, and the budget comes earlier.",),
             promises=(("bo", "I decide on the budget of the third depot.", 20),))  # fmt: skip
    two.says("amara", "amara", "I talk to Jonas", "done", "It took four minutes.")
    two.says("bo", "bo", "I mark dates", "done", days=2)
    two.says("amara", "bo", "I mark dates", "keep", days=1)
    two.topics("amara", "Two hours without calls: they do not hold.")
    two.held("amara", ("Nia takes the phone on Tuesday and Thursday mornings.",), both=True)
    two.topics("bo", "What gives you energy at the moment?")
    two.held("bo", ("The permit, strangely. It moves because somebody cares.",),
             "We forgot the spare vans again: next time first.", both=False)  # fmt: skip
    two.topics("amara", "The spare vans.", "The course on difficult talks: is there a place in spring?")


def _lars(stage: Stage) -> None:
    """With Mira, who is to lead him no longer: she keeps what she confirmed, and what was open ends."""
    two = Two(stage, "lars", "mira")
    two.agree(-40, "mira", 21, 9)
    two.topics("lars", "The two people on leave.")
    two.held("mira", ("We ask Field South for two days a week.",), promises=(("mira", "I ask Field South.", 7),))
    two.topics("mira", "Handing over the night shift.")
    two.held("lars", ("Pavel begins with one night a week.",), promises=(("lars", "I show Pavel the board.", 14),))
    two.topics("lars", "Who leads the winter switchover?")


def _chinese(stage: Stage) -> None:
    two = Two(stage, "liwei", "min")
    two.agree(7, "min", 14, 10, "三号会议室")
    two.topics("liwei", "旺季前物流交接的人手不够。", "我想了解一下运营主管的发展路径。")
    two.held(
        "liwei",
        ("先从仓库借两位同事，试两周。", "下次带上岗位说明，一起看还差什么。"),
        promises=(("min", "联系仓库主管，落实两位同事。", 7), ("liwei", "整理交接步骤清单。", 10)),
    )
    two.says("liwei", "liwei", "整理交接步骤清单", "done")
    two.topics("min", "交付周期：这周的数字说明了什么？")
    two.held("min", ("等待主要在交接那一段，清单已经见效。",), both=True)
    two.topics("liwei", "两家新物流公司的评估标准。")


def _bo_and_ingrid(stage: Stage) -> None:
    """A rhythm that waits for Bo's answer, and a 1:1 that nobody wrote down."""
    two = Two(stage, "bo", "ingrid")
    two.planned(29, "ingrid", "regular", 16)
    two.topics("ingrid", "How is the team after the autumn?")
    two.agree(34, "ingrid", 28, 16, "Ingrid’s office", answered=False)


def tidewater(stage: Stage) -> None:
    """Eve and Finn at Tidewater: a weekly rhythm, one answered with other minutes."""
    two = Two(stage, "eve", "finn")
    two.agree(1, "finn", 7, 8, "On the quay")
    two.topics("eve", "The gangway at low tide.")
    two.held("finn", ("Two people at it, always.",), promises=(("finn", "I buy the second rope.", 4),))
    two.says("finn", "finn", "I buy the second rope", "done", days=3)
    two.topics("eve", "Holidays in August.")
    two.held("eve", ("The first two weeks, if Petra agrees.",), both=False)
    stage.as_system()
