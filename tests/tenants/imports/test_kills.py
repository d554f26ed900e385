"""An import killed in its midst goes on: each row once, none half, and the structure made once."""

from __future__ import annotations

import os
import signal
from uuid import UUID

import pytest
from sqlalchemy import select

from saas import sweeper
from saas.launch.testbed import Services
from tenants import imports, jobs, people
from tenants.imports import applying
from tenants.imports.models import ImportRow
from tenants.imports.rules import BATCH
from tests.conftest import a_house
from tests.fence.walk.workers import Rows, state_of, stop, until, working
from tests.house_fixture import House
from tests.tenants.imports.sheets import ENERGY, checked, everything, rows, sheet, state

pytestmark = pytest.mark.slow

COUNT = 3 * BATCH + 50


def many(count: int = COUNT) -> bytes:
    """People in new units, each led by the one before the ten of them."""
    led = [f"K{n // 10 * 10 if n % 10 else max(0, n - 10)}" if n else "" for n in range(count)]
    return sheet(*[
        (f"K{n}", f"Killed {n}", f"k{n}@northlight.example", ENERGY, f"Team {n // 50}", "Roofer", led[n]) for n in range(count)
    ])  # fmt: skip


def begun(house: House) -> tuple[UUID, UUID]:
    """An import that was asked to be applied; its id and its job's."""
    found = checked(house, many())
    with house.acting("tova") as by:
        thing = imports.people_import(found)
        assert thing is not None
        imports.apply(thing, create=[each["code"] for each in thing.structure], by=by)
        assert thing.job_id is not None
        return found, thing.job_id


def whole(house: House, found: UUID) -> None:
    """Everybody is here once, placed and led, with one entry in the journal for each thing that happened."""
    thing = state(house, found)
    assert (thing.state, thing.counts["done"], thing.counts["refused"]) == ("applied", COUNT, 0)
    assert {row.outcome for row in rows(house, found).values() if row.kind == "add"} == {"done"}
    mine = [p for p in everything(house) if (p[3] or "").startswith("K")]
    assert len(mine) == COUNT
    assert all(unit and position for *_rest, unit, position, _manager in mine)
    assert sum(1 for *_rest, manager in mine if manager is None) == 1
    with house.within() as session:
        from tenants.journal import JournalEntry

        mine_ = select(ImportRow.person_id).where(ImportRow.import_id == found, ImportRow.kind == "add")
        verbs = list(session.scalars(select(JournalEntry.verb).where(JournalEntry.about_id.in_(mine_))))
    assert verbs.count("person.added") == verbs.count("person.placement_changed") == COUNT
    assert verbs.count("person.line_changed") == COUNT - 1


@pytest.mark.slow
def test_two_kills_in_the_midst_of_an_import_lose_nothing_and_double_nothing(bed: Services, template: str) -> None:
    with a_house(bed, template) as house:
        found, job = begun(house)
        with working(house) as workers:
            seen = Rows(house, "northlight")
            for kills in (1, 2):

                def caught(kills: int = kills) -> int | None:
                    sweeper.sweep()
                    fork = workers[-1].fork()
                    done = seen.ask("SELECT count(*) FROM people_import_row WHERE tenant_id = :t AND outcome = 'done'")[0][0]
                    if fork is None or seen.running({job}) is None or not kills * BATCH <= done < COUNT or not stop(fork):
                        return None
                    return fork

                fork = until(caught, f"a moment for kill {kills}", 120)
                os.kill(fork, signal.SIGKILL)
                until(lambda fork=fork: state_of(fork) in ("", "Z"), "the fork is gone", 20)
            until(lambda: sweeper.sweep() * 0 or state(house, found).state == "applied", "the import is over", 200)
            assert seen.job(job).attempt == 3
            seen.connection.close()
        whole(house, found)


def test_an_import_that_stops_between_two_rows_goes_on_by_itself_or_by_hand(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, job = begun(house)
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
    assert 0 < done < COUNT
    monkeypatch.undo()
    with house.within():
        stopped = jobs.job(job)
        assert stopped is not None
        jobs.cancel(stopped)
    with house.acting("tova") as by:
        imports.apply(imports.people_import(found), by=by)  # type: ignore[arg-type]
    house.run_jobs()
    whole(house, found)


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
