"""Files are bytes under row security: whole, small enough, once a job, and gone when their time is over."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tenants import files, jobs
from tenants.files import File
from tenants.isolation import clock, get, session
from tenants.jobs import Job
from tenants.journal import JournalEntry
from tests.house_fixture import House


def test_a_file_is_kept_with_its_hash_and_its_bytes_come_only_when_asked(house: House) -> None:
    with house.acting("amara") as amara:
        made = files.keep(b"words", name="a.txt", media_type="text/plain", owner=amara.id, by=amara)
        file_id = made.id
    with house.acting("amara"), house.counting() as seen:
        found = files.file(file_id)
        assert found is not None
        assert (found.size, found.sha256, found.name) == (5, sha256(b"words").hexdigest(), "a.txt")
        assert not any("content" in statement for statement in seen)
        assert files.content(found) == b"words"


def test_a_file_of_another_organisation_is_not_there(house: House) -> None:
    with house.acting("amara") as amara:
        file_id = files.keep(b"words", name="a.txt", media_type="text/plain", owner=amara.id).id
    with house.acting("eve"):
        assert files.file(file_id) is None


def test_ten_megabytes_fit_and_one_byte_more_does_not(house: House) -> None:
    with house.acting("amara") as amara:
        assert files.keep(bytes(files.LARGEST), name="a", media_type="x/y", owner=amara.id).size == files.LARGEST
        with pytest.raises(files.TooLarge):
            files.keep(bytes(files.LARGEST + 1), name="a", media_type="x/y", owner=amara.id)


def test_a_job_leaves_one_file_at_most(house: House) -> None:
    with house.acting("amara") as amara:
        job = jobs.ask("mail", {"kind": "x"}, by=amara)
        files.keep(b"one", name="a", media_type="x/y", owner=amara.id, job=job)
    with house.acting("amara") as amara:
        again = get(Job, job.id)
        with pytest.raises(IntegrityError), session().begin_nested():
            files.keep(b"two", name="a", media_type="x/y", owner=amara.id, job=again)


def test_when_its_time_is_over_the_bytes_are_gone_and_the_job_is_expired(house: House) -> None:
    with house.acting("amara") as amara:
        job = jobs.ask("report", {"kind": "plan"}, by=amara, ask_hash="the same")
        job.state, job.finished_at = "ready", clock.now()
        past, future = clock.now() - timedelta(seconds=1), clock.now() + timedelta(days=1)
        over = files.keep(b"over", name="a", media_type="x/y", owner=amara.id, job=job, expires_at=past)
        stays = files.keep(b"stays", name="b", media_type="x/y", owner=amara.id, expires_at=future)
        for_good = files.keep(b"for good", name="c", media_type="x/y", owner=amara.id)
    assert house.run_jobs() == 1
    with house.acting("amara"):
        assert files.file(over.id) is None
        assert files.file(stays.id) is not None
        assert files.file(for_good.id) is not None
        expired = jobs.job(job.id)
        assert expired is not None
        assert (expired.state, expired.ask_hash) == ("expired", None)
        gone = session().scalars(select(JournalEntry).where(JournalEntry.verb == "file.expired")).all()
        assert [entry.object_id for entry in gone] == [over.id]
        waiting = select(func.count()).select_from(Job).where(Job.kind == "expire_files", Job.state == "queued")
        assert session().scalar(waiting) == 1


def test_what_cannot_be_stored_leaves_nothing(house: House) -> None:
    with pytest.raises(files.TooLarge), house.acting("amara") as amara:
        files.keep(bytes(files.LARGEST + 1), name="a", media_type="x/y", owner=amara.id)
    with house.acting("amara"):
        assert session().scalar(select(func.count()).select_from(File)) == 0
