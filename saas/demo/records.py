"""Performance files in the demo: a year of two people's words, with silence, contests, a handover, long texts and Chinese."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from saas import performance_file, plan
from saas.demo import record_texts as texts
from saas.demo.record_texts import Line, Said
from saas.demo.stage import Stage
from tenants import isolation, notices, organisations
from tenants.isolation import clock
from tenants.people import Actor

VERBS = {
    "respond": performance_file.respond,
    "contest": performance_file.contest,
    "settle": performance_file.settle,
    "stand": performance_file.stand,
}


@dataclass(frozen=True)
class _Pair:
    """Two people whose file is being written, seen from the last day of the play."""

    stage: Stage
    employee: str
    manager: str

    def ago(self, days: float) -> AbstractContextManager[None]:
        """So many days before the play ends."""
        return clock.at(clock.now() - timedelta(days=days))

    def file(self, by: Actor) -> performance_file.Sheet:
        """Their file; the one who acts begins it where it is missing."""
        people = self.stage.people
        return performance_file.begin(people[self.employee].id, people[self.manager].id, by=by)

    def play(self, lines: tuple[Line, ...]) -> None:
        """Everything that the two wrote and said, each on its day, with the chore of each day in between."""
        week, last = organisations.setting("seal_days"), None
        for line in sorted(lines, key=lambda each: -each.days):
            if last is not None and last - week - 0.5 > line.days:
                self._seal(last - week - 0.5)
            self._seal(line.days)
            last = line.days
            entry = self._write(line)
            for said in line.said:
                self._say(entry, said)
            if line.days > 6 and line.said:
                self._read_all(entry)
            if line.seen is not None:
                self._look(entry, line)
        if last is not None:
            self._seal(max(0.0, last - week - 0.5))
        self._seal(0)

    def _write(self, line: Line) -> UUID:
        with self.ago(line.days - 0.4):
            by = self.stage.acting(line.author)
            sheet = self.file(by)
            corrected = self._newest(sheet, by) if line.kind == "correction" else None
            draft = performance_file.take_draft(sheet, by=by, corrects=corrected)
            day = organisations.today() - timedelta(days=1 if line.days > 1 else 0)
            goal = self._goal(line.goal) if line.goal is not None else None
            what = performance_file.Written(line.kind, day, line.words, goal)
            draft = performance_file.save(draft, what, by=by, seen=draft.version)
            if line.link:
                performance_file.keep_link(draft, line.link, by=by)
            if line.paper:
                performance_file.keep_file(draft, performance_file.Upload(line.paper[0], line.paper[1].encode()), by=by)
            return performance_file.add(sheet, draft, by=by, seen=draft.version).id

    def _goal(self, place: int) -> UUID:
        mine = plan.running_plans([self.stage.people[self.employee].id])[0]
        return plan.goals_of(mine.id)[place].id

    def _newest(self, sheet: performance_file.Sheet, by: Actor) -> performance_file.EntrySheet:
        """The last entry that this author wrote, which is sealed by now."""
        mine = [each for each in performance_file.written_by(sheet, by.id) if each.is_sealed]
        return mine[-1]

    def _say(self, entry: UUID, said: Said) -> None:
        with self.ago(said.days):
            by = self.stage.acting(said.who)
            one = self._one(entry)
            performance_file.note_sights([one], by=by)
            VERBS[said.act](self._one(entry), said.words, by=by)

    def _read_all(self, entry: UUID) -> None:
        """Both have read what was said to an entry."""
        one = self._one(entry)
        for who in (self.employee, self.manager):
            notices.settle(self.stage.acting(who).id, on=one.entry)

    def _look(self, entry: UUID, line: Line) -> None:
        assert line.seen is not None, "it was asked"
        with self.ago(line.seen):
            other = self.manager if line.author == self.employee else self.employee
            by, one = self.stage.acting(other), self._one(entry)
            performance_file.note_sights([one], by=by)
            notices.settle(by.id, on=one.entry)

    def _one(self, entry: UUID) -> performance_file.EntrySheet:
        isolation.session().expire_all()
        one = performance_file.entry_sheet(entry)
        assert one is not None, "it was written"
        return one

    def _seal(self, days: float) -> None:
        with self.ago(days):
            self.stage.as_system()
            performance_file.seal(500)

    def draft(self, who: str, kind: str, words: str) -> None:
        """Somebody has begun to write, and has not added it yet."""
        by = self.stage.acting(who)
        draft = performance_file.take_draft(self.file(by), by=by)
        what = performance_file.Written(kind, organisations.today(), words)
        performance_file.save(draft, what, by=by, seen=draft.version)


def _note(stage: Stage, who: str, words: str) -> None:
    """A private note of somebody's."""
    by = stage.acting(who)
    made = performance_file.make_note(by=by)
    performance_file.save_note(made, words, by=by, seen=made.version)


def northlight(stage: Stage) -> None:
    """The files of Northlight, from almost a year ago until the day on which the demo is made."""
    with clock.at(stage.ends):
        for employee, manager, lines in texts.NORTHLIGHT:
            _Pair(stage, employee, manager).play(lines)
        _Pair(stage, "amara", "bo").draft(
            "bo", "thanks", "Amara stayed on Thursday until the last van was plugged in. Nobody had"
        )
        _note(stage, "bo", "Ask on Tuesday how the handover of Nordhavn went, before talking about dates.")
        _note(stage, "amara", "Say early that I need the budget by March. Last year I said it too late.")
    stage.as_system()


def tidewater(stage: Stage) -> None:
    """The files of Tidewater."""
    with clock.at(stage.ends):
        for employee, manager, lines in texts.TIDEWATER:
            _Pair(stage, employee, manager).play(lines)
    stage.as_system()
