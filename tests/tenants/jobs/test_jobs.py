"""Jobs as rows: claimed once, finished once, buried after three attempts, fair to every organisation."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from rq.serializers import JSONSerializer
from sqlalchemy import select, text

from saas.worker import HouseRing, run
from tenants import isolation, jobs
from tenants.isolation import clock, steward
from tenants.jobs import work
from tenants.jobs.models import ATTEMPTS, Job
from tests.house_fixture import House

DONE: list[UUID] = []


def quiet(ticket: jobs.Ticket) -> None:
    DONE.append(ticket.id)


def sulking(_ticket: jobs.Ticket) -> None:
    raise RuntimeError("no")


def refusing(_ticket: jobs.Ticket) -> None:
    raise jobs.Failure("not_there")


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three kinds of work, known for the length of one test."""
    DONE.clear()
    for name, function in (("test.quiet", quiet), ("test.sulking", sulking), ("test.refusing", refusing)):
        monkeypatch.setitem(work._handlers, name, function)


def ask(house: House, kind: str = "test.quiet", slug: str = "northlight", **more: object) -> UUID:
    with house.within(slug):
        return jobs.ask(kind, {}, by=None, **more).id  # type: ignore[arg-type]


def row(house: House, job_id: UUID, slug: str = "northlight") -> Job:
    with house.within(slug) as session:
        found = session.scalars(select(Job).where(Job.id == job_id)).one()
        session.expunge(found)
        return found


def end_lease(house: House, job_id: UUID) -> None:
    with house.within() as session:
        session.execute(text("UPDATE job SET lease_until = clock_timestamp() - interval '1 s' WHERE id = :i"), {"i": job_id})


def test_a_job_is_done_once_and_says_so(house: House) -> None:
    asked = ask(house)
    assert house.run_jobs() == 1
    found = row(house, asked)
    assert (found.state, found.attempt, found.progress, found.lease_until) == ("ready", 1, 100, None)
    assert [asked] == DONE
    assert house.run_jobs() == 0


