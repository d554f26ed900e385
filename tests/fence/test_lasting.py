"""Statements that are put together once: each organisation finds its own rows by them, whichever asked first."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import create_engine, select

from saas.launch.testbed import Services
from tenants import isolation, organisations, people
from tenants.isolation import NoTenant, among, lasting, session, units
from tenants.people import Person
from tests.house_fixture import House


@lasting
def everybody():
    return select(Person)


def test_each_organisation_finds_its_own_rows_whichever_asks_first(house: House) -> None:
    for slug in ("northlight", "tidewater", "northlight"):
        with house.within(slug):
            found = session().scalars(everybody()).all()
            assert found
            assert {person.tenant_id for person in found} == {house.tenant(slug)}


def test_the_fence_of_a_lasting_statement_holds_without_the_database(
    house: House, bed: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A superuser is stopped by no row security, so only the ORM's own fence is left."""
    engine = create_engine(bed.url("postgres", house.database))
    monkeypatch.setattr(units, "engine", lambda: engine)
    for slug in ("northlight", "tidewater", "northlight"):
        with isolation.transaction(house.tenant(slug)) as alone:
            assert {person.tenant_id for person in alone.scalars(everybody())} == {house.tenant(slug)}
    engine.dispose()


def test_a_session_is_good_for_nothing_outside_its_unit(house: House) -> None:
    with isolation.transaction(house.tenant("northlight")) as left:
        pass
    with pytest.raises(NoTenant):
        left.scalars(everybody())
    with isolation.transaction(house.tenant("tidewater")), pytest.raises(NoTenant):
        left.scalars(everybody())
    left.close()


def test_without_a_tenant_a_lasting_statement_is_an_error(house: House) -> None:
    with house.app.app_context():
        unit = isolation.open_unit()
        try:
            with pytest.raises(NoTenant):
                unit.session.scalars(everybody())
        finally:
            isolation.close_unit(unit, commit=False)


@pytest.mark.parametrize("names", [(), ("bo",), ("bo", "amara", "chen")])
def test_ids_travel_as_one_value_and_find_the_same(house: House, names: tuple[str, ...]) -> None:
    wanted = [house.person(name) for name in names]
    with house.within(), house.counting() as seen:
        found = set(session().scalars(select(Person.id).where(among(Person.id, [*wanted, uuid4()]))))
        assert found == set(wanted)
    assert len(seen) == 1
    assert seen[0].count("::UUID[]") == 1


def test_an_id_of_another_organisation_is_not_found_among(house: House) -> None:
    eve = house.person("eve")
    with house.within("tidewater"):
        assert set(people.placements_of([eve])) == {eve}
    with house.within():
        assert people.placements_of([eve]) == {}


def test_a_request_reads_its_organisation_once_and_sees_what_it_changed(house: House) -> None:
    tova = house.browser("tova")
    page = tova.get("/settings/organisation")
    with house.counting() as seen:
        tova.get("/people/")
    assert sum("FROM organisation" in statement for statement in seen) == 1
    assert tova.act(page, "organisation.change", name="Northlight at sea").status_code == 303
    assert "Northlight at sea" in tova.get("/settings/organisation").text
    with house.within():
        assert organisations.organisation().name == "Northlight at sea"
