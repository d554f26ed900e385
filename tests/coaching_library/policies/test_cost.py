"""What the pages of policies cost: the same statements for one policy and for many, for ten people and for two thousand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import create_engine, select, text

from coaching_library import policies
from coaching_library.policies import Clause, PolicyAcknowledgement, queries
from tenants import isolation, organisations
from tenants.isolation import clock, uuid7, write_rows
from tenants.people import Person, Placement
from tests.coaching_library.policies import made
from tests.house_fixture import Browser, House

PAGE, LIST = 12, 8
MANY = 2_000


def cost(house: House, browser: Browser, path: str) -> int:
    """The statements of a page, once its reader has seen it."""
    browser.get(path)
    with house.counting() as sent:
        assert browser.get(path).status_code == 200
    return len(sent)


def test_lists_cost_the_same_for_one_policy_and_for_many(house: House) -> None:
    first = made.published(house)
    made.acknowledge(house, "amara", first)
    made.draft(house, title="A draft")
    made.published(house, title="To come", on=9)
    roles = {who: house.browser(who) for who in ("amara", "chen", "dara")}
    pages = {
        "/policies/": ("amara", "chen", "dara"),
        "/policies/mine": ("amara",),
        "/policies/desk": ("dara",),
        "/find?q=talk": ("amara",),
    }
    with clock.at(clock.now()):
        few = {(path, who): cost(house, roles[who], path) for path, some in pages.items() for who in some}
    for n in range(25):
        it = made.published(house, title=f"Policy {n:02}", topic=("plan", "talk", "file")[n % 3])
        made.acknowledge(house, "amara", it) if n % 2 else made.draft(house, title=f"Draft {n:02}")
        if n % 5 == 0:
            made.anew(house, it, made.PURPOSE, made.FILE, on=5)
    with clock.at(clock.now()):
        many = {key: cost(house, roles[key[1]], key[0]) for key in few}
    assert many == few
    assert max(many.values()) <= LIST + 2, many


def test_pages_of_a_policy_cost_the_same_for_one_version_and_for_many(house: House) -> None:
    it = made.published(house)
    made.acknowledge(house, "amara", it)
    with house.acting("dara"):
        first = made.found(it).versions[0].id
    amara, dara = house.browser("amara"), house.browser("dara")
    pages = (
        (amara, f"/policies/{it}"), (amara, f"/policies/{it}/acknowledgement"), (amara, f"/policies/{it}/redline"),
        (amara, f"/policies/versions/{first}"), (dara, f"/policies/{it}"), (dara, f"/policies/{it}/acknowledgements"),
        (dara, f"/policies/versions/{first}"),
    )  # fmt: skip
    with clock.at(clock.now()):
        few = [cost(house, who, path) for who, path in pages]
    for n in range(12):
        made.anew(house, it, *(replace(each, body=f"{each.body} {n}") for each in made.ALL))
        made.acknowledge(house, "amara", it)
    with clock.at(clock.now()):
        many = [cost(house, who, path) for who, path in pages]
    assert max(many) <= PAGE, many
    assert [b - a for a, b in zip(few, many, strict=True)] == [0, 0, 1, 0, 0, 0, 0], "two versions to compare are two to read"


def test_writing_costs_the_same_for_three_sections_and_for_a_hundred(house: House) -> None:
    it, dara = made.draft(house), house.browser("dara")
    with house.acting("dara"):
        version = made.written(it).id
    paths = [f"/policies/versions/{version}{end}" for end in ("", "/edit", "/publication")]
    with clock.at(clock.now()):
        few = [cost(house, dara, path) for path in paths]
        with house.acting("chen") as by:
            many_ = tuple(Clause(f"k{n:07}", f"Section {n}", "What it says. " * 60, n % 2 == 0) for n in range(100))
            policies.write(made.written(it), many_, "", by=by)
        assert [cost(house, dara, path) for path in paths] == few
    assert max(few) <= PAGE


def test_what_one_owes_and_what_one_may_cite_is_one_statement(house: House) -> None:
    for n in range(6):
        made.published(house, title=f"Policy {n}")
    with house.acting("amara") as by:
        organisations.today()
        for ask in (lambda: policies.owed(by), lambda: policies.choices_to_cite(by)):
            with house.counting() as sent:
                assert len(ask()) >= 6
            assert len(sent) == 1
        ids = [each.id for each in policies.choices_to_cite(by)]
        with house.counting() as sent:
            assert len(policies.cited(ids)) == 18
        assert len(sent) == 2


def fill(house: House, many: int = MANY) -> list[UUID]:
    """So many people more, in twenty units of one company."""
    with house.within() as session:
        energy = next(each for each in organisations.companies() if each.name == "Northlight Energy")
        units = [organisations.make_unit(energy, name=f"Unit {n:02}", by=None).id for n in range(20)]
        ids = [uuid7() for _n in range(many)]
        since = organisations.today() - timedelta(days=900)
        write_rows(
            Person,
            (
                {
                    "id": key, "name": f"Person {n:05}", "sort_key": f"person {n:05}", "email": f"p{n}@large.example",
                    "email_key": f"p{n}@large.example", "state": "active", "words": f" person {n:05}", "external_id": None,
                    "language": None, "time_zone": None, "leaves_on": None, "left_on": None,
                }
                for n, key in enumerate(ids)
            ),
        )  # fmt: skip
        write_rows(
            Placement,
            (
                {
                    "person_id": key,
                    "company_id": energy.id,
                    "unit_id": units[n % 20],
                    "starts_on": since,
                    "position_id": None,
                    "ends_on": None,
                }
                for n, key in enumerate(ids)
            ),
        )
        session.flush()
    return ids


def counted(house: House) -> None:
    """The database has counted the rows, as it does by itself within a minute."""
    engine = create_engine(house.bed.url("postgres", house.database), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()


@pytest.mark.slow
def test_who_has_and_has_not_costs_the_same_at_two_thousand_people(house: House) -> None:
    with clock.at(clock.now() - timedelta(days=40)):
        it = made.published(house)
    dara, tova = house.browser("dara"), house.browser("tova")
    path = f"/policies/{it}/acknowledgements"
    ends = ("", "?state=overdue", "?state=acknowledged")
    with clock.at(clock.now()):
        few = [cost(house, dara, path + end) for end in ends] + [cost(house, tova, path)]
    ids = fill(house)
    with house.acting("dara"):
        version = made.found(it).in_force
        assert version is not None
        facts = {"policy_id": it, "version_id": version.id, "no": 1, "hash": version.hash, "at": clock.now()}
        write_rows(PolicyAcknowledgement, ({**facts, "person_id": each} for each in ids[: MANY // 2]))
    counted(house)
    with clock.at(clock.now()):
        many = [cost(house, dara, path + end) for end in ends] + [cost(house, tova, path)]
        page = dara.get(path)
    assert many == few
    assert max(many) <= PAGE
    assert len(re.findall(r'class="face', page.text)) <= 53, "fifty a page"
    assert len(page.data) < 150_000
    with house.acting("dara") as by:
        told = policies.status(made.found(it), by)
        assert told is not None
        assert told.whole.people == MANY + 10
        assert (told.whole.acknowledged, told.whole.overdue) == (MANY // 2, MANY // 2 + 10)
        assert len(told.units) == 23
        assert told.owing is not None
        assert len(told.owing) == MANY // 2 + 10
        query = queries.who_is_asked(made.found(it), by, queries.Narrowed(state="owing"), everybody=True)
        listed = isolation.session().execute(query.order_by(Person.sort_key).limit(50)).all()
        assert len(listed) == 50


@pytest.mark.slow
def test_everybody_of_two_thousand_is_told_by_the_job(house: House) -> None:
    fill(house)
    it = made.published(house)
    counted(house)
    house.run_jobs()
    from tenants import notices

    with house.within() as session:
        told = session.scalars(select(notices.Notice.person_id).where(notices.Notice.object_id == it)).all()
    assert len(told) == len(set(told)) == MANY + 10
