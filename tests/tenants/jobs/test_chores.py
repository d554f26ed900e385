"""What goes once a day in each organisation: what is over, in batches, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import func, select, update

from saas.launch import postgres
from tenants import isolation, jobs, notices, people
from tenants.isolation import clock, session, steward
from tenants.jobs import Job, chores
from tenants.notices import Mail, Notice
from tenants.sign_in import OneUseLink, SignInSession
from tests.house_fixture import House

KIND = "test.chore"


@pytest.fixture(autouse=True)
def _words() -> None:
    notices.register(KIND, "news", "news")


def do_chores(house: House, slug: str = "northlight") -> None:
    """The organisation's chores, as the worker does them, whenever it was founded."""
    with house.app.app_context():
        with isolation.transaction(house.tenant(slug)):
            jobs.ask("chores", {}, by=None)
        done = jobs.run_one(house.tenant(slug))
    assert done is not None
    assert done.kind == "chores"
    with isolation.transaction(house.tenant(slug)) as inside:
        assert inside.scalars(select(Job.state).where(Job.id == done.id)).one() == "ready"


def ago(house: House, days: int, make: Callable[[people.Person], Any], name: str = "amara") -> UUID:
    """What `make` makes for that person, so many days ago; its id."""
    with clock.at(clock.now() - timedelta(days=days)), house.acting(name) as actor:
        made = make(actor.person)
        session().flush()
        return UUID(str(made.id))


def a_session(person: people.Person) -> SignInSession:
    now = clock.now()
    row = SignInSession(
        token_hash=uuid4().hex, person_id=person.id, created_at=now, last_seen_at=now, expires_at=now + timedelta(hours=12)
    )
    session().add(row)
    return row


def a_link(person: people.Person) -> OneUseLink:
    now = clock.now()
    hours = timedelta(hours=1)
    row = OneUseLink(kind="reset", token_hash=uuid4().hex, person_id=person.id, created_at=now, expires_at=now + hours)
    session().add(row)
    return row


def a_mail(person: people.Person) -> Mail:
    return notices.mail(person, KIND, by=None)


def a_notice(person: people.Person) -> Any:
    return notices.tell(person.id, KIND, on=person, url="/")


@pytest.mark.parametrize(
    ("model", "make", "kept", "gone"),
    [
        (SignInSession, a_session, 29, 32),
        (OneUseLink, a_link, 29, 32),
        (Mail, a_mail, 89, 91),
        (Notice, a_notice, 364, 366),
    ],
)
def test_what_is_over_goes_and_what_is_not_stays(
    house: House, model: Any, make: Callable[[people.Person], Any], kept: int, gone: int
) -> None:
    stays, goes, elsewhere = ago(house, kept, make), ago(house, gone, make), ago(house, gone, make, "eve")
    with isolation.transaction(house.tenant("northlight")):
        session().execute(update(Job).where(Job.state == "queued").values(state="cancelled"))
    do_chores(house)
    with isolation.transaction(house.tenant("northlight")):
        assert isolation.get(model, stays) is not None
        assert isolation.get(model, goes) is None
    with isolation.transaction(house.tenant("tidewater")):
        assert isolation.get(model, elsewhere) is not None, "another organisation has chores of its own"


def test_a_job_goes_after_ninety_days_but_not_from_under_a_row_that_stands_on_it(house: House) -> None:
    with isolation.transaction(house.tenant("northlight")):
        loose = jobs.ask("people.line_begins", {}, by=None)
        held = notices.mail(session().scalars(select(people.Person)).first(), KIND, by=None)  # type: ignore[arg-type]
        long_ago = clock.now() - timedelta(days=91)
        for job_id in (loose.id, held.job_id):
            over = update(Job).where(Job.id == job_id)
            session().execute(over.values(state="ready", finished_at=long_ago, asked_at=long_ago))
        ids = loose.id, held.job_id
    do_chores(house)
    with isolation.transaction(house.tenant("northlight")):
        assert isolation.get(Job, ids[0]) is None
        assert isolation.get(Job, ids[1]) is not None


def test_more_than_a_batch_goes_in_several_transactions(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "BATCH", 3)
    for _ in range(7):
        ago(house, 40, a_session)
    with house.counting() as seen:
        do_chores(house)
    assert sum(s.startswith("DELETE FROM sign_in_session") for s in seen) == 3
    with isolation.transaction(house.tenant("northlight")):
        assert session().scalar(select(func.count(SignInSession.id))) == 0


def founded(house: House, slug: str, hours: int) -> None:
    """The organisation was founded so many hours ago, as the sweeper sees it."""
    with psycopg.connect(postgres.libpq(house.bed.url(postgres.SUPERUSER, house.database))) as connection:
        query = "UPDATE tenant SET created_at = now() - make_interval(hours => %s) WHERE slug = %s"
        connection.execute(query, [hours, slug])


def test_the_sweeper_rings_for_chores_once_a_day(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.run_jobs()
    assert steward.due_tenants() == []
    founded(house, "northlight", 25)
    assert steward.due_tenants() == [house.tenant("northlight")]
    monkeypatch.setattr(chores, "EVERY", timedelta(0))  # this organisation's id was made today
    with house.app.app_context():
        done = chores.run_due(house.tenant("northlight"))
    assert done is not None
    assert done.kind == "chores"
    assert steward.due_tenants() == []


def test_a_new_organisation_has_no_chores_on_its_first_day(house: House) -> None:
    house.run_jobs()
    with house.app.app_context():
        assert jobs.run_due(house.tenant("northlight")) is None
