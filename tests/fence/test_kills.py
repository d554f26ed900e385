"""T10: workers are killed in the middle of their work; each job is done exactly once all the same, and none is lost."""

from __future__ import annotations

import os
import signal
from collections import Counter
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from saas import sweeper
from saas.launch.testbed import Services
from tests.conftest import a_house
from tests.fence.walk.ground import Ground
from tests.fence.walk.workers import Rows, Worker, state_of, stop, until, working
from tests.fence.walk.world import MINE
from tests.house_fixture import House

KILLS = ("fork", "fork", "whole", "fork", "parent", "fork", "whole", "fork", "parent", "fork")
"""Ten kills: of the fork that works, of the worker with its fork, and of the worker alone, whose fork lives on."""


def made_due(rows: Rows, most: int) -> list[UUID]:
    """That many reports of the organisation are due now."""
    sql = "SELECT id FROM job WHERE tenant_id = :t AND kind = 'report' AND state = 'queued' ORDER BY id LIMIT :n"
    ids = [row.id for row in rows.ask(sql, n=most)]
    assert len(ids) == most, "world.py makes fewer reports than these kills need"
    rows.ask("UPDATE job SET due_at = clock_timestamp() WHERE tenant_id = :t AND id = ANY(:ids)", ids=ids)
    return ids


def caught(rows: Rows, worker: Worker, among: set[UUID]) -> tuple[UUID, int, int] | None:
    """A job that was claimed and is not finished, its attempt, and the process that stands still in the midst of it.

    The process is stopped first and the row read afterwards: what the row says then is true at the moment of the kill.
    """
    sweeper.sweep()
    assert worker.process.poll() is None, worker.said()
    found, fork = rows.running(among), worker.fork()
    if found is None or fork is None or not stop(fork):
        return None
    now = rows.running({found.id})
    if now is not None and now.attempt == found.attempt and worker.fork() == fork:
        return found.id, now.attempt, fork
    os.kill(fork, signal.SIGCONT)
    return None


def hit(kind: str, house: House, rows: Rows, workers: list[Worker], job: UUID, fork: int) -> None:
    """Kill -9; whoever dies whole is started again, and its lease is taken to be over."""
    worker = workers[-1]
    if kind != "fork":
        worker.kill()
        workers.append(Worker(house))
    if kind == "parent":
        os.kill(fork, signal.SIGCONT)
        return
    os.kill(fork, signal.SIGKILL)
    until(lambda: state_of(fork) in ("", "Z"), "the fork is gone", 20)
    if kind == "whole":
        rows.end_lease(job)


def all_over(rows: Rows, ids: list[UUID]) -> bool:
    sweeper.sweep()
    sql = "SELECT count(*) FROM job WHERE tenant_id = :t AND id = ANY(:ids) AND state IN ('queued', 'running')"
    return rows.ask(sql, ids=ids)[0][0] == 0


@pytest.mark.slow
def test_ten_kills_between_claim_and_finish_lose_nothing_and_double_nothing(bed: Services, ground: Ground) -> None:
    with a_house(bed, ground.database) as house, working(house) as workers:
        rows = Rows(house, MINE)
        ids = made_due(rows, len(KILLS) + 1)
        hits: Counter[UUID] = Counter()
        for kind in KILLS:
            fresh = {i for i in ids if hits[i] == 0}
            job, attempt, fork = until(lambda fresh=fresh: caught(rows, workers[-1], fresh), f"a job to kill at ({kind})")
            assert (rows.job(job).state, rows.job(job).attempt) == ("running", attempt)
            hit(kind, house, rows, workers, job, fork)
            hits[job] += 1
        until(lambda: all_over(rows, ids), "every report is over", 240)
        assert sum(hits.values()) == len(KILLS)
        for job_id in ids:
            job_row = rows.job(job_id)
            assert (job_row.state, job_row.lease_until) == ("ready", None), (job_row, workers[-1].said()[-2000:])
            assert job_row.attempt <= 1 + hits[job_id]
            files = rows.ask("SELECT sha256, content FROM file WHERE tenant_id = :t AND job_id = :i", i=job_id)
            assert len(files) == 1
            assert files[0].sha256 == sha256(files[0].content).hexdigest()
            printed = "SELECT count(*) FROM journal_entry WHERE tenant_id = :t AND object_id = :i AND verb = 'report.printed'"
            assert rows.ask(printed, i=job_id)[0][0] == 1
            told = "SELECT count(*) FROM notice WHERE tenant_id = :t AND object_id = :i AND kind = 'report.ready'"
            assert rows.ask(told, i=job_id)[0][0] == (1 if job_row.payload["announce"] else 0)
        rows.connection.close()


@pytest.mark.slow
def test_a_job_that_always_kills_its_worker_is_dead_after_three_attempts_and_the_others_finish(
    bed: Services, ground: Ground, tmp_path: Path
) -> None:
    """No lease is shortened here: the worker sees that its fork died, and the job is due again at once. What forks laid aside
    for their papers is gone with them, killed or not, and what a killed worker left behind goes a day later.
    """
    old = tmp_path / "sameboat-job-of-a-worker-that-was-killed"
    old.mkdir()
    os.utime(old, (0, 0))
    with a_house(bed, ground.database) as house, working(house, tmp_path) as workers:
        rows = Rows(house, MINE)
        ids = made_due(rows, 3)
        poison = ids[0]
        for attempt in (1, 2, 3):
            job, seen, fork = until(lambda: caught(rows, workers[-1], {poison}), f"attempt {attempt}", 50)
            assert (job, seen) == (poison, attempt)
            os.kill(fork, signal.SIGKILL)
            until(lambda fork=fork: state_of(fork) == "", "the worker has seen that its fork is gone", 20)
        until(lambda: all_over(rows, ids), "every report is over", 50)
        assert (rows.job(poison).state, rows.job(poison).attempt, rows.job(poison).error) == ("dead", 3, "gave_up")
        assert [rows.job(i).state for i in ids[1:]] == ["ready", "ready"]
        assert rows.ask("SELECT count(*) FROM file WHERE tenant_id = :t AND job_id = :i", i=poison)[0][0] == 0
        assert workers[0].process.poll() is None, "the worker itself lives on"
        until(lambda: list(tmp_path.iterdir()) == [], "nothing stays in the folder", 20)
        rows.connection.close()