def test_a_job_that_is_rolled_back_was_never_asked_for(house: House) -> None:
    def ask_and_fail() -> None:
        with house.within():
            jobs.ask("test.quiet", {}, by=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_and_fail()
    assert house.run_jobs() == 0
    assert jobs.bell().waiting() == 0


def test_a_job_of_later_waits_for_its_time(house: House) -> None:
    ask(house, due_at=clock.now() + timedelta(hours=1))
    assert house.run_jobs() == 0
    assert steward.due_tenants() == []


def test_an_error_is_tried_three_times_and_then_buried(house: House) -> None:
    asked, other = ask(house, "test.sulking"), ask(house)
    for _ in range(ATTEMPTS):
        house.run_jobs()
        with house.within() as session:
            session.execute(text("UPDATE job SET due_at = clock_timestamp() WHERE state = 'queued'"))
    found = row(house, asked)
    assert (found.state, found.attempt, found.error) == ("dead", ATTEMPTS, "gave_up")
    assert row(house, other).state == "ready"


def test_what_stood_on_a_dead_job_is_closed_with_it_and_where_that_fails_the_job_is_dead_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closing(job: Job) -> None:
        DONE.append(job.id)
        isolation.session().execute(text("SELECT 1/0"))

    monkeypatch.setitem(work._left, "test.sulking", closing)
    asked = ask(house, "test.sulking")
    with house.within() as session:
        session.execute(text("UPDATE job SET attempt = 2"))
    house.run_jobs()
    assert (row(house, asked).state, DONE) == ("dead", [asked])


def test_a_refusal_ends_the_job_with_its_words_and_is_not_tried_again(house: House) -> None:
    asked = ask(house, "test.refusing")
    house.run_jobs()
    found = row(house, asked)
    assert (found.state, found.attempt, found.error) == ("failed", 1, "not_there")


def test_a_killed_attempt_leaves_its_count_and_the_next_one_takes_over(house: House) -> None:
    asked, tenant = ask(house), house.tenant("northlight")
    killed = work.claim(tenant)
    assert killed is not None
    assert work.claim(tenant) is None, "the lease keeps everybody else away"
    end_lease(house, asked)
    assert house.run_jobs() == 1
    assert row(house, asked).attempt == 2


def test_whoever_watches_over_an_attempt_knows_of_it_before_it_stands(house: House) -> None:
    """A fork that is killed right after its claim was committed would else wait for the end of its lease."""
    asked, tenant = ask(house), house.tenant("northlight")
    told: list[work.Ticket] = []

    def dying(ticket: work.Ticket) -> None:
        told.append(ticket)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work.run_one(tenant, dying)
    assert not jobs.let_go(tenant, told[0].id, told[0].attempt), "the claim came to nothing"
    assert row(house, asked).state == "queued"
    killed = work.claim(tenant, told.append)
    assert told[1:] == [killed]
    assert jobs.let_go(tenant, told[1].id, told[1].attempt)
    assert house.run_jobs() == 1
    assert (row(house, asked).state, row(house, asked).attempt) == ("ready", 2)


def test_the_result_of_an_attempt_that_was_taken_over_is_thrown_away(house: House) -> None:
    asked, tenant = ask(house), house.tenant("northlight")
    slow = work.claim(tenant)
    assert slow is not None
    end_lease(house, asked)
    house.run_jobs()
    written: list[str] = []
    assert work._close(slow, "finish", finish=lambda _job: written.append("twice")) is False
    assert written == []
    with pytest.raises(work.Lost):
        slow.progress(50)


def test_a_job_that_always_kills_its_worker_ends_after_three_attempts(house: House) -> None:
    poisonous, good, tenant = ask(house), ask(house), house.tenant("northlight")
    for _ in range(ATTEMPTS):
        ticket = work.claim(tenant)
        assert ticket is not None
        assert ticket.id == poisonous
        end_lease(house, poisonous)
    house.run_jobs()
    assert row(house, poisonous).state == "dead"
    assert row(house, good).state == "ready"


def test_two_workers_never_claim_the_same_job(house: House) -> None:
    asked = {ask(house) for _ in range(12)}
    tenant, got, lock = house.tenant("northlight"), [], threading.Lock()

    def take() -> None:
        while (ticket := work.claim(tenant)) is not None:
            with lock:
                got.append(ticket.id)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted(asked)


def test_a_cancelled_job_does_nothing_more(house: House) -> None:
    asked, tenant = ask(house), house.tenant("northlight")
    ticket = work.claim(tenant)
    assert ticket is not None
    with house.acting("amara"):
        found = jobs.job(asked)
        assert found is not None
        jobs.cancel(found)
    with pytest.raises(work.Lost):
        ticket.progress(10)
    assert row(house, asked).state == "cancelled"


def test_the_same_ask_is_the_same_job_until_it_is_over(house: House) -> None:
    first = ask(house, ask_hash="same")
    assert ask(house, ask_hash="same") == first
    house.run_jobs()
    assert ask(house, ask_hash="same") == first, "ready is still the same"
    with house.within() as session:
        session.execute(text("UPDATE job SET state = 'expired' WHERE id = :i"), {"i": first})
    assert ask(house, ask_hash="same") != first


def test_at_most_two_rings_of_an_organisation_stand_in_the_queue(house: House) -> None:
    for _ in range(7):
        ask(house)
    for _ in range(3):
        ask(house, slug="tidewater")
    assert jobs.bell().waiting() == 4


def ring_ids() -> list[str]:
    return list(jobs.bell().queue.job_ids)


def test_organisations_take_turns_and_every_job_is_done_by_rings_alone(house: House) -> None:
    for _ in range(5):
        ask(house)
    last = ask(house, slug="tidewater")
    order = []
    while ids := ring_ids():
        ring = jobs.bell().queue.fetch_job(ids[0])
        assert ring is not None
        jobs.bell().queue.remove(ids[0])
        tenant = UUID(ring.args[0])
        jobs.bell().answered(tenant, ring.id)
        with house.app.app_context():
            run(str(tenant))
        order.append(tenant)
    assert row(house, last, "tidewater").state == "ready"
    assert len(DONE) == 6
    assert order.index(house.tenant("tidewater")) <= 2, "the smaller organisation does not wait for all of the larger"


def test_what_somebody_waits_for_goes_before_older_work(house: House) -> None:
    with house.within():
        jobs.ask_several("test.quiet", [{}] * 40, by=None)
    first, second = ask(house, awaited=True), ask(house, awaited=True)
    jobs.run_one(house.tenant("northlight"))
    jobs.run_one(house.tenant("northlight"))
    assert [first, second] == DONE, "in the order in which they were asked for"


def test_what_was_asked_without_haste_goes_first_once_somebody_waits_for_it(house: House) -> None:
    older, paper = ask(house), ask(house)
    with house.within() as session:
        jobs.wait_for(session.scalars(select(Job).where(Job.id == paper)).one())
    house.run_jobs()
    assert [paper, older] == DONE


def test_haste_of_one_organisation_does_not_hold_up_another(house: House) -> None:
    for _ in range(10):
        ask(house, awaited=True)
    other = ask(house, slug="tidewater")
    turns = 0
    while other not in DONE:
        ring = jobs.bell().queue.fetch_job(ring_ids()[0])
        assert ring is not None
        jobs.bell().queue.remove(ring.id)
        jobs.bell().answered(UUID(ring.args[0]), ring.id)
        with house.app.app_context():
            run(ring.args[0])
        turns += 1
    assert turns <= 3


def test_a_queue_out_of_reach_loses_no_job(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.bind_bell("redis://127.0.0.1:1/0")
    asked = ask(house)
    assert row(house, asked).state == "queued"
    assert steward.due_tenants() == [house.tenant("northlight")]


FORGED = [
    ("os.system", ("true",), {}),
    ("saas.worker.run", (), {}),
    ("saas.worker.run", ("not-a-tenant",), {}),
    ("saas.worker.run", ("x", "y"), {}),
    ("builtins.eval", ("1",), {}),
]


@pytest.mark.parametrize(("name", "args", "kwargs"), FORGED)
def test_a_forged_ring_runs_nothing(house: House, name: str, args: tuple[str, ...], kwargs: dict[str, str]) -> None:
    ring = HouseRing.create(name, args=args, kwargs=kwargs, connection=jobs.bell().redis, serializer=JSONSerializer)
    with pytest.raises((PermissionError, ValueError)):
        ring.perform()


def test_a_ring_for_a_tenant_that_is_not_there_does_nothing(house: House) -> None:
    with house.app.app_context():
        assert jobs.run_one(UUID("01900000-0000-7000-8000-000000000000")) is None


def test_a_suspended_organisation_rests(house: House) -> None:
    ask(house)
    steward.set_state("northlight", "suspended", "unpaid")
    assert steward.due_tenants() == []
    steward.set_state("northlight", "active")
    assert steward.due_tenants() == [house.tenant("northlight")]


def test_a_job_cannot_be_claimed_outside_its_own_organisation(house: House) -> None:
    asked = ask(house, slug="tidewater")
    assert work.claim(house.tenant("northlight")) is None
    with isolation.transaction(house.tenant("northlight")):
        assert jobs.job(asked) is None
