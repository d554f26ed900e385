"""An import killed in its midst goes on: each row once, none half, and the structure made once."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool

from saas import sweeper
from saas.launch.testbed import Services
from tenants import imports, jobs, organisations, people
from tenants.imports import applying
from tenants.imports.models import ImportRow
from tenants.imports.rules import BATCH
from tenants.journal import JournalEntry
from tests.conftest import a_house
from tests.fence.walk.workers import Rows, Worker, state_of, stop, until, working
from tests.house_fixture import House
from tests.tenants.imports.sheets import ENERGY, checked, everything, rows, sheet, state

pytestmark = pytest.mark.slow

COUNT = BATCH + 50
"""A whole batch and a short one: there is a moment before the first, one between the two, one within the second, and one after
it.
"""
MORE = 2 * BATCH + 50
"""The same with one whole batch more, for what falls over and goes on by itself in between."""


def many(count: int) -> bytes:
    """People in new units, each led by the one before the ten of them."""
    led = [f"K{n // 10 * 10 if n % 10 else max(0, n - 10)}" if n else "" for n in range(count)]
    return sheet(*[
        (f"K{n}", f"Killed {n}", f"k{n}@northlight.example", ENERGY, f"Team {n // 50}", "Roofer", led[n]) for n in range(count)
    ])  # fmt: skip


def begun(house: House, count: int = COUNT) -> tuple[UUID, UUID]:
    """An import of so many that was asked to be applied; its id and its job's."""
    found = checked(house, many(count))
    with house.acting("tova") as by:
        thing = imports.people_import(found)
        assert thing is not None
        imports.apply(thing, create=[each["code"] for each in thing.structure], by=by)
        assert thing.job_id is not None
        return found, thing.job_id


def whole(house: House, found: UUID, count: int = COUNT) -> None:
    """Everybody is here once, placed and led, with one entry in the journal for each thing that happened."""
    thing = state(house, found)
    assert (thing.state, thing.counts["done"], thing.counts["refused"]) == ("applied", count, 0)
    assert {row.outcome for row in rows(house, found).values() if row.kind == "add"} == {"done"}
    mine = [p for p in everything(house) if (p[3] or "").startswith("K")]
    assert len(mine) == count
    assert all(unit and position for *_rest, unit, position, _manager in mine)
    assert sum(1 for *_rest, manager in mine if manager is None) == 1
    verbs = told(house, found)
    assert verbs.count("person.added") == verbs.count("person.placement_changed") == count
    assert verbs.count("person.line_changed") == count - 1


def told(house: House, found: UUID) -> list[str]:
    """The verbs of everything that the journal tells of those whom the import brought."""
    with house.within() as session:
        mine = select(ImportRow.person_id).where(ImportRow.import_id == found, ImportRow.kind == "add")
        return list(session.scalars(select(JournalEntry.verb).where(JournalEntry.about_id.in_(mine))))


class Boundary:
    """An import's row, held from outside: the fork that works stands still between two of its transactions, and what the rows
    say then is true at the moment of the kill.
    """

    def __init__(self, house: House, found: UUID) -> None:
        self.seen = Rows(house, "northlight")
        engine = create_engine(house.bed.url("postgres", house.database), poolclass=NullPool)
        self.found, self.connection = found, engine.connect()

    def standing(self, worker: Worker, job: UUID, state: str, rows_: dict[str, int]) -> int:
        """The fork that has claimed the job and stands before its next step, with the import in that state and so many rows
        of each outcome: it waits for the row that is held here.
        """

        def caught() -> int | None:
            self.hold()  # whoever works waits for it, too: the database lets both in by turns
            if self._outcomes() == rows_ and state_of_import(self.seen, self.found) == state:
                with suppress(AssertionError):
                    return until(stands, "the fork stands before the row", 5)
            self.let_go()
            sweeper.sweep()
            return None

        def stands() -> int | None:
            fork = worker.fork()
            return fork if fork is not None and self.seen.running({job}) is not None and self._waits() else None

        return until(caught, f"{state}, {rows_}", 120)

    def _outcomes(self) -> dict[str, int]:
        sql = "SELECT outcome, count(*) FROM people_import_row WHERE import_id = :i AND kind = 'add' GROUP BY outcome"
        return {row[0]: row[1] for row in self.seen.ask(sql, i=self.found)}

    def _waits(self) -> bool:
        """Whether somebody stands before the row."""
        sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        return self.seen.ask(sql)[0][0] > 0

    def hold(self) -> None:
        """The row is held; nothing changes where it is held already."""
        self.connection.execute(text("SELECT 1 FROM people_import WHERE id = :i FOR UPDATE"), {"i": self.found})

    def let_in(self, fork: int) -> None:
        """The fork goes on and stands still again in the midst of its next rows, with them in its open transaction."""
        self.let_go()
        free = "SELECT 1 FROM people_import WHERE id = :i FOR UPDATE SKIP LOCKED"
        until(lambda: not self.seen.ask(free, i=self.found), "the fork has the row", 20)
        assert stop(fork)

    def let_go(self) -> None:
        """Nothing is held."""
        self.connection.rollback()

    def close(self) -> None:
        """Both connections are closed."""
        self.connection.close()
        self.seen.connection.close()


def state_of_import(seen: Rows, found: UUID) -> str:
    return str(seen.ask("SELECT state FROM people_import WHERE id = :i", i=found)[0][0])


