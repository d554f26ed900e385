"""Whatever is killed while a paper prints and a form is open: nothing is lost, nothing is there twice, and it runs again."""

from __future__ import annotations

import json
import signal
from uuid import UUID

import psycopg
import pytest

from tests.launch.instance import Instance, Visitor, until

pytestmark = pytest.mark.slow
ONCE = {"supervisor": 1, "postgres": 1, "valkey": 1, "worker": 1, "sweeper": 1, "web": 1}
SLUG = "northlight"
VICTIMS = {
    "supervisor": "supervisor.supervisord",
    "bin/run": "",
    "postmaster": "bin/postgres -D",
    "Valkey": "valkey-server",
    "web": "gunicorn",
    "worker": "saas.worker",
    "sweeper": "saas.sweeper",
}
VERSIONS = """
SELECT DISTINCT ON (person.email) person.email, plan.id, v.no FROM plan
JOIN tenant ON tenant.id = plan.tenant_id JOIN person ON person.id = plan.person_id
JOIN agreement_version v ON v.agreement_id = plan.agreement_id WHERE tenant.slug = %s
AND NOT EXISTS (SELECT 1 FROM job WHERE job.requester_id = person.id AND job.payload ->> 'subject' = plan.id::text)
ORDER BY person.email, v.no
"""
DRAFT = """
SELECT person.email, plan.id FROM agreement_draft d JOIN person ON person.id = d.author_id
JOIN plan ON plan.agreement_id = d.agreement_id AND plan.person_id = d.author_id JOIN tenant ON tenant.id = d.tenant_id
WHERE tenant.slug = %s ORDER BY person.email LIMIT 1
"""


@pytest.fixture(scope="module")
def asks(instance: Instance) -> list[tuple[str, UUID, int]]:
    """Somebody who may print something, one for each kill: an ask of its own, so that no file is there yet."""
    found = instance.rows(VERSIONS, SLUG)
    assert len(found) >= len(VICTIMS)
    return found


def signatures(instance: Instance) -> list[tuple[UUID, str]]:
    return instance.rows("SELECT id, hash FROM agreement_signature ORDER BY id")


def kill(instance: Instance, name: str) -> int:
    if name != "bin/run":
        return instance.kill(VICTIMS[name])
    assert instance.child is not None
    instance.child.kill()
    instance.child.wait()
    return instance.child.pid


@pytest.mark.parametrize("name", VICTIMS)
def test_nothing_is_lost_when_it_is_killed(name: str, instance: Instance, asks: list[tuple[str, UUID, int]]) -> None:
    email, plan, no = asks[list(VICTIMS).index(name)]
    signed = signatures(instance)
    author, drafted = instance.rows(DRAFT, SLUG)[0]
    writer = Visitor(instance.port).sign_in(author, SLUG)
    draft = f"{writer.link(f'/o/{SLUG}/me/', str(drafted))}/draft"
    where, fields = writer.form(draft, "/draft/words")
    reader = Visitor(instance.port).sign_in(email, SLUG)
    token = reader.form(f"/o/{SLUG}/", "/sign-out")[1]["csrf_token"]

    with instance.database() as holder:
        holder.execute(
            "BEGIN; LOCK TABLE file IN SHARE MODE"
        )  # the paper can be printed and not be stored: the job stays running
        wanted = {"csrf_token": token, "kind": "plan", "subject": str(plan), "version": str(no)}
        status, report = reader.post(f"/o/{SLUG}/reports", wanted)
        assert status == 303, report[:500]
        job = UUID(report.rpartition("/")[2])
        until(lambda: instance.rows("SELECT 1 FROM job WHERE id = %s AND state = 'running'", job), what="the claim")
        killed = kill(instance, name)
        try:
            holder.execute("COMMIT")
        except psycopg.OperationalError:
            assert name in {"postmaster", "supervisor", "bin/run"}  # the lock has gone with the database

    if name == "bin/run":
        instance.start()
    until(lambda: killed not in {each.pid for each in instance.processes()}, what="its end")
    until(lambda: instance.kinds() == ONCE and instance.is_ready(), what="it runs again, each once")

    text = f"Written while {name} was killed"
    status, after = writer.post(where, {**fields, "words": text})
    assert status == 303, after[:500]
    assert text in writer.get(draft)[1]

    # Whoever killed the worker waits a minute for the lease; the test does not.
    hurry = "UPDATE job SET lease_until = clock_timestamp() WHERE id = %s AND state = 'running' AND attempt < %s"
    instance.rows(f"{hurry} RETURNING id", job, 2)
    until(lambda: json.loads(reader.get(f"{report}.json")[1])["state"] == "ready", what="the paper")
    assert instance.rows("SELECT count(*) FROM file WHERE job_id = %s", job) == [(1,)]
    assert signatures(instance) == signed


def test_everything_at_once_and_the_next_start_finds_it_whole(instance: Instance) -> None:
    signed, files = signatures(instance), instance.rows("SELECT id, sha256 FROM file ORDER BY id")
    assert instance.child is not None
    instance.child.send_signal(signal.SIGKILL)
    for words in ("supervisor.supervisord", "bin/postgres -D", "valkey-server"):
        for each in instance.processes(words):
            each.kill()
    instance.child.wait()
    instance.start()
    assert "left behind" in instance.said
    until(lambda: instance.kinds() == ONCE and instance.is_ready(), what="it runs again, each once")
    assert (signatures(instance), instance.rows("SELECT id, sha256 FROM file ORDER BY id")) == (signed, files)


def test_at_the_end_nothing_is_left(instance: Instance) -> None:
    status, seconds = instance.stop()
    assert status == 0
    assert seconds < 20
    assert instance.processes() == []
