"""T9: whoever can write to the queue makes nothing run but what is due anyway. The real queue, a real worker."""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from rq import Queue
from rq.serializers import DefaultSerializer, JSONSerializer
from sqlalchemy import select

from saas.launch.testbed import Services
from tenants import jobs
from tenants.isolation import steward
from tenants.jobs.models import Job
from tenants.jobs.ring import QUEUE, RUN
from tests.conftest import a_house
from tests.fence.walk.workers import Worker, until, working
from tests.house_fixture import House

EXPIRE = "expire_files"
"""A harmless kind of job that a real worker knows."""


class Evil:
    """Unpickled, it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.path),)


@pytest.fixture(scope="module")
def house(bed: Services, template: str) -> Iterator[House]:
    """One house for all of these."""
    with a_house(bed, template) as found:
        yield found


@pytest.fixture(scope="module")
def worker(house: House) -> Iterator[Worker]:
    """A real worker, which lives through everything below."""
    with working(house) as workers:
        yield workers[0]


def ask(house: House, slug: str = "northlight") -> UUID:
    with house.within(slug):
        return jobs.ask(EXPIRE, {}, by=None).id


def state(house: House, job_id: UUID, slug: str = "northlight") -> str:
    with house.within(slug) as session:
        return session.scalars(select(Job.state).where(Job.id == job_id)).one()


def worker_goes_on(house: House, worker: Worker) -> None:
    """A real ring after the forged one is answered, so the forged one has been dealt with."""
    asked = ask(house)
    until(lambda: state(house, asked) == "ready", f"the next honest job\n{worker.said()[-3000:]}", 60)
    until(lambda: jobs.bell().waiting() == 0, "every ring has left the queue", 60)
    assert worker.process.poll() is None


def forge(house: House, name: str, *args: object, queue: str = QUEUE, **kwargs: object) -> str:
    """A ring put into the store by hand; returns its id."""
    at = Queue(queue, connection=jobs.bell().redis, serializer=JSONSerializer)
    return str(at.enqueue_call(name, args=args, kwargs=kwargs, job_id=f"forged-{uuid4().hex}", failure_ttl=3600).id)


def in_the_audit_log(worker: Worker, ring: str, why: str = "") -> bool:
    """The worker's log has one line of the audit about that ring."""
    return any(ring in line and "refused" in line and why in line for line in worker.said().splitlines())


def assert_failed(worker: Worker, ring: str) -> None:
    until(lambda: in_the_audit_log(worker, ring), f"{ring} in the audit log\n{worker.said()[-3000:]}", 30)
    until(lambda: jobs.bell().redis.hget(f"rq:job:{ring}", "status") in (None, b"failed"), f"{ring} has failed", 30)


@pytest.mark.slow
def test_a_pickled_payload_is_never_unpickled(house: House, worker: Worker, tmp_path: Path) -> None:
    made = tmp_path / "ran"
    assert pickle.loads(pickle.dumps(Evil(tmp_path / "shown"))) is None
    assert (tmp_path / "shown").exists(), "the payload works where somebody unpickles it"
    ring = forge(house, RUN, str(house.tenant("northlight")))
    data = DefaultSerializer.dumps((RUN, None, (Evil(made),), {}))
    jobs.bell().redis.hset(f"rq:job:{ring}", mapping={"data": zlib.compress(data), "serializer": "pickle"})
    worker_goes_on(house, worker)
    assert not made.exists()
    until(lambda: in_the_audit_log(worker, ring), f"the audit log\n{worker.said()[-3000:]}", 30)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["os.mkdir", "saas.worker.main", "tenants.isolation.steward.set_state", "os.path.join"])
def test_another_function_is_not_even_looked_up(house: House, worker: Worker, tmp_path: Path, name: str) -> None:
    ring = forge(house, name, str(tmp_path / "ran"))
    worker_goes_on(house, worker)
    assert not (tmp_path / "ran").exists()
    assert_failed(worker, ring)


@pytest.mark.slow
def test_more_arguments_than_a_tenant_are_refused(house: House, worker: Worker) -> None:
    tenant = str(house.tenant("northlight"))
    rings = [forge(house, RUN, tenant, "more"), forge(house, RUN), forge(house, RUN, tenant=tenant)]
    rings.append(forge(house, RUN, "' OR 1=1"))
    worker_goes_on(house, worker)
    for ring in rings:
        assert_failed(worker, ring)


@pytest.mark.slow
def test_a_changed_tenant_makes_only_that_tenants_own_due_jobs_run_by_its_own_rows(house: House, worker: Worker) -> None:
    waiting = ask(house, "tidewater")
    forge(house, RUN, str(house.tenant("tidewater")))
    until(lambda: state(house, waiting, "tidewater") == "ready", "the other organisation's own job", 60)
    with house.within("northlight") as session:
        assert session.scalars(select(Job).where(Job.id == waiting)).first() is None
    nobody = forge(house, RUN, str(uuid4()))
    worker_goes_on(house, worker)
    assert jobs.bell().redis.hget(f"rq:job:{nobody}", "status") != b"started"
    assert in_the_audit_log(worker, nobody, "is unknown")


@pytest.mark.slow
def test_a_ring_for_a_suspended_organisation_is_refused_and_its_work_waits(house: House, worker: Worker) -> None:
    steward.set_state("tidewater", "suspended", "unpaid")
    try:
        waiting = ask(house, "tidewater")
        ring = forge(house, RUN, str(house.tenant("tidewater")))
        worker_goes_on(house, worker)
        until(lambda: in_the_audit_log(worker, ring, "is suspended"), f"the audit log\n{worker.said()[-3000:]}", 30)
        assert state(house, waiting, "tidewater") == "queued"
    finally:
        steward.set_state("tidewater", "active")
    jobs.bell().ring(house.tenant("tidewater"))
    until(lambda: state(house, waiting, "tidewater") == "ready", "what waited is done once it may be", 60)


@pytest.mark.slow
def test_an_honest_ring_is_not_in_the_audit_log(house: House, worker: Worker) -> None:
    ring = forge(house, RUN, str(house.tenant("northlight")))
    worker_goes_on(house, worker)
    assert not in_the_audit_log(worker, ring)


@pytest.mark.slow
def test_a_ring_in_another_queue_is_never_heard(house: House, worker: Worker) -> None:
    ring = forge(house, RUN, str(house.tenant("northlight")), queue="elsewhere")
    worker_goes_on(house, worker)
    assert jobs.bell().redis.hget(f"rq:job:{ring}", "status") == b"queued"
    assert jobs.bell().redis.lrange("rq:queue:elsewhere", 0, -1) == [ring.encode()]


@pytest.mark.slow
def test_the_same_ring_twenty_times_does_each_job_once(house: House, worker: Worker) -> None:
    asked = ask(house)
    for _ in range(20):
        forge(house, RUN, str(house.tenant("northlight")))
    worker_goes_on(house, worker)
    with house.within() as session:
        job = session.scalars(select(Job).where(Job.id == asked)).one()
        assert (job.state, job.attempt) == ("ready", 1)