def asked(house: House, found: UUID, verb: Any, held: Boundary | None = None) -> UUID:
    """The job of an import that was asked for by that verb, for the first time or to go on; with `held`, whoever begins to work
    on it stands before the row.
    """
    with house.acting("tova") as by:
        thing = imports.people_import(found)
        assert thing is not None
        verb(thing, by=by)
        assert thing.job_id is not None
        job = thing.job_id
    if held is not None:
        held.hold()
    return job


def killed(
    house: House, workers: list[Worker], held: Boundary, job: UUID, state: str, points: Sequence[tuple[str, dict[str, int]]]
) -> None:
    """At each of these points whoever works is killed: the fork, the worker with it, or the fork in the midst of the next
    rows. After three, the job is dead.
    """
    for attempt, (kind, rows_) in enumerate(points, 1):
        fork = held.standing(workers[-1], job, state, rows_)
        if kind == "within":
            held.let_in(fork)
        now = held.seen.job(job)
        assert (now.state, now.attempt, now.finished_at) == ("running", attempt, None), "between claim and finish"
        if kind == "whole":
            workers[-1].kill()
        os.kill(fork, signal.SIGKILL)
        until(lambda fork=fork: state_of(fork) in ("", "Z"), "the fork is gone", 20)
        held.let_go()
        if kind == "whole":
            held.seen.end_lease(job)
            workers.append(Worker(house))
    until(lambda: sweeper.sweep() * 0 or held.seen.job(job).state == "dead", "the job has given up", 60)
    assert held.seen.job(job).attempt == 3
    assert state_of_import(held.seen, held.found) == state


@pytest.mark.slow
def test_six_kills_in_an_import_and_its_undo_lose_nothing_and_double_nothing(bed: Services, template: str) -> None:
    """Between claim and the first rows, in the middle, and right before the finish; each job is then asked to go on."""
    with a_house(bed, template) as house:
        before = everything(house)
        found, job = begun(house)
        held = Boundary(house, found)
        held.hold()  # before anybody works: else the first rows might be done by the time of the first look
        with working(house) as workers:
            killed(house, workers, held, job, "applying", [
                ("fork", {"": COUNT}), ("within", {"": COUNT - BATCH, "done": BATCH}), ("fork", {"done": COUNT}),
            ])  # fmt: skip
            job = asked(house, found, imports.apply)
            until(lambda: sweeper.sweep() * 0 or state_of_import(held.seen, found) == "applied", "applied", 120)
            assert held.seen.job(job).attempt == 1
            whole(house, found)
            job = asked(house, found, imports.undo, held)
            killed(house, workers, held, job, "undoing", [
                ("whole", {"done": COUNT}), ("within", {"done": COUNT - BATCH, "undone": BATCH}), ("fork", {"undone": COUNT}),
            ])  # fmt: skip
            asked(house, found, imports.undo)
            until(lambda: sweeper.sweep() * 0 or state_of_import(held.seen, found) == "undone", "undone", 120)
            held.close()
        gone(house, found, before)


def gone(house: House, found: UUID, before: list[Any]) -> None:
    """Everybody whom it brought has left once, and nothing that was made for them is open."""
    thing = state(house, found)
    assert (thing.counts["undone"], thing.counts["kept"]) == (COUNT, 0)
    assert [p for p in everything(house) if not (p[3] or "").startswith("K")] == before
    verbs = told(house, found)
    assert verbs.count("person.left") == verbs.count("person.added") == COUNT
    with house.within():
        made = [b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name.startswith("Team ")]
        assert {unit.state for unit in made} == {"closed"}
        assert len(made) == len({unit.name for unit in made}) == -(-COUNT // 50)


def test_an_import_that_stops_between_two_rows_goes_on_by_itself_or_by_hand(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, job = begun(house, MORE)
    true, calls = applying.some, []

    def falls(thing: object, by: object) -> int:
        calls.append(1)
        if len(calls) % 2 == 0:
            raise RuntimeError("the machine is gone")
        return true(thing, by)  # type: ignore[arg-type]

    monkeypatch.setattr(applying, "some", falls)
    house.run_jobs()
    assert state(house, found).state == "applying"
    done = sum(row.outcome == "done" for row in rows(house, found).values())
    assert 0 < done < MORE
    monkeypatch.undo()
    with house.within():
        stopped = jobs.job(job)
        assert stopped is not None
        jobs.cancel(stopped)
    with house.acting("tova") as by:
        imports.apply(imports.people_import(found), by=by)  # type: ignore[arg-type]
    house.run_jobs()
    whole(house, found, MORE)


def test_a_row_is_whole_or_not_there(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last verb of a row fails: what the first one did is gone, and the next row is taken."""
    found = checked(house, sheet(
        ("N1", "Ada", "ada@northlight.example", ENERGY, "Field Engineering", "", "", "", "2027-01-31"),
        ("N2", "Kim", "kim@northlight.example", ENERGY, "Field Engineering"),
    ))  # fmt: skip
    from tenants.law import NotNow

    def fails(*_given: object, **_named: object) -> None:
        raise NotNow("not today")

    monkeypatch.setattr(people, "leave", fails)
    with house.acting("tova") as by:
        imports.apply(imports.people_import(found), by=by)  # type: ignore[arg-type]
    house.run_jobs()
    assert [rows(house, found)[n].outcome for n in (2, 3)] == ["refused", "done"]
    assert rows(house, found)[2].reason == "not today"
    assert "ada@northlight.example" not in {p[0] for p in everything(house)}
